// What `spanne` without arguments shows.
#pragma once

namespace spanne::cli {

inline constexpr const char* overview =
    "Spanne: how many accounts can one key account manager look after?\n\n"
    "  spanne init FOLDER            a small guideline to begin with, accounts and people\n"
    "  spanne check RULES            find every mistake in a guideline\n"
    "  spanne eval RULES ACCOUNTS    efforts, spans and load of the accounts in a CSV file\n"
    "  spanne plan RULES ACCOUNTS SCENARIOS\n"
    "                                scenarios beside today: people, capacity, what each line changes\n"
    "  spanne sensitivity RULES ACCOUNTS\n"
    "                                which numbers of a guideline move the effort of all most\n"
    "  spanne report RULES ACCOUNTS -o FILE.html\n"
    "                                the page for the meeting: charts, tables, every account\n"
    "  spanne explain RULES ACCOUNTS KEY\n"
    "                                why one account got its effort, and what would change it\n"
    "  spanne test RULES             run the tests that stand in a guideline\n"
    "  spanne fmt RULES              lay a guideline out: columns below one another\n"
    "  spanne diff OLD NEW           what changed between two versions, by meaning\n"
    "  spanne diff OLD NEW ACCOUNTS  who in a portfolio gets something else, and why\n"
    "  spanne diff RULES OLD.csv NEW.csv\n"
    "                                why the total of a later accounts file is another one\n"
    "  spanne release RULES          enter an approved version in the log of releases\n"
    "  spanne policy RULES           how many have to sign, and whether authors may approve\n"
    "  spanne cosign FILE            sign what another has prepared; then: spanne enter RULES FILE\n"
    "  spanne withdraw RULES VERSION say that a version must not be used any more\n"
    "  spanne log RULES              what has been released, when and by whom\n"
    "  spanne verify FILE            whether a guideline, a result or evidence is what it was\n"
    "  spanne replay RECEIPT         the accounts of a receipt under another version\n"
    "  spanne evidence RECEIPT       a result and all it rests on, in one archive to pass on\n"
    "  spanne sample RULES ACCOUNTS  accounts drawn at random, explained for an auditor\n"
    "  spanne matrix RULES           the table: clusters down, profiles across, accounts per person\n"
    "  spanne print RULES            a guideline as a document to read and to sign\n"
    "  spanne table export RULES TABLE FILE.xlsx\n"
    "                                a table of a guideline as a workbook\n"
    "  spanne table import RULES TABLE FILE.xlsx\n"
    "                                the guideline with the rows of that workbook\n"
    "  spanne lsp                    serve an editor, which starts it by itself (docs/editors.md)\n"
    "  spanne new-key FILE           keys to sign releases with\n"
    "  spanne help COMMAND           all about one command\n"
    "  spanne help CODE              what a message means, with an example and its cure\n";

}  // namespace spanne::cli

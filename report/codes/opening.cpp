// 01xx: the file as a whole, and single words, texts, dates and versions.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation opening_explanations[] = {
    {"E0100", "The file is too large",
     "A rule file of ten thousand rules has less than one megabyte. A file of more than 16 MB is no rule file; most "
     "likely another file was named.",
     "", ""},
    {"E0101", "The file is no text file",
     "Rule files are plain text. A workbook, a Word document or a PDF looks like text on the screen, but holds much "
     "that "
     "is none. Copy the text into a plain text file.",
     R"({\rtf1\ansi ruleset "Key accounts" version 1.0.0\par})", R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0102", "The file has another encoding",
     "Rule files are in UTF-8, so that umlauts and signs are read the same everywhere. Most editors offer the encoding "
     "when a file is saved.",
     "ruleset \"M\xFCller\" version 1.0.0", R"(ruleset "Müller" version 1.0.0)"},
    {"E0103", "A text is not closed",
     "A text stands between two quotation marks on one line. Without the second mark nobody can say where it ends.",
     R"(many: sites > 10 -> +0.2 FTE because "Every site decides)",
     R"(many: sites > 10 -> +0.2 FTE because "Every site decides")"},
    {"E0104", "The file is empty",
     "A rule file begins with the rule set's title and version. `spanne init` writes a first guideline to begin with.",
     "# to be written", R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0105", "The file does not say which rule set it is",
     "Every result names the rule set and version it was made with, so the file has to say both, before everything "
     "else.",
     R"(attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0106", "A second rule set begins",
     "One file holds one rule set, so that a result can name what it was made with. Nothing below the second title is "
     "read.",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE
ruleset "Regional accounts" version 1.0.0)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)"},
    {"E0107", "There are more findings than anybody reads",
     "After a thousand findings the list ends. Most often the file is no rule file, or one mistake at its beginning "
     "spoils all that follows.",
     "", ""},
    {"E0108", "This is a list of accounts, not a rule file",
     "Lines of values with commas, semicolons or tabs between them are accounts. Commands take the rule file first: "
     "`spanne eval guideline.spanne accounts.csv`.",
     R"(account,sites
Hafenkontor,6
Volkskliniken,15)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0109", "A blank or sign that cannot be told from others",
     "Word processors put in narrow blanks, and signs that cannot be seen at all. They would part or join words "
     "without "
     "anybody seeing it. Type the place anew. Ordinary blanks, tabs and non-breaking spaces are fine. Control "
     "characters are refused in texts and comments, too: at a carriage return or a line separator editors begin a line "
     "that is none, and terminals obey an escape.",
     "many: sites > 10 ->\u2009+0.2 FTE", "many: sites > 10 -> +0.2 FTE"},
    {"E0110", "A word of the language is used as a name",
     "Words such as `from`, `above` or `otherwise` would be read as themselves wherever the name is used. Give the "
     "thing "
     "another name.",
     "define above = sites - 2", "define sites_above = sites - 2"},
    {"E0111", "A name is missing", "Something has to be called something here.", "define = sites - 2",
     "define further_sites = sites - 2"},
    {"E0112", "Quotation marks are missing",
     "Titles, reasons, remarks and heads of columns are texts, and texts stand in quotation marks, so that it is plain "
     "where they end.",
     "many: sites > 10 -> +0.2 FTE because Every site decides",
     R"(many: sites > 10 -> +0.2 FTE because "Every site decides")"},
    {"E0113", "A date is missing", "Behind `from`, `until` and in `effective` stands a day, written year-month-day.",
     "many: sites > 10 -> +0.2 FTE from July 2026", "many: sites > 10 -> +0.2 FTE from 2026-07-01"},
    {"E0114", "There is no such day", "The calendar does not have this day. Months end with their 28th to 31st day.",
     "many: sites > 10 -> +0.2 FTE from 2026-02-30", "many: sites > 10 -> +0.2 FTE from 2026-02-28"},
    {"E0115", "The version is not three numbers",
     "A version is three numbers with points between them: great changes, small changes, corrections. No quotation "
     "marks, "
     "no v.",
     R"(ruleset "Key accounts" version 1.0)", R"(ruleset "Key accounts" version 1.0.0)"},
    {"E0116", "The line should end earlier",
     "What stands here belongs to nothing before it. Often a sign is left over, or two statements stand on one line.",
     "attributes:\n  account  text  key", "attributes\n  account  text  key"},
    {"E0117", "A date is written in another way",
     "07/01/2026 is the first of July in one country and the seventh of January in another. Year-month-day is read the "
     "same everywhere.",
     "recent: signed is known and signed > 01.07.2026 -> +0.1 FTE",
     "recent: signed is known and signed > 2026-07-01 -> +0.1 FTE"},
    {"E0118", "A name is more than one word",
     "A name begins with a letter or _ and goes on with letters, digits and _. Blanks and hyphens would make several "
     "words, or a subtraction, of it.",
     "many sites: sites > 10 -> +0.2 FTE", "many_sites: sites > 10 -> +0.2 FTE"},
    {"E0119", "Other quotation marks",
     "Word processors turn quotation marks into others while one types. Texts stand in straight double ones; a mark "
     "inside a text has a \\ before it.",
     "many: sites > 10 -> +0.2 FTE because „Jeder Standort entscheidet“",
     R"(many: sites > 10 -> +0.2 FTE because "Jeder Standort entscheidet")"},
};

}  // namespace

std::span<const CodeExplanation> opening_codes() { return opening_explanations; }

}  // namespace spanne::report

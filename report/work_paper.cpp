#include "report/work_paper.hpp"

#include <fmt/format.h>

namespace spanne::report {
namespace {

std::string accounts_in_words(std::size_t count) {
  return count == 1 ? "1 account" : fmt::format("{} accounts", count);
}

std::string population(const WorkPaper& paper) {
  std::string text = fmt::format("{}, of which {} rejected; rejected ones may be drawn like all others",
                                 accounts_in_words(paper.rows), paper.rejected);
  if (paper.skipped > 0)
    text += paper.skipped == 1 ? ". 1 row that is no account (blank, a total, small print) does not belong to it"
                               : fmt::format(
                                     ". {} rows that are no accounts (blank, totals, small print) do not belong "
                                     "to it",
                                     paper.skipped);
  return text;
}

std::string size(const WorkPaper& paper) {
  const std::size_t drawn = paper.accounts_drawn.size();
  if (drawn == paper.rows && paper.asked > drawn)
    return fmt::format("all {}, since {} were asked for and there are no more", drawn, paper.asked);
  return drawn == paper.rows ? fmt::format("all {}", drawn) : std::to_string(drawn);
}

void add_heading(Document& document, const WorkPaper& paper) {
  document.blocks.emplace_back(Heading{1, document.title});
  Grid grid{{"This sample", ""}, {}};
  const auto row = [&](const char* head, StyledText text) { grid.rows.push_back({plain(head), std::move(text)}); };
  row("Guideline", plain(fmt::format("{}, version {}", paper.title, paper.version)));
  row("Digest of its text", code(paper.rules_digest));
  row("Accounts", plain(paper.accounts));
  row("Digest of that file", code(paper.accounts_digest));
  row("As of", plain(paper.as_of));
  row("Population", plain(population(paper)));
  row("Drawn", plain(size(paper)));
  row("Seed", code(paper.seed));
  document.blocks.emplace_back(std::move(grid));
}

void add_method(Document& document, const WorkPaper& paper) {
  document.blocks.emplace_back(Heading{2, "How they were drawn"});
  document.blocks.emplace_back(Paragraph{plain(
      fmt::format("Drawn by SHA-256 of the seed and {}, each followed by a line break: the accounts with the "
                  "lowest digests, in their order. So the sample depends on the seed and on the accounts, but not "
                  "on the order of rows, on the machine or on whoever drew it; and who agreed on the seed before "
                  "the accounts were there could not choose them.",
                  paper.drawn_by))});
  document.blocks.emplace_back(Paragraph{plain("To draw them again: ") + code(paper.again)});
}

void add_account(Document& document, const DrawnAccount& account, std::size_t number) {
  document.blocks.emplace_back(Heading{2, fmt::format("{}. {}", number, account.name)});
  document.blocks.emplace_back(Paragraph{plain("Drawn by ") + code(account.digest)});
  if (account.reasons.empty()) {
    document.blocks.emplace_back(Preformatted{account.explanation});
  } else {
    List reasons;
    for (const auto& reason : account.reasons) reasons.items.push_back(plain("Rejected: " + reason));
    document.blocks.emplace_back(std::move(reasons));
    document.blocks.emplace_back(
        Paragraph{plain("The row as it stands: ") + code(fmt::format("{}", fmt::join(account.cells, " | ")))});
  }
  document.blocks.emplace_back(
      Preformatted{"[  ] agreed   [  ] not agreed   by ____________________   on ____________\n\n"
                   "remarks ______________________________________________________________\n"});
}

}  // namespace

Document work_paper_document(const WorkPaper& paper) {
  Document document{fmt::format("Sample of {} from {}", accounts_in_words(paper.accounts_drawn.size()), paper.accounts),
                    {}};
  add_heading(document, paper);
  add_method(document, paper);
  std::size_t number = 0;
  for (const auto& account : paper.accounts_drawn) add_account(document, account, ++number);
  return document;
}

}  // namespace spanne::report

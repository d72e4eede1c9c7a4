// What `eval` shows a person: engagements, then the portfolio; figures to three decimals, spans in words.
#pragma once

#include <string>
#include <vector>

#include "engine/portfolio/portfolio.hpp"

namespace spanne::report {

struct Screen {
  std::size_t width = 100;  // columns
  bool color = false;
  int places = 3;      // enough for the eye; files have the exact figures
  bool exact = false;  // fractions such as 1/60
};

/// "0.3–0.4 FTE", "0.1 FTE".
std::string effort_words(const engine::Range& effort, const Screen& screen = {});
/// How many accounts fill one KAM: "8–10", "up to 1", "less than 1", "any number"; or "team of 56–105" for one
/// account.
std::string span_words(const engine::AccountRange& span);

/// One row of the accounts file as it is shown.
struct AccountLine {
  std::size_t number = 0;  // of the file
  const engine::Account* account = nullptr;
  const engine::Outcome* outcome = nullptr;
  std::vector<std::string> reasons;  // of reading and of evaluating; empty: fine
};

std::string accounts_view(const std::vector<AccountLine>& lines, const engine::Model& model, const Screen& screen);
/// The groups with a last row `total`; with loads where the groups are owners.
std::string groups_view(const engine::Portfolio& portfolio, const std::vector<engine::GroupBy>& by,
                        const engine::Model& model, const Screen& screen);
/// One paragraph: how many engagements, accounts, FTE and KAMs.
std::string summary_view(const engine::Portfolio& portfolio, const engine::Model& model, const Screen& screen);

}  // namespace spanne::report

// Shows the results of `eval`: engagements, then the portfolio, with figures to three decimals and ranges in words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/planning/likely_range.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::report {

struct Screen {
  std::size_t width = 100;  // columns
  bool color = false;
  int places = 3;      // decimals on the screen; files have six
  bool exact = false;  // fractions such as 1/60
  char decimal_mark = '.';
};

/// Both ends of a range: "0.3–0.4", "0.1" where they are equal, "-0.1 to 0.2", since a dash would hide a sign.
std::string between(const std::string& low, const std::string& high);
/// "0.3–0.4 FTE", "0.1 FTE".
std::string effort_words(const engine::Range& effort, const Screen& screen = {});
/// The number of accounts for one KAM: "8–10", "up to 1", "less than 1", "any number"; or "team of 56–105" for a single
/// account.
std::string span_words(const engine::AccountRange& span);

/// One row of the accounts file as it is shown.
struct AccountLine {
  std::size_t number = 0;  // line number in the file
  const engine::Account* account = nullptr;
  const engine::Outcome* outcome = nullptr;
  std::vector<std::string> reasons;  // reasons of a rejection, from reading or evaluating; empty if accepted
};

std::string accounts_view(const std::vector<AccountLine>& lines, const engine::Model& model, const Screen& screen);
/// The likely ranges of a portfolio and of its groups, by their labels.
struct LikelyRanges {
  engine::LikelyRange total;
  std::map<std::vector<std::string>, engine::LikelyRange> groups;
};

/// The groups, followed by a row `total`; with loads if the groups are owners. `likely` may be null.
std::string groups_view(const engine::Portfolio& portfolio, const std::vector<engine::GroupBy>& by,
                        const engine::Model& model, const Screen& screen, const LikelyRanges* likely = nullptr);
/// A paragraph with the numbers of engagements, accounts, FTE and KAMs.
std::string summary_view(const engine::Portfolio& portfolio, const engine::Model& model, const Screen& screen);

/// Two lines: what there is against what is needed, in FTE and in people.
std::string gap_view(const engine::Subtotal& sum, const engine::CapacityGap& gap, const engine::Model& model,
                     const Screen& screen);

}  // namespace spanne::report

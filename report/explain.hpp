// Shows the derivation of one account's effort as a person would write it down, to be verified with a pocket
// calculator.
#pragma once

#include <string>
#include <vector>

#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "report/page.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// What an explanation begins with.
struct ExplainedTitle {
  std::string account;               // names it
  std::vector<std::string> changed;  // by `--set`: "sites 24 instead of 15"
  std::vector<std::string>
      counted;  // from which rows figures of a group come: "national_kams 2: counted from 2 rows …"
};

std::string explanation_view(const engine::Explanation& explanation, const std::vector<engine::NearestChange>& changes,
                             const ExplainedTitle& title, const Screen& screen);

/// The same in pieces, for other layouts than a terminal's, and without what would change the result, which takes long
/// to find out.
std::vector<PageEntry> explanation_entries(const engine::Explanation& explanation, const ExplainedTitle& title);

}  // namespace spanne::report

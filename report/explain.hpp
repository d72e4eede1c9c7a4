// Shows the derivation of one account's effort as a person would write it down, to be verified with a pocket
// calculator.
#pragma once

#include <string>
#include <vector>

#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// `title` names the account; `changed` lists what `--set` changed ("sites 24 instead of 15") and may be empty.
std::string explanation_view(const engine::Explanation& explanation, const std::vector<engine::NearestChange>& changes,
                             const std::string& title, const std::vector<std::string>& changed, const Screen& screen);

}  // namespace spanne::report

#include "service/features.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace spanne::service {

Feature find_feature(std::string_view method) {
  static constexpr std::pair<std::string_view, Feature> features[] = {
      {"spanne/accounts", load_accounts},
      {"spanne/byRule", effort_by_rule_of},
      {"spanne/check", check_rules},
      {"spanne/compare", compare_rules},
      {"spanne/evaluate", evaluate_accounts},
      {"spanne/explain", explain_account},
      {"spanne/impact", impact_on_accounts},
      {"spanne/matrix", matrix_of_rules},
      {"spanne/plan", plan_of_scenarios},
      {"spanne/report", report_on_accounts},
      {"spanne/sensitivity", sensitivity_of_rules},
      {"textDocument/codeAction", code_actions},
      {"textDocument/codeLens", code_lenses},
      {"textDocument/formatting", formatting},
  };
  const auto found =
      std::find_if(std::begin(features), std::end(features), [&](const auto& named) { return named.first == method; });
  return found == std::end(features) ? nullptr : found->second;
}

}  // namespace spanne::service

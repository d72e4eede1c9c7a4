#include "service/features.hpp"

#include <algorithm>
#include <utility>

namespace spanne::service {

namespace {

constexpr std::pair<std::string_view, Feature> features[] = {
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
    {"textDocument/completion", completion},
    {"textDocument/definition", definition},
    {"textDocument/documentHighlight", document_highlight},
    {"textDocument/documentSymbol", document_symbols},
    {"textDocument/foldingRange", folding_ranges},
    {"textDocument/formatting", formatting},
    {"textDocument/hover", hover},
    {"textDocument/inlayHint", inlay_hints},
    {"textDocument/prepareRename", prepare_rename},
    {"textDocument/references", references},
    {"textDocument/rename", rename},
    {"textDocument/semanticTokens/full", semantic_tokens},
};

}  // namespace

Feature find_feature(std::string_view method) {
  const auto found =
      std::find_if(std::begin(features), std::end(features), [&](const auto& named) { return named.first == method; });
  return found == std::end(features) ? nullptr : found->second;
}

std::vector<std::string_view> feature_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, function] : features) names.push_back(name);
  return names;
}

}  // namespace spanne::service

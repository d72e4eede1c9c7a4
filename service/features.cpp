#include "service/features.hpp"

#include <algorithm>
#include <utility>

namespace spanne::service {

namespace {

constexpr std::pair<std::string_view, Feature> features[] = {
    {"textDocument/codeAction", code_actions},
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

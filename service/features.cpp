#include "service/features.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace spanne::service {

Feature find_feature(std::string_view method) {
  static constexpr std::pair<std::string_view, Feature> features[] = {
      {"textDocument/codeAction", code_actions},
      {"textDocument/definition", definition},
      {"textDocument/documentHighlight", document_highlight},
      {"textDocument/documentSymbol", document_symbols},
      {"textDocument/foldingRange", folding_ranges},
      {"textDocument/formatting", formatting},
      {"textDocument/prepareRename", prepare_rename},
      {"textDocument/references", references},
      {"textDocument/rename", rename},
      {"textDocument/semanticTokens/full", semantic_tokens},
  };
  const auto found =
      std::find_if(std::begin(features), std::end(features), [&](const auto& named) { return named.first == method; });
  return found == std::end(features) ? nullptr : found->second;
}

}  // namespace spanne::service

#include "service/features.hpp"
#include "service/semantic_tokens.hpp"
#include "service/session.hpp"

namespace spanne::service {

Json capabilities(const Session& session) {
  return {{"positionEncoding", session.client.encoding == PositionEncoding::utf8 ? "utf-8" : "utf-16"},
          {"textDocumentSync", {{"openClose", true}, {"change", 1}}},  // 1: the whole text each time
          {"codeActionProvider", {{"codeActionKinds", Json::array({"quickfix"})}}},
          {"codeLensProvider", {{"resolveProvider", false}}},
          {"completionProvider", {{"triggerCharacters", Json::array({" ", "=", "(", ",", "|", "\""})}}},
          {"definitionProvider", true},
          {"documentHighlightProvider", true},
          {"documentSymbolProvider", true},
          {"foldingRangeProvider", true},
          {"documentFormattingProvider", true},
          {"hoverProvider", true},
          {"inlayHintProvider", true},
          {"referencesProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"semanticTokensProvider", {{"legend", semantic_tokens_legend()}, {"full", true}}}};
}

}  // namespace spanne::service

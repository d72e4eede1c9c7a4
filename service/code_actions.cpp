// Every suggestion of a finding as a change that the editor offers at its place.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "grammar/text/characters.hpp"
#include "service/diagnostics.hpp"
#include "service/features.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

constexpr std::size_t longest_title = 80;  // characters

/// What the change does, on one line.
std::string title_of(const grammar::Diagnostic& finding, const std::string& text) {
  const bool inserts = finding.replaced.begin == finding.replaced.end;
  std::string shown = grammar::fit_to_show(text);
  shown.erase(0, std::min(shown.find_first_not_of(' '), shown.size()));
  shown.erase(shown.find_last_not_of(' ') + 1);
  if (shown.empty()) return "Leave it out";
  if (grammar::character_count(shown) > longest_title) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < longest_title; ++count)
      for (++end; end < shown.size() && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U;) ++end;
    shown = shown.substr(0, end) + "…";
  }
  return fmt::format("{} {}", inserts ? "Put in" : "Write", shown);
}

bool touches(grammar::TextSpan one, grammar::TextSpan other) {
  return one.begin <= other.end && other.begin <= one.end;
}

/// Whether the editor asks for quick fixes, or for everything.
bool wants_quick_fixes(const Json& context) {
  const Json& only = member(context, "only");
  return !only.is_array() || std::any_of(only.begin(), only.end(), [](const Json& kind) { return kind == "quickfix"; });
}

}  // namespace

Reply code_actions(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  TextDocument& asked = *std::get<TextDocument*>(document);
  const auto range = span_of(member(params, "range"), asked.lines());
  if (!range) return RequestError{RequestError::invalid_params, "the range is missing"};
  Json actions = Json::array();
  if (!wants_quick_fixes(member(params, "context"))) return actions;
  for (const auto& finding : session.findings_of(asked)) {
    if (!touches(finding.span, *range) && !touches(finding.replaced, *range)) continue;
    for (const std::string& text : finding.replacements) {
      Json edits = Json::array({text_edit(finding.replaced, text, asked)});
      actions.push_back({{"title", title_of(finding, text)},
                         {"kind", "quickfix"},
                         {"diagnostics", Json::array({diagnostic_json(finding, asked, session.client)})},
                         {"isPreferred", finding.replacements.size() == 1},
                         {"edit", workspace_edit(asked, std::move(edits), session.client)}});
    }
  }
  return actions;
}

}  // namespace spanne::service

// The one layout of a text, as an edit of the lines that change.
#include <algorithm>
#include <string_view>

#include "grammar/layout/format.hpp"
#include "service/diagnostics.hpp"
#include "service/features.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The text in its layout, with its own mark and line breaks; nullopt if it cannot be read.
std::optional<std::string> laid_out(Session& session, TextDocument& document) {
  std::string text;
  if (document.kind() == TextKind::scenarios) {
    const ScenariosAnalysis& read = document.scenarios(session.guideline_of(document));
    if (read.tree.incomplete) return std::nullopt;
    text = grammar::format(*read.source, read.tree);
  } else {
    const RulesAnalysis& read = document.rules();
    if (read.tree.incomplete) return std::nullopt;
    text = grammar::format(*read.source, read.tree);
  }
  text = with_line_breaks_of(document, std::move(text));
  return document.text().starts_with(byte_order_mark) ? std::string(byte_order_mark) + text : text;
}

/// How many bytes of whole lines two texts begin with alike.
std::size_t common_lines(std::string_view one, std::string_view other) {
  const auto end = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
  const auto same = static_cast<std::size_t>(end - one.begin());
  if (same == one.size() && same == other.size()) return same;
  const std::size_t feed = same == 0 ? std::string_view::npos : one.rfind('\n', same - 1);
  return feed == std::string_view::npos ? 0 : feed + 1;
}

/// How many bytes of whole lines they end with alike.
std::size_t common_end_lines(std::string_view one, std::string_view other) {
  const auto end = std::mismatch(one.rbegin(), one.rend(), other.rbegin(), other.rend()).first;
  auto same = static_cast<std::size_t>(end - one.rbegin());
  const std::size_t feed = one.find('\n', one.size() - same);
  return feed == std::string_view::npos ? 0 : one.size() - (feed + 1);
}

}  // namespace

Reply formatting(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  TextDocument& asked = *std::get<TextDocument*>(document);
  const auto text = laid_out(session, asked);
  if (!text) return RequestError{RequestError::request_failed, "a text with mistakes in it cannot be laid out"};
  const std::string_view before = asked.text(), after = *text;
  if (before == after) return Json::array();
  const std::size_t begin = common_lines(before, after);
  const std::size_t end = common_end_lines(before.substr(begin), after.substr(begin));
  const grammar::TextSpan span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(before.size() - end)};
  Json edit{{"range", range_json(span, asked.lines())},
            {"newText", std::string(after.substr(begin, after.size() - end - begin))}};
  return Json::array({std::move(edit)});
}

}  // namespace spanne::service

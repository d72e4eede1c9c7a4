// The outline and what of it can be folded.
#include <map>

#include "service/features.hpp"
#include "service/outline.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

std::vector<OutlineItem> outline_of_document(Session& session, TextDocument& document) {
  if (document.kind() == TextKind::rules) return outline_of(document.rules());
  return outline_of(document.scenarios(session.guideline_of(document)));
}

Json symbols_json(const std::vector<OutlineItem>& items, const LineIndex& lines) {
  Json symbols = Json::array();
  for (const OutlineItem& item : items) {
    Json symbol{{"name", item.name}};
    if (!item.detail.empty()) symbol["detail"] = item.detail;
    symbol["kind"] = static_cast<int>(item.symbol);
    symbol["range"] = range_json(item.whole, lines);
    symbol["selectionRange"] = range_json(item.span, lines);
    if (!item.below.empty()) symbol["children"] = symbols_json(item.below, lines);
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

/// Lines that fold away below their first: to the last line, and whether they are comments.
struct FoldedLines {
  std::uint32_t last = 0;
  bool comment = false;
};
using FoldedRanges = std::map<std::uint32_t, FoldedLines>;  // by the first line; the longest where several begin

void fold(FoldedRanges& ranges, grammar::TextSpan span, const LineIndex& lines, bool comment = false) {
  const std::uint32_t first = lines.position(span.begin).line, last = lines.position(span.end).line;
  if (last <= first) return;
  FoldedLines& folded = ranges[first];
  if (last > folded.last) folded = {last, comment};
}

void fold_items(FoldedRanges& ranges, const std::vector<OutlineItem>& items, const LineIndex& lines) {
  for (const OutlineItem& item : items) {
    fold(ranges, item.whole, lines);
    fold_items(ranges, item.below, lines);
  }
}

/// Comments on lines of their own, one directly below the other.
void fold_comments(FoldedRanges& ranges, const std::vector<grammar::Comment>& comments, const LineIndex& lines) {
  std::optional<grammar::TextSpan> block;
  for (const grammar::Comment& comment : comments) {
    if (!comment.own_line) continue;
    const bool goes_on = block && lines.position(comment.span.begin).line == lines.position(block->end).line + 1;
    if (block && !goes_on) fold(ranges, *block, lines, true);
    block = goes_on ? grammar::join(*block, comment.span) : comment.span;
  }
  if (block) fold(ranges, *block, lines, true);
}

}  // namespace

Reply document_symbols(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  TextDocument& asked = *std::get<TextDocument*>(document);
  return symbols_json(outline_of_document(session, asked), asked.lines());
}

Reply folding_ranges(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  TextDocument& asked = *std::get<TextDocument*>(document);
  FoldedRanges ranges;
  fold_items(ranges, outline_of_document(session, asked), asked.lines());
  const bool scenarios = asked.kind() == TextKind::scenarios;
  const auto& comments =
      scenarios ? asked.scenarios(session.guideline_of(asked)).tree.comments : asked.rules().tree.comments;
  fold_comments(ranges, comments, asked.lines());
  Json folded = Json::array();
  for (const auto& [first, range] : ranges) {
    folded.push_back({{"startLine", first}, {"endLine", range.last}});
    if (range.comment) folded.back()["kind"] = "comment";
  }
  return folded;
}

}  // namespace spanne::service

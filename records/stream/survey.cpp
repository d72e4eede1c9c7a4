#include "records/stream/survey.hpp"

#include <algorithm>
#include <utility>

#include "engine/columns/block.hpp"
#include "records/cells/encoding.hpp"
#include "records/tables/summary_rows.hpp"

namespace spanne::records {
namespace {

using SurveyError = std::variant<AccountsError, FileError>;

SummaryRowFinder finder_for(const SurveyView& view) {
  return {view.model, view.layout, {view.model, view.style, view.layout.typed}, view.keeps_totals};
}

/// Adds the rows of a text; returns false if it breaks off.
bool add_rows(SummaryRowFinder& finder, std::string_view text, char separator, std::size_t line) {
  CsvReader reader(text, separator, line);
  CsvRow row;
  CsvEnd end = reader.next(row);
  for (; end == CsvEnd::row; end = reader.next(row))
    if (!is_blank(row)) finder.add(row);
  return end == CsvEnd::end_of_text;
}

}  // namespace

std::variant<bool, AccountsError, FileError> may_end_in_summary(const Input& input, const Opening& opening,
                                                                const SurveyView& view) {
  constexpr std::size_t tail = 1 << 16;
  const std::size_t begin = std::max(opening.begin, input.size() - std::min(tail, input.size()));
  auto read = read_text(input, begin, input.size() + 1 - begin, view.encoding);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
  std::string_view text = std::get<std::string>(read);
  if (begin > opening.begin) text.remove_prefix(std::min(text.find_first_of("\r\n"), text.size()));
  SummaryRowFinder finder = finder_for(view);
  // What begins inside quotes may look like anything.
  return !add_rows(finder, text, opening.separator, 1) || finder.may_end_in_summary();
}

std::optional<SurveyError> survey(const Input& input, Opening& opening, const SurveyView& view) {
  SummaryRowFinder finder = finder_for(view);
  Chunks chunks(input, opening, engine::block_rows);
  Chunk chunk;
  for (auto next = chunks.next(chunk); next != Chunks::Next::end; next = chunks.next(chunk)) {
    if (next == Chunks::Next::failed) return chunks.failure();
    std::string converted;
    std::string_view text = chunk.text();
    if (view.encoding != Encoding::utf8) {
      auto decoded = decode(text, view.encoding);
      if (auto* error = std::get_if<EncodingError>(&decoded)) return AccountsError{error->message, error->help};
      text = converted = std::move(std::get<std::string>(decoded));
    }
    if (!add_rows(finder, text, opening.separator, chunk.line)) break;  // the pass over the file reports it
  }
  SummaryRows found = finder.finish();
  opening.left_out = std::move(found.lines);
  opening.left_out_notes = std::move(found.notes);
  opening.surveyed = true;
  return std::nullopt;
}

}  // namespace spanne::records

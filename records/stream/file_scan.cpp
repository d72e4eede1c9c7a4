#include "records/stream/file_scan.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "records/stream/number_scan.hpp"
#include "records/stream/open_table.hpp"
#include "records/stream/survey.hpp"
#include "records/tables/account_heads.hpp"
#include "records/workbook/recognise.hpp"

namespace spanne::records {

namespace {

/// The first lines of a file; up to 64 kB of one long line.
std::variant<std::string, FileError> read_beginning(const Input& input) {
  std::string bytes(std::min<std::size_t>(1 << 16, input.size() + 1), '\0');
  const auto count = input.read(0, bytes.data(), bytes.size());
  if (!count) return input.refused();
  const bool goes_on = *count == bytes.size();
  bytes.resize(*count);
  if (goes_on) bytes.resize(bytes.find_last_of("\r\n") + 1);
  return bytes;
}

}  // namespace

std::optional<StreamError> AccountFile::open(const std::string& path, const engine::Model& model) {
  path_ = path;
  model_ = &model;
  options_.locale = file_locale(options_.locale, model);
  auto source = open_table(path, model, options_, input_);
  if (auto* error = std::get_if<FileError>(&source)) return std::move(*error);
  if (auto* error = std::get_if<AccountsError>(&source)) return std::move(*error);
  if (auto* rows = std::get_if<std::unique_ptr<RowSource>>(&source)) return read_typed(**rows);
  auto beginning = read_beginning(input_);
  if (auto* error = std::get_if<FileError>(&beginning)) return std::move(*error);
  const std::string_view text = std::get<std::string>(beginning);
  const bool is_utf16 = looks_like_utf16(text);
  if (is_utf16)
    if (auto error = read_utf16()) return error;
  // Heads that are not UTF-8 would be read in one encoding, and rows that are ASCII in another.
  if (!is_utf16 && !is_utf8(text)) return read_in_other_encoding();
  auto error = read_heads();
  if (is_utf16) opening_.notes.insert(opening_.notes.begin(), "it is in UTF-16 and was read as such");
  if (auto note = misnamed(DataFormat::text, path)) opening_.notes.insert(opening_.notes.begin(), std::move(*note));
  return error;
}

std::optional<StreamError> AccountFile::read_typed(RowSource& rows) {
  Spool text;
  std::optional<FileError> refused;
  auto written = write_typed_table(rows, account_reader(*model_), [&](std::string_view piece) {
    if (!refused) refused = text.append(piece);
  });
  if (refused) return std::move(*refused);
  if (auto* error = std::get_if<AccountsError>(&written)) return std::move(*error);
  auto& table = std::get<TypedTable>(written);
  typed_evidence_ = std::move(table.evidence);
  opening_ = {};
  opening_.typed = true;
  opening_.heads = heads_of_text(table);
  opening_.heads_line = table.heads_line;
  opening_.begin = table.body;
  opening_.notes = std::move(table.notes);
  copy_.take(std::move(text), path_);
  reads_copy_ = true;
  return std::nullopt;
}

std::optional<FileError> AccountFile::keep_digest() {
  keeps_digest_ = true;
  if (takes_digest()) return std::nullopt;
  engine::ByteDigest digest;
  std::string piece(1 << 18, '\0');
  for (std::size_t offset = 0;;) {
    const auto count = input_.read(offset, piece.data(), piece.size());
    if (!count) return input_.refused();
    if (*count == 0) break;
    digest.add(std::string_view(piece).substr(0, *count));
    offset += *count;
  }
  digest_ = digest.text();
  return std::nullopt;
}

std::optional<StreamError> AccountFile::read_heads() {
  auto read = read_opening(input(), encoding_, attribute_heads(*model_));
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
  opening_ = std::move(std::get<Opening>(read));
  return std::nullopt;
}

std::optional<StreamError> AccountFile::find_summary_rows(const View& view) {
  opening_.left_out.clear();
  opening_.left_out_notes.clear();
  opening_.surveyed = options_.keep_totals;  // nothing to look for but small print at the end
  if (opening_.typed) return survey(view);
  auto needed = may_end_in_summary(input(), opening_, survey_view(view));
  if (auto* error = std::get_if<AccountsError>(&needed)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&needed)) return std::move(*error);
  return std::get<bool>(needed) ? survey(view) : std::nullopt;
}

std::optional<StreamError> AccountFile::survey(const View& view) {
  return records::survey(input(), opening_, survey_view(view));
}

SurveyView AccountFile::survey_view(const View& view) const {
  return {view.evaluator->model(), view.layout, view.style, options_.keep_totals, encoding_};
}

std::optional<FileError> AccountFile::note_digest(std::string digest) {
  if (!digest_.empty() && digest_ != digest)
    return FileError{fmt::format("{} was changed while it was read; begin again", path_)};
  digest_ = std::move(digest);
  return std::nullopt;
}

std::optional<StreamError> AccountFile::read_in_other_encoding() {
  auto encoding = recognise_encoding(input());
  if (auto* error = std::get_if<AccountsError>(&encoding)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&encoding)) return std::move(*error);
  encoding_ = std::get<Encoding>(encoding);
  return read_heads();
}

/// Writes the file down as UTF-8.
std::optional<StreamError> AccountFile::read_utf16() {
  Spool text;
  Utf16Decoder decoder;
  std::string piece(1 << 18, '\0'), decoded;
  for (std::size_t offset = 0;;) {
    const auto count = input_.read(offset, piece.data(), piece.size());
    if (!count) return input_.refused();
    decoded.clear();
    auto error = *count == 0 ? decoder.finish() : decoder.add(std::string_view(piece).substr(0, *count), decoded);
    if (error) return AccountsError{error->message, error->help};
    if (*count == 0) break;
    if (auto refused = text.append(decoded)) return std::move(*refused);
    offset += *count;
  }
  copy_.take(std::move(text), path_);
  reads_copy_ = true;
  return std::nullopt;
}

/// Views share the evidence: a file is read in one way, whichever version reads it.
void AccountFile::decide_styles(std::vector<View>& views, bool to_the_end) {
  styles_.clear();
  std::vector<std::size_t> columns;
  for (const View& view : views) {
    const engine::Model& model = view.evaluator->model();
    styles_.emplace_back(model, options_);
    if (!styles_.back().needs_evidence()) continue;
    for (const std::size_t column : number_columns(model, view.layout)) columns.push_back(column);
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  const NumberEvidence evidence =
      opening_.typed ? typed_evidence_ : NumberScan(input(), opening_, encoding_, columns).run(to_the_end);
  for (std::size_t view = 0; view < views.size(); ++view) {
    if (styles_[view].needs_evidence()) styles_[view].decide(evidence, to_the_end || opening_.typed);
    views[view].style = styles_[view].cells();
  }
}

std::optional<AccountsError> AccountFile::lay_out(const engine::Model& model, Layout& layout,
                                                  AccountsHeader& header) const {
  layout = {opening_.heads, {}, {}, opening_.typed};
  header = {};
  auto error = records::lay_out(model, layout, header);
  return error ? std::optional(at_heads(std::move(*error), opening_.heads_line, opening_.notes)) : std::nullopt;
}

KeyOrder::KeyOrder(Keys keys, std::size_t file_size)
    : prints_(keys == Keys::noted ? file_size / 96 : 0) {}  // bytes a row; fewer only cost time

bool KeyOrder::take(ChunkKeys& chunk) {
  for (const std::uint64_t print : chunk.prints) prints_.add(print);
  if (chunk.first.empty()) return true;
  if (chunk.first <= last_) return false;
  last_ = std::move(chunk.last);
  return true;
}

std::optional<engine::Plan> worthwhile_plan(const engine::Evaluator& evaluator, const engine::Wanted& wanted,
                                            const Input& input, std::size_t small_file) {
  if (input.size() <= small_file) return std::nullopt;
  return make_plan(evaluator, wanted);
}

unsigned worthwhile_threads(unsigned threads, const Input& input, std::size_t small_file) {
  return input.size() > small_file * 20 ? std::max(1U, threads) : 1;
}

}  // namespace spanne::records

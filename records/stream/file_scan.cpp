#include "records/stream/file_scan.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/stream/survey.hpp"

namespace spanne::records {

std::optional<StreamError> AccountFile::open(const std::string& path, const engine::Model& model) {
  path_ = path;
  model_ = &model;
  if (auto error = input_.open(path)) return std::move(*error);
  if (auto error = read_heads()) return error;
  return survey_if_needed();
}

std::optional<StreamError> AccountFile::read_heads() {
  auto read = read_opening(input_, options_, encoding_, attribute_heads(*model_));
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
  opening_ = std::move(std::get<Opening>(read));
  return std::nullopt;
}

std::optional<StreamError> AccountFile::survey_if_needed() {
  opening_.surveyed = options_.keep_totals;  // nothing to look for but small print at the end
  Layout layout;
  AccountsHeader header;
  if (lay_out(*model_, layout, header)) return std::nullopt;  // reported by whoever wants to read it
  auto needed = may_end_in_summary(input_, opening_, {*model_, layout, options_, encoding_});
  if (auto* error = std::get_if<AccountsError>(&needed)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&needed)) return std::move(*error);
  return std::get<bool>(needed) ? survey() : std::nullopt;
}

std::optional<StreamError> AccountFile::survey() {
  Layout layout;
  AccountsHeader header;
  if (auto error = lay_out(*model_, layout, header)) return std::move(*error);
  return records::survey(input_, opening_, {*model_, layout, options_, encoding_});
}

std::optional<FileError> AccountFile::note_digest(std::string digest) {
  if (!digest_.empty() && digest_ != digest)
    return FileError{fmt::format("{} was changed while it was read; begin again", path_)};
  digest_ = std::move(digest);
  return std::nullopt;
}

std::optional<StreamError> AccountFile::read_as_windows() {
  if (auto error = why_not_windows(input_)) return error;
  encoding_ = Encoding::windows;
  if (auto error = read_heads()) return error;
  return survey_if_needed();
}

std::optional<AccountsError> AccountFile::lay_out(const engine::Model& model, Layout& layout,
                                                  AccountsHeader& header) const {
  layout = {opening_.heads, {}, {}};
  header = {};
  auto error = records::lay_out(model, layout, header);
  if (error && opening_.heads_line > 1 && !opening_.notes.empty())
    error->message = fmt::format("line {}: {}", opening_.heads_line, error->message);
  return error;
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

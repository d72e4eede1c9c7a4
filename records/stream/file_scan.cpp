#include "records/stream/file_scan.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace spanne::records {

std::optional<StreamError> AccountFile::open(const std::string& path) {
  path_ = path;
  if (auto error = input_.open(path)) return std::move(*error);
  return read_heads();
}

std::optional<StreamError> AccountFile::read_heads() {
  auto read = read_opening(input_, locale_, encoding_);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
  opening_ = std::move(std::get<Opening>(read));
  return std::nullopt;
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
  return read_heads();
}

std::optional<AccountsError> AccountFile::lay_out(const engine::Model& model, Layout& layout,
                                                  AccountsHeader& header) const {
  layout = {opening_.heads, {}, {}};
  header = {};
  return records::lay_out(model, layout, header);
}

KeyOrder::KeyOrder(std::vector<View>& views, Keys keys, std::size_t file_size)
    : views_(views), keys_(keys), repeated_(views.size()), last_(views.size()) {
  constexpr std::size_t bytes_a_row = 96;  // fewer only cost time
  for (std::size_t view = 0; keys == Keys::fingerprints && view < views.size(); ++view)
    prints_.emplace_back(file_size / bytes_a_row);
  if (keys == Keys::first_lines)
    for (std::size_t view = 0; view < views.size(); ++view) repeated_[view] = views[view].repeated;
}

bool KeyOrder::take(std::vector<ChunkKeys>& results) {
  for (std::size_t view = 0; view < results.size(); ++view) {
    ChunkKeys& result = results[view];
    if (keys_ == Keys::ascend && !result.first.empty()) {
      Last& last = last_[view];
      if (last.known && result.first <= last.key) return false;
      last = {std::move(result.last), true};
    }
    for (const std::uint64_t print : result.prints) prints_[view].add(print);
    for (auto& [key, line] : result.candidates) repeated_[view].note(std::move(key), line);
  }
  return true;
}

std::optional<Keys> KeyOrder::next(ScanEnd ending) {
  if (ending == ScanEnd::not_utf8) {
    for (View& view : views_) view.repeated = {};
    return Keys::ascend;
  }
  if (ending == ScanEnd::keys_unordered) return Keys::fingerprints;
  switch (keys_) {
    case Keys::ascend:
    case Keys::known: return std::nullopt;
    case Keys::first_lines:
      for (std::size_t view = 0; view < views_.size(); ++view) views_[view].repeated = std::move(repeated_[view]);
      return Keys::known;
    case Keys::fingerprints: break;
  }
  bool none = true;
  for (std::size_t view = 0; view < views_.size(); ++view) {
    auto candidates = prints_[view].take_repeated();
    none = none && candidates.empty();
    views_[view].repeated = RepeatedKeys(std::move(candidates));
  }
  return none ? Keys::known : Keys::first_lines;
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

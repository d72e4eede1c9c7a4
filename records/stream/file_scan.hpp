// FileScan is one pass over a file: threads take chunks, process them, and hand the results over in chunk order.
//
// Three things are certain only at the end of a file: that all of it is UTF-8, that no key occurs twice, and that all
// its numbers are written the way its first one is. All are assumed at first (of keys only that they ascend); a file
// that turns out otherwise is scanned again from its beginning.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "records/csv/style_decision.hpp"
#include "records/stream/block_reader.hpp"
#include "records/stream/helper_threads.hpp"
#include "records/stream/survey.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

using StreamError = std::variant<AccountsError, FileError>;

/// A file of accounts whose heads have been read.
class AccountFile {
 public:
  explicit AccountFile(TableOptions options) : options_(std::move(options)) {}
  /// `model` says which row has the heads, and outlives it.
  std::optional<StreamError> open(const std::string& path, const engine::Model& model);
  /// It has turned out not to be UTF-8: its heads are read again in what it is written in.
  std::optional<StreamError> read_in_other_encoding();

  /// Finds the rows that are no accounts, as a view whose style is decided reads them: by a look at the end of the
  /// file, or, if that raises a suspicion, by `survey`.
  std::optional<StreamError> find_summary_rows(const View& view);
  /// Looks at all rows for such.
  std::optional<StreamError> survey(const View& view);

  /// To be called before the file is scanned: its digest is computed from the bytes as they are read.
  std::optional<FileError> keep_digest();
  /// Whether the digest comes from the pass over the file. Of one that is read as a copy it is there already.
  bool takes_digest() const { return keeps_digest_ && !reads_copy_; }
  /// Once all of it has been read. A file that is read twice has to be the same both times.
  std::optional<FileError> note_digest(std::string digest);
  const std::string& digest() const { return digest_; }

  /// The text that is read: the file, or a copy of it in another form.
  const Input& input() const { return reads_copy_ ? copy_ : input_; }
  const Opening& opening() const { return opening_; }
  Encoding encoding() const { return encoding_; }
  /// Decides how each view reads its cells. The numbers of the file are searched until they prove how they are written,
  /// or `to_the_end`: after one of them has contradicted what was proved first.
  void decide_styles(std::vector<View>& views, bool to_the_end);
  /// How the view of this place reads the file, once that is decided.
  const StyleDecision& style(std::size_t view) const { return styles_[view]; }
  /// Which columns a rule set reads.
  std::optional<AccountsError> lay_out(const engine::Model& model, Layout& layout, AccountsHeader& header) const;

 private:
  std::optional<StreamError> read_heads();
  std::optional<StreamError> read_typed(RowSource& rows);
  std::optional<StreamError> read_utf16();
  SurveyView survey_view(const View& view) const;

  TableOptions options_;
  const engine::Model* model_ = nullptr;
  std::vector<StyleDecision> styles_;  // one a view
  NumberEvidence typed_evidence_;      // of texts in columns of numbers, where the source has typed cells
  Input input_;
  Input copy_;  // of UTF-16 as UTF-8; of a source of typed cells as the text it was written down as
  bool reads_copy_ = false;
  Encoding encoding_ = Encoding::utf8;
  Opening opening_;
  bool keeps_digest_ = false;
  std::string path_, digest_;
};

/// The result of one chunk; every job derives its own from it.
struct ChunkResult {
  std::vector<ChunkKeys> keys;  // one a view
  std::optional<AccountsError> error;
};

/// Follows the keys of one view during a pass over the file.
class KeyOrder {
 public:
  KeyOrder(Keys keys, std::size_t file_size);
  /// To be called in chunk order. False if keys do not ascend although Keys::ascend assumes it.
  bool take(ChunkKeys& chunk);
  /// After a pass with Keys::noted.
  RepeatedKeys repeated() { return RepeatedKeys(prints_.take_repeated()); }

 private:
  FingerprintSet prints_;
  std::string last_;  // empty where there is none yet
};

/// One pass over the file. A Job has:
///
///   - a type ChunkResult, derived from records::ChunkResult, with clear();
///   - a type Worker, constructed from the job, the views and the scan plan, with
///     `ScanEnd work(const Chunk&, ChunkResult&)`;
///   - begin(), called before the first chunk of every pass;
///   - take(ChunkResult&), called in chunk order, which returns a StreamError to stop;
///   - merge(Worker&), called once for each thread at its end.
template <class Job>
class FileScan {
 public:
  FileScan(Job& job, const std::vector<View>& views, const ScanPlan& plan, Chunks& chunks, std::vector<KeyOrder>& keys)
      : job_(job), views_(views), plan_(plan), chunks_(chunks), keys_(keys) {}

  ScanEnd run(unsigned threads) {
    work_with_helpers(std::max(threads, 1U) - 1, [this] { work_or_stop(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (ending_ == ScanEnd::done && failed_) ending_ = ScanEnd::failed;
    return ending_;
  }

  /// Where it failed.
  std::optional<StreamError> error;

 private:
  /// Where memory ends, all stop: the others would wait for this one's chunk.
  void work_or_stop() {
    try {
      work();
    } catch (...) {
      stop(ScanEnd::failed);
      const std::lock_guard lock(mutex_);
      thrown_ = std::current_exception();
    }
  }

  void work() {
    typename Job::Worker worker(job_, views_, plan_);
    Chunk chunk;
    while (!stopped_) {
      const auto next = chunks_.next(chunk);
      if (next == Chunks::Next::failed) {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        std::visit([&](const auto& failure) { error = failure; }, chunks_.failure());
      }
      if (next != Chunks::Next::chunk) break;
      typename Job::ChunkResult result = take_buffer();
      result.keys.resize(views_.size());
      const ScanEnd ending = worker.work(chunk, result);
      if (ending != ScanEnd::done && ending != ScanEnd::failed) return stop(ending);
      hand_over(chunk.index, std::move(result));
    }
    const std::lock_guard lock(mutex_);
    job_.merge(worker);
  }

  typename Job::ChunkResult take_buffer() {
    const std::lock_guard lock(mutex_);
    if (buffers_.empty()) return {};
    typename Job::ChunkResult buffer = std::move(buffers_.back());
    buffers_.pop_back();
    buffer.clear();
    return buffer;
  }

  void stop(ScanEnd ending) {
    const std::lock_guard lock(mutex_);
    // The reason that changes most comes first: in another encoding totals and keys may look different, and without
    // totals keys may.
    if (!stopped_ || ending < ending_) ending_ = ending;
    stopped_ = true;
    turn_.notify_all();
  }

  /// In the order of chunks; who is far ahead waits.
  void hand_over(std::size_t index, typename Job::ChunkResult&& result) {
    constexpr std::size_t far = 8;
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return stopped_ || index < next_ + far; });
    waiting_.emplace(index, std::move(result));
    if (writing_) return;
    writing_ = true;
    for (auto first = waiting_.find(next_); first != waiting_.end() && !stopped_; first = waiting_.find(next_)) {
      typename Job::ChunkResult one = std::move(first->second);
      waiting_.erase(first);
      lock.unlock();
      const bool good = take(one);
      lock.lock();
      if (!good) stopped_ = true;
      buffers_.push_back(std::move(one));
      ++next_;
      turn_.notify_all();
    }
    writing_ = false;
  }

  /// False where it ends here.
  bool take(typename Job::ChunkResult& result) {
    if (result.error) return fail(std::move(*result.error));
    for (std::size_t view = 0; view < keys_.size(); ++view)
      if (!keys_[view].take(result.keys[view])) {
        stop(ScanEnd::keys_unordered);
        return false;
      }
    auto refused = job_.take(result);
    return !refused || fail(std::move(*refused));
  }

  bool fail(StreamError why) {
    const std::lock_guard lock(mutex_);
    failed_ = true;
    error = std::move(why);
    return false;
  }

  Job& job_;
  const std::vector<View>& views_;
  const ScanPlan& plan_;
  Chunks& chunks_;
  std::vector<KeyOrder>& keys_;  // one a view
  std::mutex mutex_;
  std::condition_variable turn_;
  std::map<std::size_t, typename Job::ChunkResult> waiting_;
  std::vector<typename Job::ChunkResult> buffers_;
  std::size_t next_ = 0;
  bool writing_ = false, failed_ = false;
  std::exception_ptr thrown_;
  std::atomic<bool> stopped_ = false;
  ScanEnd ending_ = ScanEnd::done;
};

/// Goes through the file as often as it takes. Calls `job.begin()` at each beginning: all that was made before is to be
/// forgotten. Keys that a view has noted are not looked for again, those noted now stay in the view.
template <class Job>
std::optional<StreamError> go_through(AccountFile& file, std::vector<View>& views, Job& job, unsigned threads) {
  const bool noted = std::all_of(views.begin(), views.end(), [](const View& view) { return view.noted.has_value(); });
  Keys keys = noted ? Keys::any_order : Keys::ascend;
  std::vector<RepeatedKeys> repeated;
  for (const View& view : views) repeated.push_back(noted ? *view.noted : RepeatedKeys());
  file.decide_styles(views, false);
  if (auto error = file.find_summary_rows(views.front())) return error;
  for (std::size_t view = 0; view < views.size(); ++view) views[view].repeated = &repeated[view];
  for (;;) {
    const ScanPlan way{file.opening(), file.encoding(), keys};
    engine::ByteDigest digest;
    Chunks chunks(file.input(), way.opening, engine::block_rows, file.takes_digest() ? &digest : nullptr);
    std::vector<KeyOrder> orders(views.size(), KeyOrder(keys, file.input().size()));
    FileScan<Job> scan(job, views, way, chunks, orders);
    if (auto error = job.begin()) return error;
    const bool any_repeated = std::any_of(repeated.begin(), repeated.end(), [](const auto& one) { return one.any(); });
    const ScanEnd ending = scan.run(any_repeated ? 1 : threads);
    if (ending == ScanEnd::failed) return scan.error;
    if (ending == ScanEnd::done && file.takes_digest())
      if (auto error = file.note_digest(digest.text())) return std::move(*error);
    if (ending == ScanEnd::may_have_totals)
      if (auto error = file.survey(views.front())) return error;
    if (ending == ScanEnd::not_utf8) {
      if (auto error = file.read_in_other_encoding()) return error;
      for (View& view : views) {
        AccountsHeader header;
        if (auto error = file.lay_out(view.evaluator->model(), view.layout, header)) return *error;
      }
    }
    if (ending == ScanEnd::not_utf8 || ending == ScanEnd::numbers_contradict) {
      file.decide_styles(views, ending == ScanEnd::numbers_contradict);
      if (auto error = file.find_summary_rows(views.front())) return error;
    }
    if (ending == ScanEnd::done && way.shows_results()) return std::nullopt;
    for (std::size_t view = 0; view < views.size(); ++view) {
      views[view].noted = ending == ScanEnd::done ? std::optional(orders[view].repeated()) : std::nullopt;
      repeated[view] = views[view].noted.value_or(RepeatedKeys());
    }
    keys = ending == ScanEnd::done ? Keys::any_order : ending == ScanEnd::keys_unordered ? Keys::noted : Keys::ascend;
  }
}

/// How much is made ready for a file: up to `small_file` bytes a plan would take longer than the plain evaluator; up to
/// twenty times as many, threads would.
std::optional<engine::Plan> worthwhile_plan(const engine::Evaluator& evaluator, const engine::Wanted& wanted,
                                            const Input& input, std::size_t small_file);
unsigned worthwhile_threads(unsigned threads, const Input& input, std::size_t small_file);

}  // namespace spanne::records

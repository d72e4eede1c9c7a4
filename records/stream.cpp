// Threads take chunks, turn them into text, and hand the text over in the order of the chunks.
//
// Two things can be known only at the end of a file: that all of it is UTF-8, and that no key stands in it twice. Both
// are taken for granted at first (keys only as long as they ascend); a file that is different is begun again.
#include "records/stream.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "records/chunks.hpp"
#include "records/keys.hpp"
#include "records/row_text.hpp"
#include "records/rows.hpp"
#include "records/worker.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::Lane;
using engine::Model;

struct AccountStream::State {
  const Model& model;
  Locale locale;
  Input input;
  Encoding encoding = Encoding::utf8;
  Opening opening;
  Layout layout;
  AccountsHeader header;

  std::optional<StreamError> read_heads() {
    auto read = read_opening(input, locale, encoding);
    if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
    if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
    opening = std::move(std::get<Opening>(read));
    layout = {opening.heads, {}, {}};
    header = {};
    if (auto error = lay_out(model, layout, header)) return std::move(*error);
    return std::nullopt;
  }

  std::optional<StreamError> read_as_windows() {
    if (auto error = why_not_windows(input)) return error;
    encoding = Encoding::windows;
    return read_heads();
  }
};

namespace {

/// One way through the file.
class Passage {
 public:
  Passage(const Context& context, Chunks& chunks, FingerprintSet& prints, RepeatedKeys& repeated)
      : context_(context), chunks_(chunks), prints_(prints), repeated_(repeated) {}

  Ending run(unsigned threads) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (auto& thread : others) thread.join();
    if (ending_ == Ending::done && failed_) ending_ = Ending::failed;
    return ending_;
  }

  StreamSummary summary;
  std::optional<StreamError> error;

 private:
  void work() {
    Worker worker(context_);
    Chunk chunk;
    while (!stopped_) {
      const auto next = chunks_.next(chunk);
      if (next == Chunks::Next::failed) {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        std::visit([&](const auto& failure) { error = failure; }, chunks_.failure());
      }
      if (next != Chunks::Next::chunk) return;
      Harvest harvest;
      harvest.text = take_room();
      const Ending ending = worker.work(chunk, harvest);
      if (ending != Ending::done) return stop(ending);
      hand_over(chunk.index, std::move(harvest));
    }
  }

  std::string take_room() {
    const std::lock_guard lock(mutex_);
    if (rooms_.empty()) return {};
    std::string room = std::move(rooms_.back());
    rooms_.pop_back();
    room.clear();
    return room;
  }

  void stop(Ending ending) {
    const std::lock_guard lock(mutex_);
    // What the encoding is comes first: keys may look different in another.
    if (!stopped_ || ending == Ending::not_utf8) ending_ = ending;
    stopped_ = true;
    turn_.notify_all();
  }

  /// In the order of chunks; who is far ahead waits.
  void hand_over(std::size_t index, Harvest&& harvest) {
    constexpr std::size_t far = 8;
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return stopped_ || index < next_ + far; });
    waiting_.emplace(index, std::move(harvest));
    if (writing_) return;
    writing_ = true;
    for (auto first = waiting_.find(next_); first != waiting_.end() && !stopped_; first = waiting_.find(next_)) {
      Harvest one = std::move(first->second);
      waiting_.erase(first);
      lock.unlock();
      const bool good = take(one);
      lock.lock();
      if (!good) stopped_ = true;
      rooms_.push_back(std::move(one.text));
      ++next_;
      turn_.notify_all();
    }
    writing_ = false;
  }

  /// False where it ends here.
  bool take(Harvest& harvest) {
    if (harvest.error) return fail(*harvest.error);
    if (context_.keys == Keys::ascend && !harvest.first_key.empty()) {
      if (has_key_ && harvest.first_key <= last_key_) {
        stop(Ending::keys_unordered);
        return false;
      }
      last_key_ = std::move(harvest.last_key);
      has_key_ = true;
    }
    for (const std::uint64_t print : harvest.prints) prints_.add(print);
    for (auto& [key, line] : harvest.candidates) repeated_.note(std::move(key), line);
    add(harvest.summary);
    return harvest.text.empty() || write(harvest.text);
  }

  void add(StreamSummary& more) {
    summary.accounts.rows += more.accounts.rows;
    summary.accounts.rejected += more.accounts.rejected;
    summary.accounts.rounded_numbers += more.accounts.rounded_numbers;
    summary.rejected += more.rejected;
    summary.totals.add(more.totals);
    for (auto& one : more.first_rejected)
      if (summary.first_rejected.size() < StreamSummary::told) summary.first_rejected.push_back(std::move(one));
    if (!summary.unknown_owner) summary.unknown_owner = std::move(more.unknown_owner);
  }

  /// Rows of JSON end in what parts them from the next; the last of them has none.
  bool write(std::string_view text) {
    std::optional<FileError> refused;
    if (context_.job.format == Format::json) {
      refused = context_.job.write(any_ ? ",\n" : "\n");
      text.remove_suffix(2);
    }
    any_ = true;
    if (!refused) refused = context_.job.write(text);
    return !refused || fail(*refused);
  }

  bool fail(StreamError why) {
    const std::lock_guard lock(mutex_);
    failed_ = true;
    error = std::move(why);
    return false;
  }

  const Context& context_;
  Chunks& chunks_;
  FingerprintSet& prints_;
  RepeatedKeys& repeated_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::map<std::size_t, Harvest> waiting_;
  std::vector<std::string> rooms_;
  std::size_t next_ = 0;
  bool writing_ = false, any_ = false, has_key_ = false, failed_ = false;
  std::atomic<bool> stopped_ = false;
  std::string last_key_;
  Ending ending_ = Ending::done;
};

/// Lanes of the plan, and of what the output shows or keys are made of.
std::vector<Lane> lanes_of(const Model& model, const engine::Plan* plan, const StreamJob& job) {
  std::vector<Lane> lanes(model.attributes.size(), Lane::none);
  if (plan != nullptr) lanes = plan->lanes;
  const auto keep = [&](AttributeId id) { lanes[id] = engine::lane_of(model.attributes[id].type); };
  for (const AttributeId id : model.key_attributes()) keep(id);
  if (const auto owner = model.owner_attribute(); owner && job.owners) keep(*owner);
  for (const auto& column : job.columns)
    if (column.from == ResultColumn::From::attribute) keep(static_cast<AttributeId>(column.index));
  return lanes;
}

engine::Wanted wishes(const StreamJob& job) {
  engine::Wanted wanted = RowText::wanted(job.columns);
  wanted.kinds = wanted.kinds || job.totals;
  return wanted;
}

/// What stands before and behind all rows.
RowWriter frame_of(const Model& model, const StreamJob& job) {
  std::vector<std::string> heads;
  std::vector<bool> is_text;
  for (const auto& column : job.columns) {
    heads.push_back(column.name);
    is_text.push_back(holds_text(column, model));
  }
  return {job.format, std::move(heads), std::move(is_text), job.provenance};
}

/// How to go through the file next; nothing where all results are there.
std::optional<Keys> next_way(Keys keys, Ending ending, FingerprintSet& prints, RepeatedKeys& repeated) {
  if (ending == Ending::not_utf8) return Keys::ascend;
  if (ending == Ending::keys_unordered) return Keys::fingerprints;
  if (keys == Keys::first_lines) return Keys::known;
  if (keys != Keys::fingerprints) return std::nullopt;
  auto candidates = prints.take_repeated();
  const bool none = candidates.empty();
  repeated = RepeatedKeys(std::move(candidates));
  return none ? Keys::known : Keys::first_lines;
}

using StreamResult = std::variant<StreamSummary, AccountsError, FileError>;

StreamResult failed(const StreamError& error) {
  return std::visit([](const auto& one) -> StreamResult { return one; }, error);
}

}  // namespace

AccountStream::AccountStream(const Model& model, Locale locale)
    : state_(new State{model, locale, {}, Encoding::utf8, {}, {}, {}}) {}
AccountStream::~AccountStream() = default;

std::optional<StreamError> AccountStream::open(const std::string& path) {
  if (auto error = state_->input.open(path)) return std::move(*error);
  return state_->read_heads();
}

const AccountsHeader& AccountStream::header() const { return state_->header; }

std::variant<StreamSummary, AccountsError, FileError> AccountStream::run(const StreamJob& job) {
  State& state = *state_;
  std::optional<engine::Plan> plan;
  if (state.input.size() > job.small_file) plan = make_plan(*job.evaluator, wishes(job));
  const engine::Plan* planned = plan ? &*plan : nullptr;
  const std::vector<Lane> lanes = lanes_of(state.model, planned, job);
  const unsigned threads = state.input.size() > job.small_file * 20 ? std::max(1U, job.threads) : 1;
  const RowWriter frame = frame_of(state.model, job);
  Keys keys = Keys::ascend;
  RepeatedKeys repeated;
  for (;;) {
    const RowText text(state.model, planned, job.columns, job.format, job.style, state.opening.separator);
    const Context context{state.model,    job,  planned,  state.layout, state.opening,
                          state.encoding, keys, repeated, lanes,        text};
    Chunks chunks(state.input, state.opening, engine::block_rows);
    FingerprintSet prints(keys == Keys::fingerprints ? state.input.size() / 96 : 0);
    Passage passage(context, chunks, prints, repeated);
    if (job.totals) passage.summary.totals.kinds.resize(state.model.kinds.size());
    if (auto error = job.restart()) return std::move(*error);
    if (auto error = job.write(frame.begin())) return std::move(*error);
    const Ending ending = passage.run(threads);
    if (ending == Ending::failed) return failed(*passage.error);
    if (ending == Ending::not_utf8)
      if (auto error = state.read_as_windows()) return failed(*error);
    const auto next = next_way(keys, ending, prints, repeated);
    if (!next) {
      if (auto error = job.write(frame.end())) return std::move(*error);
      return std::move(passage.summary);
    }
    keys = *next;
  }
}

}  // namespace spanne::records

// Threads take chunks, turn them into text, and hand the text over in the order of the chunks.
//
// Two things can be known only at the end of a file: that all of it is UTF-8, and that no key stands in it twice. Both
// are taken for granted at first (keys only as long as they ascend); a file that is different is begun again.
#include "records/stream.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <condition_variable>
#include <cstring>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <thread>

#include "engine/evaluate/fast.hpp"
#include "records/chunks.hpp"
#include "records/columns.hpp"
#include "records/encoding.hpp"
#include "records/keys.hpp"
#include "records/row_text.hpp"
#include "records/rows.hpp"

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
};

namespace {

/// Eight bytes as a number that orders them like the texts they are.
std::uint64_t eight_bytes(const char* text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return __builtin_bswap64(word);
}

/// a < b. Keys are mostly of one length and short: two words that overlap.
bool precedes(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || a.size() < 8 || a.size() > 16) return a < b;
  const std::uint64_t first = eight_bytes(a.data()), second = eight_bytes(b.data());
  if (first != second) return first < second;
  return eight_bytes(a.data() + a.size() - 8) < eight_bytes(b.data() + b.size() - 8);
}

/// How repeated keys are dealt with on the way through the file.
enum class Keys {
  ascend,        // results; begin again where they do not ascend
  fingerprints,  // no results: which may be repeated
  first_lines,   // no results: where those stand first
  known          // results; repeated ones are known
};

/// What comes of a chunk.
struct Harvest {
  std::string text;
  StreamSummary summary;
  std::string first_key, last_key;  // Keys::ascend
  std::vector<std::uint64_t> prints;
  std::vector<std::pair<std::string, std::size_t>> candidates;
  std::optional<AccountsError> error;
};

/// Why a way through the file ended.
enum class Ending { done, not_utf8, keys_unordered, failed };

struct Context {
  const Model& model;
  const StreamJob& job;
  const engine::Plan* plan;
  const Layout& layout;
  const Opening& opening;
  Encoding encoding;
  Keys keys;
  const RepeatedKeys& repeated;
  const std::vector<Lane>& lanes;
  const RowText& text;
};

/// One thread's tools.
class Worker {
 public:
  explicit Worker(const Context& context)
      : context_(context),
        columns_(context.model, context.layout, context.opening.numbers, context.opening.separator, context.lanes),
        rows_(context.model, context.layout, context.opening.numbers),
        sheaf_(context.lanes) {
    if (context.plan != nullptr) outcomes_.emplace(*context.plan, context.model);
    if (context.plan != nullptr && context.job.totals) totals_.emplace(*context.plan);
  }

  /// Something else than `done`: begin again.
  Ending work(const Chunk& chunk, Harvest& harvest) {
    Line text(harvest.text);
    text_ = &text;
    harvest_ = &harvest;
    line_ = chunk.line;
    harvest.error = split(chunk);
    if (harvest.error) return Ending::done;
    if (sheaf_.cells.zero || (!sheaf_.cells.ascii && context_.encoding == Encoding::utf8 && !is_utf8(sheaf_.text)))
      return Ending::not_utf8;
    columns_.read(sheaf_);
    const bool results = context_.keys == Keys::ascend || context_.keys == Keys::known;
    if (results && outcomes_ && context_.model.assignments.empty()) outcomes_->run(sheaf_.block);
    for (std::size_t row = 0; row < sheaf_.block.rows; ++row) {
      if (sheaf_.slow.get(row) && sheaf_.blank.get(row)) continue;
      ++harvest.summary.accounts.rows;
      if (!(results ? one_row(row) : one_key(row))) return Ending::keys_unordered;
    }
    if (totals_) harvest.summary.totals.add(totals_->take());
    harvest.last_key = last_key_;
    last_key_ = {};
    return Ending::done;
  }

 private:
  std::optional<AccountsError> split(const Chunk& chunk) {
    sheaf_.text = chunk.text();
    if (context_.encoding == Encoding::windows) {
      auto converted = from_windows(sheaf_.text);
      if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
      converted_ = std::move(std::get<std::string>(converted));
      converted_.resize(converted_.size() + scan_padding);
      sheaf_.text = std::string_view(converted_).substr(0, converted_.size() - scan_padding);
    }
    Cells& cells = sheaf_.cells;
    cells.clear();
    sheaf_.regular = chunk.regular;
    if (chunk.regular) {
      split_rows(sheaf_.text, context_.opening.separator, cells);
    } else {
      Cut cut;
      const CsvEnd end = split_plainly(sheaf_.text, context_.opening.separator, engine::block_rows, false, cells, cut);
      if (end == CsvEnd::too_long || end == CsvEnd::open_quote) return broken_row(end, cells.rows(), chunk.line);
    }
    sheaf_.line_breaks = chunk.last || chunk.lines != cells.rows();  // the last row may lack its line end
    for (std::size_t row = 0; row < cells.rows(); ++row)
      if (cells.count(row) > most_cells) return broken_row(CsvEnd::too_long, row, chunk.line);
    return std::nullopt;
  }

  AccountsError broken_row(CsvEnd end, std::size_t row, std::size_t line) const {
    CsvRow csv;
    const std::size_t begin = row < sheaf_.cells.rows() ? sheaf_.cells.starts[row] : row == 0 ? 0 : sheaf_.text.size();
    csv.line = line + line_ends(sheaf_.text.substr(0, begin));
    return broken(end, csv);
  }

  std::size_t line_of(std::size_t row) const { return line_ + sheaf_.lines[row]; }

  bool is_slow(std::size_t row) const {
    return !outcomes_ || !context_.model.assignments.empty() || sheaf_.slow.get(row) || outcomes_->is_plain(row);
  }

  /// The row as RowReader reads it.
  AccountRow read_again(std::size_t row) {
    const Cells& cells = sheaf_.cells;
    const std::size_t begin = cells.starts[row], end = cells.ends[cells.first[row + 1] - 1];
    CsvRow csv;
    CsvReader(sheaf_.text.substr(begin, end - begin), context_.opening.separator, line_of(row)).next(csv);
    if (csv.cells.empty()) csv.cells.emplace_back();
    csv.line = line_of(row);
    return rows_.read(std::move(csv));
  }

  bool one_row(std::size_t row) {
    if (!columns_.has_keys()) {
      is_slow(row) ? slow_row(row) : fast_row(row);
      return true;
    }
    if (is_slow(row)) return slow_row(row);
    const auto key = columns_.key(sheaf_, row, key_);
    if (!key) return fast_row(row);
    if (context_.keys == Keys::ascend) return in_order(*key, key->data() != key_.data()) && fast_row(row);
    return context_.repeated.is_candidate(*key) ? slow_row(row) : fast_row(row);
  }

  bool fast_row(std::size_t row) {
    if (context_.job.owners) {
      const AttributeId owner = *context_.model.owner_attribute();
      note_owner(row, sheaf_.block.get(row, owner, context_.model.attributes[owner].type));
    }
    if (totals_) totals_->add(*outcomes_, row);
    context_.text.append(*text_, sheaf_, row, line_of(row), *outcomes_);
    separate_rows();
    return true;
  }

  void note_owner(std::size_t row, const engine::Value& owner) {
    if (harvest_->summary.unknown_owner) return;
    const auto& type = context_.model.attributes[*context_.model.owner_attribute()].type;
    const std::string name = to_text(owner, type, context_.model);
    if (name.empty() || context_.job.owners->contains(name)) return;
    harvest_->summary.unknown_owner.emplace(line_of(row), name);
  }

  bool slow_row(std::size_t row) {
    AccountRow account = read_again(row);
    harvest_->summary.accounts.rounded_numbers += rows_.rounded_numbers() - rounded_;
    rounded_ = rows_.rounded_numbers();
    if (const auto key = rows_.key(account)) {
      if (context_.keys == Keys::ascend && !in_order(*key, false)) return false;
      if (const auto first = context_.repeated.earlier(*key, account.line)) rows_.refuse_repeated_key(account, *first);
    }
    if (context_.job.owners) note_owner(row, account.account.values[*context_.model.owner_attribute()]);
    if (!account.reasons.empty()) ++harvest_->summary.accounts.rejected;
    const engine::Evaluator& evaluator = *context_.job.evaluator;
    if (account.reasons.empty()) account.reasons = evaluator.assign(account.account);
    const engine::Outcome outcome = account.reasons.empty() ? evaluator.evaluate(account.account) : engine::Outcome{};
    if (!account.reasons.empty() || outcome.rejected())
      tell_rejected(account, outcome);
    else if (context_.job.totals)
      harvest_->summary.totals.add(outcome);
    context_.text.append(*text_, account, outcome);
    separate_rows();
    return true;
  }

  void tell_rejected(const AccountRow& row, const engine::Outcome& outcome) {
    StreamSummary& summary = harvest_->summary;
    if (++summary.rejected > StreamSummary::told) return;
    auto reasons = row.reasons;
    reasons.insert(reasons.end(), outcome.reasons.begin(), outcome.reasons.end());
    summary.first_rejected.push_back({row.line, std::move(reasons)});
  }

  void separate_rows() {
    if (context_.job.format == Format::json) text_->put(",\n");
  }

  /// A key that stands in the chunk `stays` there; one that was made makes way for the next.
  bool in_order(std::string_view key, bool stays) {
    if (harvest_->first_key.empty())
      harvest_->first_key = key;
    else if (!precedes(last_key_, key))
      return false;
    last_key_ = key;
    if (!stays) last_key_ = last_room_ = key;
    return true;
  }

  bool one_key(std::size_t row) {
    std::optional<std::string_view> key;
    if (!sheaf_.slow.get(row)) {
      key = columns_.key(sheaf_, row, key_);
    } else if (auto found = rows_.key(read_again(row))) {
      key_ = std::move(*found);
      key = key_;
    }
    if (!key) return true;
    if (context_.keys == Keys::fingerprints)
      harvest_->prints.push_back(fingerprint(*key));
    else if (context_.repeated.is_candidate(*key))
      harvest_->candidates.emplace_back(*key, line_of(row));
    return true;
  }

  const Context& context_;
  ColumnReader columns_;
  RowReader rows_;
  Sheaf sheaf_;
  std::optional<engine::BlockEvaluator> outcomes_;
  std::optional<engine::BlockTotals> totals_;
  std::string converted_, key_, last_room_;
  std::string_view last_key_;  // of the chunk
  std::size_t line_ = 0, rounded_ = 0;
  Harvest* harvest_ = nullptr;
  Line* text_ = nullptr;
};

/// One way through the file.
class Passage {
 public:
  Passage(const Context& context, Chunks& chunks, FingerprintSet* prints, RepeatedKeys* repeated)
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
    for (const std::uint64_t print : harvest.prints) prints_->add(print);
    for (auto& [key, line] : harvest.candidates) repeated_->note(std::move(key), line);
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
  FingerprintSet* prints_;
  RepeatedKeys* repeated_;
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
  std::vector<std::string> heads;
  std::vector<bool> is_text;
  for (const auto& column : job.columns) {
    heads.push_back(column.name);
    is_text.push_back(holds_text(column, state.model));
  }
  const RowWriter frame(job.format, heads, is_text, job.provenance);
  Keys keys = Keys::ascend;
  RepeatedKeys repeated;
  const auto failed = [](const StreamError& error) -> std::variant<StreamSummary, AccountsError, FileError> {
    if (const auto* file = std::get_if<FileError>(&error)) return *file;
    return std::get<AccountsError>(error);
  };
  for (;;) {
    const RowText text(state.model, planned, job.columns, job.format, job.style, state.opening.separator);
    const Context context{state.model,    job,  planned,  state.layout, state.opening,
                          state.encoding, keys, repeated, lanes,        text};
    Chunks chunks(state.input, state.opening, engine::block_rows);
    FingerprintSet prints(keys == Keys::fingerprints ? state.input.size() / 96 : 0);
    Passage passage(context, chunks, &prints, &repeated);
    if (job.totals) passage.summary.totals.kinds.resize(state.model.kinds.size());
    if (auto error = job.restart()) return std::move(*error);
    if (auto error = job.write(frame.begin())) return std::move(*error);
    switch (passage.run(threads)) {
      case Ending::failed: return failed(*passage.error);
      case Ending::not_utf8: {
        const auto judged = judge_encoding(state.input);
        if (const auto* error = std::get_if<AccountsError>(&judged)) return *error;
        if (const auto* error = std::get_if<FileError>(&judged)) return *error;
        state.encoding = std::get<Encoding>(judged);
        if (auto error = state.read_heads()) return failed(*error);
        keys = Keys::ascend;
        continue;
      }
      case Ending::keys_unordered: keys = Keys::fingerprints; continue;
      case Ending::done: break;
    }
    if (keys == Keys::fingerprints) {
      auto candidates = prints.take_repeated();
      keys = candidates.empty() ? Keys::known : Keys::first_lines;
      repeated = RepeatedKeys(std::move(candidates));
      continue;
    }
    if (keys == Keys::first_lines) {
      keys = Keys::known;
      continue;
    }
    if (auto error = job.write(frame.end())) return std::move(*error);
    return std::move(passage.summary);
  }
}

}  // namespace spanne::records

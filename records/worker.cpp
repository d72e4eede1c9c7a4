#include "records/worker.hpp"

#include <bit>
#include <cstring>

#include "records/encoding.hpp"

namespace spanne::records {

using engine::AttributeId;

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

}  // namespace

Worker::Worker(const Context& context)
    : context_(context),
      columns_(context.model, context.layout, context.opening.numbers, context.opening.separator, context.lanes),
      rows_(context.model, context.layout, context.opening.numbers),
      sheaf_(context.lanes) {
  if (context.plan != nullptr) outcomes_.emplace(*context.plan, context.model);
  if (context.plan != nullptr && context.job.totals) totals_.emplace(*context.plan);
}

Ending Worker::work(const Chunk& chunk, Harvest& harvest) {
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

std::optional<AccountsError> Worker::split(const Chunk& chunk) {
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

AccountsError Worker::broken_row(CsvEnd end, std::size_t row, std::size_t line) const {
  CsvRow csv;
  const std::size_t begin = row < sheaf_.cells.rows() ? sheaf_.cells.starts[row] : row == 0 ? 0 : sheaf_.text.size();
  csv.line = line + line_ends(sheaf_.text.substr(0, begin));
  return broken(end, csv);
}

bool Worker::is_slow(std::size_t row) const {
  return !outcomes_ || !context_.model.assignments.empty() || sheaf_.slow.get(row) || outcomes_->is_plain(row);
}

/// The row as RowReader reads it.
AccountRow Worker::read_again(std::size_t row) {
  const Cells& cells = sheaf_.cells;
  const std::size_t begin = cells.starts[row], end = cells.ends[cells.first[row + 1] - 1];
  CsvRow csv;
  CsvReader(sheaf_.text.substr(begin, end - begin), context_.opening.separator, line_of(row)).next(csv);
  if (csv.cells.empty()) csv.cells.emplace_back();
  csv.line = line_of(row);
  return rows_.read(std::move(csv));
}

bool Worker::one_row(std::size_t row) {
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

bool Worker::fast_row(std::size_t row) {
  if (context_.job.owners) {
    const AttributeId owner = *context_.model.owner_attribute();
    note_owner(row, sheaf_.block.get(row, owner, context_.model.attributes[owner].type));
  }
  if (totals_) totals_->add(*outcomes_, row);
  context_.text.append(*text_, sheaf_, row, line_of(row), *outcomes_);
  separate_rows();
  return true;
}

void Worker::note_owner(std::size_t row, const engine::Value& owner) {
  if (harvest_->summary.unknown_owner) return;
  const auto& type = context_.model.attributes[*context_.model.owner_attribute()].type;
  const std::string name = to_text(owner, type, context_.model);
  if (name.empty() || context_.job.owners->contains(name)) return;
  harvest_->summary.unknown_owner.emplace(line_of(row), name);
}

bool Worker::slow_row(std::size_t row) {
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

void Worker::tell_rejected(const AccountRow& row, const engine::Outcome& outcome) {
  StreamSummary& summary = harvest_->summary;
  if (++summary.rejected > StreamSummary::told) return;
  auto reasons = row.reasons;
  reasons.insert(reasons.end(), outcome.reasons.begin(), outcome.reasons.end());
  summary.first_rejected.push_back({row.line, std::move(reasons)});
}

void Worker::separate_rows() {
  if (context_.job.format == Format::json) text_->put(",\n");
}

/// A key that stands in the chunk `stays` there; one that was made makes way for the next.
bool Worker::in_order(std::string_view key, bool stays) {
  if (harvest_->first_key.empty())
    harvest_->first_key = key;
  else if (!precedes(last_key_, key))
    return false;
  last_key_ = key;
  if (!stays) last_key_ = last_room_ = key;
  return true;
}

bool Worker::one_key(std::size_t row) {
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

}  // namespace spanne::records

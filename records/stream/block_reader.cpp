#include "records/stream/block_reader.hpp"

#include <algorithm>
#include <bit>

#include "records/cells/encoding.hpp"
#include "records/csv/style_decision.hpp"
#include "records/tables/summary_rows.hpp"
#include "records/tables/total_words.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::ColumnKind;

namespace {

/// Eight bytes as a number that orders them like the texts they are.
std::uint64_t eight_bytes(const char* text) {
  static_assert(std::endian::native == std::endian::little);
  return __builtin_bswap64(load_eight(text));
}

/// a < b. Keys are mostly of one length and short: two words that overlap.
bool precedes(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || a.size() < 8 || a.size() > 16) return a < b;
  const std::uint64_t first = eight_bytes(a.data()), second = eight_bytes(b.data());
  if (first != second) return first < second;
  return eight_bytes(a.data() + a.size() - 8) < eight_bytes(b.data() + b.size() - 8);
}

}  // namespace

std::vector<ColumnKind> column_kinds_of(const engine::Model& model, const engine::Plan* plan,
                                        const std::vector<AttributeId>& more) {
  std::vector<ColumnKind> column_kinds(model.attributes.size(), ColumnKind::none);
  if (plan != nullptr) column_kinds = plan->column_kinds;
  const auto keep = [&](AttributeId id) { column_kinds[id] = engine::column_kind_of(model.attributes[id].type); };
  for (const AttributeId id : model.key_attributes()) keep(id);
  for (const AttributeId id : more) keep(id);
  return column_kinds;
}

BlockReader::BlockReader(const View& view, const ScanPlan& way)
    : view_(view),
      plan_(way),
      columns_(view.evaluator->model(), view.layout, view.style, way.opening.separator, view.column_kinds),
      rows_(view.evaluator->model(), view.layout, view.style),
      batch_(view.column_kinds),
      counts_(counts_for(view.evaluator->model(), *view.style.missing)) {
  if (view.plan != nullptr) outcomes_.emplace(*view.plan, view.evaluator->model(), view.evaluator->figures());
  naming_columns_ = naming_columns(view.evaluator->model(), view.layout);
}

ScanEnd BlockReader::read(const Chunk& chunk, ChunkKeys& keys) {
  keys_ = &keys;
  line_ = chunk.line;
  last_key_ = {};
  reread_ = {};
  error_ = split(chunk);
  if (error_) return ScanEnd::failed;
  if (batch_.cells.zero || (!batch_.cells.ascii && plan_.encoding == Encoding::utf8 && !is_utf8(batch_.text)))
    return ScanEnd::not_utf8;
  if (plan_.looks_for_totals() && may_have_totals()) return ScanEnd::may_have_totals;
  columns_.read(batch_);
  if (plan_.shows_results() && outcomes_) outcomes_->run(batch_.block);
  return ScanEnd::done;
}

std::optional<AccountsError> BlockReader::split(const Chunk& chunk) {
  batch_.text = chunk.text();
  if (plan_.encoding != Encoding::utf8) {
    auto converted = decode(batch_.text, plan_.encoding);
    if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
    converted_ = std::move(std::get<std::string>(converted));
    converted_.resize(converted_.size() + scan_padding);
    batch_.text = std::string_view(converted_).substr(0, converted_.size() - scan_padding);
  }
  Cells& cells = batch_.cells;
  cells.clear();
  batch_.regular = chunk.regular;
  if (chunk.regular) {
    split_rows(batch_.text, plan_.opening.separator, cells);
  } else {
    WholeRows cut;
    const CsvEnd end = split_plainly(batch_.text, plan_.opening.separator, engine::block_rows, false, cells, cut);
    if (end == CsvEnd::too_long || end == CsvEnd::open_quote) return broken_row(end, cells.rows(), chunk.line);
  }
  batch_.line_breaks = chunk.last || chunk.lines != cells.rows();  // the last row may lack its line end
  for (std::size_t row = 0; row < cells.rows(); ++row)
    if (cells.count(row) > max_cells) return broken_row(CsvEnd::too_long, row, chunk.line);
  return std::nullopt;
}

AccountsError BlockReader::broken_row(CsvEnd end, std::size_t row, std::size_t line) const {
  CsvRow csv;
  const std::size_t begin = row < batch_.cells.rows() ? batch_.cells.starts[row] : row == 0 ? 0 : batch_.text.size();
  csv.line = line + line_ends(batch_.text.substr(0, begin));
  return broken(end, csv);
}

bool BlockReader::is_fallback(std::size_t row) const {
  return !outcomes_ || batch_.fallback.get(row) || outcomes_->is_fallback(row);
}

AccountRow BlockReader::read_alone(std::size_t row) { return parse(row, nullptr); }

AccountRow BlockReader::parse(std::size_t row, CellCounts* counts) {
  const Cells& cells = batch_.cells;
  const std::size_t begin = cells.starts[row], end = cells.ends[cells.first[row + 1] - 1];
  CsvRow csv;
  CsvReader(batch_.text.substr(begin, end - begin), plan_.opening.separator, line_of(row)).next(csv);
  if (csv.cells.empty()) csv.cells.emplace_back();
  csv.line = line_of(row);
  return rows_.read(std::move(csv), counts);
}

bool BlockReader::may_have_totals() {
  for (std::size_t row = 0; row < batch_.cells.rows(); ++row)
    for (const std::size_t column : naming_columns_)
      if (column < batch_.cells.count(row) && names_total(batch_.cells.raw(batch_.text, row, column))) return true;
  return false;
}

bool BlockReader::is_left_out(std::size_t row) const {
  const auto& lines = plan_.opening.left_out;
  return !lines.empty() && std::binary_search(lines.begin(), lines.end(), line_of(row));
}

BlockReader::Kind BlockReader::kind(std::size_t row) {
  if (is_left_out(row)) return Kind::blank;
  if (is_fallback(row)) return is_blank(row) ? Kind::blank : fallback(row);
  if (!columns_.has_keys()) return Kind::planned;
  const auto key = columns_.key(batch_, row, key_);
  if (!key) return Kind::planned;
  if (plan_.keys == Keys::ascend)
    return in_order(*key, key->data() != key_.data()) ? Kind::planned : restart(ScanEnd::keys_unordered);
  return view_.repeated->is_candidate(*key) ? fallback(row) : Kind::planned;
}

BlockReader::Kind BlockReader::fallback(std::size_t row) {
  account_ = parse(row, &counts_);
  reread_.set(row);
  if (rows_.contradicted()) return restart(ScanEnd::numbers_contradict);
  const auto key = rows_.key(account_);
  if (!key) return Kind::fallback;
  if (plan_.keys == Keys::ascend && !in_order(*key, false)) return restart(ScanEnd::keys_unordered);
  if (view_.repeated == nullptr) return Kind::fallback;
  if (const auto first = view_.repeated->earlier(*key, account_.line)) rows_.refuse_repeated_key(account_, *first);
  return Kind::fallback;
}

BlockReader::Kind BlockReader::restart(ScanEnd reason) {
  restart_reason_ = reason;
  return Kind::restart;
}

/// A key that stands in the chunk `stays` there; one that was made makes way for the next.
bool BlockReader::in_order(std::string_view key, bool stays) {
  if (keys_->first.empty())
    keys_->first = key;
  else if (!precedes(last_key_, key))
    return false;
  last_key_ = key;
  if (!stays) last_key_ = last_buffer_ = key;
  return true;
}

void BlockReader::end_rows() {
  keys_->last = last_key_;
  count_noticed();
}

/// Of the rows that RowReader has not counted.
void BlockReader::count_noticed() {
  const auto& attributes = view_.evaluator->model().attributes;
  for (const auto& [row, what] : batch_.noticed) {
    if (reread_.get(row) || is_blank(row) || is_left_out(row)) continue;
    ++(what < attributes.size() ? counts_.defaults[what] : counts_.missing[what - attributes.size()]);
  }
  std::size_t quick = 0;
  for (std::size_t row = 0; row < rows(); ++row)
    quick += reread_.get(row) || is_blank(row) || is_left_out(row) ? 0U : 1U;
  for (AttributeId id = 0; id < attributes.size(); ++id)
    if (!view_.layout.columns[id] && attributes[id].fallback) counts_.defaults[id] += quick;
  counts_.needed_style = counts_.needed_style || batch_.needed_style;
}

void BlockReader::note_keys() {
  for (std::size_t row = 0; row < rows(); ++row)
    if (!is_blank(row) && !is_left_out(row)) note_key(row);
}

void BlockReader::note_key(std::size_t row) {
  std::optional<std::string_view> key;
  if (!batch_.fallback.get(row)) {
    key = columns_.key(batch_, row, key_);
  } else if (auto found = rows_.key(read_alone(row))) {
    key_ = std::move(*found);
    key = key_;
  }
  if (!key) return;
  keys_->prints.push_back(fingerprint(*key));
}

CellCounts BlockReader::take_counts() {
  return std::exchange(counts_, counts_for(view_.evaluator->model(), *view_.style.missing));
}

}  // namespace spanne::records

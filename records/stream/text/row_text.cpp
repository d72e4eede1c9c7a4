#include "records/stream/text/row_text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "records/results/figures.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of outcomes throughout
using From = ResultColumn::From;

namespace {

constexpr std::size_t quick_text = 64;  // texts up to here are written quickly

std::vector<std::string> heads_of(const std::vector<ResultColumn>& columns) {
  std::vector<std::string> heads;
  for (const auto& column : columns) heads.push_back(column.name);
  return heads;
}

}  // namespace

/// Nullopt where one of them is too long.
std::vector<RowText::Piece> RowText::pieces_of(std::string_view before, const std::vector<std::string>& cells) {
  std::vector<Piece> pieces;
  for (const std::string& cell : cells) {
    Piece& piece = pieces.emplace_back();
    piece.size = before.size() + cell.size();
    if (piece.size > piece.text.size()) return {};
    std::copy(cell.begin(), cell.end(), std::copy(before.begin(), before.end(), piece.text.begin()));
  }
  return pieces;
}

Wanted RowText::wanted(const std::vector<ResultColumn>& columns) {
  Wanted wanted = Wanted::least();
  for (const auto& column : columns) {
    if (column.from == From::figure && column.index >= 3) wanted.kinds = true;
    if (column.from == From::rules) wanted.matches = wanted.match_lists = true;
    if (column.from == From::rule_count) wanted.rule_count = true;
    if (column.from == From::flags) wanted.flags = true;
  }
  return wanted;
}

RowText::RowText(const Model& model, const Plan* plan, std::vector<ResultColumn> columns, Format format,
                 const NumberStyle& style, char separator)
    : RowText(model, plan, columns, format, style, separator, RowFrame(format, heads_of(columns)), 0) {}

RowText::RowText(const Model& model, const Plan* plan, std::vector<ResultColumn> columns, Format format,
                 const NumberStyle& style, char separator, RowFrame frame, std::size_t first)
    : model_(model),
      plan_(plan),
      format_(format),
      style_(style),
      separator_(separator),
      frame_(std::move(frame)),
      end_(frame_.end(false)) {
  for (auto& column : columns) columns_.push_back(shown(std::move(column), frame_.before(first + columns_.size())));
  if (plan == nullptr) return;
  group_columns();
  for (const auto& one : plan->matches) ids_.push_back(id_of(one.match, model));
  plain_ids_ = std::all_of(ids_.begin(), ids_.end(), [](const std::string& id) {
    return is_bare(id) && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
  });
  if (plain_ids_) matches_ = MatchText(ids_);
}

RowText::Shown RowText::shown(ResultColumn column, std::string before) const {
  Shown shown;
  shown.is_text = holds_text(column, model_);
  shown.codes = codes_of(column);
  shown.pieces = pieces_of(before, shown.codes);
  shown.from = effort_of(column);
  shown.before = std::move(before);
  shown.column = std::move(column);
  return shown;
}

/// All cells there can be, where they are few.
std::vector<std::string> RowText::codes_of(const ResultColumn& column) const {
  std::vector<std::string> codes;
  const auto add = [&](std::string_view cell) { codes.push_back(ready_cell(format_, cell, true)); };
  // Of rows whose outcome a block has.
  if (column.from == From::status) add("ok");
  if (column.from == From::reason || column.from == From::flags) add("");
  if (column.from == From::cluster)
    for (const auto& cluster : model_.clusters) add(cluster.name);
  if (column.from != From::attribute) return codes;
  const Type& type = model_.attributes[column.index].type;
  if (type.kind == TypeKind::boolean)
    for (const char* word : {"no", "yes"}) add(word);
  if (type.kind == TypeKind::choice)
    for (const auto& value : model_.choices[type.choice].values) add(value);
  return codes;
}

/// The effort a column says, of a plan; nullopt where it says something else.
const Plan::Figure* RowText::effort_of(const ResultColumn& column) const {
  if (plan_ == nullptr) return nullptr;
  switch (column.from) {
    case From::figure: {
      const std::size_t which = column.index / 3;
      if (which == 0) return &plan_->total;
      return which <= plan_->kinds.size() ? &plan_->kinds[which - 1] : &plan_->limit;
    }
    case From::accounts_low:
    case From::accounts_high:
    case From::kams_low:
    case From::kams_high: return &plan_->total;
    default: return nullptr;
  }
}

RowText::Group::Kind RowText::kind_of(const Shown& shown) const {
  if (shown.from != nullptr) return Group::effort;
  switch (shown.column.from) {
    case From::status:
    case From::reason: return Group::fixed;
    case From::flags: return plan_->flags.empty() ? Group::fixed : shown.pieces.empty() ? Group::other : Group::flags;
    case From::cluster: return shown.pieces.empty() ? Group::other : Group::cluster;
    case From::rule_count: return fits(shown.before) ? Group::rule_count : Group::other;
    case From::line: return fits(shown.before) ? Group::line : Group::other;
    case From::attribute:
      if (!shown.codes.empty()) return shown.pieces.empty() ? Group::other : Group::code;
      if (column_kind_of(model_.attributes[shown.column.index].type) != ColumnKind::text || format_ != Format::csv)
        return Group::other;
      return Group::text;
    default: return Group::other;
  }
}

void RowText::group_columns() {
  const SpanText span(model_, plan_->total.unit, format_);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Shown& shown = columns_[i];
    const auto kind = kind_of(shown);
    const bool joins = kind == Group::fixed || (kind == Group::effort && i > 0 && columns_[i - 1].from == shown.from);
    if (!joins || groups_.empty() || groups_.back().kind != kind) {
      groups_.push_back({kind, i, i, {}, {}, efforts_.size()});
      if (kind == Group::effort) efforts_.emplace_back(*shown.from, style_, span);
    }
    Group& group = groups_.back();
    group.end = i + 1;
    if (kind == Group::effort) efforts_.back().add(shown.column, shown.before);
    if (kind == Group::fixed) group.cells += shown.before + shown.codes.front();
    if (fits(shown.before)) group.before = pieces_of(shown.before, {""}).front();
  }
  for (Group& group : groups_)
    if (group.kind == Group::effort && efforts_[group.effort_place].is_figure() && fits(columns_[group.first].before))
      group.kind = Group::figure;
  for (const Group& group : groups_) quick_room_ += group.cells.size() + sizeof(Piece::text) + quick_text;
  quick_room_ += std::max(end_.size(), frame_.end(true).size());
  for (const EffortText& effort : efforts_) quick_room_ += effort.max_capacity() + TextMemory::stride;
}

RowText::Memory RowText::memory() const {
  Memory memory;
  for (const EffortText& effort : efforts_)
    memory.push_back(effort.is_figure() ? TextMemory() : TextMemory(effort.usual_room()));
  return memory;
}

/// What needs neither quotes nor defusing is taken as it is.
void RowText::put(LineBuffer& line, std::string_view cell, bool is_text) const {
  if (format_ == Format::csv && is_text && is_bare(cell)) return line.put(cell);
  line.put(ready_cell(format_, cell, is_text));
}

void RowText::append(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                     const BlockEvaluator& outcomes, Memory& memory) const {
  const std::size_t begin = line.used();
  char* const end = write_cells(line, batch, row, number, outcomes, memory);
  const bool is_empty = end == line.text() + begin;
  line.wrote_to(copy_short(end, is_empty ? frame_.end(true) : end_));
}

void RowText::append_cells(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                           const BlockEvaluator& outcomes, Memory& memory) const {
  line.wrote_to(write_cells(line, batch, row, number, outcomes, memory));
}

/// What most columns are nearly always, without a look at the room there is; nullopt where it is something else.
/// Inlined, or handing over what it needs would take as long as it does.
[[gnu::always_inline]] inline char* RowText::write_quickly(char* at, const Group& group, const RowBatch& batch,
                                                           std::size_t row, std::size_t number,
                                                           const BlockEvaluator& outcomes, Memory& memory) const {
  const auto put = [](char* to, const Piece& piece) {
    std::memcpy(to, piece.text.data(), piece.text.size());
    return to + piece.size;
  };
  const auto put_code = [&](std::size_t code) { return put(at, columns_[group.first].pieces[code]); };
  const auto column = [&]() -> const Column& { return batch.block.columns[columns_[group.first].column.index]; };
  switch (group.kind) {
    case Group::fixed: return copy_short(at, group.cells);
    case Group::effort: return write_effort(at, group.effort_place, row, outcomes, memory);
    case Group::figure: {
      const EffortText& effort = efforts_[group.effort_place];
      const std::int64_t low = outcomes.low(effort.figure(), row), high = outcomes.high(effort.figure(), row);
      return effort.write_figure(put(at, group.before), low, high);
    }
    case Group::cluster: return put_code(outcomes.cluster(row));
    case Group::flags: return outcomes.raises_flag(row) ? nullptr : put_code(0);
    case Group::rule_count:
      return write_whole(put(at, group.before), static_cast<std::uint64_t>(outcomes.rule_count(row)));
    case Group::line: return write_whole(put(at, group.before), number);
    case Group::code:
      return column().known.get(row) ? put_code(static_cast<std::size_t>(column().code->of[row])) : nullptr;
    case Group::text: {
      const std::string_view text = (*column().text)[row];
      if (!column().known.get(row) || text.size() > quick_text || !is_bare(text)) return nullptr;
      return copy_short(put(at, group.before), text);
    }
    default: return nullptr;
  }
}

inline char* RowText::write_effort(char* at, std::size_t place, std::size_t row, const BlockEvaluator& outcomes,
                                   Memory& memory) const {
  const EffortText& effort = efforts_[place];
  TextMemory& known = memory[place];
  const std::int64_t low = outcomes.low(effort.figure(), row), high = outcomes.high(effort.figure(), row);
  if (known.has_given_up()) return effort.write(at, low, high);
  const std::size_t soon = (row + 8) % block_rows;  // what stands there may mean nothing
  known.expect(outcomes.low(effort.figure(), soon), outcomes.high(effort.figure(), soon));
  if (char* const end = known.copy(at, low, high)) return end;
  char* const end = effort.write(at, low, high);
  if (end != nullptr) known.keep(low, high, at, static_cast<std::size_t>(end - at));
  return end;
}

/// After the cells, which the line is not told yet; there is room for the row's end.
char* RowText::write_cells(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                           const BlockEvaluator& outcomes, Memory& memory) const {
  char* at = line.buffer(quick_room_);
  for (const Group& group : groups_) {
    if (char* const end = write_quickly(at, group, batch, row, number, outcomes, memory)) {
      at = end;
      continue;
    }
    line.wrote_to(at);
    for (std::size_t i = group.first; i < group.end; ++i) {
      line.put(columns_[i].before);
      append_cell_of(line, columns_[i], batch, row, number, outcomes);
    }
    at = line.buffer(quick_room_);
  }
  return at;
}

void RowText::append(LineBuffer& line, const AccountRow& row, const Outcome& outcome) const {
  const std::size_t begin = line.used();
  append_cells(line, row, outcome);
  line.put(frame_.end(line.used() == begin));
}

void RowText::append_cells(LineBuffer& line, const AccountRow& row, const Outcome& outcome) const {
  for (const Shown& shown : columns_) {
    line.put(shown.before);
    put(line, cell(shown.column, row, outcome, model_, style_), shown.is_text);
  }
}

/// What write_quickly does not write.
void RowText::append_cell_of(LineBuffer& line, const Shown& shown, RowBatch& batch, std::size_t row, std::size_t number,
                             const BlockEvaluator& outcomes) const {
  switch (shown.column.from) {
    case From::attribute: return append_attribute(line, shown, batch, row);
    case From::cluster: return line.put(shown.codes[outcomes.cluster(row)]);
    case From::line: return put_whole(line, number);
    case From::input: return put(line, batch.cell(row, shown.column.index, separator_), true);
    case From::rules: return append_rules(line, row, outcomes);
    case From::flags: return append_flags(line, row, outcomes);
    default: return append_effort(line, shown, row, outcomes);
  }
}

void RowText::append_flags(LineBuffer& line, std::size_t row, const BlockEvaluator& outcomes) const {
  std::string flags;
  bool first = true;
  for (const auto& one : plan_->flags) {
    if (!outcomes.holds(one.when, row)) continue;
    (flags += first ? "" : ";") += outcomes.text(one, row);
    first = false;
  }
  put(line, flags, true);
}

/// More than one are parted by semicolons, which CSV has in quotes as JSON has all texts.
void RowText::append_rules(LineBuffer& line, std::size_t row, const BlockEvaluator& outcomes) const {
  if (!plain_ids_ || !outcomes.any_two_match(row)) {
    std::string rules;
    outcomes.each_match(row, [&](std::size_t match) { (rules += rules.empty() ? "" : ";") += ids_[match]; });
    return put(line, rules, true);
  }
  char* const begin = line.buffer(matches_.max_capacity() + 1);
  char* const end = matches_.write(begin, outcomes.match_masks(row));
  *begin = *end = '"';  // instead of the first semicolon
  line.wrote_to(end + 1);
}

void RowText::append_attribute(LineBuffer& line, const Shown& shown, const RowBatch& batch, std::size_t row) const {
  const auto id = static_cast<AttributeId>(shown.column.index);
  const Column& column = batch.block.columns[id];
  if (!column.known.get(row)) return put(line, "", shown.is_text);
  if (column.column_kind == ColumnKind::text) return put(line, (*column.text)[row], true);
  if (column.column_kind == ColumnKind::code)
    return line.put(shown.codes[static_cast<std::size_t>(column.code->of[row])]);
  const Type& type = model_.attributes[id].type;
  put(line, to_text(batch.block.get(row, id, type), type, model_), shown.is_text);
}

/// Where 64 bits do not suffice, as rows that no block has.
void RowText::append_effort(LineBuffer& line, const Shown& shown, std::size_t row,
                            const BlockEvaluator& outcomes) const {
  Outcome outcome;
  const Range range = outcomes.range(*shown.from, row);
  (shown.column.index < 3 ? outcome.total : outcome.limit) = range;
  outcome.span = span_of(outcome.total, model_);
  ResultColumn column = shown.column;
  column.index = (column.index < 3 ? 0 : 3) + column.index % 3;  // as if there were no kinds
  put(line, cell(column, {}, outcome, model_, style_), false);
}

}  // namespace spanne::records

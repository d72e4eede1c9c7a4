#include "records/stream/text/row_text.hpp"

#include <algorithm>
#include <cstring>

#include "records/results/figures.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of outcomes throughout
using From = ResultColumn::From;

namespace {

std::vector<std::string> heads_of(const std::vector<ResultColumn>& columns) {
  std::vector<std::string> heads;
  for (const auto& column : columns) heads.push_back(column.name);
  return heads;
}

}  // namespace

Wanted RowText::wanted(const std::vector<ResultColumn>& columns) {
  Wanted wanted = Wanted::least();
  for (const auto& column : columns) {
    if (column.from == From::figure && column.index >= 3) wanted.kinds = true;
    if (column.from == From::rules) wanted.matches = true;
    if (column.from == From::rule_count) wanted.rule_count = true;
    if (column.from == From::flags) wanted.flags = true;
  }
  return wanted;
}

RowText::RowText(const Model& model, const Plan* plan, std::vector<ResultColumn> columns, Format format,
                 const FigureStyle& style, char separator)
    : model_(model),
      plan_(plan),
      format_(format),
      style_(style),
      separator_(separator),
      frame_(format, heads_of(columns)) {
  for (auto& column : columns) columns_.push_back(shown(std::move(column), frame_.before(columns_.size())));
  if (plan == nullptr) return;
  spans_.emplace(model, plan->total.unit, format);
  const auto is_plain = [](char c) { return c > ' ' && c <= '~' && c != '\\'; };
  for (const auto& one : plan->matches) {
    const std::string id = id_of(one.match, model);
    plain_names_ = plain_names_ && is_bare(id) && std::all_of(id.begin(), id.end(), is_plain);
    RuleName& name = names_.emplace_back(RuleName{";" + id, id.size() + 1});
    names_capacity_ += name.size;
    name.text.resize(std::max(stride, name.size));
  }
}

RowText::Shown RowText::shown(ResultColumn column, std::string before) const {
  Shown shown;
  shown.is_text = holds_text(column, model_);
  shown.codes = codes_of(column, before);
  shown.effort = plan_ != nullptr ? effort_of(column) : nullptr;
  if (shown.effort != nullptr) {
    shown.whole = FigureText(shown.effort->unit, style_);
    shown.half = FigureText(shown.effort->unit * Fraction::ratio(1, 2), style_);
  }
  shown.before = std::move(before);
  shown.column = std::move(column);
  return shown;
}

std::vector<std::string> RowText::codes_of(const ResultColumn& column, const std::string& before) const {
  std::vector<std::string> codes;
  const auto add = [&](std::string_view cell) { codes.push_back(before + ready_cell(format_, cell, true)); };
  // Of rows whose outcome a block has.
  if (column.from == From::status) add("ok");
  if (column.from == From::reason || column.from == From::flags) add("");
  if (column.from == From::cluster)
    for (const auto& cluster : model_.clusters) add(cluster.name);
  if (column.from != From::attribute) return codes;
  const Type& type = model_.attributes[column.index].type;
  if (type.kind == TypeKind::boolean)
    for (const char* word : {"no", "yes"}) add(in_notation(word, type, style_.notation));
  if (type.kind == TypeKind::choice)
    for (const auto& value : model_.choices[type.choice].values) add(value);
  return codes;
}

/// The effort of a column of figures.
const Plan::Figure* RowText::effort_of(const ResultColumn& column) const {
  if (column.from != From::figure) return nullptr;
  const std::size_t which = column.index / 3;
  if (which == 0) return &plan_->total;
  return which <= plan_->kinds.size() ? &plan_->kinds[which - 1] : &plan_->limit;
}

/// What needs neither quotes nor defusing is taken as it is.
void RowText::put(LineBuffer& line, std::string_view cell, bool is_text) const {
  if (is_csv(format_) && is_text && is_bare(cell)) return line.put(cell);
  line.put(ready_cell(format_, cell, is_text));
}

void RowText::append(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                     const BlockEvaluator& outcomes) const {
  const std::size_t begin = line.used();
  for (const Shown& shown : columns_) {
    if (const std::string* const cell = code(shown, batch, row, outcomes)) {
      line.put(*cell);
      continue;
    }
    line.put(shown.before);
    append_cell(line, shown, batch, row, number, outcomes);
  }
  line.put(frame_.end(line.used() == begin));
}

/// The cell and what stands before it, where it is one of few; null where it is not.
const std::string* RowText::code(const Shown& shown, const RowBatch& batch, std::size_t row,
                                 const BlockEvaluator& outcomes) const {
  if (shown.codes.empty()) return nullptr;
  switch (shown.column.from) {
    case From::cluster: return &shown.codes[outcomes.cluster(row)];
    case From::flags: return outcomes.raises_flag(row) ? nullptr : &shown.codes.front();
    case From::attribute: {
      const Column& column = batch.block.columns[shown.column.index];
      return column.known.get(row) ? &shown.codes[static_cast<std::size_t>(column.code->of[row])] : nullptr;
    }
    default: return &shown.codes.front();
  }
}

void RowText::append(LineBuffer& line, const AccountRow& row, const Outcome& outcome) const {
  const std::size_t begin = line.used();
  for (const Shown& shown : columns_) {
    line.put(shown.before);
    put(line, cell(shown.column, row, outcome, model_, style_), shown.is_text);
  }
  line.put(frame_.end(line.used() == begin));
}

void RowText::append_cell(LineBuffer& line, const Shown& shown, RowBatch& batch, std::size_t row, std::size_t number,
                          const BlockEvaluator& outcomes) const {
  switch (shown.column.from) {
    case From::attribute: return append_attribute(line, shown, batch, row);
    case From::figure: return append_figure(line, shown, row, outcomes);
    case From::accounts_low:
    case From::accounts_high:
    case From::kams_low:
    case From::kams_high: return append_span(line, shown, row, outcomes);
    case From::rules: return append_rules(line, row, outcomes);
    case From::rule_count: return put_whole(line, static_cast<std::uint64_t>(outcomes.rule_count(row)));
    case From::flags: return append_flags(line, row, outcomes);
    case From::line: return put_whole(line, number);
    case From::input: return put(line, batch.cell(row, shown.column.index, separator_), true);
    default: return;  // code() has it
  }
}

void RowText::append_attribute(LineBuffer& line, const Shown& shown, const RowBatch& batch, std::size_t row) const {
  const auto id = static_cast<AttributeId>(shown.column.index);
  const Column& column = batch.block.columns[id];
  if (!column.known.get(row)) return put(line, "", shown.is_text);
  if (column.column_kind == ColumnKind::text) return put(line, (*column.text)[row], true);
  const Type& type = model_.attributes[id].type;
  put(line, in_notation(to_text(batch.block.get(row, id, type), type, model_), type, style_.notation), shown.is_text);
}

/// Low end, middle or high end of an effort.
void RowText::append_figure(LineBuffer& line, const Shown& shown, std::size_t row,
                            const BlockEvaluator& outcomes) const {
  const std::int64_t low = outcomes.low(*shown.effort, row), high = outcomes.high(*shown.effort, row);
  const std::size_t end = shown.column.index % 3;
  const bool is_middle = end == 1 && low != high;
  const FigureText& text = is_middle ? shown.half : shown.whole;
  std::int64_t count = end == 0 ? low : high;
  const bool fits = !is_middle || !__builtin_add_overflow(low, high, &count);
  if (fits && text.is_quick(count)) return text.append(line, count);
  const Range range = outcomes.range(*shown.effort, row);
  const Fraction figure = end == 0 ? range.low : end == 1 ? range.middle() : range.high;
  put(line, text_of(figure, style_), false);
}

void RowText::append_span(LineBuffer& line, const Shown& shown, std::size_t row, const BlockEvaluator& outcomes) const {
  if (spans_->is_quick())
    return spans_->append(line, shown.column.from, outcomes.low(plan_->total, row), outcomes.high(plan_->total, row));
  Outcome outcome;
  outcome.span = span_of(outcomes.range(plan_->total, row), model_);
  put(line, cell(shown.column, {}, outcome, model_, style_), false);
}

/// More than one are parted by semicolons, which CSV has in quotes as JSON has all texts.
void RowText::append_rules(LineBuffer& line, std::size_t row, const BlockEvaluator& outcomes) const {
  char* const begin = line.buffer(names_capacity_ + 1);
  char* end = begin;
  std::size_t count = 0;
  outcomes.each_match(row, [&](std::size_t match) {
    const RuleName& name = names_[match];
    std::memcpy(end, name.text.data(), stride);
    if (name.size > stride) std::memcpy(end + stride, name.text.data() + stride, name.size - stride);
    end += name.size;
    ++count;
  });
  if (count < 2 || !plain_names_) return put(line, std::string(begin + (count > 0 ? 1 : 0), end), true);
  if (format_ == Format::fields) return line.put(std::string(begin + 1, end));
  *begin = *end = '"';  // instead of the first semicolon
  line.wrote_to(end + 1);
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

}  // namespace spanne::records

#include "records/row_text.hpp"

#include <algorithm>
#include <limits>

#include "records/figures.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of outcomes throughout
using From = ResultColumn::From;

namespace {

__extension__ typedef unsigned __int128 Wide;

void append_whole(std::string& line, std::uint64_t number) {
  char digits[20];
  char* at = digits + sizeof digits;
  do *--at = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  line.append(at, static_cast<std::size_t>(digits + sizeof digits - at));
}

std::vector<std::string> heads_of(const std::vector<ResultColumn>& columns) {
  std::vector<std::string> heads;
  for (const auto& column : columns) heads.push_back(column.name);
  return heads;
}

std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

}  // namespace

FigureText::FigureText(const Fraction& unit, const NumberStyle& style) : unit_(unit), style_(style) {
  for (int place = 0; place < style.decimals; ++place) scale_ *= 10;
  const auto even = (unit * Fraction(static_cast<std::int64_t>(scale_))).in_lowest_terms();
  if (!even || even->second != 1 || even->first <= 0 || style.decimals > 17) return;
  // Exact figures have six decimals where those are enough.
  if (style.exact && style.decimals != 6) return;
  factor_ = even->first;
  most_ = std::numeric_limits<std::int64_t>::max() / factor_;
}

void FigureText::append(std::string& line, std::int64_t count) const {
  if (factor_ == 0 || count > most_ || count < -most_) {
    line += text_of(Fraction(count) * unit_, style_);
    return;
  }
  if (count < 0) line += '-';
  const std::uint64_t last = magnitude(count) * static_cast<std::uint64_t>(factor_);
  append_whole(line, last / scale_);
  std::uint64_t part = last % scale_;
  if (part == 0) return;
  char digits[20];
  int places = style_.decimals;
  for (int place = places; place > 0; --place, part /= 10) digits[place] = static_cast<char>('0' + part % 10);
  digits[0] = '.';
  while (digits[places] == '0') --places;
  line.append(digits, static_cast<std::size_t>(places) + 1);
}

Wanted RowText::wanted(const std::vector<ResultColumn>& columns) {
  Wanted wanted{false, false, false, false};
  for (const auto& column : columns) {
    if (column.from == From::figure && column.index >= 3) wanted.kinds = true;
    if (column.from == From::rules) wanted.matches = true;
    if (column.from == From::rule_count) wanted.rule_count = true;
    if (column.from == From::flags) wanted.flags = true;
  }
  return wanted;
}

RowText::RowText(const Model& model, const Plan* plan, std::vector<ResultColumn> columns, Format format,
                 const NumberStyle& style, char separator)
    : model_(model),
      plan_(plan),
      format_(format),
      style_(style),
      separator_(separator),
      frame_(format, heads_of(columns)) {
  for (auto& column : columns) {
    Shown shown;
    shown.is_text = holds_text(column, model);
    if (column.from == From::cluster)
      for (const auto& cluster : model.clusters) shown.codes.push_back(ready(cluster.name, true));
    if (column.from == From::attribute) {
      const Type& type = model.attributes[column.index].type;
      if (type.kind == TypeKind::boolean)
        for (const char* word : {"no", "yes"}) shown.codes.push_back(ready(word, true));
      if (type.kind == TypeKind::choice)
        for (const auto& value : model.choices[type.choice].values) shown.codes.push_back(ready(value, true));
    }
    if (column.from == From::figure && plan != nullptr) {
      const std::size_t which = column.index / 3;
      shown.from = which == 0 ? &plan->total : which <= plan->kinds.size() ? &plan->kinds[which - 1] : &plan->limit;
      const bool middle = column.index % 3 == 1;
      shown.figure = FigureText(middle ? shown.from->unit * Fraction::ratio(1, 2) : shown.from->unit, style);
    }
    shown.column = std::move(column);
    columns_.push_back(std::move(shown));
  }
  if (plan == nullptr) return;
  low_load_ = (model.capacity * model.utilisation_low / plan->total.unit).in_lowest_terms();
  high_load_ = (model.capacity * model.utilisation_high / plan->total.unit).in_lowest_terms();
}

std::string RowText::ready(std::string_view cell, bool is_text) const {
  std::string line;
  append_cell(line, format_, cell, is_text);
  return line;
}

void RowText::append(std::string& text, Sheaf& sheaf, std::size_t row, std::size_t line,
                     const BlockEvaluator& outcomes) const {
  const std::size_t begin = text.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    text += frame_.before(i);
    append_cell_of(text, columns_[i], sheaf, row, line, outcomes);
  }
  frame_.end(text, begin);
}

void RowText::append(std::string& text, const AccountRow& row, const Outcome& outcome) const {
  const std::size_t begin = text.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    text += frame_.before(i);
    append_cell(text, format_, cell(columns_[i].column, row, outcome, model_, style_), columns_[i].is_text);
  }
  frame_.end(text, begin);
}

void RowText::append_cell_of(std::string& text, const Shown& shown, Sheaf& sheaf, std::size_t row, std::size_t line,
                             const BlockEvaluator& outcomes) const {
  switch (shown.column.from) {
    case From::attribute: return append_attribute(text, shown, sheaf, row);
    case From::cluster: text += shown.codes[outcomes.cluster(row)]; return;
    case From::figure: return append_figure(text, shown, row, outcomes);
    case From::rule_count: return append_whole(text, static_cast<std::uint64_t>(outcomes.rule_count(row)));
    case From::status: return append_cell(text, format_, "ok", true);
    case From::reason: return append_cell(text, format_, "", true);
    case From::line: return append_whole(text, line);
    case From::input: return append_cell(text, format_, sheaf.cell(row, shown.column.index, separator_), true);
    case From::rules: {
      std::string rules;
      for (const auto& one : plan_->matches)
        if (outcomes.holds(one.when, row)) (rules += rules.empty() ? "" : ";") += id_of(one.match, model_);
      return append_cell(text, format_, rules, true);
    }
    case From::flags: {
      std::string flags;
      bool first = true;
      for (const auto& one : plan_->flags) {
        if (!outcomes.holds(one.when, row)) continue;
        (flags += first ? "" : ";") += one.text;
        first = false;
      }
      return append_cell(text, format_, flags, true);
    }
    default: return append_span(text, shown.column.from, row, outcomes);
  }
}

void RowText::append_attribute(std::string& text, const Shown& shown, const Sheaf& sheaf, std::size_t row) const {
  const auto id = static_cast<AttributeId>(shown.column.index);
  const Column& column = sheaf.block.columns[id];
  if (!column.known.get(row)) return append_cell(text, format_, "", shown.is_text);
  if (column.lane == Lane::text) return append_cell(text, format_, (*column.text)[row], true);
  if (column.lane == Lane::code) {
    text += shown.codes[static_cast<std::size_t>(column.code->of[row])];
    return;
  }
  const Type& type = model_.attributes[id].type;
  append_cell(text, format_, to_text(sheaf.block.get(row, id, type), type, model_), shown.is_text);
}

void RowText::append_figure(std::string& text, const Shown& shown, std::size_t row,
                            const BlockEvaluator& outcomes) const {
  const std::int64_t low = outcomes.low(*shown.from, row), high = outcomes.high(*shown.from, row);
  const std::size_t end = shown.column.index % 3;
  std::int64_t count = end == 0 ? low : high;
  if (end == 1 && __builtin_add_overflow(low, high, &count)) {
    append_cell(text, format_, text_of(outcomes.range(*shown.from, row).middle(), style_), false);
    return;
  }
  if (!style_.exact) return shown.figure.append(text, count);
  std::string figure;
  shown.figure.append(figure, count);
  append_cell(text, format_, figure, false);
}

/// ⌊load ÷ effort⌋ and ⌈effort ÷ load⌉ in counts of the total's unit.
void RowText::append_span(std::string& text, From which, std::size_t row, const BlockEvaluator& outcomes) const {
  const std::int64_t low = outcomes.low(plan_->total, row), high = outcomes.high(plan_->total, row);
  if (!low_load_ || !high_load_) {
    AccountRow nobody;
    Outcome outcome;
    outcome.span = span_of(outcomes.range(plan_->total, row), model_);
    return append_cell(text, format_, cell({which, "", 0}, nobody, outcome, model_, style_), false);
  }
  const auto accounts = [](const std::pair<std::int64_t, std::int64_t>& load, std::int64_t effort) {
    return static_cast<Wide>(load.first) / (static_cast<Wide>(load.second) * static_cast<Wide>(effort));
  };
  const auto people = [](const std::pair<std::int64_t, std::int64_t>& load, std::int64_t effort) {
    const auto over = static_cast<Wide>(load.second) * static_cast<Wide>(effort), under = static_cast<Wide>(load.first);
    return (over + under - 1) / under;
  };
  const bool is_account = which == From::accounts_low || which == From::accounts_high;
  const bool team = low > 0 && accounts(*high_load_, low) == 0;
  if (!is_account && !team) return append_cell(text, format_, "", false);
  const std::int64_t effort = which == From::accounts_low || which == From::kams_high ? high : low;
  const auto& load = which == From::accounts_low || which == From::kams_high ? *low_load_ : *high_load_;
  if (is_account && effort == 0) return append_cell(text, format_, "unlimited", false);
  const Wide count = is_account ? accounts(load, effort) : people(load, effort);
  append_whole(text, static_cast<std::uint64_t>(count));
}

}  // namespace spanne::records

#include "records/row_text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "records/figures.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of outcomes throughout
using From = ResultColumn::From;

namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr std::size_t quick_text = 64;  // texts up to here are written quickly

std::vector<std::string> heads_of(const std::vector<ResultColumn>& columns) {
  std::vector<std::string> heads;
  for (const auto& column : columns) heads.push_back(column.name);
  return heads;
}

}  // namespace

/// Nothing where one of them is too long.
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
    : model_(model), plan_(plan), format_(format), style_(style), separator_(separator), frame_(std::move(frame)) {
  for (auto& column : columns) {
    Shown shown;
    shown.is_text = holds_text(column, model);
    shown.before = frame_.before(first + columns_.size());
    if (column.from == From::cluster)
      for (const auto& cluster : model.clusters) shown.codes.push_back(ready(cluster.name, true));
    // Of rows whose outcome a block has.
    if (column.from == From::status) shown.codes = {ready("ok", true)};
    if (column.from == From::reason) shown.codes = {ready("", true)};
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
    shown.pieces = pieces_of(shown.before, shown.codes);
    quick_room_ += std::max(sizeof(Piece::text), FigureText::most_room) + shown.before.size() + quick_text;
    shown.column = std::move(column);
    columns_.push_back(std::move(shown));
  }
  if (plan == nullptr) return;
  for (const auto& one : plan->matches) ids_.push_back(id_of(one.match, model));
  plain_ids_ = std::all_of(ids_.begin(), ids_.end(), [](const std::string& id) {
    return is_bare(id) && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
  });
  if (plain_ids_) matches_ = MatchText(ids_);
  low_load_ = (model.capacity * model.utilisation_low / plan->total.unit).in_lowest_terms();
  high_load_ = (model.capacity * model.utilisation_high / plan->total.unit).in_lowest_terms();
}

/// What needs neither quotes nor defusing is taken as it is.
void RowText::put(Line& line, std::string_view cell, bool is_text) const {
  if (format_ == Format::csv && is_text && is_bare(cell)) return line.put(cell);
  line.put(ready(cell, is_text));
}

std::string RowText::ready(std::string_view cell, bool is_text) const {
  std::string line;
  append_cell(line, format_, cell, is_text);
  return line;
}

void RowText::append(Line& line, Sheaf& sheaf, std::size_t row, std::size_t number,
                     const BlockEvaluator& outcomes) const {
  const std::size_t begin = line.used();
  append_cells(line, sheaf, row, number, outcomes);
  line.put(frame_.end(line.used() == begin));
}

void RowText::append_cells(Line& line, Sheaf& sheaf, std::size_t row, std::size_t number,
                           const BlockEvaluator& outcomes) const {
  char* at = line.room(quick_room_);
  for (const Shown& shown : columns_) {
    if (char* const end = write_quickly(at, shown, sheaf, row, outcomes)) {
      at = end;
      continue;
    }
    line.wrote_to(at);
    line.put(shown.before);
    append_cell_of(line, shown, sheaf, row, number, outcomes);
    at = line.room(quick_room_);
  }
  line.wrote_to(at);
}

/// What most columns are nearly always, without a look at the room there is; nothing where it is something else.
char* RowText::write_quickly(char* at, const Shown& shown, const Sheaf& sheaf, std::size_t row,
                             const BlockEvaluator& outcomes) const {
  const auto put_piece = [&](std::size_t code) {
    const Piece& piece = shown.pieces[code];
    std::memcpy(at, piece.text.data(), piece.text.size());
    return at + piece.size;
  };
  switch (shown.column.from) {
    case From::cluster: return shown.pieces.empty() ? nullptr : put_piece(outcomes.cluster(row));
    case From::figure: {
      const auto count = count_of(shown, row, outcomes);
      if (!count || style_.exact || !shown.figure.is_quick(*count)) return nullptr;
      return shown.figure.write(copy_short(at, shown.before), *count);
    }
    case From::status:
    case From::reason: return shown.pieces.empty() ? nullptr : put_piece(0);
    case From::rule_count:
      return write_whole(copy_short(at, shown.before), static_cast<std::uint64_t>(outcomes.rule_count(row)));
    case From::attribute: {
      const Column& column = sheaf.block.columns[shown.column.index];
      if (!column.known.get(row)) return nullptr;
      if (column.lane == Lane::code && !shown.pieces.empty())
        return put_piece(static_cast<std::size_t>(column.code->of[row]));
      if (column.lane != Lane::text || format_ != Format::csv) return nullptr;
      const std::string_view text = (*column.text)[row];
      if (text.size() > quick_text || !is_bare(text)) return nullptr;
      return copy_short(copy_short(at, shown.before), text);
    }
    default: return nullptr;
  }
}

void RowText::append(Line& line, const AccountRow& row, const Outcome& outcome) const {
  const std::size_t begin = line.used();
  append_cells(line, row, outcome);
  line.put(frame_.end(line.used() == begin));
}

void RowText::append_cells(Line& line, const AccountRow& row, const Outcome& outcome) const {
  for (const Shown& shown : columns_) {
    line.put(shown.before);
    put(line, cell(shown.column, row, outcome, model_, style_), shown.is_text);
  }
}

/// What write_quickly does not write.
void RowText::append_cell_of(Line& line, const Shown& shown, Sheaf& sheaf, std::size_t row, std::size_t number,
                             const BlockEvaluator& outcomes) const {
  switch (shown.column.from) {
    case From::attribute: return append_attribute(line, shown, sheaf, row);
    case From::cluster: return line.put(shown.codes[outcomes.cluster(row)]);
    case From::figure: return append_figure(line, shown, row, outcomes);
    case From::status:
    case From::reason: return line.put(shown.codes.front());
    case From::line: return put_whole(line, number);
    case From::input: return put(line, sheaf.cell(row, shown.column.index, separator_), true);
    case From::rules: return append_rules(line, row, outcomes);
    case From::flags: {
      std::string flags;
      bool first = true;
      for (const auto& one : plan_->flags) {
        if (!outcomes.holds(one.when, row)) continue;
        (flags += first ? "" : ";") += one.text;
        first = false;
      }
      return put(line, flags, true);
    }
    default: return append_span(line, shown.column.from, row, outcomes);
  }
}

/// More than one are parted by semicolons, which CSV has in quotes as JSON has all texts.
void RowText::append_rules(Line& line, std::size_t row, const BlockEvaluator& outcomes) const {
  if (!plain_ids_ || !outcomes.any_two_match(row)) {
    std::string rules;
    outcomes.each_match(row, [&](std::size_t match) { (rules += rules.empty() ? "" : ";") += ids_[match]; });
    return put(line, rules, true);
  }
  char* const begin = line.room(matches_.most_room() + 1);
  char* const end = matches_.write(begin, outcomes.match_masks(row));
  *begin = *end = '"';  // instead of the first semicolon
  line.wrote_to(end + 1);
}

void RowText::append_attribute(Line& line, const Shown& shown, const Sheaf& sheaf, std::size_t row) const {
  const auto id = static_cast<AttributeId>(shown.column.index);
  const Column& column = sheaf.block.columns[id];
  if (!column.known.get(row)) return put(line, "", shown.is_text);
  if (column.lane == Lane::text) return put(line, (*column.text)[row], true);
  if (column.lane == Lane::code) return line.put(shown.codes[static_cast<std::size_t>(column.code->of[row])]);
  const Type& type = model_.attributes[id].type;
  put(line, to_text(sheaf.block.get(row, id, type), type, model_), shown.is_text);
}

/// In the unit of the column's figure; of the middle, halves of it. Nothing beyond 64 bits.
std::optional<std::int64_t> RowText::count_of(const Shown& shown, std::size_t row,
                                              const BlockEvaluator& outcomes) const {
  const std::size_t end = shown.column.index % 3;
  if (end == 0) return outcomes.low(*shown.from, row);
  if (end == 2) return outcomes.high(*shown.from, row);
  std::int64_t middle = 0;
  if (__builtin_add_overflow(outcomes.low(*shown.from, row), outcomes.high(*shown.from, row), &middle))
    return std::nullopt;
  return middle;
}

void RowText::append_figure(Line& line, const Shown& shown, std::size_t row, const BlockEvaluator& outcomes) const {
  const auto count = count_of(shown, row, outcomes);
  if (!count) {
    put(line, text_of(outcomes.range(*shown.from, row).middle(), style_), false);
    return;
  }
  std::string figure;
  {
    Line alone(figure);
    shown.figure.append(alone, *count);
  }
  put(line, figure, false);
}

namespace {

/// Numerator and denominator.
using Ratio = std::pair<std::int64_t, std::int64_t>;

/// Divides in 64 bits where they suffice, which takes a fraction of the time.
std::uint64_t quotient(Wide over, Wide under) {
  constexpr Wide most = std::numeric_limits<std::uint64_t>::max();
  if (over <= most && under <= most) return static_cast<std::uint64_t>(over) / static_cast<std::uint64_t>(under);
  return static_cast<std::uint64_t>(over / under);
}

/// How often an effort, in counts of the total's unit, goes into a load.
std::uint64_t whole_times(const Ratio& load, std::int64_t effort) {
  return quotient(static_cast<Wide>(load.first), static_cast<Wide>(load.second) * static_cast<Wide>(effort));
}

/// How many loads an effort needs.
std::uint64_t started_times(const Ratio& load, std::int64_t effort) {
  const auto over = static_cast<Wide>(load.second) * static_cast<Wide>(effort), under = static_cast<Wide>(load.first);
  return quotient(over + under - 1, under);
}

}  // namespace

void RowText::append_span(Line& line, From which, std::size_t row, const BlockEvaluator& outcomes) const {
  const std::int64_t low = outcomes.low(plan_->total, row), high = outcomes.high(plan_->total, row);
  if (!low_load_ || !high_load_) {
    AccountRow nobody;
    Outcome outcome;
    outcome.span = span_of(outcomes.range(plan_->total, row), model_);
    return put(line, cell({which, "", 0}, nobody, outcome, model_, style_), false);
  }
  const bool is_account = which == From::accounts_low || which == From::accounts_high;
  const bool team = low > 0 && whole_times(*high_load_, low) == 0;
  if (!is_account && !team) return put(line, "", false);
  const std::int64_t effort = which == From::accounts_low || which == From::kams_high ? high : low;
  const auto& load = which == From::accounts_low || which == From::kams_high ? *low_load_ : *high_load_;
  if (is_account && effort == 0) return put(line, "unlimited", false);
  put_whole(line, is_account ? whole_times(load, effort) : started_times(load, effort));
}

}  // namespace spanne::records

#include "engine/groups/figure_tables.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace spanne::engine {
namespace {

using Int64 = std::numeric_limits<std::int64_t>;

template <class Number>
void append_bytes(std::string& key, Number number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  key.append(bytes, sizeof number);
}

/// A text with its length before it, so that "a" + "bc" and "ab" + "c" stay apart.
void append_text(std::string& key, std::string_view text) {
  append_bytes(key, static_cast<std::uint32_t>(text.size()));
  key += text;
}

/// A value as a block would hold it, so that both give the same key.
void append_value(std::string& key, const Value& value, const Type& type) {
  if (const auto* text = std::get_if<std::string>(&value)) return append_text(key, *text);
  append_bytes(key, count_in(column_kind_of(type), value));
}

void append_value(std::string& key, const Column& column, std::size_t row) {
  switch (column.column_kind) {
    case ColumnKind::wide: return append_bytes(key, column.wide->of[row]);
    case ColumnKind::narrow: return append_bytes(key, std::int64_t{column.narrow->of[row]});
    case ColumnKind::code: return append_bytes(key, std::int64_t{column.code->of[row]});
    case ColumnKind::text: return append_text(key, (*column.text)[row]);
    case ColumnKind::none: break;
  }
}

/// Of a number in millionths, of a day its number, of a choice its place.
std::int64_t count_of(const Value& value) { return count_in(ColumnKind::wide, value); }

Value value_of(std::int64_t count, const Type& type) {
  if (type.kind == TypeKind::date) return Date{static_cast<std::int32_t>(count)};
  if (type.kind == TypeKind::choice) return ChoiceValue{static_cast<std::uint32_t>(count)};
  return Decimal{count};
}

/// A group of which no row counts has a sum of 0, but no least value.
bool is_missing_without_rows(GroupFigure::Kind kind) {
  return kind == GroupFigure::Kind::least || kind == GroupFigure::Kind::greatest;
}

}  // namespace

// ---------------------------------------------------------------------------------------------- what there is to count

FigureTables::FigureTables(const Evaluator& evaluator, std::vector<AttributeId> figures)
    : evaluator_(&evaluator), model_(&evaluator.model()), figures_(std::move(figures)) {
  for (std::size_t place = 0; place < figures_.size(); ++place) {
    Table& table = table_of(model_->attributes[figures_[place]].figure->per);
    table.figures.push_back(figure(figures_[place], place));
  }
}

FigureTables::Table& FigureTables::table_of(const std::vector<AttributeId>& per) {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) { return table.per == per; });
  if (found != tables_.end()) return *found;
  tables_.emplace_back();
  tables_.back().per = per;
  return tables_.back();
}

FigureTables::Figure FigureTables::figure(AttributeId id, std::size_t place) const {
  const Attribute& attribute = model_->attributes[id];
  Figure made;
  made.attribute = id;
  made.kind = attribute.figure->kind;
  made.place = place;
  made.whole = attribute.type.kind == TypeKind::integer;
  const Bounds& bounds = attribute.bounds;
  made.low = bounds.low ? count_of(*bounds.low) : -Int64::max();
  made.high = bounds.high ? count_of(*bounds.high) - (bounds.half_open ? 1 : 0) : Int64::max();
  return made;
}

// ---------------------------------------------------------------------------------------------- groups

/// Returns nullopt if a part is missing. A single text is its own key.
std::optional<std::string_view> FigureTables::key(const Table& table, const Account& account,
                                                  std::string& buffer) const {
  buffer.clear();
  for (const AttributeId id : table.per) {
    const Value& value = account.values[id];
    if (is_missing(value)) return std::nullopt;
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && table.per.size() == 1) return *text;
    append_value(buffer, value, model_->attributes[id].type);
  }
  return buffer;
}

std::optional<std::string_view> FigureTables::key(const Table& table, const Block& block, std::size_t row,
                                                  std::string& buffer) const {
  buffer.clear();
  for (const AttributeId id : table.per) {
    const Column& column = block.columns[id];
    if (!column.known.get(row)) return std::nullopt;
    if (column.column_kind == ColumnKind::text && table.per.size() == 1) return (*column.text)[row];
    append_value(buffer, column, row);
  }
  return buffer;
}

std::optional<std::string> FigureTables::group_key(const Account& account, AttributeId figure) const {
  std::string buffer;
  for (const Table& table : tables_)
    for (const Figure& own : table.figures) {
      if (own.attribute != figure) continue;
      const auto found = key(table, account, buffer);
      return found ? std::optional(std::string(*found)) : std::nullopt;
    }
  return std::nullopt;
}

std::size_t FigureTables::group(Table& table, std::string_view key) {
  const std::size_t number = table.groups.number_of(key);
  if (table.sums.size() < table.groups.size() * table.figures.size())
    table.sums.resize(table.groups.size() * table.figures.size());
  return number;
}

// ---------------------------------------------------------------------------------------------- counting

void FigureTables::count(const Figure& figure, Sum& sum, Wide128 value) {
  using Kind = GroupFigure::Kind;
  if (figure.kind == Kind::count || figure.kind == Kind::sum)
    sum.value += value;
  else if (!sum.any || (figure.kind == Kind::least ? value < sum.value : value > sum.value))
    sum.value = value;
  sum.any = true;
}

void FigureTables::count_distinct(Figure& figure, Sum& sum, std::size_t group, std::string_view value) {
  pair_.clear();
  append_bytes(pair_, static_cast<std::uint32_t>(group));
  pair_ += value;
  const std::size_t before = figure.values.size();
  figure.values.number_of(pair_);
  if (figure.values.size() > before) sum.value += Decimal::one;
  sum.any = true;
}

/// Counts a row in its groups. `key_of` gives its key in a table, `share_of` what it gives to a figure, both nullopt if
/// there is none; `value_of` gives the value of which the different ones are counted, as a key.
template <class KeyOf, class ShareOf, class ValueOf>
void FigureTables::add_row(const KeyOf& key_of, const ShareOf& share_of, const ValueOf& value_of) {
  for (Table& table : tables_) {
    const auto own = key_of(table);
    if (!own) {
      ++table.ungrouped;
      continue;
    }
    const std::size_t number = group(table, *own);
    for (std::size_t i = 0; i < table.figures.size(); ++i) {
      Figure& figure = table.figures[i];
      const std::optional<std::int64_t> share = share_of(figure);
      if (!share) continue;
      Sum& sum = table.sums[number * table.figures.size() + i];
      if (figure.kind == GroupFigure::Kind::distinct)
        count_distinct(figure, sum, number, value_of(figure));
      else
        count(figure, sum, *share);
    }
  }
}

std::vector<Rejection> FigureTables::add(const Account& account) {
  auto found = row_shares(account, figures_, *evaluator_);
  if (auto* faults = std::get_if<std::vector<Rejection>>(&found)) return std::move(*faults);
  const RowShares& shares = std::get<RowShares>(found);
  std::string value;
  add_row([&](const Table& table) { return key(table, account, buffer_); },
          [&](const Figure& figure) {
            const auto& share = shares[figure.place];
            return share ? std::optional(count_of(*share)) : std::nullopt;
          },
          [&](const Figure& figure) -> const std::string& {
            const AttributeId counted = *model_->attributes[figure.attribute].figure->counted;
            value.clear();
            append_value(value, *shares[figure.place], model_->attributes[counted].type);
            return value;
          });
  return {};
}

void FigureTables::add(const Block& block, std::size_t row, const std::vector<BlockShare>& shares) {
  std::string value;
  add_row([&](const Table& table) { return key(table, block, row, buffer_); },
          [&](const Figure& figure) {
            const BlockShare& share = shares[figure.place];
            return share.counts ? std::optional(share.value) : std::nullopt;
          },
          [&](const Figure& figure) -> const std::string& {
            value.clear();
            append_value(value, block.columns[*model_->attributes[figure.attribute].figure->counted], row);
            return value;
          });
}

void FigureTables::merge(const FigureTables& more) {
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    Table& table = tables_[t];
    const Table& other = more.tables_[t];
    table.ungrouped += other.ungrouped;
    const std::size_t width = table.figures.size();
    std::vector<std::size_t> numbers;  // of the other's groups, here
    for (std::size_t i = 0; i < other.groups.size(); ++i) numbers.push_back(group(table, other.groups.text(i)));
    for (std::size_t figure = 0; figure < width; ++figure) {
      if (table.figures[figure].kind == GroupFigure::Kind::distinct) {
        merge_distinct(table, figure, other, numbers);
        continue;
      }
      for (std::size_t i = 0; i < numbers.size(); ++i)
        if (const Sum& sum = other.sums[i * width + figure]; sum.any)
          count(table.figures[figure], table.sums[numbers[i] * width + figure], sum.value);
    }
  }
}

void FigureTables::merge_distinct(Table& table, std::size_t figure, const Table& more,
                                  const std::vector<std::size_t>& groups) {
  const Labels& pairs = more.figures[figure].values;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string& pair = pairs.text(i);
    std::uint32_t number = 0;
    std::memcpy(&number, pair.data(), sizeof number);
    const std::size_t own = groups[number];
    count_distinct(table.figures[figure], table.sums[own * table.figures.size() + figure], own,
                   std::string_view(pair).substr(sizeof number));
  }
}

// ---------------------------------------------------------------------------------------------- giving

std::optional<Rejection> FigureTables::give(const Figure& figure, const Sum& sum, Account& account) const {
  const Attribute& attribute = model_->attributes[figure.attribute];
  Rejection rejection{Rejection::Cause::figure_too_large,
                      Rejection::Site{Rejection::Site::Kind::attribute, figure.attribute}};
  account.values[figure.attribute] = {};
  if (!sum.any && is_missing_without_rows(figure.kind)) return std::nullopt;
  if (sum.value > Int64::max() || sum.value < -Int64::max()) return rejection;
  Value value = value_of(static_cast<std::int64_t>(sum.value), attribute.type);
  if (within_bounds(value, attribute)) {
    account.values[figure.attribute] = std::move(value);
    return std::nullopt;
  }
  rejection.cause = Rejection::Cause::figure_out_of_range;
  rejection.value = std::move(value);
  return rejection;
}

std::vector<Rejection> FigureTables::fill(Account& account) const {
  if (figures_.empty()) return {};
  auto found = row_shares(account, figures_, *evaluator_);
  if (auto* faults = std::get_if<std::vector<Rejection>>(&found)) return std::move(*faults);
  return give_all(account);
}

std::vector<Rejection> FigureTables::give_all(Account& account) const {
  std::vector<Rejection> rejections;
  std::string buffer;
  for (const Table& table : tables_) {
    const auto own = key(table, account, buffer);
    const auto number = own ? table.groups.find(*own) : std::nullopt;
    for (std::size_t i = 0; i < table.figures.size(); ++i) {
      const Figure& figure = table.figures[i];
      account.values[figure.attribute] = {};
      if (!number) continue;
      if (auto why = give(figure, table.sums[*number * table.figures.size() + i], account))
        rejections.push_back(std::move(*why));
    }
  }
  return rejections;
}

void FigureTables::give(const Figure& figure, const Sum& sum, Block& block, std::size_t row) {
  Column& column = block.columns[figure.attribute];
  if (!sum.any && is_missing_without_rows(figure.kind)) {
    block.put(row, figure.attribute, 0);
    return;
  }
  const bool inside = sum.value >= figure.low && sum.value <= figure.high;
  const auto value = static_cast<std::int64_t>(sum.value);
  const std::int64_t unit = column.column_kind == ColumnKind::narrow && figure.whole ? Decimal::one : 1;
  if (inside && block.put(row, figure.attribute, value / unit))
    column.known.set(row);
  else
    block.fallback.set(row);
}

void FigureTables::fill(Block& block) const {
  std::string buffer;
  for (const Table& table : tables_) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (block.fallback.get(row)) continue;
      const auto own = key(table, block, row, buffer);
      if (!own) {
        for (const Figure& figure : table.figures) block.put(row, figure.attribute, 0);
        continue;
      }
      const auto number = table.groups.find(*own);
      if (!number) {
        block.fallback.set(row);
        continue;
      }
      for (std::size_t i = 0; i < table.figures.size(); ++i)
        give(table.figures[i], table.sums[*number * table.figures.size() + i], block, row);
    }
  }
}

std::vector<std::string> FigureTables::notes() const {
  std::vector<std::string> notes;
  for (const Table& table : tables_) {
    if (table.ungrouped == 0) continue;
    std::vector<std::string> figures, per;
    for (const Figure& figure : table.figures) figures.push_back(model_->attributes[figure.attribute].name);
    for (const AttributeId id : table.per) per.push_back(model_->attributes[id].name);
    notes.push_back(fmt::format("{} in no group and {} no {}, because {} is missing",
                                table.ungrouped == 1 ? "1 row is" : fmt::format("{} rows are", table.ungrouped),
                                table.ungrouped == 1 ? "has" : "have", fmt::join(figures, ", "),
                                fmt::join(per, " or ")));
  }
  return notes;
}

std::vector<Rejection> count_alone(Account& account, const std::vector<AttributeId>& figures,
                                   const Evaluator& evaluator) {
  if (figures.empty()) return {};
  FigureTables alone(evaluator, figures);
  auto faults = alone.add(account);
  return faults.empty() ? alone.give_all(account) : faults;
}

}  // namespace spanne::engine

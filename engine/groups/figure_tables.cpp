#include "engine/groups/figure_tables.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace spanne::engine {
namespace {

using Int64 = std::numeric_limits<std::int64_t>;

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

/// Appends the key of an account's group, unless a part of it is missing.
bool FigureTables::append_key(const Table& table, const Account& account, KeyBatch& keys) const {
  for (const AttributeId id : table.per) {
    const Value& value = account.values[id];
    if (is_missing(value)) {
      keys.drop_key();
      return false;
    }
    keys.append(value, model_->attributes[id].type);
  }
  keys.end_key();
  return true;
}

FigureTables::GroupedRows FigureTables::group_rows(const Table& table, const Block& block,
                                                   const std::vector<std::size_t>& rows) {
  GroupedRows grouped;
  for (const std::size_t row : rows) {
    const bool known = std::all_of(table.per.begin(), table.per.end(),
                                   [&](AttributeId id) { return block.columns[id].known.get(row); });
    if (!known) continue;
    for (const AttributeId id : table.per) grouped.keys.append(block.columns[id], row);
    grouped.keys.end_key();
    grouped.rows.push_back(row);
  }
  return grouped;
}

std::optional<std::string> FigureTables::group_key(const Account& account, AttributeId figure) const {
  for (const Table& table : tables_)
    for (const Figure& own : table.figures) {
      if (own.attribute != figure) continue;
      KeyBatch keys;
      return append_key(table, account, keys) ? std::optional(std::string(keys.keys().front())) : std::nullopt;
    }
  return std::nullopt;
}

void FigureTables::Table::number(const KeyBatch& keys, std::vector<std::uint32_t>& numbers) {
  groups.numbers_of(keys.keys(), numbers);
  sums.resize(groups.size() * figures.size());
  for (const std::uint32_t group : numbers) __builtin_prefetch(sums_of(group));
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

/// Counts pairs of a group and a value that have not been met yet.
void FigureTables::count_pairs(Table& table, std::size_t figure, const KeyBatch& pairs) {
  Labels& known = table.figures[figure].pairs;
  std::size_t met = known.size();
  const std::vector<std::string_view> keys = pairs.keys();
  std::vector<std::uint32_t> numbers;
  known.numbers_of(keys, numbers);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Sum& sum = table.sums_of(leading_number(keys[i]))[figure];
    sum.any = true;
    if (numbers[i] != met) continue;
    sum.value += Decimal::one;
    ++met;
  }
}

std::vector<Rejection> FigureTables::add(const Account& account) {
  auto found = row_shares(account, figures_, *evaluator_);
  if (auto* faults = std::get_if<std::vector<Rejection>>(&found)) return std::move(*faults);
  const RowShares& shares = std::get<RowShares>(found);
  std::vector<std::uint32_t> groups;
  KeyBatch key, pair;
  for (Table& table : tables_) {
    key.clear();
    if (!append_key(table, account, key)) {
      ++table.ungrouped;
      continue;
    }
    table.number(key, groups);
    for (std::size_t i = 0; i < table.figures.size(); ++i) {
      const Figure& figure = table.figures[i];
      const auto& share = shares[figure.place];
      if (!share) continue;
      if (figure.kind != GroupFigure::Kind::distinct) {
        count(figure, table.sums_of(groups.front())[i], count_of(*share));
        continue;
      }
      pair.clear();
      pair.append(groups.front());
      pair.append(*share, model_->attributes[*model_->attributes[figure.attribute].figure->counted].type);
      pair.end_key();
      count_pairs(table, i, pair);
    }
  }
  return {};
}

void FigureTables::add(const Block& block, const std::vector<std::size_t>& rows, const BlockEvaluator& outcomes,
                       const std::vector<Plan::RowFigure>& shares) {
  std::vector<std::uint32_t> groups;
  for (Table& table : tables_) {
    const GroupedRows grouped = group_rows(table, block, rows);
    table.ungrouped += rows.size() - grouped.rows.size();
    table.number(grouped.keys, groups);
    for (std::size_t i = 0; i < table.figures.size(); ++i) {
      const Figure& figure = table.figures[i];
      const Plan::RowFigure& share = shares[figure.place];
      const std::int64_t* values = outcomes.series(share.value);
      const bool distinct = figure.kind == GroupFigure::Kind::distinct;
      KeyBatch pairs;
      for (std::size_t place = 0; place < groups.size(); ++place) {
        const std::size_t row = grouped.rows[place];
        if (!outcomes.holds(share.counts, row)) continue;
        if (!distinct) {
          count(figure, table.sums_of(groups[place])[i], values[row]);
          continue;
        }
        pairs.append(groups[place]);
        pairs.append(block.columns[*model_->attributes[figure.attribute].figure->counted], row);
        pairs.end_key();
      }
      if (distinct) count_pairs(table, i, pairs);
    }
  }
}

void FigureTables::merge(const FigureTables& more) {
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    Table& table = tables_[t];
    const Table& other = more.tables_[t];
    table.ungrouped += other.ungrouped;
    const std::vector<std::uint32_t> groups = take_groups(table, other);
    for (std::size_t figure = 0; figure < table.figures.size(); ++figure) {
      if (table.figures[figure].kind == GroupFigure::Kind::distinct) {
        merge_distinct(table, figure, other, groups);
        continue;
      }
      for (std::size_t i = 0; i < groups.size(); ++i)
        if (const Sum& sum = other.sums_of(i)[figure]; sum.any)
          count(table.figures[figure], table.sums_of(groups[i])[figure], sum.value);
    }
  }
}

/// The numbers that the groups of another table have in this one.
std::vector<std::uint32_t> FigureTables::take_groups(Table& table, const Table& other) {
  std::vector<std::uint32_t> all, numbers;
  KeyBatch keys;
  for (std::size_t i = 0; i < other.groups.size(); ++i) {
    keys.append_bytes(other.groups.text(i));
    keys.end_key();
    if (keys.size() < block_rows && i + 1 < other.groups.size()) continue;
    table.number(keys, numbers);
    all.insert(all.end(), numbers.begin(), numbers.end());
    keys.clear();
  }
  return all;
}

void FigureTables::merge_distinct(Table& table, std::size_t figure, const Table& more,
                                  const std::vector<std::uint32_t>& groups) {
  const Labels& pairs = more.figures[figure].pairs;
  KeyBatch own;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string_view pair = pairs.text(i);
    own.append(groups[leading_number(pair)]);
    own.append_bytes(pair.substr(sizeof(std::uint32_t)));
    own.end_key();
    if (own.size() < block_rows && i + 1 < pairs.size()) continue;
    count_pairs(table, figure, own);
    own.clear();
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
  KeyBatch key;
  for (const Table& table : tables_) {
    key.clear();
    const auto number = append_key(table, account, key) ? table.groups.find(key.keys().front()) : std::nullopt;
    for (std::size_t i = 0; i < table.figures.size(); ++i) {
      const Figure& figure = table.figures[i];
      account.values[figure.attribute] = {};
      if (!number) continue;
      if (auto why = give(figure, table.sums_of(*number)[i], account)) rejections.push_back(std::move(*why));
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
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < block.rows; ++row)
    if (!block.fallback.get(row)) rows.push_back(row);
  std::vector<std::uint32_t> groups;
  for (const Table& table : tables_) {
    for (const Figure& figure : table.figures)
      for (const std::size_t row : rows) block.put(row, figure.attribute, 0);
    const GroupedRows grouped = group_rows(table, block, rows);
    table.groups.find_all(grouped.keys.keys(), groups);
    for (const std::uint32_t group : groups)
      if (group != Labels::unknown) __builtin_prefetch(table.sums_of(group));
    for (std::size_t place = 0; place < groups.size(); ++place) {
      if (groups[place] == Labels::unknown) {
        block.fallback.set(grouped.rows[place]);
        continue;
      }
      for (std::size_t i = 0; i < table.figures.size(); ++i)
        give(table.figures[i], table.sums_of(groups[place])[i], block, grouped.rows[place]);
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

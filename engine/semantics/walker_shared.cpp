// What terms share: defines and lookups, each computed once, and the tables that lookups look into.
#include <type_traits>

#include "engine/semantics/walker.hpp"
#include "engine/value/exact_sum.hpp"

namespace spanne::engine {
namespace {

const Table& table_of(const Term& term, const Model& model) { return model.tables[engine::table_of(term)]; }

bool is_leaf(const Term& term) { return term.op == Op::attribute || term.op == Op::constant; }

}  // namespace

template <class Result>
Result Walker::computed(const Term& use, Result (Walker::*get)(TermId)) {
  if (use.op == Op::define) return (this->*get)(evaluator_.version_of(use));
  const bool sums = table_of(use, model_).policy == TablePolicy::sum;
  if constexpr (std::is_same_v<Result, std::optional<Fraction>>)
    if (sums) return summed_up(use);
  const auto found = looked_up(use);
  return found ? (this->*get)(*found) : Result{};
}

template <class Result>
Result Walker::shared(const Term& use, Result (Walker::*get)(TermId)) {
  // Another name for an attribute or a constant is looked up faster than what is remembered.
  if (use.op == Op::define && is_leaf(model_.term(evaluator_.version_of(use)))) return computed(use, get);
  if (shared_.empty()) shared_.resize(evaluator_.shared_count());
  Shared& place = shared_[evaluator_.shared_place(use)];
  if (const auto* known = std::get_if<Result>(&place)) return *known;
  if (const auto* none = std::get_if<NoValue>(&place)) {
    fault_ = faults_[none->fault];
    return {};
  }
  Result result = computed(use, get);
  if (result) {
    place = result;
  } else {
    place = NoValue{faults_.size()};
    faults_.push_back(fault_);
  }
  return result;
}

template std::optional<bool> Walker::shared(const Term&, std::optional<bool> (Walker::*)(TermId));
template std::optional<std::int64_t> Walker::shared(const Term&, std::optional<std::int64_t> (Walker::*)(TermId));
template std::optional<Fraction> Walker::shared(const Term&, std::optional<Fraction> (Walker::*)(TermId));
template const std::string* Walker::shared(const Term&, const std::string* (Walker::*)(TermId));

// ---------------------------------------------------------------------------------------------- tables

std::optional<bool> Walker::fits(const Row& row) {
  for (const TermId condition : row.conditions) {
    const auto holds = truth(condition);
    if (!holds || !*holds) return holds;
  }
  return true;
}

std::optional<std::vector<std::uint32_t>> Walker::fitting_rows(const Table& table) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t index = 0; index < table.rows.size(); ++index) {
    const Row& row = table.rows[index];
    if (row.otherwise) {
      if (rows.empty()) rows.push_back(index);
      continue;
    }
    const auto holds = fits(row);
    if (!holds) return std::nullopt;
    if (!*holds) continue;
    rows.push_back(index);
    if (table.policy == TablePolicy::first) break;
  }
  const auto id = static_cast<TableId>(&table - model_.tables.data());
  if (table.policy == TablePolicy::unique && rows.size() > 1) {
    fault_ = {Rejection::Cause::several_rows};
    for (const std::uint32_t row : {rows[0], rows[1]}) fault_.others.push_back({Rejection::Site::Kind::row, id, row});
    return std::nullopt;
  }
  if (footprint_ != nullptr)
    for (const std::uint32_t row : rows) footprint_->rows[id][row] = true;
  return rows;
}

std::optional<TermId> Walker::looked_up(const Term& term) {
  const Table& table = table_of(term, model_);
  const auto rows = fitting_rows(table);
  if (!rows) return std::nullopt;
  if (rows->empty()) return fail(Rejection::Cause::no_row, term);
  return table.rows[rows->front()].values[derived_of(term)];
}

std::optional<Fraction> Walker::summed_up(const Term& term) {
  const Table& table = table_of(term, model_);
  const auto rows = fitting_rows(table);
  if (!rows) return std::nullopt;
  ExactSum sum;
  for (const std::uint32_t row : *rows) {
    const auto value = number(table.rows[row].values[derived_of(term)]);
    if (!value) return std::nullopt;
    sum.add(*value);
  }
  return computable(term, sum.value());
}

}  // namespace spanne::engine

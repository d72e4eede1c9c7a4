#include "engine/testing/mutants/witness_search.hpp"

#include <algorithm>
#include <utility>

#include "engine/model/term_parts.hpp"
#include "engine/testing/boundary_values.hpp"
#include "engine/testing/run.hpp"

namespace spanne::engine {
namespace {

// Limits: sufficient for all sample guidelines, and low enough to answer within a fraction of a second.
constexpr std::size_t max_starts = 4;     // starts from which one value is changed
constexpr std::size_t max_pairs = 3'000;  // pairs of values changed together
constexpr std::size_t max_steps = 8;      // of a hill climb
// Limits of evaluated terms: a few seconds for one search, a minute for all.
constexpr StepBudget::Steps of_one_search = 20'000'000, of_all_searches = 200'000'000;

/// The integer scale on which values are bisected: millionths or days.
std::int64_t tick_of(const Value& value) {
  const auto* number = std::get_if<Decimal>(&value);
  return number != nullptr ? number->millionths : std::get<Date>(value).days;
}

void move_by(Value& value, std::int64_t ticks) {
  if (auto* number = std::get_if<Decimal>(&value))
    number->millionths += ticks;
  else
    std::get<Date>(value).days += static_cast<std::int32_t>(ticks);
}

bool holds(const std::vector<ClusterId>& scope, std::optional<ClusterId> cluster) {
  return cluster && (scope.empty() || std::find(scope.begin(), scope.end(), *cluster) != scope.end());
}

}  // namespace

WitnessSearch::WitnessSearch(const Model& model, Date today)
    : model_(model),
      values_(boundary_values(model)),
      days_(boundary_days(model, today)),
      search_(of_one_search),
      all_searches_(of_all_searches) {
  for (std::size_t id = 0; id < model.clusters.size(); ++id) owners_.push_back({StatementRef::Kind::cluster, id, 0});
  for (const RuleRef& ref : model.order) {
    if (ref.kind == RuleRef::Kind::rule) owners_.push_back({StatementRef::Kind::rule, ref.index, 0});
    if (ref.kind == RuleRef::Kind::table)
      for (std::size_t row = 0; row < model.tables[ref.index].rows.size(); ++row)
        owners_.push_back({StatementRef::Kind::row, ref.index, row});
  }
  std::vector<TermId> terms;
  for (const StatementRef& owner : owners_)
    for (const TermId term : terms_of(owner, model)) terms.push_back(term);
  asked_ = attributes_of(terms, model);
  for (const Test& test : model.tests) {
    const Date day = day_of(test, model, today);
    starts_.push_back(visited({account_of(test, Evaluator(model, day)), day}));
  }
  starts_.push_back(visited({plain_account(model), usual_day()}));
}

WitnessSearch::Start WitnessSearch::visited(Situation situation) const {
  Footprint footprint(model_);
  Outcome outcome = Evaluator(model_, situation.day).evaluate(situation.account, nullptr, &footprint);
  return {std::move(situation), std::move(outcome), std::move(footprint)};
}

bool WitnessSearch::goes_on() const {
  const StepBudget::Steps cost = model_.terms.size() + 500;
  return search_.take(cost) && all_searches_.take(cost);
}

bool WitnessSearch::tries(const Situation& situation, TermId comparison) const {
  return visited(situation).footprint.conditions[comparison] != 0;
}

// ---------------------------------------------------------------------------------------------- where to begin

std::vector<StatementRef> WitnessSearch::served_by(const StatementRef& owner) const {
  std::vector<StatementRef> served;
  for (const StatementRef& statement : owners_) {
    const auto same_heading = [&] {
      return statement.kind == StatementRef::Kind::rule &&
             model_.rules[statement.index].heading == model_.rules[owner.index].heading;
    };
    const auto asks = [&] {
      const auto terms = all_terms(terms_of(statement, model_), model_);
      return std::any_of(terms.begin(), terms.end(), [&](TermId id) {
        const Term& term = model_.term(id);
        const auto number = static_cast<std::size_t>(term.number);
        return (owner.kind == StatementRef::Kind::define && term.op == Op::define && number == owner.index) ||
               (owner.kind == StatementRef::Kind::attribute && term.op == Op::attribute && number == owner.index) ||
               (owner.kind == StatementRef::Kind::row && term.op == Op::lookup && table_of(term) == owner.index);
      });
    };
    const bool serves = owner.kind == StatementRef::Kind::heading ? same_heading()
                        : owner.kind == StatementRef::Kind::table
                            ? statement.kind == StatementRef::Kind::row && statement.index == owner.index
                            : statement == owner || asks();
    if (serves) served.push_back(statement);
  }
  return served;
}

bool WitnessSearch::is_reached(const StatementRef& owner, const Start& start) const {
  if (owner.kind == StatementRef::Kind::cluster) return start.outcome.cluster == owner.index;
  return std::any_of(start.outcome.matched.begin(), start.outcome.matched.end(), [&](const RuleSite& match) {
    return match.index == owner.index &&
           (match.kind == RuleRef::Kind::rule) == (owner.kind == StatementRef::Kind::rule) &&
           (!match.row || *match.row == owner.part);
  });
}

/// How close an account is to reaching a statement: the number of its conditions that are evaluated.
std::size_t WitnessSearch::progress(const StatementRef& owner, const Start& start) const {
  constexpr std::size_t there = 1'000'000;
  if (is_reached(owner, start)) return there;
  const bool in_scope =
      owner.kind == StatementRef::Kind::cluster ||
      holds(owner.kind == StatementRef::Kind::rule ? model_.rules[owner.index].scope : model_.tables[owner.index].scope,
            start.outcome.cluster);
  if (!in_scope) return 0;
  const auto terms = all_terms(terms_of(owner, model_), model_);
  return 1 + static_cast<std::size_t>(std::count_if(
                 terms.begin(), terms.end(), [&](TermId term) { return start.footprint.conditions[term] != 0; }));
}

std::vector<std::size_t> WitnessSearch::best_starts(const std::vector<StatementRef>& served, std::size_t most) const {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    std::size_t sum = 0;
    for (const StatementRef& owner : served) sum += progress(owner, starts_[i]);
    ranked.emplace_back(sum, i);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < ranked.size() && i < most; ++i) best.push_back(ranked[i].second);
  return best;
}

/// Approaches a statement that no start reaches, changing one value at a time.
void WitnessSearch::hill_climb(const StatementRef& owner) {
  if (std::find(searched_.begin(), searched_.end(), owner) != searched_.end()) return;
  searched_.push_back(owner);
  const auto reaches = [&](const Start& start) { return is_reached(owner, start); };
  if (std::any_of(starts_.begin(), starts_.end(), reaches)) return;
  Start best = starts_[best_starts({owner}, 1).front()];
  std::size_t nearest = progress(owner, best);
  for (std::size_t step = 0; step < max_steps && !reaches(best); ++step) {
    std::optional<Start> next;
    const auto attempt = [&](const Situation& situation) {
      Start start = visited(situation);
      const std::size_t near = progress(owner, start);
      if (near <= nearest) return false;
      nearest = near;
      next = std::move(start);
      return reaches(*next);
    };
    if (!changed(best.situation, asked_, attempt)) on_other_days(best.situation, attempt);
    if (!next) break;
    best = std::move(*next);
  }
  starts_.push_back(std::move(best));
}

// ---------------------------------------------------------------------------------------------- trying

/// Results depend on every attribute that is used anywhere.
std::vector<AttributeId> WitnessSearch::involved(const std::vector<TermId>& terms) const {
  const auto all = all_terms(terms, model_);
  const bool results = std::any_of(all.begin(), all.end(), [&](TermId id) { return model_.term(id).op == Op::result; });
  return results ? asked_ : attributes_of(terms, model_);
}

std::optional<Situation> WitnessSearch::changed(const Situation& from, const std::vector<AttributeId>& attributes,
                                                const Attempt& attempt) const {
  Situation situation = from;
  for (const AttributeId id : attributes) {
    Value& value = situation.account.values[id];
    for (const Value& other : values_[id]) {
      if (other == from.account.values[id]) continue;
      if (!goes_on()) return std::nullopt;
      value = other;
      if (attempt(situation)) return situation;
    }
    value = from.account.values[id];
  }
  return std::nullopt;
}

std::optional<Situation> WitnessSearch::on_other_days(const Situation& from, const Attempt& attempt) const {
  for (const Date day : days_)
    if (const Situation other{from.account, day}; day != from.day && goes_on() && attempt(other)) return other;
  return std::nullopt;
}

/// Bisects between two accounts for which the comparison differs until they are `step` apart.
std::optional<Situation> WitnessSearch::bisected(Situation low, Situation high, AttributeId attribute,
                                                 std::int64_t step, const Goal& goal) const {
  const auto tick = [&](const Situation& tried) { return tick_of(tried.account.values[attribute]); };
  const auto side = [&](const Situation& situation) {
    return visited(situation).footprint.conditions[*goal.comparison];
  };
  const auto low_side = side(low);
  while (tick(high) - tick(low) > step) {
    Situation middle = low;
    const std::int64_t half = (tick(high) - tick(low)) / 2;
    move_by(middle.account.values[attribute], std::max(half / step, std::int64_t{1}) * step);
    (side(middle) == low_side ? low : high) = middle;
  }
  for (const Situation& end : {low, high})
    if (goal.reached(end)) return end;
  // If everyday steps are too wide, the finest step is used.
  const TypeKind kind = model_.attributes[attribute].type.kind;
  const bool finer = step > 1 && (kind == TypeKind::decimal || kind == TypeKind::percent);
  return finer ? bisected(std::move(low), std::move(high), attribute, 1, goal) : std::nullopt;
}

std::optional<Situation> WitnessSearch::where_it_changes(const Situation& from, const Goal& goal) const {
  for (const AttributeId id : involved({*goal.comparison})) {
    const TypeKind kind = model_.attributes[id].type.kind;
    if (!is_number(kind) && kind != TypeKind::date) continue;
    const std::int64_t step = value_step(model_.attributes[id]);
    std::optional<Start> before;
    for (const Value& value : values_[id]) {
      if (is_missing(value)) continue;
      if (!goes_on()) return std::nullopt;
      Situation situation = from;
      situation.account.values[id] = value;
      Start start = visited(std::move(situation));
      const auto side = start.footprint.conditions[*goal.comparison];
      if (before && side != before->footprint.conditions[*goal.comparison])
        if (auto found = bisected(before->situation, start.situation, id, step, goal)) return found;
      before = std::move(start);
    }
  }
  return std::nullopt;
}

std::optional<Situation> WitnessSearch::find(const Goal& goal) {
  search_ = StepBudget(of_one_search);
  for (const Start& start : starts_)
    if (goal.reached(start.situation)) return start.situation;
  const auto served = served_by(goal.owner);
  for (std::size_t i = 0; i < served.size() && i < max_starts; ++i) hill_climb(served[i]);
  const auto best = best_starts(served, max_starts);
  for (const std::size_t start : best) {
    if (auto found = changed(starts_[start].situation, asked_, goal.reached)) return found;
    if (auto found = on_other_days(starts_[start].situation, goal.reached)) return found;
  }
  for (const std::size_t start : best) {
    if (!goal.comparison) break;
    if (auto found = where_it_changes(starts_[start].situation, goal)) return found;
  }
  return changed_together(starts_[best.front()].situation, served, goal);
}

/// Tries pairs of values: one of an attribute that the goal's statement uses, one of an attribute used by the
/// statements through which it takes effect.
std::optional<Situation> WitnessSearch::changed_together(const Situation& from, const std::vector<StatementRef>& served,
                                                         const Goal& goal) const {
  std::vector<TermId> terms = terms_of(goal.owner, model_);
  const std::vector<AttributeId> near = involved(terms);
  for (std::size_t i = 0; i < served.size() && i < max_starts; ++i)
    for (const TermId term : terms_of(served[i], model_)) terms.push_back(term);
  const std::vector<AttributeId> wider = involved(terms);
  std::size_t tried = 0;
  std::optional<Situation> found;
  const auto second = [&](const Situation& situation) {
    if (++tried > max_pairs) return true;
    if (!goal.reached(situation)) return false;
    found = situation;
    return true;
  };
  const auto first = [&](const Situation& situation) { return changed(situation, wider, second).has_value(); };
  changed(from, near, first);
  return found;
}

}  // namespace spanne::engine

#include "engine/proof/questions/prover.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

constexpr std::size_t sample_size = 400;

}  // namespace

Prover::Prover(const Model& model, const ProofOptions& options)
    : model_(model),
      space_(model),
      split_points_(space_),
      steps_(options.steps.value_or(options.seconds * steps_per_second)),
      boxes_(options.boxes),
      solver_(options.solver) {
  sample();
}

// ---------------------------------------------------------------------------------------------- the plain evaluator

Outcome Prover::evaluate(const DatedAccount& account) const {
  return Evaluator(model_, account.as_of).evaluate(account.account);
}

bool Prover::matches(const Outcome& outcome, const EffectSite& origin) const {
  if (origin.kind == EffectSite::Kind::cluster) return outcome.cluster == origin.index;
  const bool rule = origin.kind == EffectSite::Kind::rule;
  RuleSite match{rule ? RuleRef::Kind::rule : RuleRef::Kind::table, origin.index, std::nullopt};
  if (!rule) match.row = origin.row;
  return std::find(outcome.matched.begin(), outcome.matched.end(), match) != outcome.matched.end();
}

bool Prover::concerns(const std::vector<ClusterId>& scope, const Period& period, const DatedAccount& account,
                      const Outcome& outcome) const {
  return outcome.cluster && period.contains(account.as_of) &&
         (scope.empty() || std::find(scope.begin(), scope.end(), *outcome.cluster) != scope.end());
}

/// Calls `use` with a plain walker for the account that knows its cluster, if it has one.
template <class Use>
auto Prover::with_walker(const DatedAccount& account, Use use) const {
  const Evaluator evaluator(model_, account.as_of);
  Walker walker(evaluator, account.account);
  const auto cluster = evaluator.evaluate(account.account).cluster;
  if (cluster) walker.set_cluster(*cluster);
  return use(walker, cluster.has_value());
}

std::optional<std::vector<std::uint32_t>> Prover::fitting_rows(const DatedAccount& account, const Table& table) const {
  return with_walker(account, [&](Walker& walker, bool clustered) -> std::optional<std::vector<std::uint32_t>> {
    for (const Row& row : table.rows)
      for (const TermId condition : row.conditions)
        if (!clustered && space_.asks_for_cluster(condition)) return std::nullopt;
    return walker.fitting_rows(table);
  });
}

bool Prover::holds_all(const DatedAccount& account, const std::vector<TermId>& conditions) const {
  return with_walker(account, [&](Walker& walker, bool clustered) {
    return std::all_of(conditions.begin(), conditions.end(), [&](TermId condition) {
      return (clustered || !space_.asks_for_cluster(condition)) && walker.truth(condition).value_or(false);
    });
  });
}

/// Builds the samples: values on both sides of every threshold, combined by a fixed pseudo-random sequence.
void Prover::sample() {
  std::vector<std::vector<Ordinal>> values(space_.all().extents.size());
  for (Axis axis = 0; axis < values.size(); ++axis)
    values[axis] = {space_.all().extents[axis].low, space_.all().extents[axis].high};
  for (TermId id = 0; id < model_.terms.size(); ++id)
    if (const auto* cuts = split_points_.of(id))
      for (const Ordinal cut : *cuts) {
        const Axis axis = space_.support(id).front();
        values[axis].push_back(cut);
        values[axis].push_back(cut + space_.step(axis));
      }
  for (Axis axis = 0; axis < values.size(); ++axis) {  // every value of every choice
    const Extent& extent = space_.all().extents[axis];
    if (space_.step(axis) == 1 && extent.low > -1'000 && extent.high < 1'000'000 && extent.high - extent.low < 10)
      for (Ordinal value = extent.low; value <= extent.high; ++value) values[axis].push_back(value);
  }
  std::uint64_t state = 1;
  const auto draw = [&](std::size_t count) {  // Knuth's MMIX generator
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33U) % count;
  };
  for (std::size_t number = 0; number < sample_size; ++number) {
    Sample made;
    for (AttributeId id = 0; id < model_.attributes.size(); ++id) {
      const Extent& extent = space_.all().extents[id];
      const bool missing = extent.missing && draw(3) == 0;
      made.dated.account.values.push_back(missing ? Value() : space_.value(id, values[id][draw(values[id].size())]));
    }
    const auto& days = values[space_.day()];
    made.dated.as_of = {static_cast<std::int32_t>(days[draw(days.size())])};
    made.outcome = evaluate(made.dated);
    samples_.push_back(std::move(made));
  }
}

// ---------------------------------------------------------------------------------------------- questions

void Prover::note_use(const StepBudget& budget) const {
  all_used_ += budget.used();
  Steps most = max_used_;
  while (most < budget.used() && !max_used_.compare_exchange_weak(most, budget.used())) {}
}

Answer Prover::ask(const Question& question) const {
  Answer answer{Found::undecided};
  if (boxes_) {
    // the remaining steps are for the solver
    StepBudget budget(question.constraints.empty() ? steps_ : steps_ / 4 + 1);
    answer = search(space_, split_points_, question, space_.all(), budget);
    note_use(budget);
  }
  if (answer.found != Found::undecided || question.constraints.empty()) return answer;
  if (!solver_) {
    answer.needs_solver = true;
    return answer;
  }
  Answer solved = solver_->solve(space_, question.constraints, steps_);
  if (solved.found == Found::example && !question.holds(*solved.example))
    solved.found = question.exact && !solved.relaxed ? Found::disagreement : Found::undecided;
  if (!solved.open_term) solved.open_term = answer.open_term;
  return solved;
}

DatedAccount Prover::simplified(const Answer& answer, const Question& question) const {
  return simplified_witness(space_, *answer.example, question.holds);
}

std::string Prover::words_of(const DatedAccount& example) const { return given(space_, example); }

std::string Prover::example(const Answer& answer, const Question& question) const {
  return words_of(simplified(answer, question));
}

// ---------------------------------------------------------------------------------------------- findings

void Prover::warn(Findings& found, std::string_view code, grammar::TextSpan span, std::string message, std::string help,
                  std::string account, std::vector<grammar::Related> related) const {
  found.findings.push_back({std::string(code), grammar::Severity::warning, span, std::move(message), std::move(help),
                            std::move(related), std::move(account)});
}

std::string Prover::why(const Answer& answer) const {
  if (answer.unasked)
    return "the program that settles such questions, Z3, is not on this machine (on Debian it is the package libz3-4)";
  if (answer.needs_solver) return "it needs the solver, which is not in this build or was left out";
  if (!answer.open_term) return "there are too many cases to look at";
  const Term& term = model_.term(*answer.open_term);
  const std::string words = model_.words(term.span);
  if (space_.support(*answer.open_term).size() > 1)
    return fmt::format("{} depends on several attributes at once", words);
  return fmt::format("{} makes too many cases to look at", words);
}

void Prover::undecided(Findings& found, grammar::TextSpan span, const std::string& whether,
                       const Answer& answer) const {
  ++found.undecided;
  found.findings.push_back({"W0530",
                            grammar::Severity::note,
                            span,
                            fmt::format("undecided whether {}: {}", whether, why(answer)),
                            {},
                            {},
                            {}});
}

bool Prover::disagree(Findings& found, grammar::TextSpan span, const Answer& answer) const {
  if (answer.found != Found::disagreement) return false;
  found.findings.push_back({"E0599",
                            grammar::Severity::error,
                            span,
                            "proof and evaluation do not agree on this account: this is a fault of the program, not of "
                            "the rules, and no proof of this run is to be relied on",
                            "please report it with the rule file",
                            {},
                            given(space_, *answer.example)});
  return true;
}

// ---------------------------------------------------------------------------------------------- names

bool Prover::ever(const Period& period) const {
  const Extent days = space_.all().extents[space_.day()];
  const Ordinal from = std::max<Ordinal>(days.low, period.from ? period.from->days : days.low);
  const Ordinal until = std::min<Ordinal>(days.high, period.until ? period.until->days : days.high);
  return from <= until;
}

std::vector<Rejection::Site> Prover::users_of(TermId id) const {
  const auto reaches = [&](std::optional<TermId> from) { return from && space_.leads_to(*from, id); };
  const auto in_effects = [&](const Effects& effects) {
    return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
      return reaches(effect.amount.computed) || (effect.per && reaches(effect.per->of));
    });
  };
  using Kind = Rejection::Site::Kind;
  std::vector<Rejection::Site> result{{Kind::remark}};
  for (ClusterId cluster = 0; cluster < model_.clusters.size(); ++cluster)
    if (reaches(model_.clusters[cluster].condition) || in_effects(model_.clusters[cluster].base))
      result.push_back({Kind::cluster, cluster});
  for (RuleId rule = 0; rule < model_.rules.size(); ++rule)
    if (reaches(model_.rules[rule].condition) || in_effects(model_.rules[rule].effects))
      result.push_back({Kind::rule, rule});
  for (TableId index = 0; index < model_.tables.size(); ++index) {
    const Table& table = model_.tables[index];
    if (!table.derived.empty()) continue;
    result.push_back({Kind::table, index});
    for (std::uint32_t row = 0; row < table.rows.size(); ++row)
      if (in_effects(table.rows[row].effects)) result.push_back({Kind::row, index, row});
  }
  return result;
}

Named Prover::named(const EffectSite& origin) const {
  switch (origin.kind) {
    case EffectSite::Kind::cluster: {
      const Cluster& cluster = model_.clusters[origin.index];
      return {origin, "the cluster " + cluster.name, cluster.name_span};
    }
    case EffectSite::Kind::rule: {
      const Rule& rule = model_.rules[origin.index];
      const bool nameless = rule.id.rfind("line ", 0) == 0;
      const grammar::TextSpan span = rule.condition ? model_.term(*rule.condition).span : rule.span;
      return {origin, (nameless ? "the rule in " : "the rule ") + rule.id, span};
    }
    case EffectSite::Kind::row: break;
  }
  const Row& row = model_.tables[origin.index].rows[origin.row];
  return {origin, "row " + row.id, row.span};
}

const Effects& Prover::effects(const EffectSite& origin) const {
  switch (origin.kind) {
    case EffectSite::Kind::cluster: return model_.clusters[origin.index].base;
    case EffectSite::Kind::rule: return model_.rules[origin.index].effects;
    case EffectSite::Kind::row: break;
  }
  return model_.tables[origin.index].rows[origin.row].effects;
}

}  // namespace spanne::engine::proof

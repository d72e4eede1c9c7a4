#include "engine/planning/balance_search.hpp"

#include <algorithm>

#include "engine/planning/balance_improve.hpp"
#include "engine/planning/balance_models.hpp"

namespace spanne::engine {

namespace {

/// The solver's work for a part of the measure, in branches times columns, before the gap is stated instead: some
/// seconds each. Looking for the first among equals asks many times, and shares one such amount.
constexpr std::size_t most_work = 5'000'000;
constexpr std::size_t most_nodes = 10'000;
/// Above so many columns the plan is not asked for the first among equals.
constexpr std::size_t most_first_columns = 3'000;

std::int64_t& part(BalanceMeasure& measure, BalanceLevel level) {
  return level == BalanceLevel::outside ? measure.outside
         : level == BalanceLevel::moves ? measure.moves
                                        : measure.spread;
}

class BalanceRun {
 public:
  BalanceRun(const BalanceTask& task, const ProgrammeSolver* solver)
      : task_(task), units_(balance_units(task)), solver_(solver) {
    BalanceState state(units_);
    improve_balance(state, units_);
    solution_.places = state.places();
    solution_.measure = balance_measure(task, solution_.places);
  }

  BalanceProof settle(BalanceLevel level) {
    BalanceProof& proof = solution_.proofs[static_cast<std::size_t>(level)];
    proof.bound = 0;
    if (solver_ != nullptr && value(level) > 0) {
      proof.bound = std::max(proof.bound, relaxed_bound(level));
      if (value(level) > proof.bound) proof.bound = std::max(proof.bound, whole_bound(level));
    }
    proof.value = value(level);
    proof.bound = std::min(proof.bound, proof.value);
    return proof;
  }

  /// Only after the three parts are proved.
  void settle_first() {
    if (solver_ == nullptr || !units_.exact) return;
    BalanceModel model(units_, solution_.measure, BalanceLevel::first);
    if (model.programme().columns.size() > most_first_columns) return;
    solution_.first_proved = true;
    std::size_t work_left = most_work;
    for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
      const auto& options = units_.engagements[i].options;
      if (options.size() < 2) continue;
      if (solution_.places[i] != options.front()) look_for_earlier(model, i, work_left);
      model.fix(i, *solution_.places[i]);
    }
  }

  BalanceSolution take() {
    for (const BalanceLevel level : {BalanceLevel::outside, BalanceLevel::moves, BalanceLevel::spread})
      solution_.proofs[static_cast<std::size_t>(level)].value = value(level);
    return std::move(solution_);
  }
  bool all_proved() const {
    return std::all_of(solution_.proofs.begin(), solution_.proofs.end(),
                       [](const BalanceProof& proof) { return proof.proved(); });
  }

 private:
  std::int64_t value(BalanceLevel level) { return part(solution_.measure, level); }

  std::int64_t relaxed_bound(BalanceLevel level) {
    const ProgrammeAnswer answer = ask(balance_relaxation(units_, solution_.measure, level), {});
    return answer.status == ProgrammeAnswer::Status::infeasible ? 0 : answer.bound;
  }

  std::int64_t whole_bound(BalanceLevel level) {
    const BalanceModel model(units_, solution_.measure, level);
    const ProgrammeAnswer answer = ask(model.programme(), model.values_of(solution_.places));
    if (!answer.values.empty()) accept(model.places_of(answer.values, solution_.places));
    // The plan at hand is an answer, so this is the solver's rounding; nothing is known then.
    return answer.status == ProgrammeAnswer::Status::infeasible ? 0 : answer.bound;
  }

  void look_for_earlier(BalanceModel& model, std::size_t engagement, std::size_t& work_left) {
    model.ask_for_first(engagement);
    const ProgrammeAnswer answer = ask(model.programme(), model.values_of(solution_.places), work_left);
    work_left -= std::min(work_left, answer.nodes * model.programme().columns.size());
    if (!answer.values.empty()) {
      const BalancePlaces places = model.places_of(answer.values, solution_.places);
      if (is_permitted(task_, places) && balance_measure(task_, places) == solution_.measure &&
          places[engagement] < solution_.places[engagement])
        solution_.places = places;
    }
    const auto& options = units_.engagements[engagement].options;
    const auto place = std::lower_bound(options.begin(), options.end(), *solution_.places[engagement]);
    if (answer.status != ProgrammeAnswer::Status::optimal || answer.bound < place - options.begin())
      solution_.first_proved = false;
  }

  /// The solver's word is not taken for it: what counts is what the plan measures.
  void accept(const BalancePlaces& places) {
    if (!is_permitted(task_, places)) return;
    const BalanceMeasure measure = balance_measure(task_, places);
    if (measure >= solution_.measure) return;
    solution_.measure = measure;
    solution_.places = places;
  }

  ProgrammeAnswer ask(const IntegerProgramme& programme, const std::vector<std::int64_t>& start,
                      std::size_t work = most_work) const {
    const std::size_t columns = std::max<std::size_t>(programme.columns.size(), 1);
    return solver_->solve(programme, start, std::clamp<std::size_t>(work / columns, 1, most_nodes));
  }

  const BalanceTask& task_;
  const BalanceUnits units_;
  const ProgrammeSolver* solver_;
  BalanceSolution solution_;
};

}  // namespace

BalanceSolution solve_balance(const BalanceTask& task, const ProgrammeSolver* solver) {
  BalanceRun run(task, solver);
  for (const BalanceLevel level : {BalanceLevel::outside, BalanceLevel::moves, BalanceLevel::spread}) run.settle(level);
  if (run.all_proved()) run.settle_first();
  return run.take();
}

BalanceProof least_outside(const BalanceTask& task, const ProgrammeSolver* solver) {
  return BalanceRun(task, solver).settle(BalanceLevel::outside);
}

}  // namespace spanne::engine

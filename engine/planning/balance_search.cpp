#include "engine/planning/balance_search.hpp"

#include <algorithm>
#include <limits>

#include "engine/planning/balance_improve.hpp"
#include "engine/planning/balance_models.hpp"

namespace spanne::engine {

namespace {

/// The solver's work for a part of the measure, in branches times columns, before the gap is stated instead: some
/// seconds each. Looking for the first among equals asks many times, and shares one such amount.
constexpr std::size_t most_work = 3'000'000;
constexpr std::size_t most_nodes = 1'000;
/// What comes after a part that is not proved counts for less, and gets this share of the work.
constexpr std::size_t share_after_gap = 10;
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
    for (const auto& engagement : units_.engagements) has_choice_ = has_choice_ || engagement.options.size() > 1;
    BalanceState state(units_);
    improve_balance(state, units_);
    solution_.places = state.places();
    solution_.measure = balance_measure(task, solution_.places);
  }

  BalanceProof settle(BalanceLevel level) {
    BalanceProof& proof = solution_.proofs[static_cast<std::size_t>(level)];
    proof.bound = 0;
    if (!has_choice_) proof.bound = value(level);  // there is no other plan
    if (has_choice_ && solver_ != nullptr && value(level) > 0) {
      proof.bound = std::max(proof.bound, relaxed_bound(level));
      if (value(level) > proof.bound) proof.bound = std::max(proof.bound, whole_bound(level));
    }
    proof.value = value(level);
    proof.bound = std::min(proof.bound, proof.value);
    return proof;
  }

  /// Only after the three parts are proved.
  void settle_first() {
    solution_.first_proved = !has_choice_;
    if (!has_choice_ || solver_ == nullptr || !units_.exact) return;
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
    const auto& proofs = solution_.proofs;
    const bool after_gap = std::any_of(proofs.begin(), proofs.begin() + static_cast<std::ptrdiff_t>(level),
                                       [](const BalanceProof& proof) { return !proof.proved(); });
    const ProgrammeAnswer answer = ask(model.programme(), model.values_of(solution_.places), most_work,
                                       after_gap ? most_nodes / share_after_gap : most_nodes);
    // The plan at hand is an answer, so "infeasible" is the solver's rounding, and nothing is known.
    if (answer.values.empty() || answer.status == ProgrammeAnswer::Status::infeasible) return 0;
    BalanceMeasure proposed = accept(model.places_of(answer.values, solution_.places));
    const bool is_best = answer.status == ProgrammeAnswer::Status::optimal && part(proposed, level) <= value(level);
    // The bound of a cost that lies just above a whole number is that number, for want of more digits.
    return is_best && answer.bound == value(level) - 1 ? value(level) : answer.bound;
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

  /// The solver's word is not taken for it: what counts is what the plan measures, which is returned.
  BalanceMeasure accept(const BalancePlaces& places) {
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();
    if (!is_permitted(task_, places)) return {none, none, none};
    const BalanceMeasure measure = balance_measure(task_, places);
    if (measure < solution_.measure) {
      solution_.measure = measure;
      solution_.places = places;
    }
    return measure;
  }

  ProgrammeAnswer ask(const IntegerProgramme& programme, const std::vector<std::int64_t>& start,
                      std::size_t work = most_work, std::size_t nodes = most_nodes) const {
    const std::size_t columns = std::max<std::size_t>(programme.columns.size(), 1);
    return solver_->solve(programme, start, std::clamp<std::size_t>(work / columns, 1, nodes));
  }

  const BalanceTask& task_;
  const BalanceUnits units_;
  const ProgrammeSolver* solver_;
  bool has_choice_ = false;
  BalanceSolution solution_;
};

}  // namespace

BalanceSolution solve_balance(const BalanceTask& task, const ProgrammeSolver* solver, const BalanceProgress& progress) {
  BalanceRun run(task, solver);
  std::size_t done = 0;
  const auto tell = [&] {
    if (progress) progress(done++, balance_parts);
  };
  for (const BalanceLevel level : {BalanceLevel::outside, BalanceLevel::moves, BalanceLevel::spread}) {
    tell();
    run.settle(level);
  }
  tell();
  if (run.all_proved()) run.settle_first();
  return run.take();
}

BalanceProof least_outside(const BalanceTask& task, const ProgrammeSolver* solver) {
  return BalanceRun(task, solver).settle(BalanceLevel::outside);
}

}  // namespace spanne::engine

#include "engine/proof/questions/prove.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/proof/questions/cliffs.hpp"
#include "engine/proof/questions/open_ends.hpp"
#include "engine/proof/questions/prover.hpp"

namespace spanne::engine {

grammar::Diagnostics notes_of(const std::vector<Cliff>& cliffs) {
  grammar::Diagnostics notes;
  for (const Cliff& cliff : cliffs) notes.push_back(cliff.note);
  return notes;
}

/// All questions about a model, and what has been answered so far. Tasks point into it.
struct ProofInSteps::State {
  State(const Model& model, const ProofOptions& options) : prover(model, options) {
    proof::effort_tasks(prover, result, tasks);
    proof::property_tasks(prover, result, tasks);
    proof::reach_tasks(prover, tasks);
    proof::table_tasks(prover, tasks);
    proof::fault_tasks(prover, tasks);
    proof::pair_tasks(prover, tasks);
    proof::period_tasks(prover, tasks);
    proof::profile_tasks(prover, tasks);
    proof::cliff_tasks(prover, cliffs, tasks);
    found.resize(tasks.size());
  }

  /// Once every task has been carried out.
  Proof take() {
    for (proof::Findings& of_task : found) {  // in the order of the questions, whichever thread settled them
      result.undecided += of_task.undecided;
      for (auto& finding : of_task.findings) result.findings.push_back(std::move(finding));
    }
    for (ClusterEffort& made : result.clusters)
      if (made.least && made.greatest) made.span = span_of({made.least->effort, made.greatest->effort}, prover.model());
    proof::add_open_ends(prover, result.clusters, result.findings);
    result.cliffs = proof::largest_first(std::move(cliffs));
    result.max_steps = prover.max_used();
    grammar::sort_by_place(result.findings);
    return std::move(result);
  }

  const proof::Prover prover;
  Proof result;
  std::vector<std::optional<Cliff>> cliffs;
  proof::Tasks tasks;
  std::vector<proof::Findings> found;  // one a task
  std::size_t settled = 0;
};

ProofInSteps::ProofInSteps(const Model& model, const ProofOptions& options)
    : state_(std::make_unique<State>(model, options)) {}
ProofInSteps::~ProofInSteps() = default;

bool ProofInSteps::done() const { return state_->settled == state_->tasks.size(); }

std::uint64_t ProofInSteps::settle_next() {
  if (done()) return 0;
  const std::uint64_t before = state_->prover.all_used();
  state_->tasks[state_->settled](state_->found[state_->settled]);
  ++state_->settled;
  return state_->prover.all_used() - before;
}

Proof ProofInSteps::take() { return state_->take(); }

Proof prove(const Model& model, const ProofOptions& options) {
  ProofInSteps::State state(model, options);
  std::atomic<std::size_t> settled = 0;
  options.executor(state.tasks.size(), [&](std::size_t task) {
    state.tasks[task](state.found[task]);
    ++settled;
    if (options.progress) options.progress(settled, state.tasks.size());
  });
  return state.take();
}

}  // namespace spanne::engine

#include "engine/proof/questions/prove.hpp"

#include <algorithm>
#include <atomic>

#include "engine/proof/questions/cliffs.hpp"
#include "engine/proof/questions/open_ends.hpp"
#include "engine/proof/questions/prover.hpp"

namespace spanne::engine {
namespace {

using proof::Findings;
using proof::Tasks;

/// The findings in the order of the questions, whichever thread settles them.
std::vector<Findings> settle(const Tasks& tasks, const ProofOptions& options) {
  std::vector<Findings> found(tasks.size());
  std::atomic<std::size_t> settled = 0;
  options.executor(tasks.size(), [&](std::size_t task) {
    tasks[task](found[task]);
    ++settled;
    if (options.progress) options.progress(settled, tasks.size());
  });
  return found;
}

}  // namespace

grammar::Diagnostics notes_of(const std::vector<Cliff>& cliffs) {
  grammar::Diagnostics notes;
  for (const Cliff& cliff : cliffs) notes.push_back(cliff.note);
  return notes;
}

Proof prove(const Model& model, const ProofOptions& options) {
  const proof::Prover prover(model, options);
  Proof result;
  Tasks tasks;
  proof::effort_tasks(prover, result, tasks);
  proof::property_tasks(prover, result, tasks);
  proof::reach_tasks(prover, tasks);
  proof::table_tasks(prover, tasks);
  proof::fault_tasks(prover, tasks);
  proof::pair_tasks(prover, tasks);
  proof::period_tasks(prover, tasks);
  proof::profile_tasks(prover, tasks);
  std::vector<std::optional<Cliff>> cliffs;
  proof::cliff_tasks(prover, cliffs, tasks);
  for (Findings& found : settle(tasks, options)) {
    result.undecided += found.undecided;
    for (auto& finding : found.findings) result.findings.push_back(std::move(finding));
  }
  for (ClusterEffort& made : result.clusters)
    if (made.least && made.greatest) made.span = span_of({made.least->effort, made.greatest->effort}, model);
  proof::add_open_ends(prover, result.clusters, result.findings);
  result.cliffs = proof::largest_first(std::move(cliffs));
  result.max_steps = prover.max_used();
  grammar::sort_by_place(result.findings);
  return result;
}

}  // namespace spanne::engine

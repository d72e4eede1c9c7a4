// Proofs and comparisons towards users of the library.
#include <spanne/compare.hpp>
#include <spanne/prove.hpp>
#include <utility>

#include "library/differences_json.hpp"
#include "library/public_rules.hpp"
#include "library/solver.hpp"

namespace spanne {
namespace {

ProvedProperty::Verdict verdict_of(engine::Claim claim) {
  switch (claim) {
    case engine::Claim::proved: return ProvedProperty::Verdict::proved;
    case engine::Claim::refuted: return ProvedProperty::Verdict::refuted;
    case engine::Claim::undecided: break;
  }
  return ProvedProperty::Verdict::undecided;
}

}  // namespace

ProvedRules prove(const RuleSet& rules, unsigned seconds) {
  const engine::Model& model = library::model_of(rules);
  engine::ProofOptions options;
  options.seconds = seconds;
  options.solver = library::solver_of_this_build();
  const engine::Proof proof = engine::prove(model, options);
  ProvedRules made;
  made.findings = library::public_findings(proof.findings, *rules.state().guideline.source);
  for (auto& cliff : library::public_findings(engine::notes_of(proof.cliffs), *rules.state().guideline.source))
    made.findings.push_back(std::move(cliff));
  made.undecided = proof.undecided;
  for (const engine::ClusterEffort& effort : proof.clusters) {
    ProvedCluster cluster;
    cluster.cluster = model.clusters[effort.cluster].name;
    if (effort.least) {
      cluster.least = ExactNumber(effort.least->effort.to_exact_text());
      cluster.least_account = effort.least->account;
    }
    if (effort.greatest) {
      cluster.greatest = ExactNumber(effort.greatest->effort.to_exact_text());
      cluster.greatest_account = effort.greatest->account;
    }
    cluster.is_proved = effort.least && effort.greatest && effort.least->proved && effort.greatest->proved;
    made.clusters.push_back(std::move(cluster));
  }
  for (std::size_t id = 0; id < proof.properties.size(); ++id)
    made.properties.push_back(
        {model.properties[id].title, verdict_of(proof.properties[id].claim), proof.properties[id].account});
  return made;
}

ComparedRules compare(const RuleSet& before, const RuleSet& after, unsigned seconds) {
  const auto& old_rules = before.state().guideline;
  const auto& new_rules = after.state().guideline;
  const auto differences = library::compare_versions(old_rules, new_rules, {seconds, 20U});
  ComparedRules made;
  for (const engine::Alteration& alteration : differences.comparison.differences)
    made.differences.push_back(
        {engine::title_of(alteration), std::string(to_text(alteration.change)), alteration.matters()});
  made.same_results = library::same_results(differences.regions);
  made.json = records::json_text(library::differences_json(old_rules, new_rules, differences), 2) + "\n";
  return made;
}

}  // namespace spanne

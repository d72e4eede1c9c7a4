// The questions about profiles: whether two of them share accounts, and whether a cluster has any account in them. Both
// may be meant, so the answers are notes.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

/// Looks for an account that fulfils both conditions.
Question shared(const Prover& prover, TermId a, TermId b) {
  return {[&prover, a, b](const Box& box, SplitHints& split_hints) {
            BoxEvaluation evaluation(prover.space(), box, split_hints);
            return verdict(evaluation.all_of(std::vector<TermId>{a, b}));
          },
          [&prover, a, b](const DatedAccount& dated) {
            return prover.holds_all(dated, {a, b});
          },
          {{Constraint::Kind::holds, {a, b}}}};
}

/// Looks for an account of the cluster that fulfils the condition.
Question in_cluster(const Prover& prover, ClusterId cluster, TermId condition) {
  const EffectSite site{EffectSite::Kind::cluster, cluster};
  return {[&prover, site, condition](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            const BoxVerdict first = verdict(evaluator.matches(site));
            if (first == BoxVerdict::never) return first;
            const BoxVerdict second = verdict(evaluator.evaluation().truth(condition));
            return second == BoxVerdict::always ? first : second;
          },
          [&prover, site, condition](const DatedAccount& dated) {
            return prover.matches(prover.evaluate(dated), site) && prover.holds_all(dated, {condition});
          },
          {{Constraint::Kind::matches, {}, site}, {Constraint::Kind::holds, {condition}}}};
}

void note(Findings& found, std::string_view code, grammar::TextSpan span, std::string message, std::string account = {},
          std::vector<grammar::Related> related = {}) {
  found.findings.push_back({std::string(code),
                            grammar::Severity::note,
                            span,
                            std::move(message),
                            {},
                            std::move(related),
                            std::move(account)});
}

void overlap(const Prover& prover, const Profile& first, const Profile& second, Findings& found) {
  const Question question = shared(prover, first.condition, second.condition);
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, second.name_span, answer) || answer.found == Found::none) return;
  if (answer.found == Found::undecided)
    return prover.undecided(found, second.name_span,
                            fmt::format("an account can be in both profiles, {} and {}", first.name, second.name),
                            answer);
  note(found, "I0544", second.name_span,
       fmt::format("an account can be in both profiles, {} and {}: it is counted in each", first.name, second.name),
       prover.example(answer, question), {{first.name_span, "the other one"}});
}

void empty_clusters(const Prover& prover, const Profile& profile, Findings& found) {
  const auto& clusters = prover.model().clusters;
  std::vector<std::string> empty;
  for (ClusterId id = 0; id < clusters.size(); ++id) {
    const bool sampled = std::any_of(prover.samples().begin(), prover.samples().end(), [&](const auto& sample) {
      return sample.outcome.cluster == id && prover.holds_all(sample.dated, {profile.condition});
    });
    if (sampled) continue;
    const Answer answer = prover.ask(in_cluster(prover, id, profile.condition));
    if (prover.disagree(found, profile.name_span, answer)) return;
    if (answer.found == Found::none) empty.push_back(clusters[id].name);
  }
  if (empty.empty()) return;
  note(found, "I0545", profile.name_span,
       empty.size() == clusters.size() ? fmt::format("no account fits the profile {}", profile.name)
                                       : fmt::format("no account of the cluster{} {} fits the profile {}",
                                                     empty.size() == 1 ? "" : "s", listed(empty), profile.name));
}

}  // namespace

void profile_tasks(const Prover& prover, Tasks& tasks) {
  const auto& profiles = prover.model().profiles;
  for (std::size_t second = 0; second < profiles.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first)
      tasks.push_back(
          [&prover, &a = profiles[first], &b = profiles[second]](Findings& found) { overlap(prover, a, b, found); });
    tasks.push_back(
        [&prover, &profile = profiles[second]](Findings& found) { empty_clusters(prover, profile, found); });
  }
}

}  // namespace spanne::engine::proof

#include "engine/compare/block_contributions.hpp"

#include <map>
#include <utility>

#include "engine/semantics/contribution.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

BlockContributions::BlockContributions(const Evaluator& evaluator, const Plan& plan, ContributionSides& sides,
                                       bool is_new)
    : evaluator_(evaluator), sides_(sides) {
  const Model& model = evaluator.model();
  for (ClusterId id = 0; id < model.clusters.size(); ++id)
    bases_.push_back(source(std::nullopt, id, model.clusters[id].base, is_new));
  for (const Plan::Matched& matched : plan.matches)
    matches_.push_back(source(matched.match, 0, effects_of(matched.match, model), is_new));
}

BlockContributions::Source BlockContributions::source(const OptionalSite& by, ClusterId cluster, const Effects& effects,
                                                      bool is_new) {
  const Model& model = evaluator_.model();
  Source source{by, {}, true, {name_of(by, cluster, model), {}}, {}, {}};
  for (const Effect& effect : effects) {
    if (effect.kind == EffectKind::flag) continue;
    source.effects.push_back(&effect);
    source.fixed = source.fixed && !effect.per && !effect.amount.computed;
  }
  if (source.fixed)
    for (const Effect* effect : source.effects)
      append_words(source.summary, {by, effect, effect->amount.range, std::nullopt, 1}, model);
  source.side = is_new ? sides_.new_side(source.summary) : sides_.old_side(source.summary);
  return source;
}

void BlockContributions::compare_with(const BlockContributions& other) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> others;  // by name and words
  for (std::size_t i = 0; i < other.matches_.size(); ++i)
    if (const Source& source = other.matches_[i]; source.fixed) others[{source.side.name, source.side.words}] = i;
  for (Source& source : matches_)
    if (const auto same = others.find({source.side.name, source.side.words}); source.fixed && same != others.end())
      source.same = same->second;
}

const std::vector<ContributionSide>& BlockContributions::list(const Block& block, const BlockEvaluator& outcomes,
                                                              const BlockEvaluator& others, std::size_t row) {
  list_.clear();
  texts_.clear();
  account_.reset();
  add(bases_[outcomes.cluster(row)], block, outcomes, row);
  outcomes.each_match(row, [&](std::size_t match) {
    const Source& source = matches_[match];
    if (!source.same || !others.is_matched(*source.same, row)) add(source, block, outcomes, row);
  });
  return list_;
}

void BlockContributions::add(const Source& source, const Block& block, const BlockEvaluator& outcomes,
                             std::size_t row) {
  if (source.effects.empty()) return;
  ContributionSide& side = list_.emplace_back(source.side);
  side.name_text = source.summary.name;  // which may have moved since
  side.words_text = source.summary.words;
  if (source.fixed) return;
  if (!account_) account_ = block.account(row, evaluator_.model());
  Walker walker(evaluator_, *account_);
  walker.set_cluster(outcomes.cluster(row));
  ContributionDiff& words = texts_.emplace_back();
  for (const Effect* effect : source.effects)
    if (const auto contribution = contribution_of(*effect, source.by, walker))
      append_words(words, *contribution, evaluator_.model());
  side.words = sides_.number(words.exact);
  side.words_text = words.words;
}

}  // namespace spanne::engine

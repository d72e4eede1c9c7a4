#include "engine/evaluate/fast.hpp"

namespace spanne::engine {

void BlockEvaluator::run(const Block& block) {
  engine::run(plan_.program, block, workspace_);
  for (std::size_t word = 0; word < mask_words; ++word)
    plain_.words[word] = block.plain.words[word] | holds_word(plan_.plain, word);
}

std::uint64_t BlockEvaluator::holds_word(Literal when, std::size_t word) const {
  const Literal place = plan_.program.place(when);
  const std::uint64_t bits = workspace_.masks[place / 2].words[word];
  return (place & 1U) != 0 ? ~bits : bits;
}

bool BlockEvaluator::holds(Literal when, std::size_t row) const {
  return ((holds_word(when, row / 64) >> (row % 64)) & 1U) != 0;
}

Range BlockEvaluator::range(const Plan::Figure& figure, std::size_t row) const {
  return {Fraction(low(figure, row)) * figure.unit, Fraction(high(figure, row)) * figure.unit};
}

Outcome BlockEvaluator::outcome(std::size_t row) const {
  Outcome outcome;
  outcome.cluster = cluster(row);
  outcome.total = range(plan_.total, row);
  if (plan_.wanted.kinds) {
    for (const Plan::Figure& kind : plan_.kinds) outcome.kinds.push_back(range(kind, row));
    outcome.limit = range(plan_.limit, row);
  }
  outcome.span = span_of(outcome.total, model_);
  if (plan_.wanted.matches)
    for (const auto& one : plan_.matches)
      if (holds(one.when, row)) outcome.matched.push_back(one.match);
  for (const auto& one : plan_.flags)
    if (holds(one.when, row)) outcome.flags.push_back(one.text);
  return outcome;
}

}  // namespace spanne::engine

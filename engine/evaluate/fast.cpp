#include "engine/evaluate/fast.hpp"

#include <algorithm>

namespace spanne::engine {

void BlockEvaluator::run(const Block& block) {
  engine::run(plan_.program, block, workspace_);
  for (std::size_t word = 0; word < mask_words; ++word)
    plain_.words[word] = block.plain.words[word] | holds_word(plan_.plain, word);
  if (plan_.wanted.match_lists) gather_matches(block.rows);
}

/// Turns masks of rows into masks of matches.
void BlockEvaluator::gather_matches(std::size_t rows) {
  match_words_ = (plan_.matches.size() + 63) / 64;
  matches_.assign(rows * match_words_, 0);
  for (std::size_t match = 0; match < plan_.matches.size(); ++match)
    for (std::size_t word = 0; word * 64 < rows; ++word) {
      const std::size_t there = std::min<std::size_t>(64, rows - word * 64);
      const std::uint64_t mask = there == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << there) - 1;
      for (std::uint64_t left = holds_word(plan_.matches[match].when, word) & mask; left != 0; left &= left - 1) {
        const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
        matches_[row * match_words_ + match / 64] |= std::uint64_t{1} << (match % 64);
      }
    }
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
  if (plan_.wanted.match_lists)
    each_match(row, [&](std::size_t match) { outcome.matched.push_back(plan_.matches[match].match); });
  for (const auto& one : plan_.flags)
    if (holds(one.when, row)) outcome.flags.push_back(one.text);
  return outcome;
}

}  // namespace spanne::engine

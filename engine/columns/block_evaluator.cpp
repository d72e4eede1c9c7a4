#include "engine/columns/block_evaluator.hpp"

#include <algorithm>

#include "engine/groups/figure_tables.hpp"

namespace spanne::engine {

void BlockEvaluator::run(Block& block) {
  block_ = &block;
  assigner_.run(block);
  if (figures_ != nullptr) figures_->fill(block);
  engine::run(plan_.program, block, workspace_);
  for (std::size_t word = 0; word < mask_words; ++word) {
    fallback_.words[word] = block.fallback.words[word] | holds_word(plan_.fallback, word);
    flagged_.words[word] = 0;
    for (const auto& flag : plan_.flags) flagged_.words[word] |= holds_word(flag.when, word);
  }
  if (plan_.wanted.matches) gather_matches(block.rows);
}

namespace {

/// Transposes 64 × 64 bits: bit j of number i becomes bit i of number j. Swaps squares of 32 × 32, then 16 × 16, and so
/// on.
void transpose(std::array<std::uint64_t, 64>& bits) {
  std::uint64_t low = 0xFFFF'FFFFU;
  for (std::size_t half = 32; half != 0; half /= 2, low ^= low << half)
    for (std::size_t begin = 0; begin < 64; begin += 2 * half)
      for (std::size_t i = begin; i < begin + half; ++i) {
        const std::uint64_t changed = ((bits[i] >> half) ^ bits[i + half]) & low;
        bits[i] ^= changed << half;
        bits[i + half] ^= changed;
      }
}

}  // namespace

/// Transposes masks of rows into masks of matches, 64 × 64 at a time.
void BlockEvaluator::gather_matches(std::size_t rows) {
  match_words_ = (plan_.matches.size() + 63) / 64;
  matches_.resize(block_rows * match_words_);
  for (std::size_t place = 0; place < match_words_; ++place) {
    const std::size_t first = place * 64, count = std::min<std::size_t>(64, plan_.matches.size() - first);
    for (std::size_t word = 0; word * 64 < rows; ++word) {
      std::array<std::uint64_t, 64> bits{};
      for (std::size_t match = 0; match < count; ++match)
        bits[match] = holds_word(plan_.matches[first + match].when, word);
      transpose(bits);
      std::uint64_t* out = matches_.data() + word * 64 * match_words_ + place;
      for (std::size_t row = 0; row < 64; ++row) out[row * match_words_] = bits[row];
    }
  }
}

std::uint64_t BlockEvaluator::holds_word(MaskRef when, std::size_t word) const {
  return engine::holds_word(plan_.program, workspace_, when, word);
}

bool BlockEvaluator::holds(MaskRef when, std::size_t row) const {
  return ((holds_word(when, row / 64) >> (row % 64)) & 1U) != 0;
}

Range BlockEvaluator::range(const Plan::Figure& figure, std::size_t row) const {
  return {Fraction(low(figure, row)) * figure.unit, Fraction(high(figure, row)) * figure.unit};
}

std::string BlockEvaluator::text(const Plan::Raised& flag, std::size_t row) const {
  std::string text;
  for (const auto& piece : flag.pieces) {
    text += piece.text;
    if (!piece.shown) continue;
    const Type& type = model_.attributes[*piece.shown].type;
    text += to_text(block_->get(row, *piece.shown, type), type, model_);
  }
  return text;
}

Outcome BlockEvaluator::figures(std::size_t row) const {
  Outcome outcome;
  outcome.cluster = cluster(row);
  outcome.total = range(plan_.total, row);
  if (plan_.wanted.kinds) {
    outcome.kinds.reserve(plan_.kinds.size());
    for (const Plan::Figure& kind : plan_.kinds) outcome.kinds.push_back(range(kind, row));
    outcome.limit = range(plan_.limit, row);
  }
  return outcome;
}

Outcome BlockEvaluator::outcome(std::size_t row) const {
  Outcome outcome = figures(row);
  outcome.span = span_of(outcome.total, model_);
  if (plan_.wanted.matches)
    each_match(row, [&](std::size_t match) { outcome.matched.push_back(plan_.matches[match].match); });
  for (const auto& flag : plan_.flags)
    if (holds(flag.when, row)) outcome.flags.push_back(text(flag, row));
  return outcome;
}

}  // namespace spanne::engine

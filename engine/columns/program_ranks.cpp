// Replaces comparisons of an attribute with many numbers or texts: its values are ranked among them once, and the ranks
// are compared.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "engine/columns/program.hpp"

namespace spanne::engine {
namespace {

// The number of thresholds from which on ranking is cheaper than comparing with each.
constexpr std::size_t many_thresholds = 40;
// Like the above, if the values themselves fit into 16 bits and can serve as ranks.
constexpr std::size_t some_thresholds = 6;

constexpr std::int64_t least_place = std::numeric_limits<std::int16_t>::min();
constexpr std::int64_t max_place = std::numeric_limits<std::int16_t>::max();

std::size_t different(std::vector<std::int64_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  return static_cast<std::size_t>(std::unique(numbers.begin(), numbers.end()) - numbers.begin());
}

/// Splits numbers n into n / size and n % size.
class RankSplit {
 public:
  explicit RankSplit(std::int64_t size) : size_(size) {}
  std::int64_t size() const { return size_; }
  std::int64_t high(std::int64_t number) const { return (number - low(number)) / size_; }
  std::int64_t low(std::int64_t number) const { return number & (size_ - 1); }
  /// The number of comparisons of either part that are needed to compare with each of `numbers`.
  std::size_t comparisons(const std::vector<std::int64_t>& numbers) const {
    std::vector<std::int64_t> highs, lows;
    for (const std::int64_t number : numbers) {
      highs.insert(highs.end(), {high(number), high(number) + 1});
      lows.push_back(low(number));
    }
    return different(highs) + different(lows);
  }

 private:
  std::int64_t size_;  // a power of two
};

/// The best split; returns nullopt if it saves little.
std::optional<RankSplit> best_split(const std::vector<std::int64_t>& numbers) {
  std::size_t fewest = numbers.size() * 3 / 4;
  std::optional<RankSplit> best;
  for (const std::int64_t size : {4, 8, 16, 32, 64, 128}) {
    const RankSplit split(size);
    const std::size_t comparisons = split.comparisons(numbers);
    if (comparisons >= fewest) continue;
    fewest = comparisons;
    best = split;
  }
  return best;
}

}  // namespace

void Program::rank_columns() {
  std::map<std::uint32_t, std::vector<Instruction*>> wide, narrow;
  for (Instruction& instruction : code) {
    if (instruction.step == OpCode::wide_at_least) wide[instruction.a].push_back(&instruction);
    if (instruction.step == OpCode::narrow_at_least) narrow[instruction.a].push_back(&instruction);
  }
  std::vector<Instruction> first;
  for (auto& [column, comparisons] : wide) rank_column(column, comparisons, first);
  for (auto& [column, comparisons] : narrow) rank_column(column, comparisons, first);
  code.insert(code.begin(), first.begin(), first.end());
}

/// `first`: instructions to be executed before all others.
void Program::rank_column(std::uint32_t column, const std::vector<Instruction*>& comparisons,
                          std::vector<Instruction>& first) {
  std::vector<std::int64_t> numbers;
  for (const Instruction* comparison : comparisons) numbers.push_back(comparison->number);
  std::sort(numbers.begin(), numbers.end());
  const bool is_narrow = comparisons.front()->step == OpCode::narrow_at_least;
  const bool saturates = is_narrow && numbers.front() > least_place && numbers.back() <= max_place;
  if (numbers.size() < (saturates ? some_thresholds : many_thresholds)) return;
  if (!saturates && numbers.size() > max_place / 2) return;
  const OpCode step = saturates ? OpCode::saturate_narrow : is_narrow ? OpCode::rank_narrow : OpCode::rank_wide;
  const std::uint32_t rank = ranks_++;
  first.push_back({step, rank, 0, column, static_cast<std::uint32_t>(threshold_tables.size()), 0, 0});
  for (Instruction* instruction : comparisons) {
    instruction->step = OpCode::rank_at_least;
    instruction->a = rank;
    if (!saturates)
      instruction->number = std::lower_bound(numbers.begin(), numbers.end(), instruction->number) - numbers.begin() + 1;
  }
  if (!saturates) threshold_tables.emplace_back(std::move(numbers));
  split_comparisons(rank, comparisons, first);
}

/// rank >= n if its high part is above that of n, or equal to it and the low part is at least that of n. There are few
/// comparisons of parts, and two instructions on masks take less time than a comparison.
void Program::split_comparisons(std::uint32_t rank, const std::vector<Instruction*>& comparisons,
                                std::vector<Instruction>& first) {
  std::vector<std::int64_t> numbers;
  for (const Instruction* comparison : comparisons) numbers.push_back(comparison->number);
  const auto split = best_split(numbers);
  if (!split) return;
  const std::uint32_t low_rank = ranks_++;
  first.push_back({OpCode::low_bits, low_rank, 0, rank, 0, 0, split->size() - 1});
  std::map<std::pair<std::uint32_t, std::int64_t>, MaskRef> made;
  const auto at_least = [&](std::uint32_t part, std::int64_t number) {
    const auto [place, fresh] = made.try_emplace({part, number}, never);
    if (fresh) {
      const std::uint32_t mask = new_mask();
      first.push_back({OpCode::rank_at_least, mask, 0, part, 0, 0, number});
      place->second = mask * 2;
    }
    return place->second;
  };
  for (Instruction* instruction : comparisons) {
    const std::int64_t high = split->high(instruction->number) * split->size();
    const MaskRef above = high + split->size() > max_place ? never : at_least(rank, high + split->size());
    const MaskRef same_or_above = high <= least_place ? always : at_least(rank, high);
    *instruction = {OpCode::refine,
                    instruction->out,
                    0,
                    above,
                    same_or_above,
                    at_least(low_rank, split->low(instruction->number)),
                    0};
  }
}

/// Ranks a column that is compared with several texts by a hash table.
void Program::rank_texts() {
  constexpr std::size_t some = 3;
  std::map<std::uint32_t, std::vector<Instruction*>> by_column;
  for (Instruction& instruction : code)
    if (instruction.step == OpCode::text_is) by_column[instruction.a].push_back(&instruction);
  std::vector<Instruction> ranks;
  for (auto& [column, tests] : by_column) {
    if (tests.size() < some || tests.size() > std::numeric_limits<std::int16_t>::max()) continue;
    ranks.push_back({OpCode::rank_text, ranks_++, 0, column, static_cast<std::uint32_t>(text_tables.size()), 0, 0});
    std::vector<std::string> wanted;
    for (Instruction* test : tests) {
      wanted.push_back(texts[static_cast<std::size_t>(test->number)]);
      test->step = OpCode::rank_is;
      test->a = ranks.back().out;
      test->number = static_cast<std::int64_t>(wanted.size());
    }
    text_tables.emplace_back(std::move(wanted));
  }
  code.insert(code.begin(), ranks.begin(), ranks.end());
}

}  // namespace spanne::engine

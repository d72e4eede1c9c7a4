// What is done with a program when all is said: drop what nobody needs, replace many steps by fewer, share room.
#include <algorithm>
#include <limits>
#include <optional>

#include "engine/evaluate/program.hpp"

namespace spanne::engine {
void Program::finish() {
  drop_unneeded();
  count_conjunctions();
  drop_unneeded();
  rank_columns();
  rank_texts();
  give_places();
}

namespace {

std::size_t index_of(std::uint32_t operand, Sort sort) { return sort == Sort::mask ? operand / 2 : operand; }

template <class Visit>
void for_each_operand(const Program& program, const Instruction& one, const Visit& visit) {
  const Shape shape = shape_of(one.step);
  visit(shape.a, one.a);
  visit(shape.b, one.b);
  visit(shape.c, one.c);
  if (one.step == Step::from_planes)
    for (std::uint32_t i = 0; i < one.b; ++i) visit(Sort::mask, program.planes[one.a + i]);
  if (one.step == Step::count)
    for (const Literal literal : program.counts[one.a].literals) visit(Sort::mask, literal);
}

/// Masks without their polarity, series or ranks.
template <class Visit>
void for_each_result(const Program& program, const Instruction& one, const Visit& visit) {
  const Shape shape = shape_of(one.step);
  if (shape.out != Sort::nothing) visit(shape.out, one.out);
  if (shape.doubt != Sort::nothing) visit(shape.doubt, one.doubt);
  if (one.step == Step::count)
    for (const std::uint32_t plane : program.counts[one.a].planes) visit(Sort::mask, plane);
}

/// Something for each mask and each series (and each rank).
template <class Item>
struct PerPlace {
  std::vector<Item> masks, series, ranks;
  std::vector<Item>* of(Sort sort) {
    switch (sort) {
      case Sort::mask: return &masks;
      case Sort::series: return &series;
      case Sort::rank: return &ranks;
      default: return nullptr;
    }
  }
};

}  // namespace

void Program::drop_unneeded() {
  PerPlace<char> needed{std::vector<char>(masks_), std::vector<char>(reaches_.size()), {}};
  for (const Literal literal : kept_masks_) needed.masks[literal / 2] = 1;
  for (const SeriesId id : kept_series_) needed.series[id] = 1;
  std::vector<Instruction> kept;
  for (std::size_t i = code.size(); i-- > 0;) {
    const Instruction& one = code[i];
    bool wanted = false;
    for_each_result(*this, one, [&](Sort sort, std::uint32_t place) { wanted |= (*needed.of(sort))[place] != 0; });
    if (!wanted) continue;
    kept.push_back(one);
    for_each_operand(*this, one, [&](Sort sort, std::uint32_t operand) {
      if (auto* place = needed.of(sort)) (*place)[index_of(operand, sort)] = 1;
    });
  }
  code.assign(kept.rbegin(), kept.rend());
  std::erase_if(constants, [&](const auto& one) { return needed.series[one.first] == 0; });
}

/// What is both this and that only in order to be counted is counted as the two of them.
void Program::count_conjunctions() {
  std::vector<std::uint32_t> uses(masks_);
  std::vector<const Instruction*> conjunctions(masks_);
  const auto used = [&](Sort sort, std::uint32_t operand) {
    if (sort == Sort::mask) ++uses[operand / 2];
  };
  for (const Instruction& one : code) {
    for_each_operand(*this, one, used);
    if (one.step == Step::both) conjunctions[one.out] = &one;
  }
  for (const Literal literal : kept_masks_) ++uses[literal / 2];
  const auto take_apart = [&](auto& self, Literal literal, std::vector<Literal>& parts) -> void {
    const Instruction* both = conjunctions[literal / 2];
    if (both == nullptr || uses[literal / 2] > 1 || (literal & 1U) != 0) return parts.push_back(literal);
    self(self, both->a, parts);
    self(self, both->b, parts);
  };
  for (Counting& counting : counts) {
    std::vector<std::vector<Literal>> by_length;  // all literals of conjunctions of one, of two, …
    for (const Literal literal : counting.literals) {
      std::vector<Literal> parts;
      take_apart(take_apart, literal, parts);
      if (by_length.size() < parts.size()) by_length.resize(parts.size());
      auto& same = by_length[parts.size() - 1];
      same.insert(same.end(), parts.begin(), parts.end());
    }
    counting.literals.clear();
    counting.of_length.clear();
    for (const auto& same : by_length) {
      counting.literals.insert(counting.literals.end(), same.begin(), same.end());
      counting.of_length.push_back(same.size() / (counting.of_length.size() + 1));
    }
  }
}

/// A place is free again behind the last step that reads it.
void Program::give_places() {
  constexpr std::size_t unused = 0;
  const std::size_t end = code.size() + 1;
  PerPlace<std::size_t> last{std::vector<std::size_t>(masks_, unused),
                             std::vector<std::size_t>(reaches_.size(), unused), std::vector<std::size_t>(ranks_, end)};
  for (std::size_t i = 0; i < code.size(); ++i)
    for_each_operand(*this, code[i], [&](Sort sort, std::uint32_t operand) {
      if (auto* place = last.of(sort)) (*place)[index_of(operand, sort)] = i + 1;
    });
  for (const Literal literal : kept_masks_) last.masks[literal / 2] = end;
  for (const SeriesId id : kept_series_) last.series[id] = end;
  last.masks[0] = end;

  PerPlace<std::uint32_t> place{std::vector<std::uint32_t>(masks_), std::vector<std::uint32_t>(reaches_.size()),
                                std::vector<std::uint32_t>(ranks_)};
  PerPlace<std::uint32_t> free;
  std::size_t* sizes[] = {&mask_places, &series_places, &rank_places};
  for (auto& [id, number] : constants) {
    place.series[id] = static_cast<std::uint32_t>(series_places++);
    last.series[id] = end;
  }
  const auto take = [&](Sort sort, std::uint32_t id) {
    auto& available = *free.of(sort);
    if (available.empty()) {
      (*place.of(sort))[id] = static_cast<std::uint32_t>((*sizes[sort == Sort::mask     ? 0
                                                                 : sort == Sort::series ? 1
                                                                                        : 2])++);
      return;
    }
    (*place.of(sort))[id] = available.back();
    available.pop_back();
  };
  const auto release = [&](Sort sort, std::uint32_t id) { free.of(sort)->push_back((*place.of(sort))[id]); };
  for (std::size_t i = 0; i < code.size(); ++i) {
    Instruction& one = code[i];
    for_each_result(*this, one, take);
    // Operands are released only now, so that no step writes what it still reads.
    for_each_operand(*this, one, [&](Sort sort, std::uint32_t operand) {
      auto* when = last.of(sort);
      if (when == nullptr || (*when)[index_of(operand, sort)] != i + 1) return;
      (*when)[index_of(operand, sort)] = unused;
      release(sort, static_cast<std::uint32_t>(index_of(operand, sort)));
    });
    for_each_result(*this, one, [&](Sort sort, std::uint32_t id) {
      if ((*last.of(sort))[id] == unused) release(sort, id);
    });
  }
  mask_place_ = place.masks;
  series_place_ = place.series;
  const auto placed = [&](Sort sort, std::uint32_t operand) {
    if (sort == Sort::mask) return place.masks[operand / 2] * 2 + (operand & 1U);
    return sort == Sort::series ? place.series[operand] : sort == Sort::rank ? place.ranks[operand] : operand;
  };
  for (Instruction& one : code) {
    const Shape shape = shape_of(one.step);
    if (shape.out != Sort::nothing)
      one.out = shape.out == Sort::mask ? place.masks[one.out] : placed(shape.out, one.out);
    if (shape.doubt == Sort::mask) one.doubt = place.masks[one.doubt];
    one.a = shape.a == Sort::nothing ? one.a : placed(shape.a, one.a);
    one.b = shape.b == Sort::nothing ? one.b : placed(shape.b, one.b);
    one.c = shape.c == Sort::nothing ? one.c : placed(shape.c, one.c);
  }
  for (Literal& plane : planes) plane = placed(Sort::mask, plane);
  for (Counting& counting : counts) {
    for (Literal& literal : counting.literals) literal = placed(Sort::mask, literal);
    for (std::uint32_t& plane : counting.planes) plane = place.masks[plane];
  }
  for (auto& [id, number] : constants) id = place.series[id];
}

}  // namespace spanne::engine

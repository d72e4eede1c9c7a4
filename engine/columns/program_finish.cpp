// What is done with a program when all is said: drop what nobody needs, replace many steps by fewer, share room.
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/columns/program.hpp"

namespace spanne::engine {
namespace {

std::size_t index_of(std::uint32_t operand, OperandKind kind) {
  return kind == OperandKind::mask ? operand / 2 : operand;
}

template <class Visit>
void for_each_operand(const Program& program, const Instruction& one, const Visit& visit) {
  const OperandKinds shape = operands_of(one.step);
  visit(shape.a, one.a);
  visit(shape.b, one.b);
  visit(shape.c, one.c);
  if (one.step == OpCode::from_planes)
    for (std::uint32_t i = 0; i < one.b; ++i) visit(OperandKind::mask, program.planes[one.a + i]);
  if (one.step == OpCode::count)
    for (const MaskRef literal : program.counts[one.a].literals) visit(OperandKind::mask, literal);
}

/// Masks without their polarity, series or ranks.
template <class Visit>
void for_each_result(const Program& program, const Instruction& one, const Visit& visit) {
  const OperandKinds shape = operands_of(one.step);
  if (shape.out != OperandKind::nothing) visit(shape.out, one.out);
  if (shape.fallback != OperandKind::nothing) visit(shape.fallback, one.fallback);
  if (one.step == OpCode::count)
    for (const std::uint32_t plane : program.counts[one.a].planes) visit(OperandKind::mask, plane);
}

/// Something for each mask, each series and each rank.
template <class Item>
struct PerPlace {
  std::vector<Item> masks, series, ranks;
  std::vector<Item>* of(OperandKind kind) {
    switch (kind) {
      case OperandKind::mask: return &masks;
      case OperandKind::series: return &series;
      case OperandKind::rank: return &ranks;
      default: return nullptr;
    }
  }
};

/// A place is free again after the last step that reads it. Steps are counted from 1.
class Places {
 public:
  Places(std::size_t masks, std::size_t series, std::size_t ranks, std::size_t end)
      : last_{std::vector<std::size_t>(masks, unused), std::vector<std::size_t>(series, unused),
              std::vector<std::size_t>(ranks, end)},
        place_{std::vector<std::uint32_t>(masks), std::vector<std::uint32_t>(series),
               std::vector<std::uint32_t>(ranks)} {}

  void note_use(OperandKind kind, std::uint32_t operand, std::size_t step) {
    if (auto* last = last_.of(kind)) (*last)[index_of(operand, kind)] = step;
  }

  void take(OperandKind kind, std::uint32_t id) {
    auto& free = *free_.of(kind);
    if (free.empty()) free.push_back(static_cast<std::uint32_t>(count(kind)++));
    (*place_.of(kind))[id] = free.back();
    free.pop_back();
  }

  /// What a step reads for the last time, and results that nobody reads.
  void release_behind(const Program& program, const Instruction& one, std::size_t step) {
    for_each_operand(program, one, [&](OperandKind kind, std::uint32_t operand) {
      auto* last = last_.of(kind);
      if (last == nullptr || (*last)[index_of(operand, kind)] != step) return;
      (*last)[index_of(operand, kind)] = unused;
      release(kind, index_of(operand, kind));
    });
    for_each_result(program, one, [&](OperandKind kind, std::uint32_t id) {
      if ((*last_.of(kind))[id] == unused) release(kind, id);
    });
  }

  std::uint32_t result(OperandKind kind, std::uint32_t id) {
    auto* places = place_.of(kind);
    return places == nullptr ? id : (*places)[id];
  }
  std::uint32_t operand(OperandKind kind, std::uint32_t operand) {
    if (kind == OperandKind::mask) return place_.masks[operand / 2] * 2 + (operand & 1U);
    return result(kind, operand);
  }

  std::size_t& count(OperandKind kind) {
    return kind == OperandKind::mask ? masks_ : kind == OperandKind::series ? series_ : ranks_;
  }
  std::vector<std::uint32_t>& all(OperandKind kind) { return *place_.of(kind); }

 private:
  static constexpr std::size_t unused = 0;
  void release(OperandKind kind, std::size_t id) { free_.of(kind)->push_back((*place_.of(kind))[id]); }

  PerPlace<std::size_t> last_;  // the step that reads it last
  PerPlace<std::uint32_t> place_, free_;
  std::size_t masks_ = 1, series_ = 0, ranks_ = 0;  // the first mask is `never`
};

/// Names everything by its place from now on.
void move_to(Program& program, Places& places) {
  for (Instruction& one : program.code) {
    const OperandKinds shape = operands_of(one.step);
    one.out = places.result(shape.out, one.out);
    one.fallback = places.result(shape.fallback, one.fallback);
    one.a = places.operand(shape.a, one.a);
    one.b = places.operand(shape.b, one.b);
    one.c = places.operand(shape.c, one.c);
  }
  for (MaskRef& plane : program.planes) plane = places.operand(OperandKind::mask, plane);
  for (ConjunctionCount& counting : program.counts) {
    for (MaskRef& literal : counting.literals) literal = places.operand(OperandKind::mask, literal);
    for (std::uint32_t& plane : counting.planes) plane = places.result(OperandKind::mask, plane);
  }
  for (auto& [id, number] : program.constants) id = places.result(OperandKind::series, id);
}

}  // namespace

void Program::finish() {
  drop_unneeded();
  count_conjunctions();
  drop_unneeded();
  rank_columns();
  rank_texts();
  give_places();
}

void Program::drop_unneeded() {
  PerPlace<char> needed{std::vector<char>(masks_), std::vector<char>(reaches_.size()), {}};
  for (const MaskRef literal : kept_masks_) needed.masks[literal / 2] = 1;
  for (const SeriesId id : kept_series_) needed.series[id] = 1;
  std::vector<Instruction> kept;
  for (std::size_t i = code.size(); i-- > 0;) {
    const Instruction& one = code[i];
    bool wanted = false;
    for_each_result(*this, one,
                    [&](OperandKind kind, std::uint32_t place) { wanted |= (*needed.of(kind))[place] != 0; });
    if (!wanted) continue;
    kept.push_back(one);
    for_each_operand(*this, one, [&](OperandKind kind, std::uint32_t operand) {
      if (auto* place = needed.of(kind)) (*place)[index_of(operand, kind)] = 1;
    });
  }
  code.assign(kept.rbegin(), kept.rend());
  std::erase_if(constants, [&](const auto& one) { return needed.series[one.first] == 0; });
}

/// What is both this and that only in order to be counted is counted as the two of them.
void Program::count_conjunctions() {
  std::vector<std::uint32_t> uses(masks_);
  std::vector<const Instruction*> conjunctions(masks_);
  const auto used = [&](OperandKind kind, std::uint32_t operand) {
    if (kind == OperandKind::mask) ++uses[operand / 2];
  };
  for (const Instruction& one : code) {
    for_each_operand(*this, one, used);
    if (one.step == OpCode::both) conjunctions[one.out] = &one;
  }
  for (const MaskRef literal : kept_masks_) ++uses[literal / 2];
  const auto take_apart = [&](auto& self, MaskRef literal, std::vector<MaskRef>& parts) -> void {
    const Instruction* both = conjunctions[literal / 2];
    if (both == nullptr || uses[literal / 2] > 1 || (literal & 1U) != 0) return parts.push_back(literal);
    self(self, both->a, parts);
    self(self, both->b, parts);
  };
  for (ConjunctionCount& counting : counts) {
    std::vector<std::vector<MaskRef>> by_length;  // all literals of conjunctions of one, of two, …
    for (const MaskRef literal : counting.literals) {
      std::vector<MaskRef> parts;
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

void Program::give_places() {
  const std::size_t end = code.size() + 1;
  Places places(masks_, reaches_.size(), ranks_, end);
  for (std::size_t i = 0; i < code.size(); ++i)
    for_each_operand(*this, code[i],
                     [&](OperandKind kind, std::uint32_t operand) { places.note_use(kind, operand, i + 1); });
  places.note_use(OperandKind::mask, never, end);
  for (const MaskRef literal : kept_masks_) places.note_use(OperandKind::mask, literal, end);
  for (const SeriesId id : kept_series_) places.note_use(OperandKind::series, id, end);
  for (const auto& [id, number] : constants) {
    places.take(OperandKind::series, id);
    places.note_use(OperandKind::series, id, end);
  }
  for (std::size_t i = 0; i < code.size(); ++i) {
    for_each_result(*this, code[i], [&](OperandKind kind, std::uint32_t id) { places.take(kind, id); });
    // Operands are released only now, so that no step writes what it still reads.
    places.release_behind(*this, code[i], i + 1);
  }
  move_to(*this, places);
  mask_places = places.count(OperandKind::mask);
  series_places = places.count(OperandKind::series);
  rank_places = places.count(OperandKind::rank);
  mask_place_ = std::move(places.all(OperandKind::mask));
  series_place_ = std::move(places.all(OperandKind::series));
}

}  // namespace spanne::engine

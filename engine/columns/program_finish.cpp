// Finishes a program: removes unneeded instructions, merges conjunctions into counts, and assigns storage.
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
void for_each_operand(const Program& program, const Instruction& instruction, const Visit& visit) {
  const OperandKinds kinds = operands_of(instruction.step);
  visit(kinds.a, instruction.a);
  visit(kinds.b, instruction.b);
  visit(kinds.c, instruction.c);
  if (instruction.step == OpCode::from_planes)
    for (std::uint32_t i = 0; i < instruction.b; ++i) visit(OperandKind::mask, program.planes[instruction.a + i]);
  if (instruction.step == OpCode::count)
    for (const MaskRef ref : program.counts[instruction.a].masks) visit(OperandKind::mask, ref);
}

/// Visits masks without their polarity, series and ranks.
template <class Visit>
void for_each_result(const Program& program, const Instruction& instruction, const Visit& visit) {
  const OperandKinds kinds = operands_of(instruction.step);
  if (kinds.out != OperandKind::nothing) visit(kinds.out, instruction.out);
  if (kinds.fallback != OperandKind::nothing) visit(kinds.fallback, instruction.fallback);
  if (instruction.step == OpCode::count)
    for (const std::uint32_t plane : program.counts[instruction.a].planes) visit(OperandKind::mask, plane);
}

/// One value for each mask, each series and each rank.
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

/// Assigns storage: a place is free again after the last instruction that reads it. Instructions are counted from 1.
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

  /// Releases what an instruction reads for the last time, and results that are never read.
  void release_behind(const Program& program, const Instruction& instruction, std::size_t step) {
    for_each_operand(program, instruction, [&](OperandKind kind, std::uint32_t operand) {
      auto* last = last_.of(kind);
      if (last == nullptr || (*last)[index_of(operand, kind)] != step) return;
      (*last)[index_of(operand, kind)] = unused;
      release(kind, index_of(operand, kind));
    });
    for_each_result(program, instruction, [&](OperandKind kind, std::uint32_t id) {
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

  PerPlace<std::size_t> last_;  // the last instruction that reads it
  PerPlace<std::uint32_t> place_, free_;
  std::size_t masks_ = 1, series_ = 0, ranks_ = 0;  // the first mask is `never`
};

/// Replaces indices with places of storage.
void move_to(Program& program, Places& places) {
  for (Instruction& instruction : program.code) {
    const OperandKinds kinds = operands_of(instruction.step);
    instruction.out = places.result(kinds.out, instruction.out);
    instruction.fallback = places.result(kinds.fallback, instruction.fallback);
    instruction.a = places.operand(kinds.a, instruction.a);
    instruction.b = places.operand(kinds.b, instruction.b);
    instruction.c = places.operand(kinds.c, instruction.c);
  }
  for (MaskRef& plane : program.planes) plane = places.operand(OperandKind::mask, plane);
  for (ConjunctionCount& counting : program.counts) {
    for (MaskRef& ref : counting.masks) ref = places.operand(OperandKind::mask, ref);
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
  for (const MaskRef ref : kept_masks_) needed.masks[ref / 2] = 1;
  for (const SeriesId id : kept_series_) needed.series[id] = 1;
  std::vector<Instruction> kept;
  for (std::size_t i = code.size(); i-- > 0;) {
    const Instruction& instruction = code[i];
    bool wanted = false;
    for_each_result(*this, instruction,
                    [&](OperandKind kind, std::uint32_t place) { wanted |= (*needed.of(kind))[place] != 0; });
    if (!wanted) continue;
    kept.push_back(instruction);
    for_each_operand(*this, instruction, [&](OperandKind kind, std::uint32_t operand) {
      if (auto* place = needed.of(kind)) (*place)[index_of(operand, kind)] = 1;
    });
  }
  code.assign(kept.rbegin(), kept.rend());
  std::erase_if(constants, [&](const auto& entry) { return needed.series[entry.first] == 0; });
}

/// A conjunction that is only counted is replaced with its operands.
void Program::count_conjunctions() {
  std::vector<std::uint32_t> uses(masks_);
  std::vector<const Instruction*> conjunctions(masks_);
  const auto used = [&](OperandKind kind, std::uint32_t operand) {
    if (kind == OperandKind::mask) ++uses[operand / 2];
  };
  for (const Instruction& instruction : code) {
    for_each_operand(*this, instruction, used);
    if (instruction.step == OpCode::both) conjunctions[instruction.out] = &instruction;
  }
  for (const MaskRef ref : kept_masks_) ++uses[ref / 2];
  const auto take_apart = [&](auto& self, MaskRef ref, std::vector<MaskRef>& parts) -> void {
    const Instruction* both = conjunctions[ref / 2];
    if (both == nullptr || uses[ref / 2] > 1 || (ref & 1U) != 0) return parts.push_back(ref);
    self(self, both->a, parts);
    self(self, both->b, parts);
  };
  for (ConjunctionCount& counting : counts) {
    std::vector<std::vector<MaskRef>> by_length;  // the masks of conjunctions of one mask, of two masks, and so on
    for (const MaskRef ref : counting.masks) {
      std::vector<MaskRef> parts;
      take_apart(take_apart, ref, parts);
      if (by_length.size() < parts.size()) by_length.resize(parts.size());
      auto& same = by_length[parts.size() - 1];
      same.insert(same.end(), parts.begin(), parts.end());
    }
    counting.masks.clear();
    counting.of_length.clear();
    for (const auto& same : by_length) {
      counting.masks.insert(counting.masks.end(), same.begin(), same.end());
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
  for (const MaskRef ref : kept_masks_) places.note_use(OperandKind::mask, ref, end);
  for (const SeriesId id : kept_series_) places.note_use(OperandKind::series, id, end);
  for (const auto& [id, number] : constants) {
    places.take(OperandKind::series, id);
    places.note_use(OperandKind::series, id, end);
  }
  for (std::size_t i = 0; i < code.size(); ++i) {
    for_each_result(*this, code[i], [&](OperandKind kind, std::uint32_t id) { places.take(kind, id); });
    // Operands are released only now, so that no instruction writes what it still reads.
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

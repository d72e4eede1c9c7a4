// What is done with a program when all is said: drop what nobody needs, replace many steps by fewer, share room.
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/evaluate/program.hpp"

namespace spanne::engine {
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

/// Something for each mask, each series and each rank.
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

/// A place is free again behind the last step that reads it. Steps are counted from 1.
class Places {
 public:
  Places(std::size_t masks, std::size_t series, std::size_t ranks, std::size_t end)
      : last_{std::vector<std::size_t>(masks, unused), std::vector<std::size_t>(series, unused),
              std::vector<std::size_t>(ranks, end)},
        place_{std::vector<std::uint32_t>(masks), std::vector<std::uint32_t>(series),
               std::vector<std::uint32_t>(ranks)} {}

  void note_use(Sort sort, std::uint32_t operand, std::size_t step) {
    if (auto* last = last_.of(sort)) (*last)[index_of(operand, sort)] = step;
  }

  void take(Sort sort, std::uint32_t id) {
    auto& free = *free_.of(sort);
    if (free.empty()) free.push_back(static_cast<std::uint32_t>(count(sort)++));
    (*place_.of(sort))[id] = free.back();
    free.pop_back();
  }

  /// What a step reads for the last time, and results that nobody reads.
  void release_behind(const Program& program, const Instruction& one, std::size_t step) {
    for_each_operand(program, one, [&](Sort sort, std::uint32_t operand) {
      auto* last = last_.of(sort);
      if (last == nullptr || (*last)[index_of(operand, sort)] != step) return;
      (*last)[index_of(operand, sort)] = unused;
      release(sort, index_of(operand, sort));
    });
    for_each_result(program, one, [&](Sort sort, std::uint32_t id) {
      if ((*last_.of(sort))[id] == unused) release(sort, id);
    });
  }

  std::uint32_t result(Sort sort, std::uint32_t id) {
    auto* places = place_.of(sort);
    return places == nullptr ? id : (*places)[id];
  }
  std::uint32_t operand(Sort sort, std::uint32_t operand) {
    if (sort == Sort::mask) return place_.masks[operand / 2] * 2 + (operand & 1U);
    return result(sort, operand);
  }

  std::size_t& count(Sort sort) { return sort == Sort::mask ? masks_ : sort == Sort::series ? series_ : ranks_; }
  std::vector<std::uint32_t>& all(Sort sort) { return *place_.of(sort); }

 private:
  static constexpr std::size_t unused = 0;
  void release(Sort sort, std::size_t id) { free_.of(sort)->push_back((*place_.of(sort))[id]); }

  PerPlace<std::size_t> last_;  // the step that reads it last
  PerPlace<std::uint32_t> place_, free_;
  std::size_t masks_ = 1, series_ = 0, ranks_ = 0;  // the first mask is `never`
};

/// Names everything by its place from now on.
void move_to(Program& program, Places& places) {
  for (Instruction& one : program.code) {
    const Shape shape = shape_of(one.step);
    one.out = places.result(shape.out, one.out);
    one.doubt = places.result(shape.doubt, one.doubt);
    one.a = places.operand(shape.a, one.a);
    one.b = places.operand(shape.b, one.b);
    one.c = places.operand(shape.c, one.c);
  }
  for (Literal& plane : program.planes) plane = places.operand(Sort::mask, plane);
  for (Counting& counting : program.counts) {
    for (Literal& literal : counting.literals) literal = places.operand(Sort::mask, literal);
    for (std::uint32_t& plane : counting.planes) plane = places.result(Sort::mask, plane);
  }
  for (auto& [id, number] : program.constants) id = places.result(Sort::series, id);
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

void Program::give_places() {
  const std::size_t end = code.size() + 1;
  Places places(masks_, reaches_.size(), ranks_, end);
  for (std::size_t i = 0; i < code.size(); ++i)
    for_each_operand(*this, code[i], [&](Sort sort, std::uint32_t operand) { places.note_use(sort, operand, i + 1); });
  places.note_use(Sort::mask, never, end);
  for (const Literal literal : kept_masks_) places.note_use(Sort::mask, literal, end);
  for (const SeriesId id : kept_series_) places.note_use(Sort::series, id, end);
  for (const auto& [id, number] : constants) {
    places.take(Sort::series, id);
    places.note_use(Sort::series, id, end);
  }
  for (std::size_t i = 0; i < code.size(); ++i) {
    for_each_result(*this, code[i], [&](Sort sort, std::uint32_t id) { places.take(sort, id); });
    // Operands are released only now, so that no step writes what it still reads.
    places.release_behind(*this, code[i], i + 1);
  }
  move_to(*this, places);
  mask_places = places.count(Sort::mask);
  series_places = places.count(Sort::series);
  rank_places = places.count(Sort::rank);
  mask_place_ = std::move(places.all(Sort::mask));
  series_place_ = std::move(places.all(Sort::series));
}

}  // namespace spanne::engine

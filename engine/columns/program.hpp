// A rule set as a list of steps over columns: conditions are masks of one bit a row, numbers are series of 64-bit
// integers, sums are built from masks by adding bits.
//
// The same step asked for twice is made once; steps nobody needs in the end are dropped; masks and series share room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/threshold_table.hpp"

namespace spanne::engine {

/// A mask (twice its number) or its complement (one more).
using MaskRef = std::uint32_t;
inline constexpr MaskRef never = 0, always = 1;
constexpr MaskRef negation(MaskRef literal) { return literal ^ 1U; }

/// A series of numbers.
using SeriesId = std::uint32_t;

enum class OpCode : std::uint8_t {
  // a mask from a column
  wide_at_least,
  narrow_at_least,
  code_at_least,
  code_is,
  is_known,
  text_is,
  text_starts,
  text_same,
  // a column's values as places among the thresholds they are compared with
  rank_wide,
  rank_narrow,
  saturate_narrow,  // where the thresholds themselves fit in 15 bits
  low_bits,         // of places, those `number` has
  rank_text,        // which of many texts it is, counted from 1; 0 for others
  rank_at_least,
  rank_is,
  // a mask from masks
  both,
  refine,  // a, or b and c
  count,   // how many of some conjunctions of masks hold, bit by bit
  // a mask from series
  series_at_least,
  series_less,
  series_equal,
  // a series
  load_wide,
  load_narrow,
  load_code,
  from_mask,
  from_planes,
  plus,
  minus,
  multiply,
  select,
  greatest,
  least,
  // a series, and a mask of the rows where 64 bits do not suffice or the plain evaluator has to say why not
  checked_plus,
  checked_minus,
  checked_multiply,
  decimal,  // `number` is the Op
  started_portions,
  full_portions,
  add_days,
};

struct Instruction {
  OpCode step = OpCode::both;
  std::uint32_t out = 0, fallback = 0;  // doubt: the second mask
  // literals, series, columns; from_planes: where in `planes`, and how many; count: which of `counts`
  std::uint32_t a = 0, b = 0, c = 0;
  std::int64_t number = 0;
};

/// How many conjunctions of masks hold for a row.
struct ConjunctionCount {
  std::vector<MaskRef> literals;       // conjunctions one after the other, the shortest first
  std::vector<std::size_t> of_length;  // how many conjunctions there are of one literal, of two, …
  std::vector<std::uint32_t> planes;   // the masks of the result's bits, the lowest first
};

/// This rule set (or this figure of it) is not for 64-bit integers; the plain evaluator does it all.
struct Unplannable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Finds which of some texts a text is.
class TextTable {
 public:
  /// Numbered from 1 on.
  explicit TextTable(std::vector<std::string> texts);
  /// 0 where it is none of them.
  std::int16_t find(std::string_view text) const {
    for (std::size_t slot = hash(text) & mask_;; slot = (slot + 1) & mask_) {
      const std::int16_t found = slots_[slot];
      if (found == 0 || texts_[static_cast<std::size_t>(found - 1)] == text) return found;
    }
  }

 private:
  static std::size_t hash(std::string_view text);
  std::vector<std::string> texts_;
  std::vector<std::int16_t> slots_;
  std::size_t mask_;
};

/// Between which numbers all of a series lie, as far as 128 bits can say.
__extension__ typedef __int128 Wide128;
struct Reach {
  Wide128 low = 0, high = 0;
};

class Program {
 public:
  // ---- conditions
  MaskRef at_least(AttributeId column, ColumnKind column_kind, std::int64_t number);
  MaskRef code_is(AttributeId column, std::int64_t code);
  MaskRef known(AttributeId column);
  MaskRef text(OpCode step, AttributeId column, const std::string& text);
  MaskRef same_text(AttributeId a, AttributeId b);
  MaskRef both(MaskRef a, MaskRef b);
  MaskRef either(MaskRef a, MaskRef b) { return negation(both(negation(a), negation(b))); }
  MaskRef choose(MaskRef when, MaskRef a, MaskRef b) { return either(both(when, a), both(negation(when), b)); }

  // ---- series
  SeriesId constant(std::int64_t number);
  SeriesId load(AttributeId column, ColumnKind column_kind, Reach reach);
  SeriesId from_mask(MaskRef mask);
  SeriesId plus(SeriesId a, SeriesId b);
  SeriesId minus(SeriesId a, SeriesId b);
  SeriesId multiply(SeriesId a, SeriesId b);
  SeriesId times(SeriesId a, std::int64_t number) { return number == 1 ? a : multiply(a, constant(number)); }
  SeriesId select(MaskRef when, SeriesId a, SeriesId b);
  SeriesId greatest(SeriesId a, SeriesId b);
  SeriesId least(SeriesId a, SeriesId b);
  /// An Op of decimals, on millionths, exactly as the plain evaluator does it.
  SeriesId decimal(Op op, SeriesId a, SeriesId b);
  SeriesId portions(SeriesId a, std::int64_t size, bool started);
  SeriesId add_days(SeriesId days, SeriesId count, bool forward);
  MaskRef series_at_least(SeriesId a, std::int64_t number);
  MaskRef less(SeriesId a, SeriesId b);
  MaskRef equal(SeriesId a, SeriesId b);

  /// Where a series must not be relied upon.
  MaskRef fallback(SeriesId id) const { return fallbacks_[id]; }
  const Reach& reach(SeriesId id) const { return reaches_[id]; }

  // ---- sums of masks
  /// Masks of one weight each by levels: level i counts 2^i.
  using Planes = std::vector<std::vector<MaskRef>>;
  static void add(Planes& sum, std::size_t level, MaskRef mask_added);
  /// Masks of one level are counted, which leaves one there and others on the levels above.
  void settle(Planes& sum);
  /// offset + the settled planes; `reach` bounds the result.
  SeriesId total(Planes& sum, std::int64_t offset, Reach reach);

  // ---- when all is said
  void keep(MaskRef literal) { kept_masks_.push_back(literal); }
  void keep_series(SeriesId id) { kept_series_.push_back(id); }
  /// Drops what is not kept or needed for it, and gives the rest its places.
  void finish();

  std::vector<Instruction> code;
  std::vector<MaskRef> planes;  // of from_planes
  std::vector<ConjunctionCount> counts;
  std::vector<ThresholdTable> cuts;  // of the rank steps
  std::vector<std::string> texts;
  std::vector<TextTable> text_tables;                             // of the rank_text steps
  std::vector<std::pair<std::uint32_t, std::int64_t>> constants;  // place among the series, value
  std::size_t mask_places = 0, series_places = 0, rank_places = 0;
  /// After finish(): where a mask (with its complement) or a series stands.
  MaskRef place(MaskRef literal) const { return mask_place_[literal / 2] * 2 + (literal & 1U); }
  std::uint32_t place_of_series(SeriesId id) const { return series_place_[id]; }

 private:
  struct Key {
    OpCode step;
    std::uint32_t a, b, c;
    std::int64_t number;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  MaskRef mask(Instruction instruction);
  SeriesId series(Instruction instruction, Reach reach, MaskRef fallback);
  SeriesId checked(OpCode step, SeriesId a, SeriesId b, Reach reach);
  std::uint32_t new_mask() { return masks_++; }
  void rank_columns();
  void rank_column(std::uint32_t column, const std::vector<Instruction*>& comparisons, std::vector<Instruction>& first);
  void split_comparisons(std::uint32_t rank, const std::vector<Instruction*>& comparisons,
                         std::vector<Instruction>& first);
  void rank_texts();
  void drop_unneeded();
  void count_conjunctions();
  void give_places();

  std::unordered_map<Key, std::uint32_t, KeyHash> known_;
  std::map<std::int64_t, SeriesId> constant_ids_;
  std::map<std::string, std::uint32_t> text_ids_;
  std::uint32_t masks_ = 1, ranks_ = 0;
  std::vector<MaskRef> fallbacks_;
  std::vector<Reach> reaches_;
  std::vector<MaskRef> kept_masks_;
  std::vector<SeriesId> kept_series_;
  std::vector<std::uint32_t> mask_place_, series_place_;
};

/// What kind of place each operand of a step is in.
enum class OperandKind : std::uint8_t { nothing, mask, series, rank, column };
struct OperandKinds {
  OperandKind out, fallback, a, b, c;
};
OperandKinds operands_of(OpCode step);

}  // namespace spanne::engine

// A Program is a list of instructions over columns. Conditions become masks of one bit per row, numbers become series
// of 64-bit integers, and sums of masks are computed by bitwise addition.
//
// An instruction that is requested twice is emitted once. finish() removes instructions that are not needed, and lets
// masks and series share storage once they are no longer used.
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
#include "engine/model/date_steps.hpp"

namespace spanne::engine {

/// A reference to a mask, or to its complement: 2 · index, or 2 · index + 1.
using MaskRef = std::uint32_t;
inline constexpr MaskRef never = 0, always = 1;
constexpr MaskRef negation(MaskRef ref) { return ref ^ 1U; }

/// Index of a series of numbers.
using SeriesId = std::uint32_t;

enum class OpCode : std::uint8_t {
  // masks computed from a column
  wide_at_least,
  narrow_at_least,
  code_at_least,
  code_is,
  is_known,
  text_is,
  text_starts,
  text_contains,
  text_ends,
  text_same,
  // ranks: the places of a column's values among the thresholds they are compared with
  rank_wide,
  rank_narrow,
  saturate_narrow,  // used instead if the thresholds themselves fit into 15 bits
  low_bits,         // of ranks: the bits that are set in `number`
  rank_text,        // the index of a text in a TextTable, counted from 1; 0 for others
  rank_at_least,
  rank_is,
  // masks computed from masks
  both,
  refine,  // a or (b and c)
  count,   // how many conjunctions of masks hold, as a binary number of masks
  // masks computed from series
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
  // series, each with a mask of the rows for which 64 bits do not suffice or the plain evaluator has to give the reason
  checked_plus,
  checked_minus,
  checked_multiply,
  power,           // `number`: index into `powers`
  floor_quotient,  // whole numbers, by a divisor above 0
  ceil_quotient,
  round_quotient,  // half away from zero
  add_days,
  add_months,
  months_between,
};

struct Instruction {
  OpCode step = OpCode::both;
  std::uint32_t out = 0, fallback = 0;  // fallback: the second mask
  // MaskRefs, series or columns; from_planes: index into `planes`, and how many; count: index into `counts`
  std::uint32_t a = 0, b = 0, c = 0;
  std::int64_t number = 0;
};

/// The number of conjunctions of masks that hold for a row.
struct ConjunctionCount {
  std::vector<MaskRef> masks;          // the conjunctions one after the other, the shortest first
  std::vector<std::size_t> of_length;  // the number of conjunctions of one mask, of two masks, and so on
  std::vector<std::uint32_t> planes;   // the masks of the bits of the result, the lowest first
};

/// Thrown if a rule set, or a figure of it, does not fit into 64-bit integers; the plain evaluator then does all the
/// work.
struct Unplannable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A hash table from texts to their indices.
class TextTable {
 public:
  /// Texts are numbered from 1.
  explicit TextTable(std::vector<std::string> texts);
  /// The number of a text; returns 0 if it is not in the table.
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

/// Bounds of all numbers of a series, as far as 128 bits can express them.
__extension__ typedef __int128 Wide128;
struct Reach {
  Wide128 low = 0, high = 0;
};

/// Builder and finished program in one: emit instructions, then keep() the results, then finish().
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
  /// The power of series × unit with a fixed exponent, in millionths, to which it is rounded.
  SeriesId power(SeriesId a, const Fraction& unit, const Fraction& exponent);
  /// a / b as a whole number; b is above 0. `step` says how it is rounded.
  SeriesId whole_quotient(OpCode step, SeriesId a, SeriesId b);
  /// A date moved by `count` units; rows that leave the calendar fall back.
  SeriesId moved(SeriesId days, SeriesId count, const DateStep& step);
  SeriesId months_between(SeriesId from, SeriesId to, std::int64_t unit);
  MaskRef series_at_least(SeriesId a, std::int64_t number);
  MaskRef less(SeriesId a, SeriesId b);
  MaskRef equal(SeriesId a, SeriesId b);

  /// The rows for which a series is not valid.
  MaskRef fallback(SeriesId id) const { return fallbacks_[id]; }
  const Reach& reach(SeriesId id) const { return reaches_[id]; }

  // ---- sums of masks
  /// Masks to be added up, by weight: those at level i count 2^i.
  using Planes = std::vector<std::vector<MaskRef>>;
  static void add(Planes& sum, std::size_t level, MaskRef mask_added);
  /// Adds the masks of each level until one is left; carries move to the levels above.
  void settle(Planes& sum);
  /// offset + the sum of the settled planes; `reach` bounds the result.
  SeriesId total(Planes& sum, std::int64_t offset, Reach reach);

  // ---- completion
  void keep(MaskRef ref) { kept_masks_.push_back(ref); }
  void keep_series(SeriesId id) { kept_series_.push_back(id); }
  /// Drops instructions whose results are neither kept nor needed, and assigns storage to the rest. No instruction may
  /// be added afterwards.
  void finish();

  std::vector<Instruction> code;
  std::vector<MaskRef> planes;  // operands of from_planes
  std::vector<ConjunctionCount> counts;
  std::vector<ThresholdTable> threshold_tables;  // thresholds of the rank instructions
  struct Power {
    Fraction unit, exponent;
  };
  std::vector<Power> powers;  // of the power instructions
  std::vector<std::string> texts;
  std::vector<TextTable> text_tables;                             // texts of the rank_text instructions
  std::vector<std::pair<std::uint32_t, std::int64_t>> constants;  // place of the series, value
  std::size_t mask_places = 0, series_places = 0, rank_places = 0;
  /// After finish(): the storage of a mask (with its complement) or a series.
  MaskRef place(MaskRef ref) const { return mask_place_[ref / 2] * 2 + (ref & 1U); }
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

/// The kind of storage of each operand of an instruction.
enum class OperandKind : std::uint8_t { nothing, mask, series, rank, column };
struct OperandKinds {
  OperandKind out, fallback, a, b, c;
};
OperandKinds operands_of(OpCode step);

}  // namespace spanne::engine

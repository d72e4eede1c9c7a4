// A Block holds up to 2,048 accounts by column, the unit a plan is evaluated on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// Small enough that the masks and series of a block stay in the processor's caches, and large enough that few
/// instructions are spent on dispatching steps.
inline constexpr std::size_t block_rows = 2'048;
inline constexpr std::size_t mask_words = block_rows / 64;

/// The storage type of a column.
enum class ColumnKind : std::uint8_t {
  none,    // not used by the plan
  wide,    // 64 bits: numbers in millionths
  narrow,  // 32 bits: whole numbers and days
  code,    // 16 bits: 0 and 1 for no and yes, places in a choice
  text
};

ColumnKind column_kind_of(const Type& type);

/// What a count in a column of numbers is worth: a whole number, or what a millionth of a Decimal is.
Fraction column_unit(ColumnKind column_kind, TypeKind kind);

/// A value as an integer in the unit of its column: millionths, whole numbers (decimals are cut off), days, places in a
/// choice, 0 or 1. Returns 0 for a missing value or a text.
std::int64_t count_in(ColumnKind column_kind, const Value& value);

/// One number per row, aligned for vector loads.
template <class Integer>
struct alignas(64) ColumnValues {
  std::array<Integer, block_rows> of{};
};

/// One bit per row; bits beyond the last row of a block are unspecified.
struct alignas(64) Mask {
  std::array<std::uint64_t, mask_words> words{};
  bool get(std::size_t row) const { return ((words[row / 64] >> (row % 64)) & 1U) != 0; }
  void set(std::size_t row) { words[row / 64] |= std::uint64_t{1} << (row % 64); }
};

/// One attribute of all rows. Only the member named by `column_kind` is allocated; a missing value is 0 or an empty
/// text.
struct Column {
  ColumnKind column_kind = ColumnKind::none;
  std::unique_ptr<ColumnValues<std::int64_t>> wide;
  std::unique_ptr<ColumnValues<std::int32_t>> narrow;
  std::unique_ptr<ColumnValues<std::int16_t>> code;
  std::unique_ptr<std::array<std::string_view, block_rows>> text;
  Mask known;
};

/// Accounts that have been read. Texts are views; whoever fills the block keeps them alive.
class Block {
 public:
  /// `column_kinds`: one per attribute, as in Plan::column_kinds.
  explicit Block(const std::vector<ColumnKind>& column_kinds);

  void clear();
  /// Returns false if the column cannot hold the value; the caller then has to mark the row in `fallback`.
  bool set(std::size_t row, AttributeId id, const Value& value);
  /// Like `set`, for an integer in the unit of the column. Does not mark the value as known.
  bool put(std::size_t row, AttributeId id, std::int64_t count);
  /// What `put` has stored, or 0.
  std::int64_t count(std::size_t row, AttributeId id) const;
  /// The stored value; missing if the plan does not use the attribute.
  Value get(std::size_t row, AttributeId id, const Type& type) const;
  Account account(std::size_t row, const Model& model) const;

  std::size_t rows = 0;  // up to block_rows
  std::vector<Column> columns;
  Mask fallback;  // rows that fall back to the plain evaluator, whatever the plan says
};

}  // namespace spanne::engine

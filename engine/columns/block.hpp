// Accounts by the column: what a plan computes with, a block of rows at a time.
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

/// So many rows that a block's masks and figures stay in the processor's own memory, and few enough instructions are
/// spent on going from one step of a plan to the next.
inline constexpr std::size_t block_rows = 2'048;
inline constexpr std::size_t mask_words = block_rows / 64;

/// How a block keeps an attribute's values.
enum class ColumnKind : std::uint8_t {
  none,    // nobody asks for it
  wide,    // numbers in millionths, 64 bits
  narrow,  // whole numbers and days, 32 bits
  code,    // no and yes, places in a choice, 16 bits
  text
};

ColumnKind column_kind_of(const Type& type);

/// A value as a count of its lane's unit: millionths, whole numbers (what follows the point is left off), days, places,
/// 0 or 1; 0 for a missing value or a text.
std::int64_t count_in(ColumnKind column_kind, const Value& value);

/// Series of one number a row, where the processor likes to find them.
template <class Integer>
struct alignas(64) Numbers {
  std::array<Integer, block_rows> of{};
};

/// One bit a row; those beyond a block's last row mean nothing.
struct alignas(64) Mask {
  std::array<std::uint64_t, mask_words> words{};
  bool get(std::size_t row) const { return ((words[row / 64] >> (row % 64)) & 1U) != 0; }
  void set(std::size_t row) { words[row / 64] |= std::uint64_t{1} << (row % 64); }
};

/// One attribute of all rows. Only the vector of its lane is there; a missing value is 0 or an empty text.
struct Column {
  ColumnKind column_kind = ColumnKind::none;
  std::unique_ptr<Numbers<std::int64_t>> wide;
  std::unique_ptr<Numbers<std::int32_t>> narrow;
  std::unique_ptr<Numbers<std::int16_t>> code;
  std::unique_ptr<std::array<std::string_view, block_rows>> text;
  Mask known;
};

/// Some accounts that have been read. Texts belong to whoever fills the block.
class Block {
 public:
  /// `lanes`: one an attribute, as Plan::column_kinds.
  explicit Block(const std::vector<ColumnKind>& column_kinds);

  void clear();
  /// False where a block cannot hold the value; the row is then to be marked as plain.
  bool set(std::size_t row, AttributeId id, const Value& value);
  /// The same of a count of the lane's unit, which does not make a missing value known.
  bool put(std::size_t row, AttributeId id, std::int64_t count);
  /// What stands there; missing where nobody asks for it.
  Value get(std::size_t row, AttributeId id, const Type& type) const;
  Account account(std::size_t row, const Model& model) const;

  std::size_t rows = 0;  // up to block_rows
  std::vector<Column> columns;
  Mask plain;  // rows that have to go to the plain evaluator, whatever the plan says
};

}  // namespace spanne::engine

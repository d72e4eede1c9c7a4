// One cell's text as the value of an attribute, or why not.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "engine/model/model.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::records {

/// What cells of a TypedTable may begin with.
inline constexpr char typed_text = '\'';
inline constexpr char faulty_cell = '\x01';

struct CellContext {
  const engine::Model& model;
  CellStyle style = {};
  bool typed = false;          // cells are as TypedTable writes them; `style` is for those that were typed as text
  std::uint8_t magnitude = 0;  // the power of ten of a bare number: what the declaration or the head counts in
};

/// `text` is trimmed, not empty, and no word for nothing.
std::variant<CellValue, CellFault> read_cell(std::string_view text, const engine::Attribute& attribute,
                                             const CellContext& context);

/// Whether cells of the attribute are read as numbers, so that a TypedTable marks texts in them.
bool is_read_as_number(const engine::Attribute& attribute);
/// A cell of a TypedTable without the mark it may have.
std::string_view without_mark(std::string_view text, const engine::Attribute& attribute);

/// The number in a cell of an attribute of numbers, whatever its range; nullopt where there is none.
std::optional<engine::Decimal> read_amount(std::string_view text, const engine::Attribute& attribute,
                                           const CellContext& context);
/// The number in a cell of a column that nobody reads; nullopt where there is none.
std::optional<engine::Decimal> read_plain_amount(std::string_view text, const CellContext& context);

}  // namespace spanne::records

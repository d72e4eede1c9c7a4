// One cell's text as the value of an attribute, or why not.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "engine/model/model.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::records {

struct CellContext {
  const engine::Model& model;
  NumberStyleIn numbers = NumberStyleIn::cautious;
};

/// `text` is trimmed and not empty.
std::variant<CellValue, CellFault> read_cell(std::string_view text, const engine::Attribute& attribute,
                                             const CellContext& context);

/// The number in a cell of an attribute of numbers, whatever its range; nullopt where there is none.
std::optional<engine::Decimal> read_amount(std::string_view text, const engine::Attribute& attribute,
                                           const CellContext& context);
/// The number in a cell of a column that nobody reads; nullopt where there is none.
std::optional<engine::Decimal> read_plain_amount(std::string_view text, const CellContext& context);

}  // namespace spanne::records

// Numbers as spreadsheets write them, into decimals; what can be read in two ways is refused with both readings.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/model/model.hpp"

namespace spanne::records {

/// How a file writes numbers: `cautious` reads English numbers and refuses what could be German.
enum class NumberStyleIn { cautious, english, german };

/// Why a cell is no such value, in plain words, without the attribute's name.
struct CellFault {
  std::string message;
};

struct CellValue {
  engine::Value value;
  bool rounded = false;  // had more than six decimals
};

/// The number in `text` (trimmed) times 10 to the power of `shift` (-2 for percentages). `cell` is what a fault quotes.
std::variant<CellValue, CellFault> read_scaled(std::string_view text, NumberStyleIn numbers, int shift,
                                               std::string_view cell);

/// A number by itself, as in the kams file.
std::variant<CellValue, CellFault> read_number(std::string_view text, NumberStyleIn numbers);

/// Takes a minus (`-` or the typographic one) or a plus off the front; says whether it was a minus.
bool take_sign(std::string_view& text);

/// A cell's text as messages quote it: on one line and of bearable length.
std::string shown(std::string_view text);

}  // namespace spanne::records

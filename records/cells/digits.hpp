// Columns of plainly written numbers, several cells at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/columns/block.hpp"
#include "records/csv/scan.hpp"

namespace spanne::records {

/// A column of some rows of text, and which numbers it may have.
struct DigitColumn {
  std::string_view text;  // followed by scan_padding bytes that may be read
  const Cells& cells;
  std::size_t column = 0;
  std::int64_t low = 0, high = 0;  // in the unit of what is read, both included
};

/// Numbers of up to twelve characters beside their minus sign, or up to fifteen with two decimals: whole, or with one
/// or two decimals after `point`; millionths go to `out`, at most block_rows of them. `left`: rows whose cell is none
/// of these, is out of bounds or not there; their number is undefined. False, and nothing is read, where the processor
/// lacks the vectors for it.
bool read_millionths(const DigitColumn& column, char point, std::int64_t* out, engine::Mask& left);

/// The same for whole numbers of up to eight digits.
bool read_whole(const DigitColumn& column, std::int32_t* out, engine::Mask& left);

}  // namespace spanne::records

// Ranges as people write them: with a dash, without `in`, or as two comparisons in one cell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// A range that was meant: its text as it is written here, and the last token that belongs to it.
struct MeantRange {
  std::string text;
  std::size_t last = 0;
};

/// Whether the number written first is below the second, so that the two can be ends of a range.
bool is_ascending(std::string_view low, std::string_view high);

/// `13-15`, `13..15`, `1-5 Mio EUR`, `13 bis 15` at `ahead`; nullopt for anything else, and where a calculation goes
/// on.
std::optional<MeantRange> range_at(const Reader& reader, std::size_t ahead);

/// `sites 13-15`: refused where a range stands after the value `left` without `in`.
void refuse_range_without_in(Reader& reader, TextSpan left);

/// `sites = 13-15`, `sites >= 13-15`: compared with what would be a negative constant, a range was meant. To be called
/// after the comparison has been read.
void refuse_subtracted_range(Reader& reader, const Comparison& comparison);
/// The same for `sites in (3, 13-15)`.
void refuse_subtracted_range(Reader& reader, const Membership::Item& item);

/// `>= 4; < 9`, `< 9 and >= 4` from `ahead` to before `end`, as `4 ..< 9`. nullopt for anything else, and for `> 4`,
/// which begins no range.
std::optional<std::string> range_of_bounds(const Reader& reader, std::size_t ahead, std::size_t end);

/// `>= 4, < 9` in a cell: a comma means "or" there, so that every value matches.
void refuse_cell_of_all(Reader& reader, const ConditionCell& cell);

}  // namespace spanne::grammar

// Words by which a list calls a row its total, in the languages such lists are written in.
#pragma once

#include <string_view>

namespace spanne::records {

/// Cheap enough for every cell of a large file. Whether some word of the cell is a word for a total: "Total", "Summe
/// 2025", "Nord Zwischensumme:", "Grand total".
bool names_total(std::string_view cell);

/// Whether nothing but words for a total, numbers and signs stands in the cell: "Total", "Summe 2025", not "Total AG".
bool is_only_total(std::string_view cell);

}  // namespace spanne::records

// Units as they stand after amounts, and which of FTE and VZÄ a file writes.
#pragma once

#include <cstddef>
#include <string_view>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// How many tokens at `ahead` are one unit: `FTE`, `VZÄ`, `%`, `h/month`; 0: none.
std::size_t unit_length(const Reader& reader, std::size_t ahead);

/// `VZÄ` where the text writes it more often than `FTE`, else `FTE`.
std::string_view full_time_unit(std::string_view text);

/// `2 hours per week`, `3 Std/Monat`: refused at the word `ahead` after a number.
void refuse_foreign_hours(Reader& reader, std::size_t ahead);

}  // namespace spanne::grammar

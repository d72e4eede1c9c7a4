// Helps for lines of scenarios and of balance that nearly say what they mean: what the author wrote stays in them.
#pragma once

#include <string>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Before the next token, which is shown with it.
Help with_word_before(const Reader& reader, std::string_view word);

/// At what stands in the place of `where`: the rest of the line is the condition, or the author still has to write one.
Help where_help(const Reader& reader);

/// At what stands in the place of `from`: `ab 2027-07-01`, a day alone, or nothing.
Help from_help(const Reader& reader);

/// Of a capacity without a unit: 0.5 is FTE; 50 may be a percentage.
Help capacity_help(const Reader& reader, const Quantity& capacity);

/// After the attribute that a line sets, at what stands in the place of `=`.
Help equals_help(const Reader& reader, const Name& attribute);

/// After the `=`: `sites = +3` adds, or makes them 3.
void refuse_sign_plus(Reader& reader, const Name& attribute);

/// `six months`, where a number in digits has to stand.
void refuse_number_in_words(Reader& reader, std::string_view code);

}  // namespace spanne::grammar

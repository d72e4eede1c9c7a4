// How values read in an explanation: as the author of the rules would write them, and always exact.
#pragma once

#include <string>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// "1_250", "0.25"; "1/60" where no decimal of twelve places is exact.
std::string figure_words(const Fraction& number);

/// A number of a type: "15", "12 %", "914 M EUR", "1_250.5 EUR", "0.3 FTE".
std::string figure_words(const Fraction& number, const Type& type);

/// Any value: as above, or "yes", "2026-07-01", a choice's value, a text in quotes; "missing" for none.
std::string value_words(const Value& value, const Type& type, const Model& model);

/// How far two numbers of a type lie apart: as above, but "3 percentage points".
std::string gap_words(const Fraction& gap, const Type& type);

/// "2 sites", "1 site": `one` with an s where the count is not 1.
std::string counted(std::size_t count, std::string_view one);

/// 5 h/month: an effort in FTE as so many of a unit the author wrote; nullopt where that is FTE or no unit of effort.
std::optional<Fraction> in_unit(const Fraction& fte, std::string_view unit, const Model& model);

}  // namespace spanne::engine

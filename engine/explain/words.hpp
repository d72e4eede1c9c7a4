// Formats values for explanations: as the author of the rules would write them, exact or with a ≈ before them.
#pragma once

#include <string>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// How a number is shown that no decimal with twelve places is: `readable` rounds it, "≈ 0.016667"; `exact` does not.
enum class Fractions { readable, exact };

/// A number that was rounded: "≈ 0.016667"; with more decimals if there were only zeros.
std::string rounded_words(const Fraction& number);

/// A number: "1_250", "0.25"; "1/60" or "≈ 0.016667" if no decimal with twelve places is exact.
std::string figure_words(const Fraction& number, Fractions figures = Fractions::exact);

/// A number of a type: "15", "12 %", "914 M EUR", "1_250.5 EUR", "0.3 FTE".
std::string figure_words(const Fraction& number, const Type& type, Fractions figures = Fractions::exact);

/// Any value: a number as above, "yes", "2026-07-01", a value of a choice, or a text in quotes; "missing" for a missing
/// value.
std::string value_words(const Value& value, const Type& type, const Model& model);

/// The distance of two numbers of a type: as above, but "3 percentage points".
std::string gap_words(const Fraction& gap, const Type& type, Fractions figures = Fractions::exact);

/// A count with its noun: "2 sites", "1 site". Adds an s to `text` if the count is not 1.
std::string counted(std::size_t count, std::string_view text);

/// An effort in FTE as a number of the author's unit: 5 for 5 h/month; returns nullopt if the unit is FTE or no unit of
/// effort.
std::optional<Fraction> in_unit(const Fraction& fte, std::string_view unit, const Model& model);

}  // namespace spanne::engine

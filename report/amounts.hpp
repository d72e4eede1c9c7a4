// Formats amounts as a calculation on paper shows them: exactly, or with ≈ if that would be unreadable.
#pragma once

#include <string>
#include <vector>

#include "engine/explain/words.hpp"
#include "engine/model/model.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::report {

using engine::Fractions;

/// A number: "0.195", "1/60 ≈ 0.016667"; "≈ 0.016667" if the fraction is too long to read. Exact figures are fractions
/// of any length, without a decimal beside them.
std::string exact_words(const engine::Fraction& number, Fractions figures = Fractions::readable);
/// A change: "+0.1", "-0.1", "0", rounded to at most six decimals.
std::string change_words(const engine::Fraction& change);
/// A range: "0.2–0.3", "1/60–1/40 ≈ 0.016667–0.025", "-0.1 to 0.2".
std::string exact_words(const engine::Range& range, Fractions figures = Fractions::readable);
/// A range of percentages: "15–25 %".
std::string percent_words(const engine::Range& share, Fractions figures = Fractions::readable);
/// A division with its result: "0.8 ÷ 0.735 ≈ 1.088", "36 ÷ 1 = 36".
std::string division_words(const engine::Fraction& of, const engine::Fraction& by,
                           Fractions figures = Fractions::readable);

/// One effect with this account's figures: "15 − 2 = 13 visited_sites × 2–3 h/month = 0.195–0.2925 FTE external",
/// "+15–25 %", "× 1.5 external", "at least 0.5 FTE".
std::string effect_words(const engine::Contribution& contribution, const engine::Model& model,
                         Fractions figures = Fractions::readable);

/// The values of the units used in the contributions and the given texts: "1 h/month = 12 ÷ 1_600 = 0.0075 FTE". Each
/// unit once; FTE is left out.
std::vector<std::string> unit_words(const std::vector<engine::Contribution>& contributions,
                                    const std::vector<std::string>& texts, const engine::Model& model,
                                    Fractions figures = Fractions::readable);

}  // namespace spanne::report

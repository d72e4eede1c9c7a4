// Amounts as a calculation on paper shows them: exact, or with ≈ where that would be unreadable.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::report {

/// "0.195", "1/60 ≈ 0.016667"; "≈ 0.016667" where the fraction is too long to read.
std::string exact_words(const engine::Fraction& number);
/// "+0.1", "-0.1", "0": a change, rounded to so many places at most.
std::string change_words(const engine::Fraction& change, int places = 6);
/// "0.2–0.3", "1/60–1/40 ≈ 0.016667–0.025", "-0.1 to 0.2".
std::string exact_words(const engine::Range& range);
/// "15–25 %"
std::string percent_words(const engine::Range& share);
/// "0.8 ÷ 0.735 ≈ 1.088", "36 ÷ 1 = 36"
std::string division_words(const engine::Fraction& of, const engine::Fraction& by);

/// One effect with this account's figures: "15 − 2 = 13 visited_sites × 2–3 h/month = 0.195–0.2925 FTE external",
/// "+15–25 %", "× 1.5 external", "at least 0.5 FTE".
std::string effect_words(const engine::Contribution& contribution, const engine::Model& model);

/// What the units of the contributions and of the given texts are worth: "1 h/month = 12 ÷ 1_600 = 0.0075 FTE". Each
/// once; FTE needs no words.
std::vector<std::string> unit_words(const std::vector<engine::Contribution>& contributions,
                                    const std::vector<std::string>& texts, const engine::Model& model);

}  // namespace spanne::report

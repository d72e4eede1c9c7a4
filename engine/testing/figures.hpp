// Figures a little different: a step beyond, where they decide; visibly more or less, where they count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/model/model.hpp"

namespace spanne::engine {

Fraction a_tenth_more(const Fraction& figure);
Fraction a_tenth_less(const Fraction& figure);
/// A number written in a text, counted from 0, and the text with another one in its place.
Fraction number_at(const std::string& text, std::size_t which);
std::string with_number(const std::string& text, std::size_t which, const Fraction& number);
/// By how many millionths a threshold of this type is moved to lie just beyond: 1 for whole numbers, 0.01 for money and
/// decimals, 0.1 for a percentage; less where it has more decimals itself.
std::int64_t plain_step(Decimal threshold, TypeKind type);

/// A constant moved by `steps` such steps (days, places in a choice, hundredths of an effort's unit), for values of
/// `type`; `words`, the author's, become what they would be then. Nullopt where there is no such value.
std::optional<Term> moved(const Term& constant, const Type& type, int steps, std::string& words, const Model& model);
/// A constant that is not compared, visibly different. Nothing for whole numbers and dates, which are moved by steps,
/// and for texts.
std::optional<Term> other_figure(const Term& constant, std::string& words, const Model& model);

}  // namespace spanne::engine

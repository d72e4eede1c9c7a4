// Makes figures that differ a little: a step beyond if they decide something, visibly more or less if they are amounts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/model/model.hpp"

namespace spanne::engine {

Fraction a_tenth_more(const Fraction& figure);
Fraction a_tenth_less(const Fraction& figure);
/// The number with index `which` in a text, and the text with another number in its place.
Fraction number_at(const std::string& text, std::size_t which);
std::string with_number(const std::string& text, std::size_t which, const Fraction& number);
/// The distance in millionths by which a threshold of this type is moved to lie just beyond it: 1 for whole numbers,
/// 0.01 for money and decimals, 0.1 for a percentage; less if the threshold has more decimals.
std::int64_t plain_step(Decimal threshold, TypeKind type);

/// Moves a constant by `steps` such steps (days, places in a choice, hundredths of an effort's unit), for values of
/// `type`; `words`, the author's, are updated accordingly. Returns nullopt if there is no such value.
std::optional<Term> moved(const Term& constant, const Type& type, int steps, std::string& words, const Model& model);
/// A visibly different constant for one that is not compared. Returns nullopt for whole numbers and dates, which are
/// moved by steps, and for texts.
std::optional<Term> other_figure(const Term& constant, std::string& words, const Model& model);

}  // namespace spanne::engine

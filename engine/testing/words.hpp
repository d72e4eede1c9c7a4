// Formats conditions, values and amounts as the author would write them: for reports, and for rule text to be pasted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// A condition as the author would write it; a cell includes what it is compared with: "contracts in 2 .. 4".
std::string said(TermId term, const Model& model);
/// A condition on the number of parts that hold: "at least 2 of (decentral, sites > 10)".
std::string counted_words(const Term& cardinality, const Model& model);
/// A comparison from an operation and the words for its sides: "sites > 10", "contracts in 2 .. 4".
std::string said(Op comparison, const std::vector<std::string>& sides);
/// The words for each side of a comparison.
std::vector<std::string> sides_of(const Term& comparison, const Model& model);
/// The words for each item of a list (see is_list): "lead", "5 .. 7", "> 20", "missing".
std::vector<std::string> items_of(const Term& list, const Model& model);

/// What an effect does, without its kind and `per`: "+2 .. 3 h/month", "at least 0.5 FTE", a cell's "0.02".
std::string amount_words(const Effect& effect, const Model& model);
/// The effect's text followed by the name of its kind, if there is one to name.
std::string with_kind(const std::string& text, const Effect& effect, const Model& model);
/// "0.1 FTE", "0.2 .. 0.3 FTE", exactly: "1/60 FTE".
std::string effort_text(const Range& effort);

/// A value as rule text: `2_000_000 EUR`, `15 %`, `lead`, `"United States"`, `"DE"`, `2026-07-01`, `missing`.
std::string literal(const Value& value, const Type& type, const Model& model);
/// A text in quotes, so that it reads as the same text.
std::string quoted(std::string_view text);
/// An effort or a range of efforts in a unit in which six decimals are exact: `0.1 FTE`, `2 .. 3 h/month`; returns
/// nullopt if there is no such unit.
std::optional<std::string> exact_effort(const Range& effort, const Model& model);
/// An effort as a quotient, `(1 / 3) FTE`; returns nullopt if its terms are too large to be written.
std::optional<std::string> quotient_effort(const Fraction& effort);

struct NumberPlace {
  std::size_t begin, length;
};
/// The places of the numbers in a text, from left to right.
std::vector<NumberPlace> numbers_in(std::string_view text);

}  // namespace spanne::engine

// Conditions, values and amounts as the author would write them: for reports, and for text that is pasted back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// A condition as the author would say it, a table's cell with what it is compared with: "contracts in 2 .. 4".
std::string said(TermId term, const Model& model);
/// "sites > 10", "contracts in 2 .. 4", from an operation and the words for its sides.
std::string said(Op comparison, const std::vector<std::string>& sides);
/// The words for each side of a comparison.
std::vector<std::string> sides_of(const Term& comparison, const Model& model);
/// The words for each item of a list (see is_list): "lead", "5 .. 7", "> 20", "missing".
std::vector<std::string> items_of(const Term& list, const Model& model);

/// What an effect does, without its kind and `per`: "+2 .. 3 h/month", "at least 0.5 FTE", a cell's "0.02".
std::string amount_words(const Effect& effect, const Model& model);
/// The effect's text with the name of its kind after it, where there is one to name.
std::string with_kind(const std::string& text, const Effect& effect, const Model& model);
/// "0.1 FTE", "0.2 .. 0.3 FTE", exactly: "1/60 FTE".
std::string effort_text(const Range& effort);

/// A value as rule text: `2_000_000 EUR`, `15 %`, `lead`, `"United States"`, `"DE"`, `2026-07-01`, `missing`.
std::string literal(const Value& value, const Type& type, const Model& model);
/// A text in quotes, so that it reads as the same text.
std::string quoted(std::string_view text);
/// An effort or a range of efforts in a unit in which six decimals show it exactly: `0.1 FTE`, `2 .. 3 h/month`;
/// nullopt where there is none.
std::optional<std::string> exact_effort(const Range& effort, const Model& model);

struct NumberPlace {
  std::size_t begin, length;
};
/// Where the numbers of a text stand, from left to right.
std::vector<NumberPlace> numbers_in(std::string_view text);

}  // namespace spanne::engine

// What a formula of a spreadsheet means, written in the language: `WENN(UND(a>2;b);WAHR;FALSCH)` is `a > 2 and b`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// How tightly the parts of a text hold together, loosest first.
enum class Binding { conditional, disjunction, conjunction, inversion, comparison, sum, product, operand };

struct FormulaText {
  std::string text;
  Binding binding = Binding::operand;
  bool names_cells = false;  // `A1`
  // Of `IF(condition, then, 0)`: what a rule would be made of.
  std::string condition, then;
  bool is_text = false;  // what it gives
  bool else_is_nothing = false;

  bool then_only() const { return else_is_nothing && !condition.empty(); }
  bool is_condition() const { return binding > Binding::conditional && binding < Binding::sum; }
  /// Bracketed where it has to be beside another sign.
  std::string as_operand() const { return binding == Binding::operand ? text : "(" + text + ")"; }
};

/// The function called at `name` up to its bracket at `last`; nullopt where it has no equal here.
std::optional<FormulaText> formula_text(const Reader& reader, std::size_t name, std::size_t last);

/// A function that spreadsheets and the language, or only spreadsheets have; `name` in small letters.
bool is_spreadsheet_function(std::string_view name);

}  // namespace spanne::grammar

// A guideline from its text: parsed, checked, and ready to be evaluated if it has no errors.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/value/date.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::library {

struct Guideline {
  std::shared_ptr<const grammar::Source> source;
  grammar::Diagnostics diagnostics;    // by place; errors before others where there are more than are shown
  std::optional<engine::Model> model;  // exactly if there are no errors
  std::string digest;                  // of the text, 64 hexadecimal digits
};

/// A text as it has been read and checked.
struct CheckedText {
  grammar::SyntaxTree tree;            // lacks the statements that could not be read
  grammar::Diagnostics diagnostics;    // as of Guideline
  std::optional<engine::Model> model;  // exactly if there are no errors
};

/// `names`, if it is not null, gets what the names in the text mean.
CheckedText check_text(const std::shared_ptr<const grammar::Source>& source, engine::ResolvedNames* names = nullptr);

/// `name` stands in messages: usually the file's.
Guideline read_guideline(std::string name, std::string text);

/// Why something that was asked for cannot be done, and what to do; `help` may be empty.
struct Problem {
  std::string message;
  std::string help;
  bool usage = true;  // false: the request is well formed, but does not fit this rule set
};

/// The day that `as_of` names ("2026-07-01"). The help of a problem is a day that could stand there.
std::variant<engine::Date, Problem> read_day(const std::string& as_of);
/// The day, if `model` can be evaluated on it; a problem, as above, if it lies outside the period in which the rule set
/// is effective.
std::variant<engine::Date, Problem> effective_day(engine::Date day, const engine::Model& model);
/// Both after one another.
std::variant<engine::Date, Problem> effective_day(const std::string& as_of, const engine::Model& model);

/// Adds `sites = sites + 5` to what is done with every account before it is evaluated. The model stays as it is if
/// there are errors among the findings.
grammar::Diagnostics add_assignment(engine::Model& model, const grammar::Source& source);

struct Assigned {
  std::vector<std::string> changed;  // "sites 24 instead of 15"
  std::vector<std::string> reasons;  // why an assignment could not be made; empty if all were
};
/// Makes the model's assignments to an account.
Assigned assign(engine::Account& account, const engine::Evaluator& evaluator);

}  // namespace spanne::library

#include "library/guideline.hpp"

#include <fmt/format.h>
#include <utility>

#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::library {

CheckedText check_text(const std::shared_ptr<const grammar::Source>& source, engine::ResolvedNames* names) {
  grammar::Parsed parsed = grammar::parse(*source);
  CheckedText made{std::move(parsed.tree), std::move(parsed.diagnostics), {}};
  if (made.tree.ruleset || !made.tree.order.empty()) {
    auto checked = engine::check(made.tree, source, names);
    for (auto& finding : checked.diagnostics) made.diagnostics.push_back(std::move(finding));
    if (!grammar::has_errors(made.diagnostics)) made.model = std::move(checked.model);
  }
  grammar::sort_by_place(made.diagnostics);
  grammar::shorten(made.diagnostics);
  return made;
}

Guideline read_guideline(std::string name, std::string text) {
  Guideline made;
  made.source = std::make_shared<grammar::Source>(std::move(name), std::move(text));
  CheckedText checked = check_text(made.source);
  made.diagnostics = std::move(checked.diagnostics);
  made.model = std::move(checked.model);
  made.digest = engine::digest(made.source->text());
  return made;
}

std::variant<engine::Date, Problem> read_day(const std::string& as_of) {
  if (const auto day = engine::date_from_text(as_of)) return *day;
  return Problem{fmt::format("{} is no day", as_of.empty() ? "an empty text" : as_of), "2026-07-01"};
}

std::variant<engine::Date, Problem> effective_day(engine::Date day, const engine::Model& model) {
  const engine::Period& effective = model.effective;
  if (effective.contains(day)) return day;
  const auto end = [](const std::optional<engine::Date>& date) { return date ? to_text(*date) : std::string(); };
  return Problem{fmt::format("{} is outside the period in which this rule set is effective, {} .. {}", to_text(day),
                             end(effective.from), end(effective.until)),
                 end(effective.from ? effective.from : effective.until), false};
}

std::variant<engine::Date, Problem> effective_day(const std::string& as_of, const engine::Model& model) {
  auto day = read_day(as_of);
  return std::holds_alternative<Problem>(day) ? day : effective_day(std::get<engine::Date>(day), model);
}

grammar::Diagnostics add_assignment(engine::Model& model, const grammar::Source& source) {
  auto parsed = grammar::parse_assignment(source);
  if (parsed.assignment) return engine::add_assignment(model, *parsed.assignment, source);
  return std::move(parsed.diagnostics);
}

Assigned assign(engine::Account& account, const engine::Evaluator& evaluator) {
  const engine::Model& model = evaluator.model();
  const engine::Account before = account;
  Assigned assigned;
  assigned.reasons = to_texts(evaluator.assign(account), model);
  for (std::size_t id = 0; id < model.attributes.size(); ++id) {
    if (account.values[id] == before.values[id]) continue;
    const auto words = [&](const engine::Account& shown) {
      return engine::value_words(shown.values[id], model.attributes[id].type, model);
    };
    assigned.changed.push_back(
        fmt::format("{} {} instead of {}", model.attributes[id].name, words(account), words(before)));
  }
  return assigned;
}

}  // namespace spanne::library

#include "library/guideline.hpp"

#include <fmt/format.h>
#include <utility>

#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::library {

Guideline read_guideline(std::string name, std::string text) {
  Guideline made;
  made.source = std::make_shared<grammar::Source>(std::move(name), std::move(text));
  grammar::Parsed parsed = grammar::parse(*made.source);
  made.digest = engine::digest(made.source->text());
  made.diagnostics = std::move(parsed.diagnostics);
  const bool complete = !grammar::has_errors(made.diagnostics);
  if (parsed.tree.ruleset || !parsed.tree.order.empty()) {
    auto checked = engine::check(parsed.tree, made.source);
    for (auto& finding : checked.diagnostics) made.diagnostics.push_back(std::move(finding));
    if (complete) made.model = std::move(checked.model);
  }
  grammar::sort_by_place(made.diagnostics);
  grammar::shorten(made.diagnostics);
  return made;
}

std::variant<engine::Date, Problem> choose_day(const std::string& as_of, engine::Date today,
                                               const engine::Model& model) {
  const auto day = as_of.empty() ? today : engine::date_from_text(as_of);
  if (!day) return Problem{fmt::format("{} is no day", as_of), "--as-of 2026-07-01"};
  if (model.effective.contains(*day)) return *day;
  const auto end = [](const std::optional<engine::Date>& date) { return date ? to_text(*date) : std::string(); };
  return Problem{fmt::format("{} is outside the period in which this rule set is effective, {} .. {}", to_text(*day),
                             end(model.effective.from), end(model.effective.until)),
                 fmt::format("--as-of {}", end(model.effective.from ? model.effective.from : model.effective.until)),
                 false};
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

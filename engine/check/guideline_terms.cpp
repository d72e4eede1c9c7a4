#include "engine/check/guideline_terms.hpp"

#include <utility>

#include "engine/check/checker.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::engine {

struct GuidelineTerms::Parts {
  explicit Parts(const Model& guideline)
      : rules(guideline.source), parsed(grammar::parse(*rules)), checker(parsed.tree, rules) {}

  std::shared_ptr<const grammar::Source> rules;
  grammar::Parsed parsed;
  Checker checker;
  std::size_t own_terms = 0;  // of the guideline
};

GuidelineTerms::GuidelineTerms(const Model& guideline, std::shared_ptr<const grammar::Source> text)
    : parts_(std::make_unique<Parts>(guideline)) {
  parts_->own_terms = parts_->checker.begin_terms(std::move(text));
}

GuidelineTerms::~GuidelineTerms() = default;

std::optional<TermId> GuidelineTerms::condition(const grammar::Expression& written, std::string_view place,
                                                Known* known) {
  const Typed made = parts_->checker.outside_condition(written, place);
  if (!made.ok) return std::nullopt;
  if (known != nullptr) *known = made.when_true;
  return made.term;
}

std::optional<Assignment> GuidelineTerms::assignment(const grammar::Name& attribute, const grammar::Expression& value,
                                                     const Known& known) {
  return parts_->checker.assignment(attribute, value, known);
}

grammar::Diagnostics GuidelineTerms::take_diagnostics() {
  grammar::Diagnostics diagnostics = parts_->checker.take_diagnostics();
  for (auto& diagnostic : diagnostics) diagnostic.related.clear();  // they point into the guideline
  return diagnostics;
}

Model GuidelineTerms::take_model() {
  Model model = parts_->checker.take_model();
  model.source = parts_->rules;
  for (std::size_t id = parts_->own_terms; id < model.terms.size(); ++id) model.terms[id].span = {};
  return model;
}

}  // namespace spanne::engine

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
  std::optional<AttributeId> owner;
  std::string owner_name;
};

GuidelineTerms::GuidelineTerms(const Model& guideline, std::shared_ptr<const grammar::Source> text)
    : parts_(std::make_unique<Parts>(guideline)) {
  parts_->own_terms = parts_->checker.begin_terms(std::move(text));
  parts_->owner = guideline.owner_attribute();
  if (parts_->owner) parts_->owner_name = guideline.attributes[*parts_->owner].name;
}

GuidelineTerms::~GuidelineTerms() = default;

void GuidelineTerms::declare(Attribute attribute) { parts_->checker.declare_outside(std::move(attribute)); }

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

void GuidelineTerms::note_names() { parts_->checker.note_names(); }

void GuidelineTerms::note_owner(grammar::TextSpan span) {
  if (parts_->owner) parts_->checker.note_attribute(span, *parts_->owner);
}

/// `kam.country` is a column of the people's file, and its first word the owner attribute.
ResolvedNames GuidelineTerms::take_names() {
  std::vector<ResolvedName> names = parts_->checker.take_names().all();
  const std::size_t own_attributes = parts_->parsed.tree.attributes.size();
  for (ResolvedName& name : names) {
    if (name.target.kind != NameTarget::Kind::attribute || name.target.which < own_attributes) continue;
    name.target.which = *parts_->owner;
    name.span.end = static_cast<std::uint32_t>(name.span.begin + parts_->owner_name.size());
  }
  return ResolvedNames(std::move(names));
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

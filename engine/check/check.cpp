// Runs the check in order: header, names, attributes, defines, clusters, rules and tables, tests, properties.
#include "engine/check/check.hpp"

#include <cassert>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/omissions.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::engine {

using grammar::TextSpan;

Checker::Checker(const grammar::SyntaxTree& tree, std::shared_ptr<const grammar::Source> source) : tree_(&tree) {
  model_.source = std::move(source);
}

Checker::Checker(Model model) : model_(std::move(model)) {
  result_names_ = model_.result_names();
  for (std::size_t id = 0; id < model_.attributes.size(); ++id)
    symbols_.emplace(model_.attributes[id].name, Symbol{Symbol::Kind::attribute, id, 0, {}});
}

namespace {

std::string_view text_of(const Model& model) { return model.source ? model.source->text() : std::string_view(); }

}  // namespace

void Checker::error(std::string_view code, TextSpan span, std::string message, grammar::Help help,
                    std::vector<grammar::Related> related) {
  diagnostics_.push_back({std::string(code),
                          grammar::Severity::error,
                          span,
                          grammar::cut_short(std::move(message)),
                          {},
                          std::move(related)});
  diagnostics_.back().set_help(std::move(help), text_of(model_));
}

void Checker::warning(std::string_view code, TextSpan span, std::string message, grammar::Help help,
                      grammar::Severity severity) {
  diagnostics_.push_back({std::string(code), severity, span, grammar::cut_short(std::move(message)), {}, {}});
  diagnostics_.back().set_help(std::move(help), text_of(model_));
}

grammar::Help Checker::suggestion_for(std::string_view typed, const std::vector<std::string>& candidates) const {
  const auto near = grammar::nearest(typed, candidates);
  return near ? grammar::guess(*near) : grammar::Help();
}

void Checker::working_time(const std::vector<grammar::Quantity>& times) {
  std::set<std::string> seen;
  for (const auto& time : times) {
    const std::string unit = time.unit ? time.unit->text : "";
    notice_number(time, false);
    const auto hours = decimal(time);
    if (!hours) continue;
    Decimal* target = unit == "h/year"   ? &model_.working_time.hours_per_year
                      : unit == "h/week" ? &model_.working_time.hours_per_week
                      : unit == "h/day"  ? &model_.working_time.hours_per_day
                                         : nullptr;
    if (target == nullptr) {
      error("E0250", time.span, "working time is given in h/year, h/week and h/day",
            grammar::advice("1_600 h/year, 40 h/week, 8 h/day"));
    } else if (hours->millionths <= 0) {
      error("E0251", time.span, "working time is above 0");
    } else if (!seen.insert(unit).second) {
      error("E0252", time.span, fmt::format("{} is given twice", unit), grammar::advice("leave one of the two out"));
    } else {
      *target = *hours;
    }
  }
}

void Checker::header() {
  if (!tree_->ruleset) {
    model_.kinds.push_back({"general", ""});
    return;
  }
  const grammar::Ruleset& written = *tree_->ruleset;
  model_.title = written.title.value;
  model_.version = written.version.text;
  if (written.owner) model_.owner = written.owner->value;
  if (written.supersedes) model_.supersedes = written.supersedes->text;
  if (written.effective) model_.effective = period(*written.effective);
  working_time(written.working_time);
  std::set<std::string_view> above;
  for (const auto& kind : written.kinds) {
    if (!above.insert(kind.name.text).second)
      error("E0212", kind.name.span, fmt::format("{} is declared a second time", kind.name.text),
            grammar::advice("leave one of the two out"));
    if (kind.name.text == "general" || kind.name.text == "limit" || kind.name.text == "fte")
      error("E0211", kind.name.span, fmt::format("{} is already the name of a result", kind.name.text),
            grammar::advice("choose another name"));
    names_.declare(kind.name.span, NameTarget::Kind::effort_kind, model_.kinds.size());
    model_.kinds.push_back({kind.name.text, kind.label ? kind.label->value : ""});
  }
  model_.kinds.push_back({"general", ""});
  if (written.capacity) {
    model_.capacity_span = written.capacity->span;
    const auto number = decimal(*written.capacity);
    const auto unit =
        written.capacity->unit ? unit_worth(*written.capacity->unit, written.capacity->span) : std::nullopt;
    if (!written.capacity->unit)
      error("E0316", written.capacity->span, "this amount has no unit",
            fmt::format("{} {}", source_text(written.capacity->span), usual_unit()));
    if (number && unit) model_.capacity = Fraction::of(*number) * *unit;
    if (model_.capacity <= Fraction(0))
      error("E0253", written.capacity->span, "what one KAM can carry is above 0", grammar::advice("1 FTE"));
  }
  if (written.utilisation_low) utilisation(*written.utilisation_low, *written.utilisation_high);
  file_header(written);
}

/// What the header says of the files that belong to the rule set. The parser has refused other locales.
void Checker::file_header(const grammar::Ruleset& written) {
  if (written.capacity_column) model_.capacity_column = head(*written.capacity_column);
  if (!written.locale) return;
  for (const FileLocale locale : {FileLocale::de, FileLocale::ch, FileLocale::en, FileLocale::en_gb, FileLocale::en_us})
    if (to_text(locale) == written.locale->text) model_.locale = locale;
}

void Checker::utilisation(grammar::Quantity low, const grammar::Quantity& high) {
  const TextSpan both = join(low.span, high.span);
  model_.utilisation_span = both;
  if (!low.unit) low.unit = high.unit;
  const auto percent = [](const grammar::Quantity& quantity) { return quantity.unit && quantity.unit->text == "%"; };
  if (!percent(low) || !percent(high)) {
    const auto shown = [&](const grammar::Quantity& quantity) {
      const Decimal value{quantity.digits <= 2 * Decimal::one ? quantity.digits * 100 : quantity.digits};
      return fmt::format("{} %", to_text(value));
    };
    error("E0254", both, "utilisation is given in percent",
          low.magnitude || high.magnitude ? grammar::advice("80 % .. 100 %")
                                          : grammar::Help(fmt::format("{} .. {}", shown(low), shown(high))));
    return;
  }
  const auto first = decimal(low), last = decimal(high);
  if (!first || !last) return;
  model_.utilisation_low = Fraction::of(*first) / 100;
  model_.utilisation_high = Fraction::of(*last) / 100;
  if (model_.utilisation_low <= Fraction(0))
    error("E0255", low.span, "utilisation is above 0 %", grammar::advice("80 % .. 100 %"));
  else if (model_.utilisation_high < model_.utilisation_low)
    error("E0318", both, "a range begins with its smaller end",
          fmt::format("{} .. {}", source_text(high.span), source_text(low.span)));
}

/// Checks that everything written is in the model. A part that is missing without an error is a fault of the checker
/// and would give wrong results silently, so no model is returned.
bool Checker::is_sound() {
  if (tree_->incomplete || grammar::has_errors(diagnostics_)) return false;
  const auto missing = first_omission(*tree_, model_);
  assert(!missing && "the check left out a part of the tree without an error");
  if (missing)
    error("E0259", *missing,
          "a part of this has been left out of the checked rules: this is a fault of the program, not of the rules",
          grammar::advice("please report it with the rule file"));
  return !missing;
}

void Checker::check_all() {
  header();
  collect_names();
  for (std::size_t i = 0; i < tree_->attributes.size(); ++i) attribute(tree_->attributes[i], model_.attributes[i]);
  columns_differ();
  group_figures();
  for (std::size_t id = 0; id < model_.defines.size(); ++id) check_define(id);
  clusters();
  rules_and_tables();
  profiles(tree_->profiles);
  for (const auto& written : tree_->tests) test(written);
  for (const auto& written : tree_->properties) property(written);
  if (uses_weeks_ && uses_years_ &&
      Fraction::of(model_.working_time.hours_per_week) * 52 != Fraction::of(model_.working_time.hours_per_year))
    warning(
        "W0260", *week_span_,
        fmt::format(
            "a week here is {} working hours of a full-time person, while months and years count {} hours a year",
            to_text(model_.working_time.hours_per_week), to_text(model_.working_time.hours_per_year)),
        grammar::advice("that is right if the year leaves out holidays and illness; else write all efforts in one of "
                        "them"));
}

Checked Checker::run(ResolvedNames* names) {
  if (names != nullptr) note_names();
  check_all();
  if (names != nullptr) *names = take_names();
  grammar::sort_by_place(diagnostics_);
  Checked result;
  if (is_sound()) result.model = std::move(model_);
  result.diagnostics = std::move(diagnostics_);
  return result;
}

namespace {

/// The branches by which `NAME = if … then … else NAME` leaves the attribute as it is, missing or not.
void collect_kept(const grammar::Expression& value, const std::string& name, std::set<const grammar::Name*>& kept) {
  if (const auto* choice = std::get_if<grammar::Conditional>(&value.node)) {
    collect_kept(*choice->then, name, kept);
    collect_kept(*choice->otherwise, name, kept);
  }
  const auto* group = std::get_if<grammar::Bracketed>(&value.node);
  if (group != nullptr && !group->unit) collect_kept(*group->inner, name, kept);
  const auto* use = std::get_if<grammar::NameUse>(&value.node);
  if (use != nullptr && use->name.text == name) kept.insert(&use->name);
}

}  // namespace

std::optional<Assignment> Checker::assignment(const grammar::Name& attribute, const grammar::Expression& written,
                                              const Known& known) {
  const auto id = model_.find_attribute(attribute.text);
  if (!id) {
    std::vector<std::string> names;
    for (const auto& declared : model_.attributes) names.push_back(declared.name);
    error("E0207", attribute.span, fmt::format("no attribute is called {}", attribute.text),
          attribute_meant(attribute.text, names));
    return std::nullopt;
  }
  // Where somebody is assigned, the name of the owner is not written.
  if (names_.is_on() && source_text(attribute.span) == attribute.text) note_attribute(attribute.span, *id);
  if (model_.attributes[*id].figure) {
    error("E0281", attribute.span, fmt::format("{} is counted from the file and cannot be set", attribute.text),
          "set what it is counted from");
    return std::nullopt;
  }
  const Type& type = model_.attributes[*id].type;
  Place place{false, false, "an assignment", known};
  keeps_.clear();
  collect_kept(written, attribute.text, keeps_);
  const Typed value = expression(written, place, &type);
  if (!value.ok) return std::nullopt;
  if (value.type != type && !(bare(type) && bare(value.type))) {
    error("E0331", written.span,
          fmt::format("{} is {}, but this is {}", attribute.text, type_text(type), type_text(value.type)));
    return std::nullopt;
  }
  return Assignment{*id, value.term};
}

grammar::Diagnostics Checker::assign(const grammar::AssignmentSyntax& written) {
  if (const auto made = assignment(written.name, *written.value, {})) model_.assignments.push_back(*made);
  return std::move(diagnostics_);
}

std::size_t Checker::begin_terms(std::shared_ptr<const grammar::Source> text) {
  check_all();
  diagnostics_.clear();  // those of the guideline have been shown where it was read
  model_.source = std::move(text);
  return model_.terms.size();
}

void Checker::declare_outside(Attribute attribute) {
  symbols_.emplace(attribute.name, Symbol{Symbol::Kind::attribute, model_.attributes.size(), 0, {}});
  model_.attributes.push_back(std::move(attribute));
}

Typed Checker::outside_condition(const grammar::Expression& written, std::string_view where) {
  Place place{false, true, where, {}};
  const auto owner = model_.owner_attribute();
  for (AttributeId id = 0; id < model_.attributes.size(); ++id) {
    const Attribute& attribute = model_.attributes[id];
    if (!attribute.optional || (owner != id && attribute.type.kind != TypeKind::text)) continue;
    optional_names_.insert(id);
    place.known.insert(id);
  }
  const Typed made = condition(written, place);
  optional_names_.clear();
  return made;
}

/// The names that a question compares and that may be missing.
std::vector<AttributeId> Checker::missing_names(const Term& term) const {
  std::vector<AttributeId> names;
  if (optional_names_.empty() || term.type.kind != TypeKind::boolean || term.op < Op::equal || term.op > Op::ends_with)
    return names;
  for (const TermId id : term.operands)
    if (const Term& operand = model_.terms[id]; operand.op == Op::attribute)
      if (const auto name = static_cast<AttributeId>(operand.number); optional_names_.count(name) != 0)
        names.push_back(name);
  return names;
}

/// A row without an owner is not somebody's: `kam = "Anna Berg"` does not hold, `kam != "Anna Berg"` does.
TermId Checker::guarded_question(TermId question, const std::vector<AttributeId>& names) {
  const bool unequal = model_.terms[question].op == Op::not_equal;
  for (const AttributeId name : names) {
    Term presence = boolean_term(unequal ? Op::is_missing : Op::is_known, {});
    presence.number = static_cast<std::int64_t>(name);
    const TermId known = add(std::move(presence));
    question = add(boolean_term(unequal ? Op::logical_or : Op::logical_and, {}, {known, question}));
  }
  return question;
}

Checked check(const grammar::SyntaxTree& tree, std::shared_ptr<const grammar::Source> source, ResolvedNames* names) {
  return Checker(tree, std::move(source)).run(names);
}

grammar::Diagnostics add_assignment(Model& model, const grammar::AssignmentSyntax& assignment,
                                    const grammar::Source& source) {
  // The findings and words of the assignment refer to its own text, not to the rule file.
  const auto rules = model.source;
  model.source = std::make_shared<grammar::Source>(source);
  const std::size_t first = model.terms.size();
  Checker checker(std::move(model));
  auto diagnostics = checker.assign(assignment);
  for (auto& diagnostic : diagnostics) diagnostic.related.clear();  // they point into the rule file
  model = checker.take_model();
  model.source = rules;
  for (std::size_t id = first; id < model.terms.size(); ++id) model.terms[id].span = {};
  return diagnostics;
}

CheckedGiven check_given(const Model& model, const std::vector<grammar::Given>& given, const grammar::Source& source) {
  Model copy = model;
  copy.source = std::make_shared<grammar::Source>(source);
  CheckedGiven result = Checker(std::move(copy)).read_given(given);
  // Declarations are in the rule file, so they are quoted rather than referred to.
  for (auto& diagnostic : result.diagnostics) {
    for (const auto& related : diagnostic.related) diagnostic.help = model.words(related.span);
    diagnostic.related.clear();
  }
  return result;
}

}  // namespace spanne::engine

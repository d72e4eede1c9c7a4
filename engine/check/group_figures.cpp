// Checks attributes that are counted from the file (docs/language.md#figures-of-a-group).
#include <algorithm>
#include <fmt/format.h>

#include "engine/check/checker.hpp"
#include "engine/model/condition_terms.hpp"
#include "engine/model/term_parts.hpp"

namespace spanne::engine {

namespace {

/// More decimals than any number has that can be taken from a row.
constexpr int unlimited_places = 1'000;

/// What an attribute of the type holds. A percentage has six decimals itself: 15.5 % is 0.155.
int most_places(TypeKind kind) { return kind == TypeKind::percent ? 8 : 6; }

int places_of_constant(const Term& term) {
  int places = 0;
  for (std::int64_t part = Decimal::one; term.number % part != 0; part /= 10) ++places;
  return term.type.kind == TypeKind::percent ? places + 2 : places;
}

/// How many decimals a number can have, at most; and the calculation that first has more than its type holds.
class Places {
 public:
  explicit Places(const Model& model) : model_(model) {}

  int of(TermId id) {
    const int places = counted(model_.term(id));
    if (places > most_places(model_.term(id).type.kind) && !culprit) culprit = id;
    return places;
  }

  std::optional<TermId> culprit;

 private:
  int greatest(const std::vector<TermId>& operands, std::size_t first = 0) {
    int places = 0;
    for (std::size_t i = first; i < operands.size(); ++i) places = std::max(places, of(operands[i]));
    return places;
  }

  int counted(const Term& term) {
    switch (term.op) {
      case Op::constant: return is_number(term.type.kind) ? places_of_constant(term) : 0;
      case Op::attribute:
        if (!is_number(term.type.kind) || term.type.kind == TypeKind::integer) return 0;
        return most_places(term.type.kind);
      case Op::define: {
        int places = 0;
        for (const auto& version : model_.defines[static_cast<std::size_t>(term.number)].versions)
          places = std::max(places, of(version.value));
        return places;
      }
      case Op::conditional: return greatest(term.operands, 1);
      case Op::add:
      case Op::subtract:
      case Op::minimum:
      case Op::maximum:
      case Op::negate:
      case Op::absolute: return greatest(term.operands);
      case Op::multiply: return of(term.operands[0]) + of(term.operands[1]);
      case Op::divide:
      case Op::power: return unlimited_places;
      case Op::round: return static_cast<int>(model_.term(term.operands[1]).number / Decimal::one);
      default: return 0;  // whole numbers, days, places in a choice
    }
  }

  const Model& model_;
};

/// The first part of a term that is not of the row alone: a value of a lookup, or a figure.
std::optional<TermId> first_not_plain(TermId id, const Model& model, const grammar::SyntaxTree& tree) {
  const Term& term = model.term(id);
  const bool names_attribute = term.op == Op::attribute || is_presence(term.op);
  if (term.op == Op::lookup) return id;
  if (names_attribute && tree.attributes[static_cast<std::size_t>(term.number)].figure) return id;
  std::optional<TermId> found;
  for_each_part(term, model, [&](TermId part) {
    if (!found) found = first_not_plain(part, model, tree);
  });
  return found;
}

bool rests_on(const GroupFigure& figure, AttributeId attribute, const Model& model) {
  std::vector<TermId> terms;
  for (const auto& term : {figure.value, figure.where})
    if (term) terms.push_back(*term);
  const std::vector<AttributeId> used = attributes_of(terms, model);
  return figure.counted == attribute || std::binary_search(used.begin(), used.end(), attribute) ||
         std::find(figure.per.begin(), figure.per.end(), attribute) != figure.per.end();
}

/// How an attribute of the type is declared.
std::string declared_words(const Type& type, const Model& model) {
  switch (type.kind) {
    case TypeKind::integer: return "integer";
    case TypeKind::percent: return "percent";
    case TypeKind::date: return "date";
    case TypeKind::money: return "money " + type.currency;
    case TypeKind::choice: return "one of " + choice_words(model.choices[type.choice]);
    default: return "decimal";
  }
}

std::string_view word_of(GroupFigure::Kind kind) {
  switch (kind) {
    case GroupFigure::Kind::count: return "count";
    case GroupFigure::Kind::sum: return "sum";
    case GroupFigure::Kind::least: return "least";
    case GroupFigure::Kind::greatest: return "greatest";
    case GroupFigure::Kind::distinct: break;
  }
  return "distinct";
}

grammar::Help may_be_missing_help(const grammar::AttributeSyntax& written) {
  grammar::Help help = grammar::inserted(written.figure->span.begin, "optional");
  help.shown = "optional, before the =";
  return help;
}

}  // namespace

void Checker::group_figures() {
  for (AttributeId id = 0; id < tree_->attributes.size(); ++id)
    if (tree_->attributes[id].figure) group_figure(tree_->attributes[id], id);
}

void Checker::group_figure(const grammar::AttributeSyntax& written, AttributeId id) {
  const grammar::GroupFigureSyntax& figure = *written.figure;
  const std::string& name = model_.attributes[id].name;
  const auto refuse = [&](const std::optional<grammar::TextSpan>& part, std::string_view why) {
    if (part)
      error("E0282", *part, fmt::format("{} is counted from the file and {}", name, why),
            grammar::advice("leave it out"));
  };
  refuse(written.key, "so belongs to no key");
  refuse(written.owner, "so is nobody's name");
  if (written.default_value) refuse(grammar::span_of(*written.default_value), "so has no default");
  GroupFigure made;
  made.kind = static_cast<GroupFigure::Kind>(figure.kind);
  made.span = figure.span;
  for (const auto& per : figure.per)
    if (const auto found = figure_attribute(per, "rows are grouped by")) {
      if (std::find(made.per.begin(), made.per.end(), *found) != made.per.end())
        error("E0238", per.span, fmt::format("{} stands here twice", per.text),
              grammar::advice("leave one of the two out"));
      made.per.push_back(*found);
    }
  if (figure.counted) made.counted = figure_attribute(*figure.counted, "distinct counts the values of");
  bool may_be_missing = false;
  if (figure.value != nullptr) made.value = figure_value(written, id, may_be_missing);
  if (figure.value == nullptr && broken_.count(id) == 0) figure_type_fits(written, id, Type{TypeKind::integer});
  if (figure.where != nullptr) {
    Place place{false, false, "the condition of what is counted", {}};
    const Typed where = condition(*figure.where, place);
    if (where.ok && figure_is_plain(where.term, figure.where->span)) made.where = where.term;
  }
  model_.attributes[id].figure = std::move(made);
  figure_is_optional(written, id, may_be_missing);
}

/// An attribute that stands in the file itself. `what` begins the message where the name is something else.
std::optional<AttributeId> Checker::figure_attribute(const grammar::Name& name, std::string_view what) {
  const auto found = symbols_.find(name.text);
  if (found == symbols_.end()) {
    std::vector<std::string> known;
    for (const auto& attribute : tree_->attributes)
      if (!attribute.figure) known.push_back(attribute.name.text);
    if (!is_lost(name.text))
      error("E0207", name.span, fmt::format("no attribute is called {}", name.text), suggestion_for(name.text, known));
    return std::nullopt;
  }
  note_symbol(name.span, found->second);
  const bool attribute = found->second.kind == Symbol::Kind::attribute;
  if (attribute && !tree_->attributes[found->second.index].figure) return static_cast<AttributeId>(found->second.index);
  error(
      "E0238", name.span,
      fmt::format("{} an attribute of the file, but {} is {}", what, name.text, attribute ? "itself counted" : "none"),
      {}, {{found->second.declared, "declared here"}});
  return std::nullopt;
}

std::optional<TermId> Checker::figure_value(const grammar::AttributeSyntax& written, AttributeId id,
                                            bool& may_be_missing) {
  const grammar::Expression& value = *written.figure->value;
  Place place{false, false, "what is counted from the file", {}};
  for (AttributeId any = 0; any < model_.attributes.size(); ++any)
    if (model_.attributes[any].optional) place.known.insert(any);  // a missing value is left out
  const Typed checked = expression(value, place);
  if (!checked.ok || broken_.count(id) != 0) return std::nullopt;
  if (!figure_is_plain(checked.term, value.span) || !figure_type_fits(written, id, checked.type)) return std::nullopt;
  Places places(model_);
  places.of(checked.term);
  if (places.culprit) {
    const Term& culprit = model_.term(*places.culprit);
    error("E0239", culprit.span,
          "this can have more than six decimals, which the figures of a file do not have; say how it is rounded",
          fmt::format("round({}, 2)", source_text(culprit.span)));
    return std::nullopt;
  }
  // Where nothing optional is known, the same is refused exactly if it asks for something that may be missing.
  Place strict{false, false, place.what, {}};
  const std::size_t said = diagnostics_.size();
  may_be_missing = !expression(value, strict).ok;
  diagnostics_.resize(said);
  return checked.term;
}

bool Checker::figure_type_fits(const grammar::AttributeSyntax& written, AttributeId id, const Type& value) {
  const grammar::GroupFigureSyntax& figure = *written.figure;
  const Attribute& attribute = model_.attributes[id];
  const auto kind = static_cast<GroupFigure::Kind>(figure.kind);
  const bool counts = kind == GroupFigure::Kind::count || kind == GroupFigure::Kind::distinct;
  const bool orders = is_number(value.kind) || value.kind == TypeKind::date ||
                      (value.kind == TypeKind::choice && model_.choices[value.choice].ordered);
  const bool can = kind == GroupFigure::Kind::sum ? is_number(value.kind) : orders;
  if (!can) {
    error("E0237", figure.value->span,
          fmt::format("{} is taken of {}, but this is {}", word_of(kind),
                      kind == GroupFigure::Kind::sum ? "numbers" : "numbers, days and ordered choices",
                      type_text(value)));
    return false;
  }
  const bool same_choice = attribute.type.kind == TypeKind::choice && value.kind == TypeKind::choice &&
                           model_.choices[attribute.type.choice].values == model_.choices[value.choice].values;
  if (same_choice) names_.same_values(attribute.type.choice, value.choice);
  const bool widened = attribute.type.kind == TypeKind::decimal && value.kind == TypeKind::integer;
  if (attribute.type == value || widened || same_choice) return true;
  error("E0237", written.type.span,
        counts ? fmt::format("{} is counted, so it is a whole number, but it is declared as {}", attribute.name,
                             type_text(attribute.type))
               : fmt::format("{} is declared as {}, but what it is taken from is {}", attribute.name,
                             type_text(attribute.type), type_text(value)),
        declared_words(value, model_), {{figure.kind_span, "counted here"}});
  return false;
}

bool Checker::figure_is_plain(TermId id, grammar::TextSpan where) {
  const auto found = first_not_plain(id, model_, *tree_);
  if (!found) return true;
  const Term& term = model_.term(*found);
  const std::string name = term.op == Op::lookup ? model_.tables[table_of(term)].derived[derived_of(term)].name
                                                 : model_.attributes[static_cast<std::size_t>(term.number)].name;
  error("E0238", where,
        term.op == Op::lookup
            ? fmt::format("{} comes from a table, but what is counted from the file rests on its columns only", name)
            : fmt::format("{} is itself counted from the file, and nothing is counted of that again", name));
  return false;
}

void Checker::notice_held_figures(grammar::TextSpan where, AttributeId rising) {
  std::string figures;
  for (const Attribute& attribute : model_.attributes)
    if (attribute.figure && rests_on(*attribute.figure, rising, model_))
      figures += (figures.empty() ? "" : ", ") + attribute.name;
  if (figures.empty()) return;
  warning(
      "N0283", where,
      fmt::format("what is counted from {} is held as it is here, so this claim says nothing about a file in which it "
                  "changes along: {}",
                  model_.attributes[rising].name, figures),
      {}, grammar::Severity::note);
}

/// A figure that a row may lack is declared optional.
void Checker::figure_is_optional(const grammar::AttributeSyntax& written, AttributeId id, bool may_be_missing) {
  const Attribute& attribute = model_.attributes[id];
  if (attribute.optional) return;
  for (const AttributeId per : attribute.figure->per) {
    if (!model_.attributes[per].optional) continue;
    error("E0280", written.name.span,
          fmt::format("rows without {} are in no group and have no {}", model_.attributes[per].name, attribute.name),
          may_be_missing_help(written));
    return;
  }
  const GroupFigure::Kind kind = attribute.figure->kind;
  const bool empty = kind == GroupFigure::Kind::least || kind == GroupFigure::Kind::greatest;
  if (!empty || (written.figure->where == nullptr && !may_be_missing)) return;
  error("E0280", written.name.span,
        fmt::format("a group of which no row counts has no {} value, and so no {}", word_of(kind), attribute.name),
        may_be_missing_help(written));
}

}  // namespace spanne::engine

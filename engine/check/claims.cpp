// Checks tests and properties: the values of their accounts and what their expectations compare.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"

namespace spanne::engine {

void Checker::given_value(const grammar::Given& written, AttributeId id, Account& account) {
  const Attribute& attribute = model_.attributes[id];
  const auto* word = std::get_if<grammar::Name>(&written.value);
  if (word != nullptr && word->text == "missing" && attribute.optional) return;
  const auto value = literal(written.value, attribute.type, attribute.name);
  if (!value) return;
  if (!within_bounds(*value, attribute))
    error("E0420", grammar::span_of(written.value), fmt::format("this is outside the range of {}", attribute.name), {},
          {{attribute.span, "declared here"}});
  account.values[id] = *value;
}

GivenAccount Checker::given(const std::vector<grammar::Given>& written) {
  GivenAccount made;
  made.account.values.resize(model_.attributes.size());
  std::set<AttributeId> stated;
  for (const auto& given : written) {
    if (given.name.text == "as_of") {
      const auto value = literal(given.value, {TypeKind::date}, "as_of");
      if (value) made.as_of = std::get<Date>(*value);
      continue;
    }
    const auto id = model_.find_attribute(given.name.text);
    if (!id && is_lost(given.name.text)) continue;
    if (!id) {
      std::vector<std::string> known{"as_of"};
      for (const auto& attribute : model_.attributes) known.push_back(attribute.name);
      error("E0207", given.name.span, fmt::format("no attribute is called {}", given.name.text),
            attribute_meant(given.name.text, known));
      continue;
    }
    note_attribute(given.name.span, *id);
    if (!stated.insert(*id).second)
      error("E0426", given.name.span, fmt::format("{} is given a second time", given.name.text),
            grammar::advice("keep one of the two"));
    if (broken_.count(*id) == 0) given_value(given, *id, made.account);
  }
  for (AttributeId id = 0; id < model_.attributes.size(); ++id) {
    const Attribute& attribute = model_.attributes[id];
    if (stated.count(id) != 0 || broken_.count(id) != 0) continue;
    if (attribute.figure) made.counted.push_back(id);
    if (attribute.optional || attribute.figure || lost_defaults_.count(id) != 0) continue;
    const bool assumed = !attribute.fallback && (attribute.key || attribute.owner);
    if (attribute.fallback) made.account.values[id] = *attribute.fallback;
    if (attribute.fallback) made.defaulted.push_back(id);
    if (assumed) made.account.values[id] = any_value(attribute);
    if (assumed) made.assumed.push_back(id);
    if (!attribute.fallback && !assumed) made.lacking.push_back(id);
  }
  return made;
}

CheckedGiven Checker::read_given(const std::vector<grammar::Given>& written) {
  CheckedGiven result{given(written), {}};
  result.diagnostics = std::move(diagnostics_);
  return result;
}

std::optional<Expectation> Checker::figure(const grammar::ExpectationSyntax& written) {
  Expectation made;
  made.kind = Expectation::Kind::figure;
  made.name = written.name.text;
  made.span = written.span;
  if (report_no_result(written.name)) return std::nullopt;
  note_result(written.name);
  if (written.word) {
    if (written.word->text == "unlimited") return made;
    if (is_result(written.word->text)) return expected_condition(written);
    error("E0422", written.word->span, fmt::format("{} is no figure", written.word->text),
          grammar::advice("unlimited, or a number"));
    return std::nullopt;
  }
  const bool count = made.name.rfind("accounts_per", 0) == 0 || made.name.rfind("kams_per", 0) == 0;
  const grammar::Name unit{"FTE", {}};
  const auto checked = constant_amount(*written.figure, count, count ? nullptr : &unit);
  if (!checked) return std::nullopt;
  made.low = checked->amount.range.low;
  made.high = checked->amount.range.high;
  made.both_ends = written.figure->high != nullptr;
  return made;
}

std::optional<Expectation> Checker::expectation(const grammar::ExpectationSyntax& written) {
  using Kind = grammar::ExpectationSyntax::Kind;
  Expectation made;
  made.span = written.span;
  made.name = written.name.text;
  switch (written.kind) {
    case Kind::figure: return figure(written);
    case Kind::condition: return expected_condition(written);
    case Kind::cluster: {
      made.kind = Expectation::Kind::cluster;
      const auto ids = scope({written.name});
      if (ids.empty()) return std::nullopt;
      made.cluster = ids.front();
      return made;
    }
    case Kind::rule:
    case Kind::no_rule: {
      made.kind = written.kind == Kind::rule ? Expectation::Kind::rule : Expectation::Kind::no_rule;
      names_.rule(written.name, *tree_, model_);
      std::vector<std::string> known;
      for (const auto& rule : model_.rules) known.push_back(rule.id);
      for (const auto& table : model_.tables)
        for (const auto& row : table.rows) known.push_back(row.id);
      if (std::find(known.begin(), known.end(), made.name) != known.end()) return made;
      if (is_lost(made.name.substr(0, made.name.find('#')))) return std::nullopt;
      error("E0209", written.name.span, fmt::format("no rule or row of a table is called {}", made.name),
            suggestion_for(made.name, known));
      return std::nullopt;
    }
    case Kind::flag:
      made.kind = Expectation::Kind::flag;
      made.name = written.text->value;
      return made;
    case Kind::no_flags: made.kind = Expectation::Kind::no_flags; return made;
    case Kind::rejected: break;
  }
  return made;
}

void Checker::test(const grammar::TestSyntax& written) {
  Test made;
  made.title = written.title.value;
  made.span = written.span;
  const GivenAccount account = given(written.given);
  made.given = account.account;
  made.defaulted = account.defaulted;
  made.counted = account.counted;
  made.as_of = account.as_of;
  std::vector<std::string> lacking;
  for (const AttributeId id : account.lacking) lacking.push_back(model_.attributes[id].name);
  if (!lacking.empty() && !written.incomplete)
    error("E0421", written.title.span, fmt::format("this test does not say {}", fmt::join(lacking, ", ")),
          fmt::format("given {} = …", fmt::join(lacking, " = …, ")));
  if (made.as_of && !model_.effective.contains(*made.as_of)) {
    const auto day = std::find_if(written.given.begin(), written.given.end(),
                                  [](const grammar::Given& given) { return given.name.text == "as_of"; });
    error("E0423", grammar::span_of(day->value),
          fmt::format("{} is outside the effective period", to_text(*made.as_of)), {},
          {{tree_->ruleset->effective_span, "declared here"}});
  }
  if (written.expect.empty() && !written.incomplete)
    error("E0424", written.title.span, "this test expects nothing", grammar::advice("expect fte = 0.1 FTE"));
  for (const auto& claim : written.expect)
    if (auto expected = expectation(claim)) made.expect.push_back(std::move(*expected));
  model_.tests.push_back(std::move(made));
}

void Checker::property(const grammar::PropertySyntax& written) {
  Property made;
  made.title = written.title.value;
  made.span = written.span;
  Place place{true, true, "a property", {}};
  if (written.when) {
    const Typed when = condition(*written.when, place);
    if (when.ok) made.when = when.term;
    place.known = when.when_true;
  }
  if (const auto* claim = std::get_if<grammar::ExpressionPtr>(&written.claim)) {
    const Typed checked = condition(**claim, place);
    if (checked.ok) made.claim = checked.term;
  } else {
    const auto& monotone = std::get<grammar::PropertySyntax::Monotone>(written.claim);
    Property::Monotone result;
    note_result(monotone.result);
    const auto found = std::find(result_names_.begin(), result_names_.end(), monotone.result.text);
    if (found == result_names_.end())
      error("E0208", monotone.result.span, fmt::format("no result is called {}", monotone.result.text),
            value_meant(monotone.result.text) ? grammar::Help("fte")
                                              : suggestion_for(monotone.result.text, result_names_));
    else
      result.result = static_cast<std::size_t>(found - result_names_.begin());
    result.never_falls = monotone.never_falls;
    const auto id = model_.find_attribute(monotone.attribute.text);
    std::vector<std::string> known;
    for (const auto& attribute : model_.attributes) known.push_back(attribute.name);
    if (!id) {
      if (!is_lost(monotone.attribute.text))
        error("E0207", monotone.attribute.span, fmt::format("no attribute is called {}", monotone.attribute.text),
              attribute_meant(monotone.attribute.text, known));
    } else {
      note_attribute(monotone.attribute.span, *id);
      const Type& type = model_.attributes[*id].type;
      const bool rises = is_number(type.kind) || type.kind == TypeKind::date ||
                         (type.kind == TypeKind::choice && model_.choices[type.choice].ordered);
      if (!rises && broken_.count(*id) == 0)
        error("E0425", monotone.attribute.span,
              fmt::format("{} is {} and cannot rise", monotone.attribute.text, type_text(type)));
      result.attribute = *id;
      notice_held_figures(monotone.attribute.span, *id);
    }
    made.monotone = result;
  }
  model_.properties.push_back(std::move(made));
}

}  // namespace spanne::engine

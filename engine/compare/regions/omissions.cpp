#include "engine/compare/regions/omissions.hpp"

#include <fmt/format.h>

namespace spanne::engine::proof {
namespace {

constexpr std::size_t max_attributes = 3;

/// The value as a constant. A missing value is never evaluated, so any constant will do.
void become(Term& term, const Value& value) {
  term.op = Op::constant;
  term.operands.clear();
  term.number = 0;
  if (const auto* number = std::get_if<Decimal>(&value)) term.number = number->millionths;
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) term.number = choice->index;
  if (const auto* date = std::get_if<Date>(&value)) term.number = date->days;
  if (const auto* answer = std::get_if<bool>(&value)) term.number = *answer ? 1 : 0;
  if (const auto* text = std::get_if<std::string>(&value)) term.text = *text;
}

/// A remark shows nothing for a missing value.
void silence(Effects& effects, const Model& model, AttributeId id) {
  for (Effect& effect : effects)
    for (FlagPiece& placed : effect.flag) {
      if (!placed.hole) continue;
      const Term& term = model.term(*placed.hole);
      if (term.op == Op::attribute && term.number == static_cast<std::int64_t>(id)) placed.hole.reset();
    }
}

void leave_out(Model& model, AttributeId id) {
  Attribute& attribute = model.attributes[id];
  const Value value = attribute.fallback.value_or(Value{});
  if (is_missing(value)) {
    for (Rule& rule : model.rules) silence(rule.effects, model, id);
    for (Table& table : model.tables)
      for (Row& row : table.rows) silence(row.effects, model, id);
  }
  for (Term& term : model.terms) {
    if (term.number != static_cast<std::int64_t>(id)) continue;
    if (term.op == Op::is_known || term.op == Op::is_missing)
      become(term, Value(is_missing(value) == (term.op == Op::is_missing)));
    else if (term.op == Op::attribute)
      become(term, value);
  }
  attribute.fallback.reset();  // no longer used, so an account may omit it
  attribute.optional = true;
}

}  // namespace

std::vector<Omission> omissions(const MergedSchema& schema) {
  const auto& changed = schema.changed_defaults();
  std::vector<Omission> all;
  if (changed.size() > max_attributes) return all;
  for (std::size_t chosen = 1; chosen < (std::size_t{1} << changed.size()); ++chosen) {
    Omission made{{}, {schema.original(before), schema.original(after)}};
    for (std::size_t i = 0; i < changed.size(); ++i) {
      if ((chosen >> i) % 2 == 0) {  // given in the account
        for (const VersionSide version : versions)
          made.models[version].attributes[changed[i][version]].fallback.reset();
        continue;
      }
      made.words += fmt::format("{}{} is left out", made.words.empty() ? "" : " and ",
                                schema.original(after).attributes[changed[i][after]].name);
      for (const VersionSide version : versions) leave_out(made.models[version], changed[i][version]);
    }
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace spanne::engine::proof

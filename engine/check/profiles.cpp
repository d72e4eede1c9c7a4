// Checks profiles, and columns that are given by the values of attributes, which are profiles as well.
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::TextSpan;

/// Profiles that cannot be read are left out.
void Checker::profiles(const std::vector<grammar::ProfileSyntax>& written) {
  std::unordered_map<std::string, TextSpan> above;
  for (const auto& one : written) {
    names_.declare(one.name.span, NameTarget::Kind::profile, static_cast<std::size_t>(&one - written.data()));
    const auto [place, fresh] = above.emplace(one.name.text, one.name.span);
    if (!fresh)
      error("E0244", one.name.span, fmt::format("a profile called {} stands above already", one.name.text),
            grammar::advice("choose another name"), {{place->second, "here"}});
    Place context{false, false, "a profile", {}};
    const Typed test = condition(*one.condition, context);
    if (!test.ok || !fresh) continue;
    model_.profiles.push_back(
        {one.name.text, one.label ? one.label->value : std::string(), test.term, one.span, one.name.span});
  }
}

namespace {

constexpr std::size_t max_columns = 40;

/// A cell that takes one value of a choice, or yes or no.
grammar::ConditionCell cell_of(const std::string& value, TextSpan span) {
  grammar::CellTest test;
  test.low = grammar::Text{value, span};
  if (value == "yes" || value == "no") test.low = grammar::Name{value, span};
  test.span = span;
  grammar::ConditionCell cell;
  cell.tests.push_back(std::move(test));
  cell.span = span;
  return cell;
}

}  // namespace

/// The parts of an attribute's values; where the text names none, all values of a choice, or yes and no.
std::vector<Checker::ColumnPart> Checker::column_parts(const grammar::ColumnAxisSyntax& written) {
  Place place{false, false, "a column", {}};
  for (std::size_t id = 0; id < model_.attributes.size(); ++id) place.known.insert(static_cast<AttributeId>(id));
  const Typed head = expression(*written.head, place);
  std::vector<ColumnPart> parts;
  if (!head.ok) return parts;
  const std::string name = source_text(written.head->span);
  const auto add_part = [&](std::string words, const grammar::ConditionCell& one) {
    Place inside{false, false, "a column", {}};
    if (const auto term = cell(one, head, inside)) parts.push_back({std::move(words), *term});
  };
  const bool is_choice = head.type.kind == TypeKind::choice;
  for (const auto& one : written.parts)
    add_part(is_choice ? source_text(one.span) : fmt::format("{} {}", name, source_text(one.span)), one);
  if (!written.parts.empty()) return parts;
  if (head.type.kind == TypeKind::boolean) {
    add_part(name, cell_of("yes", written.head->span));
    add_part("not " + name, cell_of("no", written.head->span));
  } else if (is_choice) {
    const auto values = model_.choices[head.type.choice].values;
    for (const auto& value : values) add_part(value, cell_of(value, written.head->span));
  } else {
    error("E0245", written.head->span,
          fmt::format("{} is {}: say into which parts it is cut", name, type_text(head.type)),
          grammar::advice(fmt::format("{}: 1 .. 2 | 3 .. 10 | 11 ..", name)));
  }
  return parts;
}

/// Every combination of one part of each attribute is a column, in the order of the text.
grammar::Diagnostics Checker::replace_profiles(const std::vector<grammar::ColumnAxisSyntax>& written) {
  std::vector<ColumnPart> columns{{std::string(), std::nullopt}};
  for (const auto& axis : written) {
    const auto parts = column_parts(axis);
    if (parts.size() * columns.size() > max_columns) {
      error("E0245", axis.head->span, fmt::format("these are more than {} columns", max_columns),
            grammar::advice("leave one of them out, or cut it into fewer parts"));
      break;
    }
    std::vector<ColumnPart> combined;
    for (const auto& column : columns)
      for (const auto& part : parts) {
        if (!column.condition) {
          combined.push_back(part);
          continue;
        }
        const TermId both = add(boolean_term(Op::logical_and, axis.head->span, {*column.condition, *part.condition}));
        combined.push_back({fmt::format("{}, {}", column.words, part.words), both});
      }
    columns = std::move(combined);
  }
  model_.profiles.clear();
  for (const auto& column : columns)
    if (column.condition) model_.profiles.push_back({column.words, {}, *column.condition, {}, {}});
  return std::move(diagnostics_);
}

grammar::Diagnostics replace_profiles(Model& model, const std::vector<grammar::ColumnAxisSyntax>& columns,
                                      const grammar::Source& source) {
  // As for assignments, words and findings refer to the text of the option.
  const auto rules = model.source;
  model.source = std::make_shared<grammar::Source>(source);
  const std::size_t first = model.terms.size();
  Checker checker(std::move(model));
  auto diagnostics = checker.replace_profiles(columns);
  for (auto& diagnostic : diagnostics) diagnostic.related.clear();
  model = checker.take_model();
  model.source = rules;
  for (std::size_t id = first; id < model.terms.size(); ++id) model.terms[id].span = {};
  return diagnostics;
}

}  // namespace spanne::engine

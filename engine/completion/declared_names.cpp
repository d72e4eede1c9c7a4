#include "engine/completion/declared_names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/model/model.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::engine {
namespace {

using NameKind = DeclaredName::Kind;

/// The author's words on one line, at most some eighty bytes of them.
std::string words_at(std::string_view text, grammar::TextSpan span) {
  constexpr std::size_t longest = 80;
  return grammar::cut_short(one_line(text.substr(span.begin, span.end - span.begin)), longest);
}

std::string with_label(std::string what, const std::optional<grammar::Text>& label) {
  if (label) what += fmt::format("{}“{}”", what.empty() ? "" : " · ", label->value);
  return what;
}

std::string written_value(const grammar::ChoiceValueSyntax& value) {
  return value.quoted ? fmt::format("\"{}\"", value.text) : value.text;
}

}  // namespace

DeclaredNames::DeclaredNames(const grammar::SyntaxTree& tree, std::string_view text) {
  add_kinds(tree);
  add_attributes(tree, text);
  add_clusters(tree);
  add_defines(tree, text);
  add_tables(tree);
  add_rules(tree);
}

void DeclaredNames::add(DeclaredName name) {
  places_.emplace(name.text, all_.size());
  all_.push_back(std::move(name));
}

const DeclaredName* DeclaredNames::find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &all_[found->second];
}

ValueType DeclaredNames::type_of(std::string_view name) const {
  if (name == "yes" || name == "no" || name == "true" || name == "false") return {ValueType::Kind::boolean};
  if (name == "as_of") return {ValueType::Kind::date};
  if (name == "cluster") return {ValueType::Kind::cluster};
  if (std::find(results_.begin(), results_.end(), name) != results_.end()) return {ValueType::Kind::effort};
  const DeclaredName* declared = find(name);
  return declared == nullptr ? ValueType{} : declared->type;
}

const std::vector<ChoiceValueName>& DeclaredNames::values_of(std::string_view attribute) const {
  static const std::vector<ChoiceValueName> none;
  const auto found = values_.find(attribute);
  return found == values_.end() ? none : found->second;
}

void DeclaredNames::add_kinds(const grammar::SyntaxTree& tree) {
  std::vector<std::string> stems{"fte"};
  if (tree.ruleset)
    for (const auto& kind : tree.ruleset->kinds) {
      add({NameKind::effort_kind, kind.name.text, {}, with_label("kind of effort", kind.label)});
      stems.push_back(kind.name.text);
    }
  if (stems.size() > 1) stems.emplace_back("general");
  for (const std::string& stem : stems)
    for (const std::string_view end : {"", "_low", "_high"}) results_.push_back(fmt::format("{}{}", stem, end));
}

void DeclaredNames::add_attributes(const grammar::SyntaxTree& tree, std::string_view text) {
  for (const auto& attribute : tree.attributes) {
    const grammar::TextSpan end = attribute.bounds ? attribute.bounds->span : attribute.type.span;
    add({NameKind::attribute, attribute.name.text, value_type(attribute.type, attribute.name.text),
         with_label(words_at(text, grammar::join(attribute.type.span, end)), attribute.label),
         attribute.optional.has_value()});
    auto& values = values_[attribute.name.text];
    for (const auto& value : attribute.type.values)
      values.push_back({written_value(value), fmt::format("value of {}", attribute.name.text)});
    if (!attribute.type.currency) continue;
    const std::string& currency = attribute.type.currency->text;
    if (std::find(currencies_.begin(), currencies_.end(), currency) == currencies_.end())
      currencies_.push_back(currency);
  }
}

void DeclaredNames::add_defines(const grammar::SyntaxTree& tree, std::string_view text) {
  const TypeOfName known = [this](std::string_view name) { return type_of(name); };
  for (const auto& define : tree.defines)
    add({NameKind::define, define.name.text, value_type(*define.value, known),
         fmt::format("= {}", words_at(text, define.value->span))});
  for (const auto& define : tree.defines) {  // those above may use those below
    DeclaredName& declared = all_[places_.find(define.name.text)->second];
    if (!declared.type.is_known()) declared.type = value_type(*define.value, known);
  }
}

void DeclaredNames::add_clusters(const grammar::SyntaxTree& tree) {
  for (const auto& cluster : tree.clusters)
    add({NameKind::cluster, cluster.name.text, {}, with_label("cluster", cluster.label)});
  for (const auto& profile : tree.profiles)
    add({NameKind::profile, profile.name.text, {}, with_label("profile", profile.label)});
}

void DeclaredNames::add_tables(const grammar::SyntaxTree& tree) {
  const TypeOfName known = [this](std::string_view name) { return type_of(name); };
  for (const auto& table : tree.tables) {
    for (std::size_t column = 0; column < table.outcomes.size(); ++column) {
      const auto& head = table.outcomes[column];
      if (!head.name) continue;
      ValueType type;
      for (const auto& row : table.rows)
        if (const auto* literal = std::get_if<grammar::Literal>(&row.outcomes[column].value);
            literal != nullptr && !type.is_known())
          type = value_type(*literal, known);
      add({NameKind::lookup, head.name->text, type, fmt::format("from table {}", table.name.text)});
    }
    const bool effects = std::any_of(table.outcomes.begin(), table.outcomes.end(),
                                     [](const auto& head) { return head.kind != grammar::OutcomeHead::Kind::define; });
    if (!effects) continue;
    for (std::size_t row = 1; row <= table.rows.size(); ++row)
      add({NameKind::rule, fmt::format("{}#{}", table.name.text, row), {}, with_label("row of a table", table.label)});
  }
}

void DeclaredNames::add_rules(const grammar::SyntaxTree& tree) {
  for (const auto& rule : tree.rules) {
    if (rule.name) add({NameKind::rule, rule.name->text, {}, with_label("rule", rule.because)});
    for (const auto& effect : rule.effects)
      if (const auto* flag = std::get_if<grammar::FlagSyntax>(&effect.node))
        if (std::find(flags_.begin(), flags_.end(), flag->text.value) == flags_.end())
          flags_.push_back(flag->text.value);
  }
}

}  // namespace spanne::engine

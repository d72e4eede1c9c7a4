#include "service/new_name.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "engine/check/functions.hpp"
#include "engine/testing/words.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tokens/keywords.hpp"
#include "records/cells/missing.hpp"
#include "records/cells/names.hpp"
#include "records/csv/heads.hpp"
#include "service/names.hpp"

namespace spanne::service {

using engine::NameTarget;

namespace {

std::string in_quotes(const std::string& name) { return fmt::format("\"{}\"", grammar::fit_to_show(name)); }

/// Names that may not be alike.
bool share_names(NameTarget::Kind one, NameTarget::Kind other) {
  const auto family = [](NameTarget::Kind kind) {
    switch (kind) {
      case NameTarget::Kind::attribute:
      case NameTarget::Kind::define:
      case NameTarget::Kind::lookup_value:
      case NameTarget::Kind::effort_kind: return 0;
      case NameTarget::Kind::rule:
      case NameTarget::Kind::table: return 1;
      default: return 2 + static_cast<int>(kind);
    }
  };
  return family(one) == family(other);
}

bool is_one_word(const std::string& name) {
  const auto tokens = grammar::tokenize(name);
  return tokens.tokens.size() == 1 && tokens.comments.empty() &&
         tokens.tokens.front().kind == grammar::TokenKind::word && tokens.tokens.front().span.begin == 0 &&
         tokens.tokens.front().span.end == name.size();
}

/// A word by which other things than a value are said where values stand.
bool has_meaning_beside_values(const std::string& word) {
  static constexpr std::array<std::string_view, 8> words{"yes",   "no",      "true",      "false",
                                                         "known", "missing", "otherwise", "unlimited"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool needs_quotes(const std::string& value) {
  return !is_one_word(value) || grammar::is_reserved(value) || has_meaning_beside_values(value);
}

/// Names that stand where values do, units and calculations among them.
bool stands_in_expressions(NameTarget::Kind kind) {
  return kind == NameTarget::Kind::attribute || kind == NameTarget::Kind::define ||
         kind == NameTarget::Kind::lookup_value || kind == NameTarget::Kind::effort_kind;
}

std::optional<std::string> no_name(NameTarget::Kind kind, const std::string& name) {
  if (!is_one_word(name))
    return fmt::format("{} is no name: names begin with a letter and go on with letters, digits and _",
                       in_quotes(name));
  if (grammar::is_reserved(name)) return fmt::format("{} is a word of the language and cannot be a name", name);
  if (!stands_in_expressions(kind)) return std::nullopt;
  if (engine::effort_unit(name)) return fmt::format("{} is a unit and cannot be a name", name);
  if (engine::is_function(name)) return fmt::format("{} is a calculation of the language and cannot be a name", name);
  return std::nullopt;
}

std::optional<std::string> taken(NameTarget target, const std::string& name, const RulesAnalysis& guideline) {
  for (const engine::ResolvedName& other : guideline.names.all())
    if (other.declares && other.target != target && share_names(other.target.kind, target.kind) &&
        guideline.source->text(other.span) == name)
      return fmt::format("{} is the name of {} {} already, in line {}", name,
                         other.target.kind == NameTarget::Kind::attribute ? "an" : "a", words_of(other.target.kind),
                         guideline.source->position(other.span.begin).line);
  return std::nullopt;
}

/// Of the declaration, what a file's heads are compared with.
engine::Attribute heads_of(const grammar::AttributeSyntax& written) {
  engine::Attribute made;
  made.name = written.name.text;
  for (const auto& column : written.columns) made.columns.push_back(column.value);
  return made;
}

/// The name of an attribute is a head of its column, and no column belongs to two attributes.
std::optional<std::string> head_taken(NameTarget target, const std::string& name, const RulesAnalysis& guideline) {
  if (target.kind != NameTarget::Kind::attribute) return std::nullopt;
  const auto& attributes = guideline.tree.attributes;
  for (std::size_t other = 0; other < attributes.size(); ++other)
    if (other != target.which && records::is_head_of(name, heads_of(attributes[other])))
      return fmt::format("a column called {} is read as {}, so no other attribute can have that name", in_quotes(name),
                         attributes[other].name.text);
  return std::nullopt;
}

/// What would no longer be read from files as it is today.
std::optional<std::string> value_refused(NameTarget target, const std::string& name, const RulesAnalysis& guideline) {
  const auto& values = guideline.tree.attributes[target.which].type.values;
  if (name.empty() || name.find_first_not_of(' ') == std::string::npos) return "a value has a name";
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }))
    return "a value is written on one line, without tabs";
  for (const std::string& word : {values[target.part].text, name})
    if (records::MissingMarkers::usual().has_word(word))
      return fmt::format(
          "in files {} can also say that there is no value, so the name of this value cannot change {} it",
          in_quotes(word), word == name ? "to" : "from");
  for (std::size_t other = 0; other < values.size(); ++other) {
    if (other == target.part) continue;
    const auto alike = [&](const std::string& text) { return records::name_form(text) == records::name_form(name); };
    const auto& forms = values[other].forms;
    if (alike(values[other].text) ||
        std::any_of(forms.begin(), forms.end(), [&](const auto& form) { return alike(form.value); }))
      return fmt::format("{} is how the value {} is written already", in_quotes(name), values[other].text);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refused_target(NameTarget target, const RulesAnalysis& guideline) {
  if (target.kind == NameTarget::Kind::rule && !guideline.tree.rules[target.which].name)
    return "this rule has no name: write one and a colon before its condition";
  if (guideline.names.declarations(target).empty())
    return fmt::format("this {} is part of the language, and its name cannot be changed", words_of(target.kind));
  const bool value = target.kind == NameTarget::Kind::choice_value;
  if (value && guideline.tree.attributes[target.which].owner)
    return "this is the name of a person, which the people's file and scenarios use, too: it is changed in all of them "
           "by hand";
  return std::nullopt;
}

std::optional<std::string> refused_name(NameTarget target, const std::string& name, const RulesAnalysis& guideline) {
  if (target.kind == NameTarget::Kind::choice_value) return value_refused(target, name, guideline);
  if (auto refusal = no_name(target.kind, name)) return refusal;
  if (auto refusal = taken(target, name, guideline)) return refusal;
  return head_taken(target, name, guideline);
}

std::string written_value(const std::string& value, const std::string& before, std::string_view written) {
  const bool quoted_without_need = written.starts_with('"') && !needs_quotes(before);
  return quoted_without_need || needs_quotes(value) ? engine::quoted(value) : value;
}

}  // namespace spanne::service

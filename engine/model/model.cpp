#include "engine/model/model.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace spanne::engine {

std::optional<AttributeId> Model::find_attribute(std::string_view name) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& one) { return one.name == name; });
  if (found == attributes.end()) return std::nullopt;
  return static_cast<AttributeId>(found - attributes.begin());
}

std::optional<AttributeId> Model::owner_attribute() const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [](const Attribute& one) { return one.owner; });
  if (found == attributes.end()) return std::nullopt;
  return static_cast<AttributeId>(found - attributes.begin());
}

std::vector<AttributeId> Model::figure_attributes() const {
  std::vector<AttributeId> figures;
  for (AttributeId id = 0; id < attributes.size(); ++id)
    if (attributes[id].figure) figures.push_back(id);
  return figures;
}

std::vector<AttributeId> Model::key_attributes() const {
  std::vector<AttributeId> keys;
  for (std::size_t id = 0; id < attributes.size(); ++id)
    if (attributes[id].key) keys.push_back(static_cast<AttributeId>(id));
  return keys;
}

std::vector<std::string> Model::result_names() const {
  std::vector<std::string> names;
  const auto triple = [&](const std::string& name) {
    for (const char* end : {"_low", "", "_high"}) names.push_back(name + end);
  };
  triple("fte");
  for (const auto& kind : kinds) triple(kind.name);
  triple("limit");
  return names;
}

std::string Model::words(grammar::TextSpan span) const { return one_line(source->text(span)); }

std::string one_line(std::string_view text) {
  std::string result;
  bool blank = false;
  for (const char byte : text) {
    const bool is_blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (!is_blank) {
      if (blank && !result.empty()) result += ' ';
      result += byte;
    }
    blank = is_blank;
  }
  return result;
}

namespace {

template <class Ordered>
bool in_range(const Ordered& value, const Bounds& bounds) {
  if (bounds.low && value < std::get<Ordered>(*bounds.low)) return false;
  if (!bounds.high) return true;
  const auto& high = std::get<Ordered>(*bounds.high);
  return bounds.half_open ? value < high : value <= high;
}

}  // namespace

bool within_bounds(const Value& value, const Attribute& attribute) {
  if (const auto* number = std::get_if<Decimal>(&value)) return in_range(*number, attribute.bounds);
  if (const auto* date = std::get_if<Date>(&value)) return in_range(*date, attribute.bounds);
  return true;
}

std::string_view to_text(FileLocale locale) {
  switch (locale) {
    case FileLocale::de: return "de";
    case FileLocale::ch: return "ch";
    case FileLocale::en: return "en";
    case FileLocale::en_gb: return "en-GB";
    case FileLocale::en_us: break;
  }
  return "en-US";
}

std::optional<std::uint32_t> value_by_form(std::string_view text, const Choice& choice) {
  for (std::size_t value = 0; value < choice.forms.size(); ++value)
    for (const std::string& form : choice.forms[value])
      if (form == text) return static_cast<std::uint32_t>(value);
  return std::nullopt;
}

namespace {

/// `"A" or "B"`.
std::string alternatives(const std::vector<std::string>& texts) {
  std::string words;
  for (const std::string& text : texts) words += fmt::format("{}\"{}\"", words.empty() ? "" : " or ", text);
  return words;
}

}  // namespace

std::string column_words(const Attribute& attribute) {
  return attribute.columns.empty() ? attribute.name : alternatives(attribute.columns);
}

std::string magnitude_words(const Attribute& attribute) {
  switch (attribute.magnitude.value_or(0)) {
    case 3: return "in k";
    case 6: return "in M";
    case 9: return "in bn";
    default: return {};
  }
}

std::string figure_words(const Attribute& attribute, const Model& model) {
  if (!attribute.figure) return "";
  const std::string words = model.words(attribute.figure->span);
  return words.substr(words.find_first_not_of("= "));
}

std::string choice_words(const Choice& choice) {
  std::string words;
  for (std::size_t value = 0; value < choice.values.size(); ++value) {
    if (value > 0) words += choice.ordered ? " < " : ", ";
    words += choice.values[value];
    if (value < choice.forms.size() && !choice.forms[value].empty())
      words += " as " + alternatives(choice.forms[value]);
  }
  return words;
}

Value any_value(const Attribute& attribute) {
  if (attribute.bounds.low) return *attribute.bounds.low;
  switch (attribute.type.kind) {
    case TypeKind::boolean: return false;
    case TypeKind::text: return std::string();
    case TypeKind::choice: return ChoiceValue{};
    case TypeKind::date: return Date{};
    default: break;
  }
  return attribute.bounds.high ? *attribute.bounds.high : Value(Decimal{});
}

std::string to_text(const Value& value, const Type& type, const Model& model) {
  if (is_missing(value)) return {};
  switch (type.kind) {
    case TypeKind::boolean: return std::get<bool>(value) ? "yes" : "no";
    case TypeKind::choice: return model.choices[type.choice].values[std::get<ChoiceValue>(value).index];
    case TypeKind::text: return std::get<std::string>(value);
    case TypeKind::date: return to_text(std::get<Date>(value));
    case TypeKind::percent: return to_text(std::get<Decimal>(value)) + " %";
    case TypeKind::money: return to_text(std::get<Decimal>(value)) + " " + type.currency;
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::effort: break;
  }
  return to_text(std::get<Decimal>(value));
}

std::string to_text(const Fraction& number, const Type& type) {
  switch (type.kind) {
    case TypeKind::percent: return (number * 100).to_text() + " %";
    case TypeKind::money: return number.to_text() + " " + type.currency;
    case TypeKind::effort: return number.to_text() + " FTE";
    default: return number.to_text();
  }
}

}  // namespace spanne::engine

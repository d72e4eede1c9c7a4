// In which parts two headers and two declarations of an attribute differ.
#include <algorithm>
#include <fmt/format.h>

#include "engine/compare/differences.hpp"
#include "engine/compare/parts.hpp"
#include "engine/explain/words.hpp"

namespace spanne::engine {
namespace {

std::string yes_no(bool value) { return value ? "yes" : "no"; }

// ---- attributes

std::string type_name(const Attribute& attribute) {
  switch (attribute.type.kind) {
    case TypeKind::boolean: return "boolean";
    case TypeKind::integer: return "integer";
    case TypeKind::decimal: return "decimal";
    case TypeKind::percent:
      return attribute.reading == PercentReading::none         ? "percent"
             : attribute.reading == PercentReading::in_percent ? "percent in %"
                                                               : "percent as share";
    case TypeKind::money: return "money " + attribute.type.currency;
    case TypeKind::effort: return "effort";
    case TypeKind::text: return "text";
    case TypeKind::date: return "date";
    case TypeKind::choice: break;
  }
  return "one of";
}

std::string type_words(const Attribute& attribute, const Model& model) {
  const std::string name = type_name(attribute);
  if (attribute.type.kind == TypeKind::choice) return name + " " + choice_words(model.choices[attribute.type.choice]);
  return attribute.magnitude ? name + " " + magnitude_words(attribute) : name;
}

/// A single head as it stands; several in quotation marks.
std::string head_words(const Attribute& attribute) {
  return attribute.columns.size() == 1 ? attribute.columns.front() : column_words(attribute);
}

std::string range_words(const Attribute& attribute, const Model& model) {
  if (!attribute.bounds.low && !attribute.bounds.high) return "any";
  const auto end = [&](const std::optional<Value>& value) {
    return value ? value_words(*value, attribute.type, model) : "";
  };
  return fmt::format("{} {} {}", end(attribute.bounds.low), attribute.bounds.half_open ? "..<" : "..",
                     end(attribute.bounds.high));
}

std::string counted_words(const Attribute& attribute, const Model& model) {
  return attribute.figure ? figure_words(attribute, model) : "read from the file";
}

std::string counted_meaning(const Attribute& attribute, const Meaning& meaning) {
  return attribute.figure ? meaning.of(*attribute.figure) : "read";
}

std::string fallback_words(const Attribute& attribute, const Model& model) {
  if (attribute.figure && !attribute.optional) return "is counted";
  if (attribute.fallback) return "default " + value_words(*attribute.fallback, attribute.type, model);
  return attribute.optional ? "may be missing" : "has to be there";
}

// ---- header

std::string kinds_words(const Model& model) {
  std::vector<std::string> names;
  for (const auto& kind : model.kinds) names.push_back(kind.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string effective_words(const Period& period) {
  const auto end = [](const std::optional<Date>& date) { return date ? to_text(*date) : std::string(); };
  return !period.from && !period.until ? "always" : end(period.from) + " .. " + end(period.until);
}

std::string working_time_words(const WorkingTime& time) {
  return fmt::format("{} h/year, {} h/week, {} h/day", to_text(time.hours_per_year), to_text(time.hours_per_week),
                     to_text(time.hours_per_day));
}

std::string locale_words(const Model& model) {
  return model.locale ? std::string(to_text(*model.locale)) : "as the file writes";
}

std::string utilisation_words(const Model& model) {
  return fmt::format("{} % .. {} %", (model.utilisation_low * 100).to_text(), (model.utilisation_high * 100).to_text());
}

}  // namespace

std::vector<RulePart> header_parts(const Versions& versions) {
  const Model &a = versions.old_model, &b = versions.new_model;
  std::vector<std::string> old_kinds, new_kinds;
  for (const auto& kind : a.kinds) old_kinds.push_back(versions.old_meaning.kind_name(kind.name));
  for (const auto& kind : b.kinds) new_kinds.push_back(versions.new_meaning.kind_name(kind.name));
  std::sort(old_kinds.begin(), old_kinds.end());
  std::sort(new_kinds.begin(), new_kinds.end());
  Parts parts;
  parts.compare("effective", effective_words(a.effective), effective_words(b.effective));
  parts.compare("capacity", a.capacity.to_exact_text() + " FTE", b.capacity.to_exact_text() + " FTE");
  parts.compare("utilisation", utilisation_words(a), utilisation_words(b));
  parts.compare("working time", working_time_words(a.working_time), working_time_words(b.working_time));
  parts.compare("effort", fmt::format("{}", fmt::join(old_kinds, "\n")), fmt::format("{}", fmt::join(new_kinds, "\n")),
                kinds_words(a), kinds_words(b));
  if (old_kinds == new_kinds) parts.compare("effort", kinds_words(a), kinds_words(b), false);
  parts.compare("locale", locale_words(a), locale_words(b));
  parts.compare("capacity_column", a.capacity_column.value_or("capacity"), b.capacity_column.value_or("capacity"));
  parts.compare("title", a.title, b.title, false);
  parts.compare("version", a.version, b.version, false);
  parts.compare("owner", a.owner, b.owner, false);
  parts.compare("supersedes", a.supersedes.value_or(""), b.supersedes.value_or(""), false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Attribute& old_one, const Attribute& new_one, const Versions& versions) {
  const Model &a = versions.old_model, &b = versions.new_model;
  Parts parts;
  parts.compare("type", type_words(old_one, a), type_words(new_one, b));
  parts.compare("range", range_words(old_one, a), range_words(new_one, b));
  parts.compare("where missing", fallback_words(old_one, a), fallback_words(new_one, b));
  parts.compare("key", yes_no(old_one.key), yes_no(new_one.key));
  parts.compare("owner", yes_no(old_one.owner), yes_no(new_one.owner));
  parts.compare("column", head_words(old_one), head_words(new_one));
  parts.compare("counted", counted_meaning(old_one, versions.old_meaning),
                counted_meaning(new_one, versions.new_meaning), counted_words(old_one, a), counted_words(new_one, b));
  parts.compare("label", old_one.label, new_one.label, false);
  return parts.take();
}

}  // namespace spanne::engine

#include "engine/completion/candidates.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>

#include "engine/value/unit.hpp"

namespace spanne::engine {
namespace {

using Fit = Candidate::Fit;
using Item = CompletionItem;
using ItemKind = CompletionItem::Kind;
using NameKind = DeclaredName::Kind;
using TypeKind = ValueType::Kind;
using grammar::NameRole;
using Use = grammar::ValuePlace::Use;

constexpr std::array<std::string_view, 9> functions{"min", "max",   "round",          "floor",        "ceil",
                                                    "abs", "power", "months_between", "years_between"};
constexpr std::array<std::string_view, 6> counts{"accounts_per_kam",     "kams_per_account",
                                                 "accounts_per_kam_low", "accounts_per_kam_high",
                                                 "kams_per_account_low", "kams_per_account_high"};

ItemKind kind_of(NameKind kind) {
  switch (kind) {
    case NameKind::attribute: return ItemKind::attribute;
    case NameKind::define:
    case NameKind::lookup:
    case NameKind::profile: return ItemKind::define;
    case NameKind::cluster: return ItemKind::cluster;
    case NameKind::effort_kind: return ItemKind::effort_kind;
    case NameKind::rule: return ItemKind::rule;
  }
  return ItemKind::word;
}

class Finder {
 public:
  Finder(const grammar::WritingPlace& place, const grammar::Expected& expected, const Surroundings& surroundings)
      : place_(place),
        expected_(expected),
        around_(surroundings),
        names_(surroundings.names),
        wanted_(type_wanted(place, expected, surroundings.names)) {}

  std::vector<Candidate> run() {
    for (const NameRole role : expected_.roles) add_role(role);
    if (expected_.text) add_texts();
    return std::move(found_);
  }

 private:
  void add(std::string_view text, ItemKind kind, Fit fit, std::string_view detail = {}) {
    found_.push_back({fit, {kind, std::string(text), std::string(detail)}});
  }

  void add_declared(NameKind kind, Fit fit) {
    for (const DeclaredName& name : names_.all())
      if (name.kind == kind) add(name.text, kind_of(kind), fit, name.detail);
  }

  void add_role(NameRole role) {
    switch (role) {
      case NameRole::declared: return;
      case NameRole::type: return add_types();
      case NameRole::currency: return add_currencies(Fit::exact);
      case NameRole::unit: return add_units();
      case NameRole::period:
        for (const std::string_view period : {"month", "year", "week", "quarter", "day"})
          add(period, ItemKind::unit, Fit::exact);
        return;
      case NameRole::value: return add_values();
      case NameRole::literal: return add_values_of_type(Fit::exact);
      case NameRole::counted: return add_counted();
      case NameRole::attribute: return add_declared(NameKind::attribute, Fit::exact);
      case NameRole::cluster: return add_declared(NameKind::cluster, Fit::exact);
      case NameRole::effort_kind:
        add_declared(NameKind::effort_kind, Fit::exact);
        return add("general", ItemKind::effort_kind, Fit::possible);
      case NameRole::rule: return add_declared(NameKind::rule, Fit::exact);
      case NameRole::result: return add_results(Fit::exact);
      case NameRole::expected: return add_expected();
      case NameRole::figure:
        add_values_of_type(Fit::exact);
        return add("unlimited", ItemKind::word, wanted_.is_known() ? Fit::possible : Fit::exact);
    }
  }

  void add_types() {
    for (const std::string_view type : {"integer", "boolean", "one of", "text", "money", "decimal", "percent", "date"})
      add(type, ItemKind::type, Fit::exact);
  }

  void add_currencies(Fit fit) {
    for (const std::string& currency : names_.currencies()) add(currency, ItemKind::unit, fit, "currency");
    const bool none = names_.currencies().empty();
    for (const std::string_view currency : {"EUR", "CHF", "USD", "GBP"})
      add(currency, ItemKind::unit, none && currency == "EUR" ? fit : Fit::possible, "currency");
  }

  // ---- units

  void add_efforts(Fit fit) {
    for (const std::string& unit : effort_unit_names())
      add(unit, ItemKind::unit, grammar::is_any_of({"FTE", "h/month", "h/week"}, unit) ? fit : Fit::possible,
          "unit of effort");
  }
  void add_percent(Fit fit) { add("%", ItemKind::unit, fit); }
  void add_calendar_units(Fit fit) {
    for (const std::string_view unit : {"months", "days", "years", "weeks", "month", "day", "year", "week"})
      add(unit, ItemKind::unit, fit, "calendar");
  }

  bool about_effort() const {
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at)
      if (place_.word(at) == "->") return true;
    return place_.row && (place_.row->heads || place_.row->outcome);
  }

  void add_units() {
    const std::string_view line = place_.tokens.size() > place_.first ? place_.word(place_.first) : std::string_view();
    if (line == "utilisation" || (line == "hire" && in_ramp()))
      return add_percent(Fit::exact), add_calendar_units(Fit::usual);
    if (line == "working") {
      for (const std::string_view unit : {"h/year", "h/week", "h/day"}) add(unit, ItemKind::unit, Fit::exact);
      return;
    }
    const bool header = line == "capacity" || line == "hire";
    if (header || wanted_.kind == TypeKind::effort || about_effort()) {
      add_percent(header ? Fit::possible : Fit::exact);
      return add_efforts(Fit::exact);
    }
    switch (wanted_.kind) {
      case TypeKind::money: return add_currencies(Fit::exact);
      case TypeKind::percent: return add_percent(Fit::exact);
      case TypeKind::date: return add_calendar_units(Fit::exact);
      case TypeKind::number: return;
      default: break;
    }
    add_percent(Fit::usual);
    add_currencies(Fit::usual);
    add_efforts(Fit::possible);
    add_calendar_units(Fit::possible);
  }

  bool in_ramp() const {
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at)
      if (place_.word(at) == "ramp") return true;
    return false;
  }

  // ---- values

  /// The values of a choice, yes and no, clusters.
  void add_values_of_type(Fit fit) {
    if (wanted_.kind == TypeKind::choice)
      for (const ChoiceValueName& value : own_or_declared_values())
        add(value.written, ItemKind::choice_value, fit, value.detail);
    if (wanted_.kind == TypeKind::boolean)
      for (const std::string_view answer : {"yes", "no"}) add(answer, ItemKind::choice_value, fit);
    if (wanted_.kind == TypeKind::cluster) add_declared(NameKind::cluster, fit);
    if (expected_.name(NameRole::literal) && given()) add("missing", ItemKind::word, Fit::possible);
  }

  bool given() const { return place_.last() == "="; }

  std::vector<ChoiceValueName> own_or_declared_values() const {
    if (!wanted_.detail.empty()) return names_.values_of(wanted_.detail);
    std::vector<ChoiceValueName> values;
    if (expected_.type)
      for (const auto& value : expected_.type->values)
        values.push_back({value.quoted ? fmt::format("\"{}\"", value.text) : value.text, {}});
    return values;
  }

  static bool same_kind(const ValueType& wanted, const ValueType& type) {
    return wanted.kind == type.kind && (wanted.kind != TypeKind::choice || wanted.detail == type.detail);
  }

  /// How a declared name fits into a condition or calculation.
  Fit fit_of(const ValueType& type) const {
    if (place_.fresh_line) return Fit::usual;  // a rule without a name
    if (place_.row && place_.row->heads) return type.kind == TypeKind::effort ? Fit::possible : Fit::exact;
    if (wanted_.is_known()) return same_kind(wanted_, type) ? Fit::exact : Fit::possible;
    if (expected_.value.use == Use::number)
      return type.counts() || type.kind == TypeKind::date ? Fit::exact : Fit::possible;
    if (about_effort()) return type.kind == TypeKind::effort ? Fit::exact : Fit::possible;
    return Fit::usual;
  }

  void add_values() {
    if (expected_.value.use == Use::compared) add_values_of_type(Fit::exact);
    for (const DeclaredName& name : names_.all()) {
      const bool value =
          name.kind == NameKind::attribute || name.kind == NameKind::define || name.kind == NameKind::lookup;
      if (value) add(name.text, kind_of(name.kind), fit_of(name.type), name.detail);
    }
    add("cluster", ItemKind::result, fit_of({TypeKind::cluster}), "the account's cluster");
    add("as_of", ItemKind::result, fit_of({TypeKind::date}), "the day of the evaluation");
    const bool asked = !place_.fresh_line && (is_line("property") || is_line("expect"));
    const Fit result = asked ? Fit::exact : wanted_.is_known() ? fit_of({TypeKind::effort}) : Fit::possible;
    add_results(result);
    for (const std::string_view function : functions)
      add(fmt::format("{}(", function), ItemKind::function,
          expected_.value.use == Use::number ? Fit::usual : Fit::possible);
    if (expected_.value.use == Use::whole && is_line("define"))
      for (const std::string_view answer : {"yes", "no"}) add(answer, ItemKind::choice_value, Fit::possible);
  }

  void add_counted() {
    for (const DeclaredName& name : names_.all()) {
      const bool value =
          name.kind == NameKind::attribute || name.kind == NameKind::define || name.kind == NameKind::lookup;
      if (value && (name.type.counts() || !name.type.is_known()))
        add(name.text, kind_of(name.kind), name.type.counts() ? Fit::exact : Fit::possible, name.detail);
    }
  }

  // ---- tests

  void add_results(Fit fit) {
    for (const std::string& result : names_.results()) add(result, ItemKind::result, fit);
  }

  void add_expected() {
    add("cluster", ItemKind::result, Fit::exact, "the account's cluster");
    add_results(Fit::exact);
    for (const std::string_view count : counts) add(count, ItemKind::result, Fit::exact);
  }

  // ---- texts

  bool is_line(std::string_view word) const {
    return place_.tokens.size() > place_.first && place_.word(place_.first) == word;
  }

  void add_text(std::string_view text, std::string_view detail) {
    std::string quoted = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    add(quoted + '"', ItemKind::text, Fit::exact, detail);
  }

  void add_texts() {
    const bool head = place_.last() == "column" || (place_.last() == "or" && is_column());
    if (head)
      for (const std::string& text : around_.heads) add_text(text, "column of the accounts");
    if (is_line("expect") && place_.last() == "flag")
      for (const std::string& flag : names_.flags()) add_text(flag, "flag");
    if (is_line("include"))
      for (const std::string& scenario : around_.scenarios) add_text(scenario, "scenario");
  }

  bool is_column() const {
    return std::any_of(place_.tokens.begin() + static_cast<std::ptrdiff_t>(place_.first), place_.tokens.end(),
                       [&](const grammar::Token& token) { return word_of(token, place_.written()) == "column"; });
  }

  const grammar::WritingPlace& place_;
  const grammar::Expected& expected_;
  const Surroundings& around_;
  const DeclaredNames& names_;
  ValueType wanted_;
  std::vector<Candidate> found_;
};

/// Of a cell: what its head names.
ValueType type_of_head(const grammar::WritingPlace& place, const DeclaredNames& names) {
  const grammar::RowPlace& row = *place.row;
  const auto& heads = row.outcome ? row.outcomes : row.conditions;
  if (row.heads || row.cell >= heads.size()) return {};
  const grammar::TextSpan head = heads[row.cell];
  const std::string_view written = place.written().substr(head.begin, head.end - head.begin);
  return names.type_of(written);
}

}  // namespace

ValueType type_wanted(const grammar::WritingPlace& place, const grammar::Expected& expected,
                      const DeclaredNames& names) {
  const TypeOfName known = [&](std::string_view name) { return names.type_of(name); };
  if (expected.value.use == Use::compared) return value_type(*expected.value.subject, known);
  if (place.row) return type_of_head(place, names);
  if (expected.type) return value_type(*expected.type, {});
  for (std::size_t back = 0; back < 8; ++back)  // of `NAME = …`, and of the number before a unit
    if (place.last(back) == "=" || place.last(back) == "!=" || place.last(back) == "<" || place.last(back) == "<=" ||
        place.last(back) == ">" || place.last(back) == ">=" || place.last(back) == "in")
      return names.type_of(place.last(back + 1));
  return {};
}

std::vector<Candidate> name_candidates(const grammar::WritingPlace& place, const grammar::Expected& expected,
                                       const Surroundings& surroundings) {
  return Finder(place, expected, surroundings).run();
}

}  // namespace spanne::engine

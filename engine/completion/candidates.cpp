#include "engine/completion/candidates.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>

#include "engine/value/unit.hpp"

namespace spanne::engine {
namespace {

using CandidateFit = CompletionCandidate::Fit;
using Item = CompletionItem;
using ItemKind = CompletionItem::Kind;
using NameKind = DeclaredName::Kind;
using ValueKind = ValueType::Kind;
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

  std::vector<CompletionCandidate> run() {
    for (const NameRole role : expected_.roles) add_role(role);
    if (expected_.text) add_texts();
    return std::move(found_);
  }

 private:
  void add(std::string_view text, ItemKind kind, CandidateFit fit, std::string_view detail = {}) {
    found_.push_back({fit, {kind, std::string(text), std::string(detail)}});
  }

  void add_declared(NameKind kind, CandidateFit fit) {
    for (const DeclaredName& name : names_.all())
      if (name.kind == kind) add(name.text, kind_of(kind), fit, name.detail);
  }

  void add_role(NameRole role) {
    switch (role) {
      case NameRole::declared: return;
      case NameRole::type: return add_types();
      case NameRole::currency: return add_currencies(CandidateFit::exact);
      case NameRole::unit: return add_units();
      case NameRole::period:
        for (const std::string_view period : {"month", "year", "week", "quarter", "day"})
          add(period, ItemKind::unit, CandidateFit::exact);
        return;
      case NameRole::value: return add_values();
      case NameRole::literal: return add_values_of_type(CandidateFit::exact);
      case NameRole::counted: return add_counted();
      case NameRole::attribute: return add_attributes();
      case NameRole::cluster: return add_declared(NameKind::cluster, CandidateFit::exact);
      case NameRole::effort_kind:
        add_declared(NameKind::effort_kind, CandidateFit::exact);
        return add("general", ItemKind::effort_kind, CandidateFit::possible);
      case NameRole::rule: return add_declared(NameKind::rule, CandidateFit::exact);
      case NameRole::result: return add_results(CandidateFit::exact);
      case NameRole::expected: return add_expected();
      case NameRole::figure:
        add_values_of_type(CandidateFit::exact);
        return add("unlimited", ItemKind::word, wanted_.is_known() ? CandidateFit::possible : CandidateFit::exact);
    }
  }

  /// None that this line has given already.
  void add_attributes() {
    const bool given = is_line("given");
    for (const DeclaredName& name : names_.all())
      if (name.kind == NameKind::attribute && !(given && is_written(name.text)))
        add(name.text, ItemKind::attribute, CandidateFit::exact, name.detail);
    if (given) add("as_of", ItemKind::result, CandidateFit::usual, "the day of the evaluation");
  }

  bool is_written(std::string_view word) const {
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at)
      if (place_.word(at) == word) return true;
    return false;
  }

  void add_types() {
    for (const std::string_view type : {"integer", "boolean", "one of", "text", "money", "decimal", "percent", "date"})
      add(type, ItemKind::type, CandidateFit::exact);
  }

  void add_currencies(CandidateFit fit) {
    for (const std::string& currency : names_.currencies()) add(currency, ItemKind::unit, fit, "currency");
    const bool none = names_.currencies().empty();
    for (const std::string_view currency : {"EUR", "CHF", "USD", "GBP"})
      add(currency, ItemKind::unit, none && currency == "EUR" ? fit : CandidateFit::possible, "currency");
  }

  // ---- units

  void add_efforts(CandidateFit fit) {
    for (const std::string& unit : effort_unit_names())
      add(unit, ItemKind::unit, grammar::is_any_of({"FTE", "h/month", "h/week"}, unit) ? fit : CandidateFit::possible,
          "unit of effort");
  }
  void add_percent(CandidateFit fit) { add("%", ItemKind::unit, fit); }
  void add_calendar_units(CandidateFit fit) {
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
      return add_percent(CandidateFit::exact), add_calendar_units(CandidateFit::usual);
    if (line == "working") {
      for (const std::string_view unit : {"h/year", "h/week", "h/day"}) add(unit, ItemKind::unit, CandidateFit::exact);
      return;
    }
    if (after_date()) return add_calendar_units(CandidateFit::exact);
    const bool header = line == "capacity" || line == "hire";
    if (header || wanted_.kind == ValueKind::effort || about_effort()) {
      add_percent(header ? CandidateFit::possible : CandidateFit::exact);
      return add_efforts(CandidateFit::exact);
    }
    switch (wanted_.kind) {
      case ValueKind::money: return add_currencies(CandidateFit::exact);
      case ValueKind::percent: return add_percent(CandidateFit::exact);
      case ValueKind::date: return add_calendar_units(CandidateFit::exact);
      case ValueKind::number: return;
      default: break;
    }
    add_efforts(is_line("define") ? CandidateFit::exact : CandidateFit::possible);
    add_percent(CandidateFit::usual);
    add_currencies(CandidateFit::usual);
    add_calendar_units(CandidateFit::possible);
  }

  /// `signed + 3`
  bool after_date() const {
    const bool moved = place_.last(1) == "+" || place_.last(1) == "-";
    return moved && names_.type_of(place_.last(2)).kind == ValueKind::date;
  }

  bool in_ramp() const {
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at)
      if (place_.word(at) == "ramp") return true;
    return false;
  }

  // ---- values

  /// The values of a choice, yes and no, clusters.
  void add_values_of_type(CandidateFit fit) {
    if (wanted_.kind == ValueKind::choice)
      for (const ChoiceValueName& value : own_or_declared_values())
        add(value.written, ItemKind::choice_value, fit, value.detail);
    if (wanted_.kind == ValueKind::boolean)
      for (const std::string_view answer : {"yes", "no"}) add(answer, ItemKind::choice_value, fit);
    if (wanted_.kind == ValueKind::cluster) add_declared(NameKind::cluster, fit);
    if (expected_.name(NameRole::literal) && given()) add("missing", ItemKind::word, CandidateFit::possible);
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
    return wanted.kind == type.kind && (wanted.kind != ValueKind::choice || wanted.detail == type.detail);
  }

  /// How a declared name fits into a condition or calculation.
  CandidateFit fit_of(const ValueType& type) const {
    if (place_.fresh_line) return CandidateFit::usual;  // a rule without a name
    if (place_.row && place_.row->heads)
      return type.kind == ValueKind::effort ? CandidateFit::possible : CandidateFit::exact;
    using Kind = ValueKind;
    const bool named = wanted_.kind == Kind::choice || wanted_.kind == Kind::boolean || wanted_.kind == Kind::cluster;
    if (wanted_.is_known())
      return !same_kind(wanted_, type) ? CandidateFit::possible : named ? CandidateFit::usual : CandidateFit::exact;
    if (expected_.value.use == Use::number)
      return type.counts() || type.kind == ValueKind::date ? CandidateFit::exact : CandidateFit::possible;
    if (about_effort()) return type.kind == ValueKind::effort ? CandidateFit::exact : CandidateFit::possible;
    return CandidateFit::usual;
  }

  void add_values() {
    if (wanted_.is_known()) add_values_of_type(CandidateFit::exact);
    for (const DeclaredName& name : names_.all()) {
      const bool value =
          name.kind == NameKind::attribute || name.kind == NameKind::define || name.kind == NameKind::lookup;
      if (value) add(name.text, kind_of(name.kind), fit_of(name.type), name.detail);
    }
    add("cluster", ItemKind::result, fit_of({ValueKind::cluster}), "the account's cluster");
    add("as_of", ItemKind::result, fit_of({ValueKind::date}), "the day of the evaluation");
    const bool asked = !place_.fresh_line && (is_line("property") || is_line("expect"));
    const CandidateFit result = asked                ? CandidateFit::exact
                                : wanted_.is_known() ? fit_of({ValueKind::effort})
                                                     : CandidateFit::possible;
    add_results(result);
    for (const std::string_view function : functions)
      add(fmt::format("{}(", function), ItemKind::function,
          expected_.value.use == Use::number || is_line("define") ? CandidateFit::usual : CandidateFit::possible);
    if (expected_.value.use == Use::whole && is_line("define"))
      for (const std::string_view answer : {"yes", "no"}) add(answer, ItemKind::choice_value, CandidateFit::possible);
  }

  void add_counted() {
    for (const DeclaredName& name : names_.all()) {
      const bool value =
          name.kind == NameKind::attribute || name.kind == NameKind::define || name.kind == NameKind::lookup;
      if (value && (name.type.counts() || !name.type.is_known()))
        add(name.text, kind_of(name.kind), name.type.counts() ? CandidateFit::exact : CandidateFit::possible,
            name.detail);
    }
  }

  // ---- tests

  void add_results(CandidateFit fit) {
    const CandidateFit of_ends = fit == CandidateFit::exact ? CandidateFit::usual : CandidateFit::possible;
    for (const std::string& result : names_.results())
      add(result, ItemKind::result, result.starts_with("fte") || result.find('_') == std::string::npos ? fit : of_ends);
  }

  void add_expected() {
    add("cluster", ItemKind::result, CandidateFit::exact, "the account's cluster");
    add_results(CandidateFit::exact);
    for (const std::string_view count : counts)
      add(count, ItemKind::result, count == counts.front() ? CandidateFit::exact : CandidateFit::possible);
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
    add(quoted + '"', ItemKind::text, CandidateFit::exact, detail);
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
  std::vector<CompletionCandidate> found_;
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

/// Of `NAME = …`, also where a number and a unit stand after it: the place of the sign; 0 where there is none.
std::size_t sign_before_value(const grammar::WritingPlace& place) {
  using grammar::is_any_of;
  using grammar::TokenKind;
  for (std::size_t at = place.tokens.size(); at-- > place.first;) {
    const TokenKind kind = place.tokens[at].kind;
    if (is_any_of({"=", "!=", "<", "<=", ">", ">=", "in"}, place.word(at))) return at;
    const bool unit = kind == TokenKind::word && at > place.first && place.tokens[at - 1].kind == TokenKind::number;
    const bool part = kind == TokenKind::number || kind == TokenKind::day || unit;
    if (!part && !is_any_of({"..", "..<", "-", "%"}, place.word(at))) return 0;
  }
  return 0;
}

}  // namespace

ValueType type_wanted(const grammar::WritingPlace& place, const grammar::Expected& expected,
                      const DeclaredNames& names) {
  const TypeOfName known = [&](std::string_view name) { return names.type_of(name); };
  if (expected.value.use == Use::compared) return value_type(*expected.value.subject, known);
  if (place.row) return type_of_head(place, names);
  if (expected.type) return value_type(*expected.type, {});
  const std::size_t sign = sign_before_value(place);
  return sign > place.first ? names.type_of(place.word(sign - 1)) : ValueType{};
}

std::vector<CompletionCandidate> name_candidates(const grammar::WritingPlace& place, const grammar::Expected& expected,
                                                 const Surroundings& surroundings) {
  return Finder(place, expected, surroundings).run();
}

}  // namespace spanne::engine

#include "records/csv/kam_columns.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/text/nearest.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/csv/heads.hpp"

namespace spanne::records {

using engine::Model;

namespace {

using Heads = std::vector<std::string>;
using FoundColumn = std::variant<std::optional<std::size_t>, AccountsError>;

/// The one column whose head `fits`; `what` is what it is read as.
template <class Fits>
FoundColumn the_column(const Heads& heads, std::string_view what, const Fits& fits) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (!fits(heads[i])) continue;
    if (found)
      return AccountsError{fmt::format("columns {} and {} are both read as {}: \"{}\" and \"{}\"", *found + 1, i + 1,
                                       what, shown(heads[*found]), shown(heads[i])),
                           "rename or remove one of them"};
    found = i;
  }
  return found;
}

/// Words of heads, folded.
using HeadWords = std::vector<std::string_view>;

FoundColumn column_called(const Heads& heads, std::string_view what, const HeadWords& words) {
  return the_column(heads, what, [&](const std::string& head) {
    return std::find(words.begin(), words.end(), folded(head)) != words.end();
  });
}

/// Of several words those that say most plainly on which days a row counts; a file may have the others besides.
const std::vector<HeadWords>& heads_of_from() {
  static const std::vector<HeadWords> words{
      {"from", "von"},
      {"ab", "seit", "since", "beginn", "begin", "start", "gültig ab", "gültig von", "gueltig ab", "gueltig von",
       "valid from", "startdatum", "start date"},
      {"eintritt", "eintrittsdatum", "eintritt am", "joined", "hired", "hire date", "entry date"}};
  return words;
}

const std::vector<HeadWords>& heads_of_until() {
  static const std::vector<HeadWords> words{
      {"until", "bis"},
      {"till", "ende", "end", "gültig bis", "gueltig bis", "valid until", "valid to", "enddatum", "end date"},
      {"austritt", "austrittsdatum", "austritt am", "left", "leave date", "exit date"}};
  return words;
}

/// The first column that one of the words fits, the plainest words first.
FoundColumn day_column(const Heads& heads, std::string_view what, const std::vector<HeadWords>& words) {
  for (const HeadWords& alike : words) {
    FoundColumn found = column_called(heads, what, alike);
    const auto* column = std::get_if<std::optional<std::size_t>>(&found);
    if (column == nullptr || *column) return found;
  }
  return std::nullopt;
}

/// `cure` says what to do, with a head of the file that may be meant, or with "…".
template <class Cure>
AccountsError missing(const Heads& heads, const std::string& wanted, const HeadWords& meant, const Cure& cure) {
  std::vector<std::string> shown_heads;
  for (const std::string& head : heads)
    if (!head.empty()) shown_heads.push_back(shown(head));
  std::optional<std::string> near = grammar::nearest(wanted, heads);
  for (const std::string& head : heads)
    if (std::find(meant.begin(), meant.end(), folded(head)) != meant.end()) near = head;
  return {
      fmt::format("a column is missing: {}", wanted),
      fmt::format("{}; the file has the columns {}", cure(near ? shown(*near) : "…"), fmt::join(shown_heads, ", "))};
}

AccountsError missing_name(const Heads& heads, const engine::Attribute& owner) {
  const std::string& wanted = owner.columns.empty() ? owner.name : owner.columns.front();
  const HeadWords meant{"name",
                        "person",
                        "people",
                        "kam",
                        "mitarbeiter",
                        "mitarbeiterin",
                        "betreuer",
                        "betreuerin",
                        "kundenbetreuer",
                        "owner",
                        "employee",
                        "account manager",
                        "key account manager",
                        "wer",
                        "vor- und nachname"};
  std::string declared;
  for (const std::string& column : owner.columns) declared += fmt::format("\"{}\", ", column);
  return missing(heads, wanted, meant, [&](const std::string& head) {
    return fmt::format("call the column of names {0}, or declare its head, too: {1} text owner column {2}\"{3}\"",
                       wanted, owner.name, declared, head);
  });
}

AccountsError missing_capacity(const Heads& heads, const Model& model) {
  const HeadWords meant{"fte",         "vzä",    "vzae",    "pensum",   "anteil",
                        "umfang",      "stelle", "stellen", "workload", "beschäftigungsgrad",
                        "availability"};
  return missing(heads, model.capacity_column.value_or("capacity"), meant, [&](const std::string& head) {
    return fmt::format(
        "call it capacity, Kapazität, Stellenanteil or Arbeitszeit, or write at the top of the guideline "
        "capacity_column \"{}\"",
        head);
  });
}

AccountsError missing_further(const Heads& heads, const std::string& wanted) {
  return missing(heads, wanted, {}, [&](const std::string& head) {
    return head == "…" ? fmt::format("add a column {}", wanted) : fmt::format("is \"{}\" meant?", head);
  });
}

/// Takes `(%)` or `(FTE)` off a head.
CapacityUnit take_unit(std::string& head) {
  for (const auto& [bracket, unit] : {std::pair{"(%)", CapacityUnit::percent},
                                      {"[%]", CapacityUnit::percent},
                                      {"in %", CapacityUnit::percent},
                                      {"(fte)", CapacityUnit::fte},
                                      {"(vzä)", CapacityUnit::fte},
                                      {"(vzae)", CapacityUnit::fte}}) {
    if (!head.ends_with(bracket)) continue;
    head = trimmed(std::string_view(head).substr(0, head.size() - std::string_view(bracket).size()));
    return unit;
  }
  return CapacityUnit::unknown;
}

/// Whether a head, apart from its unit, is one of `names`.
template <std::size_t count>
bool is_one_of(std::string_view head, const std::array<std::string_view, count>& names) {
  std::string plain = folded(head);
  take_unit(plain);
  return std::find(names.begin(), names.end(), plain) != names.end();
}

/// Whether a head is the one that the rule set declares, with its unit or without.
bool is_declared(std::string_view head, const Model& model) {
  if (!model.capacity_column) return false;
  const std::string declared = folded(trimmed(*model.capacity_column));
  std::string plain = folded(head);
  if (plain == declared) return true;
  take_unit(plain);
  return plain == declared;
}

bool is_capacity(std::string_view head) {
  return is_one_of<4>(head, {"capacity", "kapazität", "stellenanteil", "arbeitszeit"});
}

bool is_actual(std::string_view head) { return is_one_of<3>(head, {"actual", "tatsächlich", "ist"}); }

KamColumns::Amount amount_column(const Heads& heads, std::size_t index) {
  std::string head = folded(heads[index]);
  return {index, take_unit(head)};
}

/// The head that the rule set declares goes before those that everybody has.
std::variant<std::size_t, AccountsError> capacity_column(const Heads& heads, const Model& model) {
  FoundColumn found = the_column(heads, "capacity", [&](const std::string& head) { return is_declared(head, model); });
  const auto* declared = std::get_if<std::optional<std::size_t>>(&found);
  if (declared != nullptr && !*declared) found = the_column(heads, "capacity", is_capacity);
  if (auto* error = std::get_if<AccountsError>(&found)) return std::move(*error);
  const auto column = std::get<std::optional<std::size_t>>(found);
  if (!column) return missing_capacity(heads, model);
  return *column;
}

std::string with_underscores(std::string head) {
  std::replace(head.begin(), head.end(), ' ', '_');
  return head;
}

/// Returns the first error.
std::optional<AccountsError> find_further(const Heads& heads, const std::vector<engine::Attribute>& further,
                                          KamColumns& columns) {
  for (const engine::Attribute& attribute : further) {
    const std::string wanted = with_underscores(folded(attribute.columns.back()));
    const auto found =
        the_column(heads, attribute.name, [&](const auto& head) { return with_underscores(folded(head)) == wanted; });
    if (const auto* error = std::get_if<AccountsError>(&found)) return *error;
    if (!std::get<0>(found)) return missing_further(heads, attribute.columns.back());
    columns.further.push_back(*std::get<0>(found));
  }
  return std::nullopt;
}

std::vector<std::size_t> unused_columns(const Heads& heads, const KamColumns& columns) {
  std::vector<bool> used(heads.size(), false);
  used[columns.name] = used[columns.capacity.index] = true;
  for (const auto& day : {columns.from, columns.until})
    if (day) used[*day] = true;
  if (columns.actual) used[columns.actual->index] = true;
  for (const std::size_t column : columns.further) used[column] = true;
  std::vector<std::size_t> unused;
  for (std::size_t column = 0; column < heads.size(); ++column)
    if (!used[column] && !trimmed(heads[column]).empty()) unused.push_back(column);
  return unused;
}

}  // namespace

std::variant<KamColumns, AccountsError> find_kam_columns(const Heads& heads, const engine::Attribute& owner,
                                                         const Model& model,
                                                         const std::vector<engine::Attribute>& further) {
  KamColumns columns;
  const auto name = the_column(heads, owner.name, [&](const std::string& head) { return is_head_of(head, owner); });
  if (const auto* error = std::get_if<AccountsError>(&name)) return *error;
  if (!std::get<0>(name)) return missing_name(heads, owner);
  columns.name = *std::get<0>(name);
  const auto capacity = capacity_column(heads, model);
  if (const auto* error = std::get_if<AccountsError>(&capacity)) return *error;
  columns.capacity = amount_column(heads, std::get<std::size_t>(capacity));
  const auto from = day_column(heads, "from", heads_of_from());
  if (const auto* error = std::get_if<AccountsError>(&from)) return *error;
  columns.from = std::get<0>(from);
  const auto until = day_column(heads, "until", heads_of_until());
  if (const auto* error = std::get_if<AccountsError>(&until)) return *error;
  columns.until = std::get<0>(until);
  const auto actual = the_column(heads, "actual", [&](const std::string& head) {
    return is_actual(head) && &head != &heads[columns.name] && &head != &heads[columns.capacity.index];
  });
  if (const auto* error = std::get_if<AccountsError>(&actual)) return *error;
  if (const auto column = std::get<0>(actual)) columns.actual = amount_column(heads, *column);
  if (auto error = find_further(heads, further, columns)) return std::move(*error);
  columns.unused = unused_columns(heads, columns);
  return columns;
}

HeadJudge kam_heads(const engine::Attribute& owner, const Model& model) {
  HeadJudge judge;
  judge.is_known = [&owner, &model](const std::string& head) {
    return is_head_of(head, owner) || is_capacity(head) || is_declared(head, model);
  };
  judge.fit = [&owner, &model, known = judge.is_known](const Heads& heads) {
    HeadFit fit;
    fit.found = static_cast<std::size_t>(std::count_if(heads.begin(), heads.end(), known));
    fit.is_complete = std::holds_alternative<KamColumns>(find_kam_columns(heads, owner, model));
    return fit;
  };
  return judge;
}

}  // namespace spanne::records

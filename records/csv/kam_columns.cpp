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

FoundColumn column_called(const Heads& heads, std::string_view what, std::initializer_list<std::string_view> names) {
  return the_column(heads, what, [&](const std::string& head) {
    return std::find(names.begin(), names.end(), folded(head)) != names.end();
  });
}

AccountsError missing(const Heads& heads, const std::string& wanted) {
  std::vector<std::string> shown_heads;
  for (const std::string& head : heads) shown_heads.push_back(shown(head));
  const auto near = grammar::nearest(wanted, heads);
  return {fmt::format("a column is missing: {}", wanted),
          fmt::format("the file has the columns {}{}", fmt::join(shown_heads, ", "),
                      near ? fmt::format("; is \"{}\" meant?", shown(*near)) : "")};
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
  if (!column) return missing(heads, model.capacity_column.value_or("capacity"));
  return *column;
}

}  // namespace

std::variant<KamColumns, AccountsError> find_kam_columns(const Heads& heads, const engine::Attribute& owner,
                                                         const Model& model) {
  KamColumns columns;
  const auto name = the_column(heads, owner.name, [&](const std::string& head) { return is_head_of(head, owner); });
  if (const auto* error = std::get_if<AccountsError>(&name)) return *error;
  if (!std::get<0>(name)) return missing(heads, owner.columns.empty() ? owner.name : owner.columns.front());
  columns.name = *std::get<0>(name);
  const auto capacity = capacity_column(heads, model);
  if (const auto* error = std::get_if<AccountsError>(&capacity)) return *error;
  columns.capacity = amount_column(heads, std::get<std::size_t>(capacity));
  const auto from = column_called(heads, "from", {"from", "von"});
  if (const auto* error = std::get_if<AccountsError>(&from)) return *error;
  columns.from = std::get<0>(from);
  const auto until = column_called(heads, "until", {"until", "bis"});
  if (const auto* error = std::get_if<AccountsError>(&until)) return *error;
  columns.until = std::get<0>(until);
  const auto actual = the_column(heads, "actual", [&](const std::string& head) {
    return is_actual(head) && &head != &heads[columns.name] && &head != &heads[columns.capacity.index];
  });
  if (const auto* error = std::get_if<AccountsError>(&actual)) return *error;
  if (const auto column = std::get<0>(actual)) columns.actual = amount_column(heads, *column);
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

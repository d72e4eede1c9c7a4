// What a balance comes to, in sentences.
#include <algorithm>
#include <fmt/format.h>

#include "engine/planning/balance_tables.hpp"

namespace spanne::engine {

namespace {

/// So many names stand in a sentence; of more, their number.
constexpr std::size_t most_names = 4;

std::string fte(const Fraction& effort) { return effort.to_text(3) + " FTE"; }

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& names, std::string_view word) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? fmt::format(" {} ", word) : ", ") + names[i];
  return text;
}

std::string people_words(const std::vector<std::size_t>& people, const Balance& balance) {
  if (people.size() > 1 && people.size() == balance.people.size()) return "everybody together";
  if (people.size() > most_names) return counted(people.size(), "person", "people");
  std::vector<std::string> names;
  for (const std::size_t person : people) names.push_back(balance.people[person].name);
  return joined(names, "and");
}

std::string engagement_words(std::size_t row, const RowEvaluation& rows) {
  const Model& model = rows.model();
  std::vector<std::string> keys;
  for (const AttributeId key : model.key_attributes()) {
    std::string text = to_text(rows.row(row).account.values[key], model.attributes[key].type, model);
    if (!text.empty()) keys.push_back(std::move(text));
  }
  return keys.empty() ? fmt::format("line {}", rows.row(row).line)
                      : fmt::format("{} (line {})", fmt::join(keys, " "), rows.row(row).line);
}

/// `country = DE`: what all rows of a reason have, and no other engagement has; empty where there is nothing like it.
class CommonValue {
 public:
  CommonValue(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows) : rows_(rows) {
    std::vector<bool> is_named(rows.size(), false);
    for (const std::size_t i : reason.engagements) is_named[balance.rows[i]] = true;
    for (const std::size_t row : balance.rows) (is_named[row] ? named_ : others_).push_back(row);
  }

  std::string words() const {
    const Model& model = rows_.model();
    if (named_.size() < 2 || others_.empty()) return {};
    for (AttributeId id = 0; id < model.attributes.size(); ++id) {
      const Attribute& attribute = model.attributes[id];
      if (attribute.key || attribute.owner || !is_common(id)) continue;
      return fmt::format("{} = {}", attribute.name, to_text(value(named_.front(), id), attribute.type, model));
    }
    return {};
  }

 private:
  const Value& value(std::size_t row, AttributeId id) const { return rows_.row(row).account.values[id]; }
  bool is_common(AttributeId id) const {
    const Value& common = value(named_.front(), id);
    const auto has_it = [&](std::size_t row) { return value(row, id) == common; };
    return !is_missing(common) && std::all_of(named_.begin(), named_.end(), has_it) &&
           std::none_of(others_.begin(), others_.end(), has_it);
  }

  const RowEvaluation& rows_;
  std::vector<std::size_t> named_, others_;
};

std::string engagements_words(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows) {
  if (reason.engagements.size() == 1) return engagement_words(balance.rows[reason.engagements.front()], rows);
  const std::string common = CommonValue(reason, balance, rows).words();
  return fmt::format("the {} engagements{}", reason.engagements.size(),
                     common.empty() ? std::string() : " with " + common);
}

std::string too_much_words(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows) {
  const std::string people = people_words(reason.people, balance);
  if (reason.people.size() == balance.people.size() && reason.people.size() > 1)
    return fmt::format("there are {} of effort, and everybody together can carry {} at most: {} are lacking",
                       fte(reason.effort), fte(reason.bound), fte(reason.missing()));
  return fmt::format("{} can be with nobody but {}: {} of effort, of {} that can be carried: {} are lacking",
                     engagements_words(reason, balance, rows), people, fte(reason.effort), fte(reason.bound),
                     fte(reason.missing()));
}

std::string too_little_words(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows) {
  const Model& model = rows.model();
  return fmt::format(
      "there is too little work for {}: all that may go there is {}, and {} % of the capacity would be {}: {} too "
      "little",
      people_words(reason.people, balance), fte(reason.effort), (model.utilisation_low * Fraction(100)).to_text(3),
      fte(reason.bound), fte(reason.missing()));
}

std::string hire_words(const BalanceHire& hire, const Balance& balance) {
  std::vector<std::string> capacities;
  for (const Fraction& capacity : hire.capacities) capacities.push_back(capacity.to_text(3));
  const bool all = hire.engagements.size() == balance.rows.size();
  return fmt::format("A hire of {} FTE who may take over {} would bring everybody into the band.",
                     joined(capacities, "and one of"), all ? "any engagement" : "these engagements");
}

/// `verb` without its s.
std::string changes_words(const Balance& balance, std::string_view verb) {
  std::string text = counted(balance.moves.size(), "move", "moves");
  if (!balance.placed.empty()) text += " and " + counted(balance.placed.size(), "placement", "placements");
  return fmt::format("{} {}{}", text, verb, balance.moves.size() + balance.placed.size() == 1 ? "s" : "");
}

std::string outside_words(const Balance& balance) {
  if (balance.outside_before.sign() == 0 && balance.moves.empty() && balance.placed.empty())
    return "Everybody is in the band already: nothing has to move.";
  if (balance.outside.sign() == 0)
    return fmt::format("{} everybody into the band; today {} lie outside.", changes_words(balance, "bring"),
                       fte(balance.outside_before));
  return fmt::format("{} {} outside the bands; today it is {}.", changes_words(balance, "leave"), fte(balance.outside),
                     fte(balance.outside_before));
}

std::string proof_words(const Balance& balance) {
  if (balance.is_proved())
    return "Proved: no other plan leaves less outside, none as good has fewer moves, and none of these has loads "
           "closer "
           "together.";
  const Fraction millionth = Fraction::ratio(1, 1'000'000);
  std::string text;
  if (!balance.proofs[0].proved())
    text = fmt::format("Whether less could lie outside is not settled: at least {}.",
                       fte(Fraction(balance.proofs[0].bound) * millionth));
  else if (!balance.proofs[1].proved())
    text = fmt::format(
        "That nothing less can lie outside is proved. Whether fewer moves would do is not settled: at "
        "least {}.",
        balance.proofs[1].bound);
  else if (!balance.proofs[2].proved())
    text = fmt::format(
        "That nothing less can lie outside, and that it takes so many moves, is proved. Whether loads "
        "could be closer together is not settled: {} % apart, at least {} %.",
        (balance.spread * Fraction(100)).to_text(1), Fraction::ratio(balance.proofs[2].bound, 10'000).to_text(1));
  else
    text =
        "Proved: no other plan is better. Whether another that is as good comes first in the order of the files is not "
        "settled.";
  return text;
}

}  // namespace

std::string balance_reason(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows) {
  switch (reason.kind) {
    case BalanceReason::Kind::engagement_too_large:
      return fmt::format("{} takes {}, and nobody who may have it can carry more than {} of it",
                         engagements_words(reason, balance, rows), fte(reason.effort), fte(reason.bound));
    case BalanceReason::Kind::too_much_work: return too_much_words(reason, balance, rows);
    case BalanceReason::Kind::too_little_work: return too_little_words(reason, balance, rows);
    case BalanceReason::Kind::move_limit:
      return reason.bound.sign() == 0
                 ? "the limit of moves: without it everybody would be in the band"
                 : fmt::format("the limit of moves: a plan without it leaves {} outside, and not {}", fte(reason.bound),
                               fte(reason.effort));
    case BalanceReason::Kind::indivisible: break;
  }
  return "no person and no group has too much or too little by itself: engagements cannot be cut to fit";
}

std::string balance_summary(const Balance& balance, const RowEvaluation& rows) {
  std::string text = outside_words(balance) + "\n" + proof_words(balance) + "\n";
  for (const BalanceReason& reason : balance.reasons) text += "  - " + balance_reason(reason, balance, rows) + "\n";
  if (balance.hire) text += hire_words(*balance.hire, balance) + "\n";
  if (!balance.left.empty())
    text +=
        fmt::format("{} with nobody who is there: no one may take {} over.\n",
                    counted(balance.left.size(), "row stays", "rows stay"), balance.left.size() == 1 ? "it" : "them");
  return text;
}

}  // namespace spanne::engine

#include "engine/planning/balance_efforts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "engine/model/term_parts.hpp"

namespace spanne::engine {

namespace {

bool is_counted_by(const GroupFigure& figure, AttributeId owner, const Model& model) {
  if (figure.counted == owner) return true;
  if (std::find(figure.per.begin(), figure.per.end(), owner) != figure.per.end()) return true;
  std::vector<TermId> terms;
  if (figure.value) terms.push_back(*figure.value);
  if (figure.where) terms.push_back(*figure.where);
  const auto used = attributes_of(terms, model);
  return std::find(used.begin(), used.end(), owner) != used.end();
}

std::optional<BalanceRefusal> refused_figure(const Model& model, AttributeId owner) {
  for (const AttributeId id : model.figure_attributes()) {
    const Attribute& attribute = model.attributes[id];
    if (!is_counted_by(*attribute.figure, owner, model)) continue;
    return BalanceRefusal{
        fmt::format("{} = {} changes with every engagement that moves, and with it the effort of all others",
                    attribute.name, figure_words(attribute, model)),
        fmt::format("count it by something that stays, such as the customer; the rules cannot be balanced while a "
                    "figure counts by {}",
                    model.attributes[owner].name)};
  }
  return std::nullopt;
}

bool asks_for(const Model& model, AttributeId owner) {
  return std::any_of(model.terms.begin(), model.terms.end(), [&](const Term& term) {
    return term.op == Op::attribute && static_cast<AttributeId>(term.number) == owner;
  });
}

/// Nullopt if the attribute cannot have this value.
std::optional<Value> owner_value(const std::string& name, const Attribute& owner, const Model& model) {
  if (owner.type.kind != TypeKind::choice) return Value{name};
  const auto& values = model.choices[owner.type.choice].values;
  const auto found = std::find(values.begin(), values.end(), name);
  if (found == values.end()) return std::nullopt;
  return Value{ChoiceValue{static_cast<std::uint32_t>(found - values.begin())}};
}

/// Of each row, what it takes with one of the people; nullopt where it is rejected with them.
using EffortsWith = std::vector<std::optional<Fraction>>;

EffortsWith efforts_with(const std::string& person, const RowEvaluation& rows, AttributeId owner) {
  const Model& model = rows.model();
  EffortsWith efforts(rows.size());
  const auto value = owner_value(person, model.attributes[owner], model);
  if (!value) return efforts;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Account account = rows.row(row).account;
    account.values[owner] = *value;
    const Outcome outcome = judge(account, rows.row(row).faults, rows.evaluator());
    if (!outcome.rejected()) efforts[row] = outcome.total.middle();
  }
  return efforts;
}

/// Makes engagements of rows.
class BalanceTaskMaker {
 public:
  BalanceTaskMaker(const RowEvaluation& rows, const std::vector<Kam>& people, const BalanceConstraints& constraints,
                   AttributeId owner)
      : rows_(rows), constraints_(constraints), owner_(owner) {
    made_.task.lowest_use = rows.model().utilisation_low;
    made_.task.highest_use = rows.model().utilisation_high;
    made_.task.move_limit = constraints.move_limit;
    for (const Kam& person : people) {
      places_.emplace(person.name, made_.task.people.size());
      made_.task.people.push_back({person.name, person.capacity});
    }
  }

  BalanceRows make(const Executor& executor) {
    made_.results = evaluate_all(rows_, executor);
    made_.depends_on_person = asks_for(rows_.model(), owner_);
    if (made_.depends_on_person) {
      with_.resize(made_.task.people.size());
      executor(with_.size(), [&](std::size_t person) {
        with_[person] = efforts_with(made_.task.people[person].name, rows_, owner_);
      });
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) add(row);
    return std::move(made_);
  }

 private:
  void add(std::size_t row) {
    const RowResult& result = made_.results[row];
    const auto today = place_of(result.account);
    if (result.outcome.rejected() && (today || !made_.depends_on_person)) return;
    BalanceTask::Engagement engagement;
    engagement.today = today;
    engagement.kept = today && constraints_.keeps && constraints_.keeps(result);
    for (std::size_t person = 0; person < made_.task.people.size(); ++person)
      engagement.allowed.push_back(!constraints_.allows || constraints_.allows(result, person));
    if (!add_efforts(engagement, row)) return;
    made_.task.engagements.push_back(std::move(engagement));
    made_.rows.push_back(row);
  }

  /// False if the row is rejected with everybody.
  bool add_efforts(BalanceTask::Engagement& engagement, std::size_t row) const {
    if (!made_.depends_on_person) {
      engagement.efforts = {made_.results[row].outcome.total.middle()};
      return true;
    }
    bool found = false;
    for (std::size_t person = 0; person < with_.size(); ++person) {
      const auto& effort = with_[person][row];
      found = found || effort;
      if (!effort) engagement.allowed[person] = false;
      engagement.efforts.push_back(effort.value_or(Fraction(0)));
    }
    return found;
  }

  std::optional<std::size_t> place_of(const Account& account) const {
    const Model& model = rows_.model();
    const auto place = places_.find(to_text(account.values[owner_], model.attributes[owner_].type, model));
    return place == places_.end() ? std::nullopt : std::optional(place->second);
  }

  const RowEvaluation& rows_;
  const BalanceConstraints& constraints_;
  const AttributeId owner_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<EffortsWith> with_;  // of each person
  BalanceRows made_;
};

}  // namespace

std::variant<BalanceRows, BalanceRefusal> balance_rows(const RowEvaluation& rows, const std::vector<Kam>& people,
                                                       const BalanceConstraints& constraints,
                                                       const Executor& executor) {
  const auto owner = rows.model().owner_attribute();
  if (!owner)
    return BalanceRefusal{
        "no attribute of the guideline says who looks after an account, so nothing can be handed over",
        "mark the attribute that names the person: kam text owner"};
  if (auto refused = refused_figure(rows.model(), *owner)) return std::move(*refused);
  return BalanceTaskMaker(rows, people, constraints, *owner).make(executor);
}

}  // namespace spanne::engine

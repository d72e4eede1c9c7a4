#include "engine/explain/nearest_change.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/explain/questions.hpp"

namespace spanne::engine {
namespace {

/// The integer scale of numbers and dates here: a Decimal's millionths or days.
using Tick = std::int64_t;

/// The bound of the search, 4 million million: beyond the values of any account, and small enough that differences
/// cannot overflow.
constexpr Tick farthest = 4'000'000'000'000 * Decimal::one;

/// The values of an attribute: from `low` to `high`, in steps.
struct Line {
  Tick step, low, high;
};

Tick tick_of(const Value& value) {
  const auto* number = std::get_if<Decimal>(&value);
  return number != nullptr ? number->millionths : std::get<Date>(value).days;
}

Line line_of(const Attribute& attribute) {
  const bool whole = attribute.type.kind == TypeKind::integer;
  const bool date = attribute.type.kind == TypeKind::date;
  const Tick step = whole ? Decimal::one : date ? 1 : 10'000;
  const Bounds& bounds = attribute.bounds;
  const Tick low = date ? make_date(1, 1, 1)->days : -farthest;
  const Tick high = date ? make_date(9999, 12, 31)->days : farthest;
  const Tick last = bounds.high && bounds.half_open ? (whole ? step : 1) : 0;
  return {step, bounds.low ? std::max(low, tick_of(*bounds.low)) : low,
          bounds.high ? std::min(high, tick_of(*bounds.high) - last) : high};
}

std::uint64_t distance(Tick a, Tick b) { return static_cast<std::uint64_t>(a < b ? b - a : a - b); }

/// One plain step: the greatest power of ten that is at most a tenth of the number, so 86 M EUR is one step from 87 M
/// EUR.
Tick plain_step(Tick number) {
  if (number == 0) return Decimal::one;
  Tick step = 1;
  while (step <= static_cast<Tick>(distance(number, 0) / 100)) step *= 10;
  return step;
}

/// A text that contains none that a rule names.
std::string other_text(const std::vector<std::string>& texts) {
  const auto is_other = [&](const std::string& other) {
    return std::none_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return !text.empty() && other.find(text) != std::string::npos;
    });
  };
  std::string other = "another text";
  // A single letter contains no other named text than itself: ①, ② and so on.
  for (char last = '\xA0'; !is_other(other) && last < '\xBF'; ++last) other = std::string("\xE2\x91") + last;
  return other;
}

/// The rules and rows that matched and do more than flag.
std::vector<RuleSite> that_count(const Outcome& outcome, const Model& model) {
  std::vector<RuleSite> found = outcome.matched;
  std::erase_if(found, [&](const RuleSite& match) {
    const auto& effects = effects_of(match, model);
    return std::all_of(effects.begin(), effects.end(),
                       [](const Effect& effect) { return effect.kind == EffectKind::flag; });
  });
  return found;
}

/// Tries other values of one attribute while everything else stays equal.
class Search {
 public:
  Search(const Evaluator& evaluator, const Account& account, const Outcome& now, AttributeId id,
         std::vector<NearestChange>& found, StepBudget& budget)
      : evaluator_(evaluator),
        model_(evaluator.model()),
        attribute_(model_.attributes[id]),
        now_(now),
        before_(account.values[id]),
        id_(id),
        account_(account),
        case_(evaluator, account_),
        found_(found),
        budget_(budget) {
    if (now.cluster) case_.walker.set_cluster(*now.cluster);
  }

  void run(const RulesInForce& rules) {
    const std::size_t before = found_.size();
    look(rules);
    if (budget_.left() == 0) found_.resize(before);  // the nearest value may not have been tried
  }

 private:
  void look(const RulesInForce& rules) {
    questions_ = rules.about(id_, case_);
    if (!questions_.asked) return;
    switch (attribute_.type.kind) {
      case TypeKind::boolean: truths(); break;
      case TypeKind::choice: choices(); break;
      case TypeKind::text: texts(); break;
      default: ticks(); break;
    }
    if (attribute_.optional && !is_missing(before_)) try_values({Value{}});
  }

  void count_account() { budget_.take(500 + model_.terms.size()); }

  Outcome with(const Value& value) {
    count_account();
    account_.values[id_] = value;
    Outcome outcome = evaluator_.evaluate(account_);
    account_.values[id_] = before_;
    return outcome;
  }

  bool other_shape(const Outcome& outcome) const {
    return outcome.rejected() != now_.rejected() || outcome.cluster != now_.cluster ||
           that_count(outcome, model_) != that_count(now_, model_);
  }

  bool differs(const Outcome& outcome) const {
    return !same_result(outcome, now_) && (!moves_ || other_shape(outcome));
  }

  /// Keeps those of several equally near values that give another result; returns whether there are any.
  bool try_values(const std::vector<Value>& values) {
    const std::size_t before = found_.size();
    for (const Value& value : values) {
      if (budget_.left() == 0) break;
      Outcome outcome = with(value);
      if (differs(outcome)) found_.push_back({id_, value, std::move(outcome), false, false});
    }
    return found_.size() > before;
  }

  // ---- yes or no, choices, texts

  void truths() {
    if (is_missing(before_)) try_values({false, true});
    if (const auto* yes = std::get_if<bool>(&before_)) try_values({!*yes});
  }

  void choices() {
    const Choice& choice = model_.choices[attribute_.type.choice];
    const auto count = static_cast<std::uint32_t>(choice.values.size());
    const auto* before = std::get_if<ChoiceValue>(&before_);
    std::set<std::pair<std::uint64_t, std::uint32_t>> others;
    for (std::uint32_t index = 0; index < count; ++index) {
      if (before != nullptr && before->index == index) continue;
      const bool ordered = choice.ordered && before != nullptr;
      others.emplace(ordered ? distance(before->index, index) : 1, index);
    }
    try_nearest(others, [](std::uint32_t index) { return ChoiceValue{index}; });
  }

  void texts() {
    std::vector<std::string> others = questions_.texts;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    const auto* before = std::get_if<std::string>(&before_);
    std::vector<Value> values;
    for (const auto& text : others)
      if (before == nullptr || *before != text) values.emplace_back(text);
    try_values(values);
    const std::string other = other_text(others);
    if (try_values({other})) found_.back().any_other = true;
  }

  // ---- numbers and dates

  template <class Candidate, class ToValue>
  void try_nearest(const std::set<std::pair<std::uint64_t, Candidate>>& candidates, ToValue to_value) {
    for (auto next = candidates.begin(); next != candidates.end();) {
      const std::uint64_t far = next->first;
      std::vector<Value> group;
      for (; next != candidates.end() && next->first == far; ++next) group.push_back(to_value(next->second));
      if (try_values(group) || budget_.left() == 0) return;
    }
  }

  Value value_at(Tick tick) const {
    if (attribute_.type.kind == TypeKind::date) return Date{static_cast<std::int32_t>(tick)};
    return Decimal{tick};
  }

  void ticks() {
    line_ = line_of(attribute_);
    const bool date = attribute_.type.kind == TypeKind::date;
    at_ = is_missing(before_) ? (date ? evaluator_.as_of().days : 0) : tick_of(before_);
    if (is_missing(before_)) at_ = std::clamp(at_, line_.low, line_.high);
    if (at_ < -farthest || at_ > farthest) return;
    move();
    std::set<std::pair<std::uint64_t, Tick>> candidates;
    const auto add = [&](Tick tick) {
      const bool new_value = tick != at_ || is_missing(before_);
      if (new_value && tick >= line_.low && tick <= line_.high) candidates.emplace(distance(tick, at_), tick);
    };
    add(at_);
    for (const Tick threshold : questions_.thresholds) around(threshold, add);
    if (!questions_.calculations.empty()) calculated(add);
    try_nearest(candidates, [&](Tick tick) { return value_at(tick); });
  }

  /// Tries a threshold and its neighbours on the scale, which is finer if the threshold is.
  template <class Add>
  void around(Tick threshold, const Add& add) const {
    if (threshold < -farthest || threshold > farthest) return;
    Tick step = line_.step;
    if (attribute_.type.kind == TypeKind::integer) {
      const Tick part = ((threshold % step) + step) % step;
      if (part != 0) return add(threshold - part), add(threshold - part + step);
    }
    while (threshold % step != 0) step /= 10;
    for (const Tick tick : {threshold - step, threshold, threshold + step}) add(tick);
  }

  template <class Add>
  void calculated(const Add& add) {
    const auto both_ways = [&](const auto& differs) {
      if (const auto tick = first_difference(line_.low, differs)) add(*tick);
      if (const auto tick = first_difference(line_.high, differs)) add(*tick);
    };
    for (const Calculation& calculation : questions_.calculations) {
      if (budget_.left() == 0) return;
      const auto now = result(calculation, at_);
      both_ways([&](Tick tick) { return result(calculation, tick) != now; });
    }
    both_ways([&](Tick tick) { return differs(with(value_at(tick))); });
    const bool countable = attribute_.type.kind == TypeKind::integer || attribute_.type.kind == TypeKind::date;
    for (Tick count = 1; countable && count <= steps_tried; ++count)
      add(at_ - count * line_.step), add(at_ + count * line_.step);
  }

  /// The result of a calculation with another value, 0 or 1 for comparisons; returns nullopt if it has none.
  std::optional<Fraction> result(const Calculation& calculation, Tick tick) {
    count_account();
    account_.values[id_] = value_at(tick);
    case_.walker.forget();
    std::optional<Fraction> result;
    if (model_.term(calculation.term).type.kind == TypeKind::boolean) {
      const auto truth = case_.walker.truth(calculation.term);
      if (truth) result = Fraction(*truth ? 1 : 0);
    } else {
      result = case_.walker.number(calculation.term);
      if (result && calculation.per != nullptr) result = portions_of(*calculation.per, *result);
    }
    case_.walker.take_fault();
    account_.values[id_] = before_;
    case_.walker.forget();
    return result;
  }

  /// Doubles the distance until there is a difference, then bisects the last interval.
  template <class Differs>
  std::optional<Tick> first_difference(Tick end, const Differs& differs) const {
    const std::uint64_t most = distance(end, at_) / static_cast<std::uint64_t>(line_.step);
    const auto at = [&](std::uint64_t steps) {
      const Tick far = static_cast<Tick>(steps) * line_.step;
      return end < at_ ? at_ - far : at_ + far;
    };
    std::uint64_t same = 0, other = std::min<std::uint64_t>(1, most);
    while (other != same && !differs(at(other))) {
      same = other;
      other = std::min(2 * other, most);
    }
    if (other == same) return std::nullopt;
    while (other - same > 1) {
      const std::uint64_t middle = same + (other - same) / 2;
      (differs(at(middle)) ? other : same) = middle;
    }
    return at(other);
  }

  /// Whether the effort moves with the attribute: a plain step, a tenth and a hundredth of it all change the effort,
  /// and nothing else.
  void move() {
    const bool countable = attribute_.type.kind == TypeKind::integer || attribute_.type.kind == TypeKind::date;
    if (countable || !questions_.in_amounts || is_missing(before_) || now_.rejected()) return;
    const auto moved = [&](Tick tick) -> std::optional<Outcome> {
      if (tick < line_.low || tick > line_.high) return std::nullopt;
      Outcome outcome = with(value_at(tick));
      if (other_shape(outcome) || same_result(outcome, now_)) return std::nullopt;
      return outcome;
    };
    for (Tick step = std::max(plain_step(at_), line_.step); step >= line_.step; step /= 10) {
      for (const Tick sign : {1, -1}) {
        auto outcome = moved(at_ + sign * step);
        if (!outcome || !moved(at_ + sign * std::max(step / 10, line_.step)) ||
            !moved(at_ + sign * std::max(step / 100, line_.step)))
          continue;
        found_.push_back({id_, value_at(at_ + sign * step), std::move(*outcome), false, true});
        moves_ = true;
        return;
      }
    }
  }

  const Evaluator& evaluator_;
  const Model& model_;
  const Attribute& attribute_;
  const Outcome& now_;
  const Value before_;
  AttributeId id_;
  Account account_;      // with the value of the attribute that is being tried
  AccountContext case_;  // of account_
  std::vector<NearestChange>& found_;
  StepBudget& budget_;
  Questions questions_;
  Line line_{1, 0, 0};
  Tick at_ = 0;
  bool moves_ = false;
};

}  // namespace

bool same_result(const Outcome& a, const Outcome& b) {
  if (a.rejected() || b.rejected()) return a.rejected() == b.rejected();
  return a.cluster == b.cluster && a.total == b.total;
}

std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of) {
  StepBudget budget(steps_for_changes);
  return nearest_changes(model, account, as_of, budget);
}

std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of, StepBudget& budget) {
  const Evaluator evaluator(model, as_of);
  const RulesInForce rules(evaluator);
  const Outcome now = evaluator.evaluate(account);
  std::vector<NearestChange> found;
  for (AttributeId id = 0; id < model.attributes.size() && budget.left() > 0; ++id)
    Search(evaluator, account, now, id, found, budget).run(rules);
  return found;
}

}  // namespace spanne::engine

#include "engine/testing/mutants/suggest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "engine/testing/boundary_values.hpp"
#include "engine/testing/mutants/witness_search.hpp"
#include "engine/testing/run.hpp"
#include "engine/testing/thresholds.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

Expectation item(Expectation::Kind kind, std::string name = {}) {
  Expectation made;
  made.kind = kind;
  made.name = std::move(name);
  return made;
}

Expectation figure(std::string name, const std::optional<Fraction>& low, const std::optional<Fraction>& high) {
  Expectation made = item(Expectation::Kind::figure, std::move(name));
  made.low = low;
  made.high = high;
  made.both_ends = low != high;
  return made;
}

std::vector<std::string> matches(const Outcome& outcome, const Model& model) {
  std::vector<std::string> ids;
  for (const RuleSite& match : outcome.matched) ids.push_back(id_of(match, model));
  return ids;
}

bool contains(const std::vector<std::string>& all, const std::string& text) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

/// Whether something that a test can expect is different.
bool differ(const Outcome& before, const Model& model, const Outcome& after, const Model& changed) {
  if (before.cluster != after.cluster || before.rejected() != after.rejected()) return true;
  if (before.rejected()) return false;
  return !(before.total == after.total && before.kinds == after.kinds && before.limit == after.limit) ||
         before.flags != after.flags || before.span.accounts_low != after.span.accounts_low ||
         before.span.accounts_high != after.span.accounts_high || before.span.kams_low != after.span.kams_low ||
         before.span.kams_high != after.span.kams_high || matches(before, model) != matches(after, changed);
}

/// Writes tests that expect what the rule set gives now.
class Writer {
 public:
  Writer(const Model& model, Date usual_day)
      : model_(model), usual_day_(usual_day), depends_on_day_(depends_on_day(model)) {}

  Test blank(const Situation& situation) const {
    Test test;
    test.given = situation.account;
    for (AttributeId id = 0; id < model_.attributes.size(); ++id)
      if (model_.attributes[id].fallback == situation.account.values[id]) test.defaulted.push_back(id);
    // If the effective period has no first day, tests are dated today.
    if (situation.day != usual_day_ || (!model_.effective.from && depends_on_day_)) test.as_of = situation.day;
    return test;
  }

  /// Expects the cluster, the effort, and whether the relevant rules matched.
  std::vector<Expectation> basics(const Outcome& outcome, const std::vector<std::string>& rules) const {
    std::vector<Expectation> items;
    if (outcome.cluster) {
      items.push_back(item(Expectation::Kind::cluster));
      items.back().cluster = *outcome.cluster;
    }
    if (outcome.rejected()) {
      items.push_back(item(Expectation::Kind::rejected));
      return items;
    }
    for (Expectation& effort : efforts("fte", outcome.total)) items.push_back(std::move(effort));
    const auto matched = matches(outcome, model_);
    for (const auto& rule : rules)
      items.push_back(item(contains(matched, rule) ? Expectation::Kind::rule : Expectation::Kind::no_rule, rule));
    return items;
  }

  /// The other possible expectations, one by one.
  std::vector<std::vector<Expectation>> extras(const Outcome& outcome) const {
    std::vector<std::vector<Expectation>> all;
    if (outcome.rejected()) return all;
    const auto effort = [&](const std::string& name, const Range& range) {
      if (auto items = efforts(name, range); !items.empty()) all.push_back(std::move(items));
    };
    for (std::size_t kind = 0; kind < model_.kinds.size() && model_.declares_kinds(); ++kind)
      effort(model_.kinds[kind].name, outcome.kinds[kind]);
    all.push_back(span("accounts_per_kam", outcome.span.accounts_low, outcome.span.accounts_high));
    if (outcome.span.needs_team) all.push_back(span("kams_per_account", outcome.span.kams_low, outcome.span.kams_high));
    for (const auto& flag : outcome.flags) all.push_back({item(Expectation::Kind::flag, flag)});
    if (outcome.flags.empty()) all.push_back({item(Expectation::Kind::no_flags)});
    effort("fte_low", {outcome.total.low, outcome.total.low});
    effort("fte_high", {outcome.total.high, outcome.total.high});
    // The low end of `limit` may exceed its high end.
    effort("limit_low", {outcome.limit.low, outcome.limit.low});
    effort("limit_high", {outcome.limit.high, outcome.limit.high});
    return all;
  }

 private:
  /// An effort as one figure or a range; each end by itself where only a quotient says it.
  std::vector<Expectation> efforts(const std::string& name, const Range& range) const {
    if (exact_effort(range, model_) || (range.low == range.high && quotient_effort(range.low)))
      return {figure(name, range.low, range.high)};
    const auto can_be_said = [&](const Fraction& end) {
      return exact_effort({end, end}, model_) || quotient_effort(end);
    };
    if (!can_be_said(range.low) || !can_be_said(range.high)) return {};
    return {figure(name + "_low", range.low, range.low), figure(name + "_high", range.high, range.high)};
  }

  /// A range cannot have an unlimited end.
  static std::vector<Expectation> span(const std::string& name, const Count& low, const Count& high) {
    if (low.has_value() == high.has_value()) return {figure(name, low, high)};
    return {figure(name + "_low", low, low), figure(name + "_high", high, high)};
  }

  const Model& model_;
  Date usual_day_;
  bool depends_on_day_;
};

bool expects_rejection(const Test& test) {
  return std::any_of(test.expect.begin(), test.expect.end(),
                     [](const Expectation& expectation) { return expectation.kind == Expectation::Kind::rejected; });
}

class Suggester {
 public:
  Suggester(const Model& model, std::vector<Mutant>& mutants, const Mutation& mutation, Date today, std::size_t most)
      : model_(model),
        mutants_(mutants),
        noticed_(mutation.noticed),
        today_(today),
        max_(most),
        scratch_(model),
        seeker_(model, today),
        writer_(model, seeker_.usual_day()) {}

  Suggestions run(const std::function<void(std::size_t)>& progress) {
    const std::vector<bool> noticed_before = noticed_;
    for (std::size_t i = 0; i < mutants_.size(); ++i) {
      if (progress) progress(i);
      if (!noticed_[i]) look_for(i);
    }
    around(noticed_before);
    return std::move(result_);
  }

 private:
  void look_for(std::size_t index) {
    std::optional<Suggestion> found, rejected;
    Mutant& mutant = mutants_[index];
    const auto reached = [&](const Situation& situation) {
      auto test = noticing(mutant, situation);
      if (!test) return false;
      const bool rejects = expects_rejection(*test);
      (rejects ? rejected : found) = Suggestion{std::move(*test), {}, {}};
      return !rejects;
    };
    mutant.exchange(scratch_);
    auto place = extended(mutant.owner);
    if (!place && result_.noticing.size() < max_) {
      if (seeker_.find({mutant.owner, mutant.comparison, reached})) simplify(mutant, *found);
      if (!found) found = std::move(rejected);
    }
    mutant.exchange(scratch_);
    if (found) {
      place = result_.noticing.size();
      seeker_.start_from({found->test.given, found->test.as_of.value_or(seeker_.usual_day())});
      result_.noticing.push_back(std::move(*found));
      subjects_.push_back(index);
    }
    if (place)
      mark(result_.noticing[*place], index);
    else if (result_.noticing.size() == max_)
      ++result_.left_off;
    else
      result_.not_found.push_back(index);
  }

  /// The test that notices the mutant, which is applied to `scratch_`; returns nullopt if this situation does not show
  /// it.
  std::optional<Test> noticing(const Mutant& mutant, const Situation& situation) const {
    const Outcome before = Evaluator(model_, situation.day).evaluate(situation.account);
    const Outcome after = Evaluator(scratch_, situation.day).evaluate(left_out(situation.account));
    if (!differ(before, model_, after, scratch_)) return std::nullopt;
    Test test = writer_.blank(situation);
    test.title = title(mutant, situation.account);
    test.expect = writer_.basics(before, own_rule(mutant.owner));
    if (fails(test, after)) return test;
    return with_more(test, before, after, true);
  }

  /// Adds one expectation about something that has changed.
  std::optional<Test> with_more(const Test& test, const Outcome& before, const Outcome& after, bool rules) const {
    auto extras = writer_.extras(before);
    if (rules && !before.rejected())
      for (auto& rule : changed_rules(before, after)) extras.push_back({std::move(rule)});
    for (const auto& extra : extras) {
      Test more = test;
      more.expect.insert(more.expect.end(), extra.begin(), extra.end());
      if (fails(more, after)) return more;
    }
    return std::nullopt;
  }

  /// Extends a test that has been suggested already, but not with rules it is not about.
  std::optional<std::size_t> extended(const StatementRef& owner) {
    for (std::size_t i = 0; i < result_.noticing.size(); ++i) {
      Test& test = result_.noticing[i].test;
      const Date day = test.as_of.value_or(seeker_.usual_day());
      const Outcome before = Evaluator(model_, day).evaluate(test.given);
      const Outcome after = Evaluator(scratch_, day).evaluate(left_out(test.given));
      if (before.rejected() || !differ(before, model_, after, scratch_)) continue;
      if (auto more = with_more(test, before, after, mutants_[subjects_[i]].owner == owner)) {
        test = std::move(*more);
        return i;
      }
    }
    return std::nullopt;
  }

  bool fails(const Test& test, const Outcome& after) const {
    const Date day = test.as_of.value_or(seeker_.usual_day());
    return !test.expect.empty() && !differences(test, after, Evaluator(scratch_, day)).empty();
  }

  /// Applies the defaults of `scratch_` to what the test would leave out.
  Account left_out(Account account) const {
    for (std::size_t id = 0; id < account.values.size(); ++id)
      if (model_.attributes[id].fallback == account.values[id]) account.values[id] = *scratch_.attributes[id].fallback;
    return account;
  }

  /// The rules that matched before and no longer do, and vice versa.
  std::vector<Expectation> changed_rules(const Outcome& before, const Outcome& after) const {
    std::vector<Expectation> rules;
    const auto was = matches(before, model_), is = matches(after, scratch_);
    for (const auto& old_rule : was)
      if (!contains(is, old_rule)) rules.push_back(item(Expectation::Kind::rule, old_rule));
    for (const auto& entry : is)
      if (!contains(was, entry)) rules.push_back(item(Expectation::Kind::no_rule, entry));
    return rules;
  }

  std::vector<std::string> own_rule(const StatementRef& owner) const {
    const bool effects = owner.kind == StatementRef::Kind::rule ||
                         (owner.kind == StatementRef::Kind::row && model_.tables[owner.index].derived.empty());
    return effects ? std::vector{name_of(owner, model_)} : std::vector<std::string>();
  }

  std::string title(const Mutant& mutant, const Account& account) const {
    const std::string name = name_of(mutant.owner, model_);
    if (mutant.comparison)
      if (const auto thresholds = thresholds_of(*mutant.comparison, model_))
        return fmt::format("{}: {}", name, relation(account.values[thresholds->attribute], *thresholds, model_));
    if (name.empty()) return mutant.was;
    return mutant.was.starts_with("the ") ? name : fmt::format("{}: {}", name, mutant.was);
  }

  /// Removes what the test does not need.
  void simplify(const Mutant& mutant, Suggestion& suggestion) const {
    const Account plain = plain_account(model_);
    const auto shorter = [&](const Situation& situation) {
      auto test = noticing(mutant, situation);
      if (test && !expects_rejection(*test)) suggestion.test = std::move(*test);
    };
    if (suggestion.test.as_of) shorter({suggestion.test.given, seeker_.usual_day()});
    for (std::size_t id = 0; id < plain.values.size(); ++id) {
      const bool stated = suggestion.test.given.values[id] != plain.values[id];
      if (!stated || !may_be_left_out(model_.attributes[id])) continue;
      Situation situation{suggestion.test.given, suggestion.test.as_of.value_or(seeker_.usual_day())};
      situation.account.values[id] = plain.values[id];
      shorter(situation);
    }
  }

  /// The mutants from `index` on that the test notices.
  void mark(Suggestion& suggestion, std::size_t index) {
    suggestion.text = test_text(suggestion.test, model_);
    scratch_.tests = {suggestion.test};
    for (std::size_t i = index; i < mutants_.size(); ++i) {
      if (noticed_[i]) continue;
      mutants_[i].exchange(scratch_);
      noticed_[i] = !run_test(scratch_, scratch_.tests.front(), today_).passed();
      mutants_[i].exchange(scratch_);
      if (noticed_[i]) suggestion.notices.push_back(i);
    }
    scratch_.tests.clear();
  }

  // ---- what is missing of just below, at and just above

  void around(const std::vector<bool>& noticed_before) {
    std::set<TermId> done;
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      const Mutant& mutant = mutants_[subjects_[i]];
      const bool met =
          !mutant.comparison || was_met(*mutant.comparison, noticed_before) || !done.insert(*mutant.comparison).second;
      if (const auto thresholds = met ? std::nullopt : thresholds_of(*mutant.comparison, model_))
        around(mutant, result_.noticing[i].test, *thresholds);
    }
  }

  /// Whether the existing tests notice some change of its threshold.
  bool was_met(TermId comparison, const std::vector<bool>& noticed_before) const {
    for (std::size_t i = 0; i < mutants_.size(); ++i)
      if (mutants_[i].comparison == comparison && mutants_[i].at_threshold && noticed_before[i]) return true;
    return false;
  }

  void around(const Mutant& mutant, const Test& test, const Thresholds& thresholds) {
    const Attribute& attribute = model_.attributes[thresholds.attribute];
    std::vector<std::optional<Value>> values{neighbour(thresholds.points.front(), attribute, -1, model_)};
    for (const Value& point : thresholds.points) values.emplace_back(point);
    values.push_back(neighbour(thresholds.points.back(), attribute, 1, model_));
    for (const auto& value : values) {
      if (!value || !within_bounds(*value, attribute) || result_.around.size() == max_) continue;
      Situation situation{test.given, test.as_of.value_or(seeker_.usual_day())};
      situation.account.values[thresholds.attribute] = *value;
      if (!is_known_already(situation) && seeker_.tries(situation, *mutant.comparison)) add_around(mutant, situation);
    }
  }

  bool is_known_already(const Situation& situation) const {
    const auto same = [&](const Test& test) {
      return test.given.values == situation.account.values && day_of(test, model_, today_) == situation.day;
    };
    const auto suggested = [&](const Suggestion& suggestion) { return same(suggestion.test); };
    return std::any_of(model_.tests.begin(), model_.tests.end(), same) ||
           std::any_of(result_.noticing.begin(), result_.noticing.end(), suggested) ||
           std::any_of(result_.around.begin(), result_.around.end(), suggested);
  }

  void add_around(const Mutant& mutant, const Situation& situation) {
    const Outcome outcome = Evaluator(model_, situation.day).evaluate(situation.account);
    Suggestion suggestion{writer_.blank(situation), {}, {}};
    suggestion.test.title = title(mutant, situation.account);
    suggestion.test.expect = writer_.basics(outcome, own_rule(mutant.owner));
    if (suggestion.test.expect.empty()) return;
    suggestion.text = test_text(suggestion.test, model_);
    result_.around.push_back(std::move(suggestion));
  }

  const Model& model_;
  std::vector<Mutant>& mutants_;
  std::vector<bool> noticed_;
  Date today_;
  std::size_t max_;
  Model scratch_;
  WitnessSearch seeker_;
  Writer writer_;
  std::vector<std::size_t> subjects_;  // by suggestion: the mutant it was made for
  Suggestions result_;
};

}  // namespace

Suggestions suggest(const Model& model, std::vector<Mutant>& mutants, const Mutation& mutation, Date today,
                    std::size_t most, const std::function<void(std::size_t done)>& progress) {
  return Suggester(model, mutants, mutation, today, most).run(progress);
}

}  // namespace spanne::engine

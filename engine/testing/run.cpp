// Compares the outcome of an account with the expectations of a test, item by item.
#include "engine/testing/run.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/groups/figure_tables.hpp"
#include "engine/model/term_parts.hpp"
#include "engine/semantics/rejection.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/sites.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

using Kind = Expectation::Kind;

/// Both ends of a figure; nullopt is `unlimited`, or, for kams_per_account, that no team is needed.
struct ExpectedEnds {
  std::optional<Fraction> low, high;
};

ExpectedEnds ends(const Range& range) { return {range.low, range.high}; }

bool ends_with(std::string_view name, std::string_view suffix) { return name.ends_with(suffix); }

/// The figure named without `_low` or `_high`: fte, a kind, or limit.
std::optional<Range> range_named(std::string_view name, const Outcome& outcome, const Model& model) {
  if (name == "fte") return outcome.total;
  if (name == "limit") return outcome.limit;
  for (std::size_t kind = 0; kind < model.kinds.size(); ++kind)
    if (model.kinds[kind].name == name) return outcome.kinds[kind];
  return std::nullopt;
}

std::string_view stem(std::string_view name) {
  for (const std::string_view suffix : {"_low", "_high"})
    if (ends_with(name, suffix)) return name.substr(0, name.size() - suffix.size());
  return name;
}

ExpectedEnds both_ends(std::string_view name, const Outcome& outcome, const Model& model) {
  if (name == "accounts_per_kam") return {outcome.span.accounts_low, outcome.span.accounts_high};
  if (name == "kams_per_account") return {outcome.span.kams_low, outcome.span.kams_high};
  return ends(range_named(name, outcome, model).value_or(Range{}));
}

/// The value of the result column itself: one end, or the middle of a figure named without an end.
ExpectedEnds figure(const Expectation& expected, const Outcome& outcome, const Model& model) {
  // A kind may be called `x_low`, so the whole name is looked up first.
  if (const auto whole = range_named(expected.name, outcome, model); whole && !expected.both_ends)
    return {whole->middle(), whole->middle()};
  const bool has_ends = range_named(expected.name, outcome, model).has_value();
  const std::string_view name = has_ends ? std::string_view(expected.name) : stem(expected.name);
  const ExpectedEnds found = both_ends(name, outcome, model);
  if (name == expected.name) return found;
  return ends_with(expected.name, "_low") ? ExpectedEnds{found.low, found.low} : ExpectedEnds{found.high, found.high};
}

/// As a test may write it: a fraction in brackets.
std::string text_of(const std::optional<Fraction>& end) {
  if (!end) return "unlimited";
  const std::string text = end->to_exact_text();
  const auto stroke = text.find('/');
  return stroke == std::string::npos ? text : fmt::format("({} / {})", text.substr(0, stroke), text.substr(stroke + 1));
}

std::string figure_text(const Expectation& expected, const ExpectedEnds& found, const Outcome& outcome,
                        const Model& model) {
  const std::string low = text_of(found.low), high = text_of(found.high);
  const bool counts = expected.name.starts_with("accounts_per_kam") || expected.name.starts_with("kams_per_account");
  std::string text = fmt::format("{} = {}{}", expected.name,
                                 low == high && !expected.both_ends ? low : low + " .. " + high, counts ? "" : " FTE");
  const auto whole = range_named(expected.name, outcome, model);
  if (!whole || expected.both_ends || whole->low == whole->high) return text;
  return text + fmt::format(", the middle of {}", effort_text(*whole));
}

std::string cluster_text(const Outcome& outcome, const Model& model) {
  return outcome.cluster ? "cluster = " + model.clusters[*outcome.cluster].name : "no cluster";
}

// ---------------------------------------------------------------------------------------------- conditions

/// The results that the terms of a condition ask about, each as the figure a test would name.
std::vector<Expectation> results_in(const std::vector<TermId>& terms, const Model& model) {
  const auto names = model.result_names();
  std::vector<std::size_t> asked;
  for (const TermId id : terms)
    if (const Term& term = model.term(id); term.op == Op::result)
      asked.push_back(static_cast<std::size_t>(term.number));
  const auto asks = [&](std::size_t result) { return std::find(asked.begin(), asked.end(), result) != asked.end(); };
  std::vector<Expectation> figures;
  std::set<std::size_t> named;
  for (const std::size_t result : asked) {
    const std::size_t low = result - result % 3;
    Expectation made;
    made.kind = Kind::figure;
    made.both_ends = asks(low) && asks(low + 2) && !asks(low + 1);
    const std::size_t name = made.both_ends ? low + 1 : result;
    made.name = names[name];
    if (named.insert(name).second) figures.push_back(std::move(made));
  }
  return figures;
}

std::string figures_text(TermId condition, const Outcome& outcome, const Model& model) {
  std::vector<std::string> texts;
  const auto terms = all_terms({condition}, model);
  if (std::any_of(terms.begin(), terms.end(), [&](TermId id) { return model.term(id).op == Op::cluster; }))
    texts.push_back(cluster_text(outcome, model));
  for (const Expectation& asked : results_in(terms, model))
    texts.push_back(figure_text(asked, figure(asked, outcome, model), outcome, model));
  return fmt::format("{}", fmt::join(texts, "; "));
}

/// What came out where a condition does not hold, or why it has no value.
std::optional<std::string> condition_missed(TermId condition, const Test& test, const Outcome& outcome,
                                            const Evaluator& evaluator) {
  const Account account = account_of(test, evaluator);
  Walker walker(evaluator, account);
  const Results results = figures_of(outcome);
  if (outcome.cluster) walker.set_cluster(*outcome.cluster);
  walker.set_results(&results);
  const auto holds = walker.truth(condition);
  if (holds == true) return std::nullopt;
  const std::string figures = figures_text(condition, outcome, evaluator.model());
  if (holds) return figures;
  return fmt::format("{}: {}", figures, to_text(walker.take_fault(), evaluator.model()));
}

/// Whether one end of a count meets what is expected; an end that is `unlimited` lies above every number.
bool meets(const Expectation& expected, const std::optional<Fraction>& end) {
  const bool unlimited = !end;
  const auto least = [&](const Fraction& limit) { return unlimited || *end >= limit; };
  const auto most = [&](const Fraction& limit) { return !unlimited && *end <= limit; };
  switch (expected.op) {
    case Op::equal: return least(*expected.low) && most(*expected.low);
    case Op::less: return !least(*expected.low);
    case Op::less_equal: return most(*expected.low);
    case Op::greater: return !most(*expected.low);
    case Op::greater_equal: return least(*expected.low);
    case Op::within: return least(*expected.low) && most(*expected.high);
    default: return least(*expected.low) && !least(*expected.high);
  }
}

/// Both ends have to meet it; `!=` and `not in` are the opposites of `=` and `in`.
bool count_met(const Expectation& expected, const ExpectedEnds& found) {
  return (meets(expected, found.low) && meets(expected, found.high)) != expected.negated;
}

// ---------------------------------------------------------------------------------------------- rules, flags

bool matched(const std::string& rule, const Outcome& outcome, const Model& model) {
  return std::any_of(outcome.matched.begin(), outcome.matched.end(),
                     [&](const RuleSite& match) { return id_of(match, model) == rule; });
}

std::string flags_text(const Outcome& outcome) {
  if (outcome.flags.empty()) return "no flags";
  std::string text = "flag";
  for (const auto& flag : outcome.flags) text += fmt::format(" \"{}\"", flag);
  return text;
}

/// The actual result in place of an expectation; returns nullopt if the expectation is met.
std::optional<std::string> contradiction(const Expectation& expected, const Test& test, const Outcome& outcome,
                                         const Evaluator& evaluator) {
  const Model& model = evaluator.model();
  switch (expected.kind) {
    case Kind::cluster:
      if (outcome.cluster == expected.cluster) return std::nullopt;
      return cluster_text(outcome, model);
    case Kind::figure: {
      const ExpectedEnds found = figure(expected, outcome, model);
      if (found.low == expected.low && found.high == expected.high) return std::nullopt;
      return figure_text(expected, found, outcome, model);
    }
    case Kind::condition: return condition_missed(*expected.condition, test, outcome, evaluator);
    case Kind::count: {
      const ExpectedEnds found = figure(expected, outcome, model);
      if (count_met(expected, found)) return std::nullopt;
      return figure_text(expected, found, outcome, model);
    }
    case Kind::rule:
    case Kind::no_rule: {
      const bool wanted = expected.kind == Kind::rule;
      if (matched(expected.name, outcome, model) == wanted) return std::nullopt;
      return fmt::format("{}rule {}", wanted ? "no " : "", expected.name);
    }
    case Kind::flag:
      if (std::find(outcome.flags.begin(), outcome.flags.end(), expected.name) != outcome.flags.end())
        return std::nullopt;
      return flags_text(outcome);
    case Kind::no_flags:
      if (outcome.flags.empty()) return std::nullopt;
      return flags_text(outcome);
    case Kind::rejected: break;
  }
  return outcome.rejected() ? std::nullopt : std::optional<std::string>("not rejected");
}

std::string rejected_text(const Outcome& outcome, const Model& model) {
  return fmt::format("rejected: {}", fmt::join(to_texts(outcome.rejections, model), "; "));
}

bool tells_of_rejection(const Expectation& expected) {
  return expected.kind == Kind::rejected || expected.kind == Kind::cluster;
}

}  // namespace

std::vector<Difference> differences(const Test& test, const Outcome& outcome, const Evaluator& evaluator) {
  const Model& model = evaluator.model();
  std::vector<Difference> found;
  for (const auto& expected : test.expect) {
    const bool meaningless = outcome.rejected() && !tells_of_rejection(expected);
    auto instead = meaningless ? rejected_text(outcome, model) : contradiction(expected, test, outcome, evaluator);
    if (instead) found.push_back({expected.span, model.words(expected.span), std::move(*instead)});
  }
  return found;
}

Date day_of(const Test& test, const Model& model, Date today) {
  return test.as_of.value_or(model.effective.from.value_or(today));
}

Account account_of(const Test& test, const Evaluator& evaluator) {
  Account account = test.given;
  count_alone(account, test.counted, evaluator);  // one that cannot be counted has no effort anyway
  return account;
}

TestResult run_test(const Model& model, const Test& test, Date today) {
  const Date as_of = day_of(test, model, today);
  const Evaluator evaluator(model, as_of);
  TestResult result{test.given, {}, as_of, {}};
  result.outcome.rejections = count_alone(result.account, test.counted, evaluator);
  if (!result.outcome.rejected()) result.outcome = evaluator.evaluate(result.account);
  result.differences = differences(test, result.outcome, evaluator);
  return result;
}

}  // namespace spanne::engine

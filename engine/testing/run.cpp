// Compares the outcome of an account with the expectations of a test, item by item.
#include "engine/testing/run.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>

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

std::string text_of(const std::optional<Fraction>& end) { return end ? end->to_exact_text() : "unlimited"; }

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

std::string cluster_text(const Outcome& outcome, const Model& model) {
  return outcome.cluster ? "cluster = " + model.clusters[*outcome.cluster].name : "no cluster";
}

/// The actual result in place of an expectation; returns nullopt if the expectation is met.
std::optional<std::string> contradiction(const Expectation& expected, const Outcome& outcome, const Model& model) {
  switch (expected.kind) {
    case Kind::cluster:
      if (outcome.cluster == expected.cluster) return std::nullopt;
      return cluster_text(outcome, model);
    case Kind::figure: {
      const ExpectedEnds found = figure(expected, outcome, model);
      if (found.low == expected.low && found.high == expected.high) return std::nullopt;
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

std::vector<Difference> differences(const Test& test, const Outcome& outcome, const Model& model) {
  std::vector<Difference> found;
  for (const auto& expected : test.expect) {
    const bool meaningless = outcome.rejected() && !tells_of_rejection(expected);
    auto instead = meaningless ? rejected_text(outcome, model) : contradiction(expected, outcome, model);
    if (instead) found.push_back({expected.span, model.words(expected.span), std::move(*instead)});
  }
  return found;
}

Date day_of(const Test& test, const Model& model, Date today) {
  return test.as_of.value_or(model.effective.from.value_or(today));
}

TestResult run_test(const Model& model, const Test& test, Date today) {
  const Date as_of = day_of(test, model, today);
  TestResult result{Evaluator(model, as_of).evaluate(test.given), as_of, {}};
  result.differences = differences(test, result.outcome, model);
  return result;
}

}  // namespace spanne::engine

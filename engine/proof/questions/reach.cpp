// What no account can reach: clusters, rules, rows; accounts that reach no cluster; rules that always fire.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

std::string listed(const std::vector<std::string>& names) {
  if (names.size() == 1) return names.front();
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return fmt::format("{} and {}", fmt::join(first, ", "), names.back());
}

/// An account that the conditions fit, whatever stands above them.
Question fitting(const Prover& prover, const std::vector<TermId>& conditions) {
  return {[&prover, conditions](const Box& box, Doubts& doubts) {
            BoxEvaluation survey(prover.space(), box, doubts);
            return verdict(survey.all_of(conditions));
          },
          [&prover, conditions](const DatedAccount& one) { return prover.holds_all(one, conditions); },
          {{Constraint::Kind::holds, conditions}}};
}

Question both(const Question& a, const Question& b) {
  return {[a, b](const Box& box, Doubts& doubts) {
            const BoxVerdict first = a.judge(box, doubts);
            if (first == BoxVerdict::never) return first;
            const BoxVerdict second = b.judge(box, doubts);
            return second == BoxVerdict::always ? first : second;
          },
          [a, b](const DatedAccount& one) { return a.holds(one) && b.holds(one); },
          [&] {
            auto constraints = a.constraints;
            constraints.insert(constraints.end(), b.constraints.begin(), b.constraints.end());
            return constraints;
          }()};
}

Question reaching(const Prover& prover, const EffectSite& origin, bool with_results) {
  return {[&prover, origin, with_results](const Box& box, Doubts& doubts) {
            BoxEvaluator forecast(prover.space(), box, doubts);
            if (with_results) {
              const BoxOutcome& prospect = forecast.run();
              if (!prospect.accepted) return BoxVerdict::never;
              const BoxVerdict matched = verdict(forecast.matches(origin));
              return matched == BoxVerdict::always && prospect.rejected ? BoxVerdict::open : matched;
            }
            return verdict(forecast.matches(origin));
          },
          [&prover, origin](const DatedAccount& one) { return prover.matches(prover.evaluate(one), origin); },
          with_results ? std::vector<Constraint>{} : std::vector<Constraint>{{Constraint::Kind::matches, {}, origin}}};
}

bool sampled(const Prover& prover, const EffectSite& origin) {
  return std::any_of(prover.samples().begin(), prover.samples().end(),
                     [&](const auto& sample) { return prover.matches(sample.outcome, origin); });
}

/// Whether a question has no account; what is open is told.
bool impossible(const Prover& prover, const Question& question, Findings& found, const Named& thing,
                const std::string& whether) {
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, thing.span, answer)) return false;
  if (answer.found == Found::undecided) prover.undecided(found, thing.span, whether, answer);
  return answer.found == Found::none;
}

// ---------------------------------------------------------------------------------------------- clusters

void cluster(const Prover& prover, ClusterId id, Findings& found) {
  const Cluster& cluster = prover.model().clusters[id];
  const Named thing = prover.named({EffectSite::Kind::cluster, id});
  if (!prover.ever(cluster.period))
    return prover.warn(found, "W0513", thing.span, fmt::format("{} is never in force", thing.words),
                       "its days lie outside the effective period, or end before they begin");
  if (sampled(prover, thing.origin)) return;
  if (!impossible(prover, reaching(prover, thing.origin, false), found, thing,
                  fmt::format("an account can reach {}", thing.words)))
    return;
  const std::vector<TermId> conditions =
      cluster.condition ? std::vector<TermId>{*cluster.condition} : std::vector<TermId>{};
  const Question fits = fitting(prover, conditions);
  if (prover.ask(fits).found == Found::none)
    return prover.warn(found, "W0501", thing.span,
                       fmt::format("no account can reach {}: none fits its condition", thing.words));
  std::vector<std::string> takers;
  std::vector<grammar::Related> related;
  for (ClusterId above = 0; above < id; ++above) {
    const EffectSite taker{EffectSite::Kind::cluster, above};
    if (prover.ask(both(fits, reaching(prover, taker, false))).found != Found::one) continue;
    takers.push_back(prover.model().clusters[above].name);
    related.push_back({prover.model().clusters[above].name_span, "takes accounts that would fit"});
  }
  prover.warn(found, "W0501", thing.span,
              fmt::format("no account can reach {}: {} above it {} every account that fits", thing.words,
                          takers.empty() ? "what stands" : listed(takers), takers.size() > 1 ? "take" : "takes"),
              "the first cluster that fits counts: put the narrower one first", {}, std::move(related));
}

void without_cluster(const Prover& prover, Findings& found) {
  const Question question{[&prover](const Box& box, Doubts& doubts) {
                            BoxEvaluation survey(prover.space(), box, doubts);
                            const Classes& classes = survey.classify();
                            return verdict({classes.none, classes.count() > 0, classes.fault});
                          },
                          [&prover](const DatedAccount& one) {
                            const Outcome outcome = prover.evaluate(one);
                            return !outcome.cluster && outcome.rejections.front().cause == Rejection::Cause::no_cluster;
                          },
                          {{Constraint::Kind::no_cluster}}};
  const auto& clusters = prover.model().clusters;
  const grammar::TextSpan span = clusters.empty() ? grammar::TextSpan{} : clusters.back().name_span;
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, span, answer) || answer.found == Found::none) return;
  if (answer.found == Found::undecided) return prover.undecided(found, span, "every account reaches a cluster", answer);
  prover.warn(found, "W0504", span, "an account can reach none of the clusters, and is rejected then",
              "end with a cluster that takes the rest: cluster other: otherwise", prover.example(answer, question));
}

// ---------------------------------------------------------------------------------------------- rules and rows

/// Why no account reaches a rule or row; `conditions` are its own.
void tell_unreachable(const Prover& prover, const Named& thing, std::string_view code,
                      const std::vector<TermId>& conditions, const std::vector<ClusterId>& scope, Findings& found) {
  if (prover.ask(fitting(prover, conditions)).found == Found::none)
    return prover.warn(found, code, thing.span,
                       fmt::format("{} can never match: no account fits its conditions", thing.words));
  std::vector<std::string> clusters;
  for (const ClusterId id : scope) clusters.push_back(prover.model().clusters[id].name);
  prover.warn(found, code, thing.span,
              scope.empty() ? fmt::format("{} can never match: every account that would fit is rejected", thing.words)
                            : fmt::format("{} can never match: no account of {} fits", thing.words, listed(clusters)));
}

void rule(const Prover& prover, std::uint32_t index, Findings& found) {
  const Rule& rule = prover.model().rules[index];
  const Named thing = prover.named({EffectSite::Kind::rule, index});
  if (!prover.ever(rule.period))
    return prover.warn(found, "W0513", thing.span, fmt::format("{} is never in force", thing.words),
                       "its days lie outside the effective period, or end before they begin");
  if (!sampled(prover, thing.origin) && impossible(prover, reaching(prover, thing.origin, rule.uses_results), found,
                                                   thing, fmt::format("{} can match", thing.words))) {
    const std::vector<TermId> conditions =
        rule.condition ? std::vector<TermId>{*rule.condition} : std::vector<TermId>{};
    if (rule.uses_results)
      return prover.warn(found, "W0502", thing.span, fmt::format("{} can never match", thing.words));
    return tell_unreachable(prover, thing, "W0502", conditions, rule.scope, found);
  }
}

/// A rule with a condition that is never false where the rule is asked.
void always(const Prover& prover, std::uint32_t index, Findings& found) {
  const Rule& rule = prover.model().rules[index];
  if (!rule.condition || rule.uses_results || !prover.ever(rule.period)) return;
  const Named thing = prover.named({EffectSite::Kind::rule, index});
  const auto concerned = [&rule](const DatedAccount& one, const Outcome& outcome) {
    return outcome.cluster && rule.period.contains(one.as_of) &&
           (rule.scope.empty() ||
            std::find(rule.scope.begin(), rule.scope.end(), *outcome.cluster) != rule.scope.end());
  };
  for (const auto& sample : prover.samples())
    if (concerned(sample.one, sample.outcome) && !prover.matches(sample.outcome, thing.origin)) return;
  const Question question{[&prover, &rule](const Box& box, Doubts& doubts) {
                            BoxEvaluator forecast(prover.space(), box, doubts);
                            const Truths holds = forecast.survey().truth(*rule.condition);
                            if (!holds.no && !holds.fault) return BoxVerdict::never;
                            const Truths asked = forecast.concerns(rule.scope, rule.period);
                            if (!asked.yes) return BoxVerdict::never;
                            return asked.always() && !holds.yes ? BoxVerdict::always : BoxVerdict::open;
                          },
                          [&prover, concerned, origin = thing.origin](const DatedAccount& one) {
                            const Outcome outcome = prover.evaluate(one);
                            return concerned(one, outcome) && !prover.matches(outcome, origin);
                          },
                          {{Constraint::Kind::differs, {}, thing.origin}}};
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, thing.span, answer) || answer.found != Found::none) return;
  // Without an account it is unreachable, which has been told.
  if (!sampled(prover, thing.origin) && prover.ask(reaching(prover, thing.origin, false)).found != Found::one) return;
  prover.warn(found, "W0514", thing.span, fmt::format("{} always matches: its condition says nothing", thing.words),
              "write always if that is meant");
}

void row(const Prover& prover, std::uint32_t table_id, std::uint32_t index, Findings& found) {
  const Table& table = prover.model().tables[table_id];
  const Row& row = table.rows[index];
  const Named thing = prover.named({EffectSite::Kind::row, table_id, index});
  const bool lookup = !table.derived.empty();
  if (!lookup && sampled(prover, thing.origin)) return;
  Question question = reaching(prover, thing.origin, table.uses_results);
  if (lookup)
    question = {[&prover, &table, index](const Box& box, Doubts& doubts) {
                  BoxEvaluation survey(prover.space(), box, doubts);
                  const Fits fits = survey.fitting_rows(table);
                  for (const auto& fit : fits.rows)
                    if (fit.index == index) return fit.certain && !fits.fault ? BoxVerdict::always : BoxVerdict::open;
                  return BoxVerdict::never;
                },
                [&prover, &table, index](const DatedAccount& one) {
                  const auto rows = prover.fitting_rows(one, table);
                  return rows && std::find(rows->begin(), rows->end(), index) != rows->end();
                },
                {{Constraint::Kind::fits, {}, thing.origin}}};
  if (!impossible(prover, question, found, thing, fmt::format("{} can match", thing.words))) return;
  if (row.otherwise)
    return prover.warn(found, "W0503", thing.span,
                       fmt::format("{} can never match: the rows above leave nothing over", thing.words));
  if (table.uses_results)
    return prover.warn(found, "W0503", thing.span, fmt::format("{} can never match", thing.words));
  const Question fits = fitting(prover, row.conditions);
  std::vector<std::string> takers;
  for (std::uint32_t above = 0; above < index && table.policy == TablePolicy::first; ++above)
    if (prover.ask(both(fits, fitting(prover, table.rows[above].conditions))).found == Found::one)
      takers.push_back(table.rows[above].id);
  if (takers.empty()) return tell_unreachable(prover, thing, "W0503", row.conditions, table.scope, found);
  prover.warn(found, "W0503", thing.span,
              fmt::format("{} can never match: {} above it {} every account that fits", thing.words, listed(takers),
                          takers.size() > 1 ? "take" : "takes"),
              "the first row that fits counts: put the narrower one first");
}

}  // namespace

void reach_tasks(const Prover& prover, Tasks& tasks) {
  const Model& model = prover.model();
  for (ClusterId id = 0; id < model.clusters.size(); ++id)
    tasks.push_back([&prover, id](Findings& found) { cluster(prover, id, found); });
  tasks.push_back([&prover](Findings& found) { without_cluster(prover, found); });
  for (std::uint32_t index = 0; index < model.rules.size(); ++index)
    tasks.push_back([&prover, index](Findings& found) {
      rule(prover, index, found);
      always(prover, index, found);
    });
  for (std::uint32_t table = 0; table < model.tables.size(); ++table) {
    if (!prover.ever(model.tables[table].period)) {
      tasks.push_back([&prover, table](Findings& found) {
        const Table& one = prover.model().tables[table];
        prover.warn(found, "W0513", one.span, fmt::format("the table {} is never in force", one.name),
                    "its days lie outside the effective period, or end before they begin");
      });
      continue;
    }
    for (std::uint32_t index = 0; index < model.tables[table].rows.size(); ++index)
      tasks.push_back([&prover, table, index](Findings& found) { row(prover, table, index, found); });
  }
}

}  // namespace spanne::engine::proof

// The questions about reachability: clusters, rules and rows that no account reaches, accounts that reach no cluster,
// and rules that always match.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

std::string listed(const std::vector<std::string>& names) {
  if (names.size() == 1) return names.front();
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return fmt::format("{} and {}", fmt::join(first, ", "), names.back());
}

namespace {

/// Looks for an account for which the conditions hold, whatever precedes them.
Question fitting(const Prover& prover, const std::vector<TermId>& conditions) {
  return {[&prover, conditions](const Box& box, SplitHints& split_hints) {
            BoxEvaluation evaluation(prover.space(), box, split_hints);
            return verdict(evaluation.all_of(conditions));
          },
          [&prover, conditions](const DatedAccount& account) { return prover.holds_all(account, conditions); },
          {{Constraint::Kind::holds, conditions}}};
}

Question both(const Question& a, const Question& b) {
  return {[a, b](const Box& box, SplitHints& split_hints) {
            const BoxVerdict first = a.judge(box, split_hints);
            if (first == BoxVerdict::never) return first;
            const BoxVerdict second = b.judge(box, split_hints);
            return second == BoxVerdict::always ? first : second;
          },
          [a, b](const DatedAccount& account) { return a.holds(account) && b.holds(account); },
          [&] {
            auto constraints = a.constraints;
            constraints.insert(constraints.end(), b.constraints.begin(), b.constraints.end());
            return constraints;
          }()};
}

Question reaching(const Prover& prover, const EffectSite& origin, bool with_results) {
  return {[&prover, origin, with_results](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            if (with_results) {
              const BoxOutcome& outcome = evaluator.run();
              if (!outcome.accepted) return BoxVerdict::never;
              const BoxVerdict matched = verdict(evaluator.matches(origin));
              return matched == BoxVerdict::always && outcome.rejected ? BoxVerdict::open : matched;
            }
            return verdict(evaluator.matches(origin));
          },
          [&prover, origin](const DatedAccount& account) { return prover.matches(prover.evaluate(account), origin); },
          with_results ? std::vector<Constraint>{} : std::vector<Constraint>{{Constraint::Kind::matches, {}, origin}}};
}

bool sampled(const Prover& prover, const EffectSite& origin) {
  return std::any_of(prover.samples().begin(), prover.samples().end(),
                     [&](const auto& sample) { return prover.matches(sample.outcome, origin); });
}

/// Whether no account answers the question; an undecided question is reported.
bool impossible(const Prover& prover, const Question& question, Findings& found, const Named& named,
                const std::string& whether) {
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, named.span, answer)) return false;
  if (answer.found == Found::undecided) prover.undecided(found, named.span, whether, answer);
  return answer.found == Found::none;
}

// ---------------------------------------------------------------------------------------------- clusters

void cluster(const Prover& prover, ClusterId id, Findings& found) {
  const Cluster& cluster = prover.model().clusters[id];
  const Named named = prover.named({EffectSite::Kind::cluster, id});
  if (!prover.ever(cluster.period))
    return prover.warn(found, "W0513", named.span, fmt::format("{} is never in force", named.words),
                       "its days lie outside the effective period, or end before they begin");
  if (sampled(prover, named.origin)) return;
  if (!impossible(prover, reaching(prover, named.origin, false), found, named,
                  fmt::format("an account can reach {}", named.words)))
    return;
  const std::vector<TermId> conditions =
      cluster.condition ? std::vector<TermId>{*cluster.condition} : std::vector<TermId>{};
  const Question fits = fitting(prover, conditions);
  if (prover.ask(fits).found == Found::none)
    return prover.warn(found, "W0501", named.span,
                       fmt::format("no account can reach {}: none fits its condition", named.words));
  std::vector<std::string> earlier_names;
  std::vector<grammar::Related> related;
  for (ClusterId above = 0; above < id; ++above) {
    const EffectSite earlier{EffectSite::Kind::cluster, above};
    if (prover.ask(both(fits, reaching(prover, earlier, false))).found != Found::example) continue;
    earlier_names.push_back(prover.model().clusters[above].name);
    related.push_back({prover.model().clusters[above].name_span, "takes accounts that would fit"});
  }
  prover.warn(found, "W0501", named.span,
              fmt::format("no account can reach {}: {} above it {} every account that fits", named.words,
                          earlier_names.empty() ? "what stands" : listed(earlier_names),
                          earlier_names.size() > 1 ? "take" : "takes"),
              "the first cluster that fits counts: put the narrower one first", {}, std::move(related));
}

void without_cluster(const Prover& prover, Findings& found) {
  const Question question{[&prover](const Box& box, SplitHints& split_hints) {
                            BoxEvaluation evaluation(prover.space(), box, split_hints);
                            const Classes& classes = evaluation.classify();
                            return verdict({classes.none, classes.count() > 0, classes.fault});
                          },
                          [&prover](const DatedAccount& account) {
                            const Outcome outcome = prover.evaluate(account);
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

/// Reports why no account reaches a rule or a row; `conditions` are its own.
void report_unreachable(const Prover& prover, const Named& named, std::string_view code,
                        const std::vector<TermId>& conditions, const std::vector<ClusterId>& scope, Findings& found) {
  if (prover.ask(fitting(prover, conditions)).found == Found::none)
    return prover.warn(found, code, named.span,
                       fmt::format("{} can never match: no account fits its conditions", named.words));
  std::vector<std::string> clusters;
  for (const ClusterId id : scope) clusters.push_back(prover.model().clusters[id].name);
  prover.warn(found, code, named.span,
              scope.empty() ? fmt::format("{} can never match: every account that would fit is rejected", named.words)
                            : fmt::format("{} can never match: no account of {} fits", named.words, listed(clusters)));
}

void rule(const Prover& prover, std::uint32_t index, Findings& found) {
  const Rule& rule = prover.model().rules[index];
  const Named named = prover.named({EffectSite::Kind::rule, index});
  if (!prover.ever(rule.period))
    return prover.warn(found, "W0513", named.span, fmt::format("{} is never in force", named.words),
                       "its days lie outside the effective period, or end before they begin");
  if (!sampled(prover, named.origin) && impossible(prover, reaching(prover, named.origin, rule.uses_results), found,
                                                   named, fmt::format("{} can match", named.words))) {
    const std::vector<TermId> conditions =
        rule.condition ? std::vector<TermId>{*rule.condition} : std::vector<TermId>{};
    if (rule.uses_results)
      return prover.warn(found, "W0502", named.span, fmt::format("{} can never match", named.words));
    return report_unreachable(prover, named, "W0502", conditions, rule.scope, found);
  }
}

/// Reports a condition that is never false when the rule is evaluated.
void always(const Prover& prover, std::uint32_t index, Findings& found) {
  const Rule& rule = prover.model().rules[index];
  if (!rule.condition || rule.uses_results || !prover.ever(rule.period)) return;
  const Named named = prover.named({EffectSite::Kind::rule, index});
  const auto differs = [&prover, &rule, origin = named.origin](const DatedAccount& dated, const Outcome& outcome) {
    return prover.concerns(rule.scope, rule.period, dated, outcome) && !prover.matches(outcome, origin);
  };
  for (const auto& sample : prover.samples())
    if (differs(sample.dated, sample.outcome)) return;
  const Question question{
      [&prover, &rule](const Box& box, SplitHints& split_hints) {
        BoxEvaluator evaluator(prover.space(), box, split_hints);
        const Truths holds = evaluator.evaluation().truth(*rule.condition);
        if (!holds.no && !holds.fault) return BoxVerdict::never;
        const Truths asked = evaluator.concerns(rule.scope, rule.period);
        if (!asked.yes) return BoxVerdict::never;
        return asked.always() && !holds.yes ? BoxVerdict::always : BoxVerdict::open;
      },
      [&prover, differs](const DatedAccount& dated) { return differs(dated, prover.evaluate(dated)); },
      {{Constraint::Kind::differs, {}, named.origin}}};
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, named.span, answer) || answer.found != Found::none) return;
  // A rule that no account reaches has been reported already.
  if (!sampled(prover, named.origin) && prover.ask(reaching(prover, named.origin, false)).found != Found::example)
    return;
  prover.warn(found, "W0514", named.span, fmt::format("{} always matches: its condition says nothing", named.words),
              "write always if that is meant");
}

void row(const Prover& prover, std::uint32_t table_id, std::uint32_t index, Findings& found) {
  const Table& table = prover.model().tables[table_id];
  const Row& row = table.rows[index];
  const Named named = prover.named({EffectSite::Kind::row, table_id, index});
  const bool lookup = !table.derived.empty();
  if (!lookup && sampled(prover, named.origin)) return;
  Question question = reaching(prover, named.origin, table.uses_results);
  if (lookup)
    question = {[&prover, &table, index](const Box& box, SplitHints& split_hints) {
                  BoxEvaluation evaluation(prover.space(), box, split_hints);
                  const Fits fits = evaluation.fits_of(table);
                  for (const auto& fit : fits.rows)
                    if (fit.index == index) return fit.certain && !fits.fault ? BoxVerdict::always : BoxVerdict::open;
                  return BoxVerdict::never;
                },
                [&prover, &table, index](const DatedAccount& account) {
                  const auto rows = prover.fitting_rows(account, table);
                  return rows && std::find(rows->begin(), rows->end(), index) != rows->end();
                },
                {{Constraint::Kind::fits, {}, named.origin}}};
  if (!impossible(prover, question, found, named, fmt::format("{} can match", named.words))) return;
  if (row.otherwise)
    return prover.warn(found, "W0503", named.span,
                       fmt::format("{} can never match: the rows above leave nothing over", named.words));
  if (table.uses_results)
    return prover.warn(found, "W0503", named.span, fmt::format("{} can never match", named.words));
  const Question fits = fitting(prover, row.conditions);
  std::vector<std::string> earlier_names;
  for (std::uint32_t above = 0; above < index && table.policy == TablePolicy::first; ++above)
    if (prover.ask(both(fits, fitting(prover, table.rows[above].conditions))).found == Found::example)
      earlier_names.push_back(table.rows[above].id);
  if (earlier_names.empty()) return report_unreachable(prover, named, "W0503", row.conditions, table.scope, found);
  prover.warn(found, "W0503", named.span,
              fmt::format("{} can never match: {} above it {} every account that fits", named.words,
                          listed(earlier_names), earlier_names.size() > 1 ? "take" : "takes"),
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
        const Table& checked_table = prover.model().tables[table];
        prover.warn(found, "W0513", checked_table.span,
                    fmt::format("the table {} is never in force", checked_table.name),
                    "its days lie outside the effective period, or end before they begin");
      });
      continue;
    }
    for (std::uint32_t index = 0; index < model.tables[table].rows.size(); ++index)
      tasks.push_back([&prover, table, index](Findings& found) { row(prover, table, index, found); });
  }
}

}  // namespace spanne::engine::proof

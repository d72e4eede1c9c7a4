// The questions about pairs of rules: whether one adds to the effort whenever another one does, and whether versions of
// a rule overlap or leave a gap.
//
// A finding is worded as a question, because steps are often meant to add up (`sites > 10` and `sites > 50`). Only
// rules that add to the same kind of effort in the same direction are compared, and each rule is reported at most once.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

/// What a rule adds to or takes from, and per what.
struct Addition {
  KindId kind;
  bool takes;
  std::string per;
  bool operator==(const Addition&) const = default;
};

std::vector<Addition> additions(const Model& model, const Rule& rule) {
  std::vector<Addition> result;
  for (const Effect& effect : rule.effects) {
    if (effect.kind != EffectKind::add) continue;
    const bool takes = effect.amount.computed ? effect.amount.scale.sign() < 0 : effect.amount.range.high.sign() <= 0;
    result.push_back({*effect.effort_kind, takes, effect.per ? model.words(model.term(effect.per->of).span) : ""});
  }
  return result;
}

/// Whether both rules add in the same way; a flat amount and an amount per something are different ways.
bool alike(const Model& model, const Rule& narrow, const Rule& wide) {
  const auto first = additions(model, narrow), second = additions(model, wide);
  return std::any_of(first.begin(), first.end(), [&](const Addition& addition) {
    return (wide.condition || !addition.per.empty()) &&
           std::find(second.begin(), second.end(), addition) != second.end();
  });
}

/// Looks for an account that matches `narrow` but not `wide`.
Question apart(const Prover& prover, const EffectSite& narrow, const EffectSite& wide) {
  return {[&prover, narrow, wide](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            const Truths first = evaluator.matches(narrow);
            if (!first.yes) return BoxVerdict::never;
            const Truths second = evaluator.matches(wide);
            if (!second.no && !second.fault) return BoxVerdict::never;
            return first.always() && !second.yes ? BoxVerdict::always : BoxVerdict::open;
          },
          [&prover, narrow, wide](const DatedAccount& account) {
            const Outcome outcome = prover.evaluate(account);
            return prover.matches(outcome, narrow) && !prover.matches(outcome, wide);
          },
          {{Constraint::Kind::matches, {}, narrow}, {Constraint::Kind::unmatched, {}, wide}}};
}

class Pairs {
 public:
  explicit Pairs(const Prover& prover) : prover_(prover) {
    const auto& rules = prover.model().rules;
    signatures_.resize(rules.size());
    for (std::uint32_t rule = 0; rule < rules.size(); ++rule)
      for (const auto& sample : prover.samples())
        signatures_[rule].push_back(prover.matches(sample.outcome, {EffectSite::Kind::rule, rule}));
  }

  /// Reports the rules that match wherever this one does.
  void examine(std::uint32_t narrow, Findings& found) const {
    const auto& rules = prover_.model().rules;
    if (!rules[narrow].condition || !adds(rules[narrow])) return;
    const auto& mine = signatures_[narrow];
    // the rule matches none of the samples, so hardly any account
    if (std::find(mine.begin(), mine.end(), true) == mine.end()) return;
    std::vector<grammar::Related> related;
    std::vector<std::string> names;
    for (std::uint32_t wide = 0; wide < rules.size(); ++wide) {
      if (wide == narrow || !adds(rules[wide]) || !alike(prover_.model(), rules[narrow], rules[wide])) continue;
      if (!implied_by_samples(narrow, wide)) continue;
      const bool same = implied_by_samples(wide, narrow);
      if (prover_.ask(apart(prover_, {EffectSite::Kind::rule, narrow}, {EffectSite::Kind::rule, wide})).found !=
          Found::none)
        continue;
      // If two rules always match together, only the later one is reported.
      if (same && narrow < wide && rules[wide].condition &&
          prover_.ask(apart(prover_, {EffectSite::Kind::rule, wide}, {EffectSite::Kind::rule, narrow})).found ==
              Found::none)
        continue;
      const Named other = prover_.named({EffectSite::Kind::rule, wide});
      names.push_back(other.words);
      related.push_back({other.span, "adds to the same kind of effort"});
    }
    if (names.empty()) return;
    const Named named = prover_.named({EffectSite::Kind::rule, narrow});
    const std::size_t shown = std::min<std::size_t>(names.size(), 3);
    std::string text =
        fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
    if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
    related.resize(shown);
    found.findings.push_back(
        {"W0515",
         grammar::Severity::note,
         named.span,
         fmt::format("whenever {} matches, so does {}: are both meant to count?", named.words, text),
         "if not, let the wider one end where the narrower begins",
         std::move(related),
         {}});
  }

 private:
  bool adds(const Rule& rule) const {
    return !rule.uses_results && !additions(prover_.model(), rule).empty() && prover_.ever(rule.period);
  }

  bool implied_by_samples(std::uint32_t narrow, std::uint32_t wide) const {
    const auto &mine = signatures_[narrow], &other = signatures_[wide];
    for (std::size_t i = 0; i < mine.size(); ++i)
      if (mine[i] && !other[i]) return false;
    return true;
  }

  const Prover& prover_;
  std::vector<std::vector<bool>> signatures_;
};

// ---------------------------------------------------------------------------------------------- periods

/// What a rule says, without its period.
std::string stated_effects(const Prover& prover, const Rule& rule) {
  const Model& model = prover.model();
  std::string text = rule.condition ? model.words(model.term(*rule.condition).span) : "always";
  for (const auto& addition : additions(model, rule))
    text += fmt::format("|{}{}{}", addition.takes ? "-" : "+", addition.kind, addition.per);
  for (const ClusterId cluster : rule.scope) text += fmt::format("@{}", cluster);
  return text;
}

/// Reports overlaps and gaps between the periods of rules with the same condition and the same kinds.
void periods(const Prover& prover, Findings& found) {
  std::map<std::string, std::vector<const Rule*>> versions;
  for (const Rule& rule : prover.model().rules)
    if ((rule.period.from || rule.period.until) && !additions(prover.model(), rule).empty() && prover.ever(rule.period))
      versions[stated_effects(prover, rule)].push_back(&rule);
  for (auto& [words, rules] : versions) {
    std::stable_sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) {
      return a->period.from.value_or(Date{INT32_MIN}) < b->period.from.value_or(Date{INT32_MIN});
    });
    for (std::size_t i = 1; i < rules.size(); ++i) {
      const auto &until = rules[i - 1]->period.until, &from = rules[i]->period.from;
      if (until && from && from->days == until->days + 1) continue;
      const bool gap = until && from && from->days > until->days;
      const std::string message =
          gap ? fmt::format("{} ends on {}, but {} begins only on {}", rules[i - 1]->id, to_text(*until), rules[i]->id,
                            to_text(*from))
              : fmt::format("{} and {} are in force on the same days, so both count", rules[i - 1]->id, rules[i]->id);
      prover.warn(
          found, "W0516", rules[i]->span, message,
          gap ? "let one begin on the day after the other ends" : "let one end on the day before the other begins", {},
          {{rules[i - 1]->span, "the other one"}});
    }
  }
}

}  // namespace

void pair_tasks(const Prover& prover, Tasks& tasks) {
  const auto pairs = std::make_shared<const Pairs>(prover);
  for (std::uint32_t rule = 0; rule < prover.model().rules.size(); ++rule)
    tasks.push_back([pairs, rule](Findings& found) { pairs->examine(rule, found); });
}

void period_tasks(const Prover& prover, Tasks& tasks) {
  tasks.push_back([&prover](Findings& found) { periods(prover, found); });
}

}  // namespace spanne::engine::proof

#include "engine/explain/explain.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "engine/explain/words.hpp"

namespace spanne::engine {
namespace {

/// Collects the named values that terms use, each once.
class Names {
 public:
  explicit Names(AccountContext& account) : case_(account), model_(account.model) {}

  void ask(TermId id) {
    const Term& term = model_.term(id);
    if (term.op == Op::define) return define(term);
    if (term.op == Op::lookup) return lookup(id, term);
    for (const TermId operand : term.operands) ask(operand);
  }

  std::vector<NamedValue> take() { return std::move(names_); }

 private:
  void define(const Term& use) {
    const auto id = static_cast<std::size_t>(use.number);
    const Define& define = model_.defines[id];
    if (!seen_.insert(define.name).second) return;
    const TermId meaning = case_.define_versions[id];
    const auto version = std::find_if(define.versions.begin(), define.versions.end(),
                                      [&](const Define::Version& account) { return account.value == meaning; });
    const Term& term = model_.term(meaning);
    NamedValue made;
    made.name = define.name;
    made.meaning = model_.words(term.span);
    made.value = value_of(meaning, case_).value_or("");
    made.period = version->period;
    made.span = version->span;
    names_.push_back(std::move(made));
    ask(meaning);
  }

  void lookup(TermId id, const Term& use) {
    const Table& table = model_.tables[table_of(use)];
    const std::size_t column = derived_of(use);
    const std::string& name = table.derived[column].name;
    if (!seen_.insert(name).second) return;
    const auto rows = case_.walker.fitting_rows(table);
    case_.walker.take_fault();
    NamedValue made;
    made.name = name;
    made.value = value_of(id, case_).value_or("");
    made.span = table.span;
    for (const std::uint32_t index : rows.value_or(std::vector<std::uint32_t>{})) {
      const Row& row = table.rows[index];
      made.row += (made.row.empty() ? "" : ", ") + row.id;
      made.meaning += (made.meaning.empty() ? "" : " + ") + model_.words(model_.term(row.values[column]).span);
      const std::string because = row.otherwise ? "no other row fits" : reason_it_holds(filled_in(row, case_));
      made.because += (made.because.empty() ? "" : "; ") + because;
      made.span = row.span;
    }
    names_.push_back(std::move(made));
  }

  AccountContext& case_;
  const Model& model_;
  std::set<std::string> seen_;
  std::vector<NamedValue> names_;
};

class Explainer {
 public:
  Explainer(const Evaluator& evaluator, const Account& account, Fractions figures)
      : model_(evaluator.model()), case_(evaluator, account), names_(case_) {
    case_.figures = figures;
    made_.model = &model_;
    made_.as_of = evaluator.as_of();
    made_.account = account;
    made_.outcome = evaluator.evaluate(account, &made_.trace);
  }

  Explanation run() {
    clusters();
    if (!made_.outcome.cluster) return finish();
    case_.walker.set_cluster(*made_.outcome.cluster);
    results_ = figures_of(made_.outcome);
    case_.walker.set_results(&results_);
    for (const Contribution& contribution : made_.trace.contributions) effect_names(*contribution.effect);
    for (const RuleSite& match : made_.outcome.matched) matched(match);
    for (const RuleTrial& trial : in_order(made_.trace.rules)) unmatched(trial);
    return finish();
  }

 private:
  Explanation finish() {
    made_.names = names_.take();
    return std::move(made_);
  }

  void clusters() {
    for (const ClusterTrial& trial : made_.trace.clusters) {
      const auto& condition = model_.clusters[trial.id].condition;
      TriedCluster tried{trial.id, trial.verdict, unconditional()};
      const bool asked = trial.verdict == Verdict::holds || trial.verdict == Verdict::fails;
      if (asked && condition) {
        tried.condition = filled_in(*condition, case_);
        names_.ask(*condition);
      }
      made_.clusters.push_back(std::move(tried));
    }
  }

  void effect_names(const Effect& effect) {
    if (effect.amount.computed) names_.ask(*effect.amount.computed);
    if (effect.per) names_.ask(effect.per->of);
  }

  // ---- what matched

  void matched(const RuleSite& match) {
    Matched made{match, unconditional(), {}, {}};
    if (match.row) {
      const Row& row = model_.tables[match.index].rows[*match.row];
      made.condition = filled_in(row, case_);
      for (const TermId cell : row.conditions) names_.ask(cell);
      flags(row.effects, made);
    } else {
      const Rule& rule = model_.rules[match.index];
      if (rule.condition) {
        made.condition = filled_in(*rule.condition, case_);
        names_.ask(*rule.condition);
      }
      flags(rule.effects, made);
    }
    for (std::size_t i = 0; i < made_.trace.contributions.size(); ++i)
      if (made_.trace.contributions[i].by == match) made.contributions.push_back(i);
    made_.matched.push_back(std::move(made));
  }

  /// Flags are in the order of the matches that raised them.
  void flags(const Effects& effects, Matched& made) {
    for (const Effect& effect : effects)
      if (effect.kind == EffectKind::flag && raised_ < made_.outcome.flags.size())
        made.flags.push_back(remark(effect, made_.outcome.flags[raised_++]));
  }

  /// A remark as it was raised, but that figures in it which were rounded say so, or are fractions.
  std::string remark(const Effect& effect, const std::string& raised) {
    std::string text;
    bool any = false;
    for (const FlagPiece& piece : effect.flag) {
      const auto rounded = piece.hole ? rounded_figure(*piece.hole) : std::nullopt;
      any = any || rounded;
      text += piece.text + (rounded ? *rounded : piece.hole ? value_of_hole(*piece.hole) : "");
    }
    return any ? text : raised;
  }

  std::string value_of_hole(TermId hole) {
    const Type& type = model_.term(hole).type;
    const auto number = number_in(hole);
    const auto value = number ? std::nullopt : case_.walker.value(hole);
    case_.walker.take_fault();
    return number ? to_text(*number, type) : value ? to_text(*value, type, model_) : "";
  }

  /// Returns nullopt if the figure was not rounded, or is none.
  std::optional<std::string> rounded_figure(TermId hole) {
    const Type& type = model_.term(hole).type;
    const auto number = number_in(hole);
    const Fraction scale = type.kind == TypeKind::percent ? Fraction(100 * Decimal::one) : Fraction(Decimal::one);
    if (!number || (*number * scale).is_whole()) return std::nullopt;
    return case_.figures == Fractions::exact ? figure_words(*number, type, Fractions::exact)
                                             : "≈ " + to_text(*number, type);
  }

  std::optional<Fraction> number_in(TermId hole) {
    const Term& term = model_.term(hole);
    const bool computed = is_number(term.type.kind) || term.type.kind == TypeKind::effort;
    if (!computed || term.op == Op::attribute) return std::nullopt;  // an attribute has few decimals, or is missing
    auto number = case_.walker.number(hole);
    case_.walker.take_fault();
    return number;
  }

  // ---- what did not match

  /// Rules that ask for results are evaluated last, but shown in the order of the file.
  std::vector<RuleTrial> in_order(std::vector<RuleTrial> trials) const {
    std::stable_sort(trials.begin(), trials.end(), [&](const RuleTrial& a, const RuleTrial& b) {
      return place_of(a.ref, model_).begin < place_of(b.ref, model_).begin;
    });
    return trials;
  }

  void unmatched(const RuleTrial& trial) {
    Unmatched made{trial.ref, trial.verdict, unconditional(), {}};
    const bool asked = trial.verdict == Verdict::holds || trial.verdict == Verdict::fails;
    if (trial.ref.kind == RuleRef::Kind::rule) {
      if (trial.verdict == Verdict::holds) return;
      const auto& condition = model_.rules[trial.ref.index].condition;
      if (asked && condition) made.condition = filled_in(*condition, case_);
    } else if (asked) {
      made.rows = unmatched_rows(trial.ref.index);
      if (made.rows.empty()) return;
    }
    made_.unmatched.push_back(std::move(made));
  }

  std::vector<Unmatched::UnmatchedRow> unmatched_rows(std::uint32_t index) {
    const Table& table = model_.tables[index];
    std::vector<Unmatched::UnmatchedRow> rows;
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      const RuleSite match{RuleRef::Kind::table, index, row};
      const auto& matched = made_.outcome.matched;
      if (std::find(matched.begin(), matched.end(), match) != matched.end()) continue;
      Condition condition = filled_in(table.rows[row], case_);
      rows.push_back({row, condition.holds != false, std::move(condition)});
    }
    return rows;
  }

  const Model& model_;
  Explanation made_;
  AccountContext case_;
  Names names_;
  std::vector<Fraction> results_;
  std::size_t raised_ = 0;
};

}  // namespace

Explanation explain(const Model& model, const Account& account, Date as_of, Fractions figures) {
  const Evaluator evaluator(model, as_of);
  return Explainer(evaluator, account, figures).run();
}

grammar::TextSpan place_of(const RuleSite& match, const Model& model) {
  if (match.row) return model.tables[match.index].rows[*match.row].span;
  return place_of(RuleRef{match.kind, match.index}, model);
}

grammar::TextSpan place_of(const RuleRef& ref, const Model& model) {
  return ref.kind == RuleRef::Kind::rule ? model.rules[ref.index].span : model.tables[ref.index].span;
}

const std::string& because_of(const RuleSite& match, const Model& model) {
  return match.row ? model.tables[match.index].rows[*match.row].because : model.rules[match.index].because;
}

std::uint32_t line_of(grammar::TextSpan span, const Model& model) { return model.source->position(span.begin).line; }

}  // namespace spanne::engine

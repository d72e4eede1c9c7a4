#include "report/calculation.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "engine/explain/words.hpp"
#include "grammar/text/display_width.hpp"
#include "report/amounts.hpp"

namespace spanne::report {

using engine::Contribution;
using engine::Decision;
using engine::EffectKind;
using engine::Explanation;
using engine::figure_words;
using engine::Fraction;
using engine::KindId;
using engine::Model;
using engine::Range;
using grammar::display_width;

namespace {

/// One line of a sum: "+ 0.195–0.2925   local_decisions".
struct Step {
  std::string sign, figure, what;
  bool result = false;
};

Range plus(const Range& a, const Range& b) { return {a.low + b.low, a.high + b.high}; }

bool on(const Contribution& contribution, KindId kind) {
  return !contribution.effect->effort_kind || *contribution.effect->effort_kind == kind;
}

class CalculationText {
 public:
  CalculationText(const Explanation& explanation, Fractions figures, Page& page)
      : explanation_(explanation), model_(*explanation.model), figures_(figures), page_(page) {}

  void run() {
    page_.heading("Calculation, in FTE");
    std::vector<KindId> counting;
    for (KindId kind = 0; kind < explanation_.trace.sums.size(); ++kind)
      if (counts(kind)) counting.push_back(kind);
    for (const KindId kind : counting)
      block(model_.declares_kinds() ? model_.kinds[kind].name : "effort", kind_steps(kind));
    block("total", total_steps(counting));
  }

 private:
  template <class Number>
  std::string words(const Number& number) const {
    return exact_words(number, figures_);
  }

  /// Adds with a plus or subtracts with a minus, so that figures need no sign of their own where possible.
  Step added(const Range& range, const std::string& what) const {
    const bool takes = range.high.sign() <= 0 && range.low.sign() < 0;
    return {takes ? "−" : "+", words(takes ? Range{-range.high, -range.low} : range), what};
  }

  /// A kind to which nothing is added gets no line.
  bool counts(KindId kind) const {
    return std::any_of(explanation_.trace.contributions.begin(), explanation_.trace.contributions.end(),
                       [&](const auto& contribution) {
                         return contribution.effect->kind == EffectKind::add && on(contribution, kind);
                       });
  }

  std::vector<Step> kind_steps(KindId kind) const {
    std::vector<Step> steps;
    for (const Contribution& contribution : explanation_.trace.contributions)
      if (contribution.effect->kind == EffectKind::add && on(contribution, kind))
        steps.push_back(added(contribution.worth(), origin_words(contribution.by, model_)));
    if (steps.front().sign == "+") steps.front().sign.clear();
    if (steps.size() > 1) steps.push_back({"=", words(explanation_.trace.sums[kind]), "", true});
    if (scale(kind, steps)) steps.push_back({"=", words(explanation_.outcome.kinds[kind]), "", true});
    return steps;
  }

  /// Shows the sum of the surcharges first, then the factors. Returns whether there were any.
  bool scale(KindId kind, std::vector<Step>& steps) const {
    const std::size_t before = steps.size();
    std::size_t surcharges = 0;
    for (const Contribution& part : explanation_.trace.contributions) {
      if (part.effect->kind != EffectKind::surcharge || !on(part, kind)) continue;
      const bool takes = part.amount.high.sign() <= 0 && part.amount.low.sign() < 0;
      const Range share = takes ? Range{-part.amount.high, -part.amount.low} : part.amount;
      steps.push_back({takes ? "−" : "+", percent_words(share, figures_), origin_words(part.by, model_)});
      ++surcharges;
    }
    const Range& sum = explanation_.trace.scales[kind].surcharges;
    if (surcharges > 0)
      steps.push_back(
          {"×", words(plus({1, 1}, sum)),
           fmt::format("100 % {} {}", sum.high.sign() <= 0 && sum.low.sign() < 0 ? "−" : "+",
                       percent_words(sum.high.sign() <= 0 && sum.low.sign() < 0 ? Range{-sum.high, -sum.low} : sum,
                                     figures_))});
    for (const Contribution& part : explanation_.trace.contributions)
      if (part.effect->kind == EffectKind::factor && on(part, kind))
        steps.push_back({"×", words(part.amount), origin_words(part.by, model_)});
    if (explanation_.trace.sums[kind].low.sign() < 0 && steps.size() > before)
      steps.push_back(
          {"", "", "an end below 0 takes the greatest multiplier at the low end, the least at the high end"});
    return steps.size() > before;
  }

  std::vector<Step> total_steps(const std::vector<KindId>& counting) const {
    std::vector<Step> steps;
    for (const KindId kind : counting)
      steps.push_back(
          added(explanation_.outcome.kinds[kind], model_.declares_kinds() ? model_.kinds[kind].name : "effort"));
    if (!steps.empty() && steps.front().sign == "+") steps.front().sign.clear();
    if (steps.empty()) steps.push_back({"", "0", "nothing adds effort", false});
    if (steps.size() > 1) steps.push_back({"=", words(explanation_.trace.sum), "", true});
    limits(steps);
    if (steps.size() > 1 && !steps.back().result) steps.push_back({"=", words(explanation_.outcome.total), "", true});
    booked(steps);
    return steps;
  }

  // ---- limits

  void limits(std::vector<Step>& steps) const {
    for (const Contribution& part : explanation_.trace.contributions) {
      const auto kind = part.effect->kind;
      if (kind != EffectKind::at_least && kind != EffectKind::at_most && kind != EffectKind::exactly) continue;
      steps.push_back(
          {"", limit_words(kind) + words(part.amount), origin_words(part.by, model_) + ": " + effect_of(part)});
    }
    for (const auto& [decision, end, name] : ends())
      if (decision.by == Decision::By::zero)
        steps.push_back({"", "never below 0",
                         fmt::format("raises the {} end from {} to 0", name, words(explanation_.trace.sum.*end))});
  }

  static std::string limit_words(EffectKind kind) {
    return kind == EffectKind::at_least ? "at least " : kind == EffectKind::at_most ? "at most " : "exactly ";
  }

  struct End {
    const Decision& decision;
    Fraction Range::*end;
    const char* name;
  };
  std::vector<End> ends() const {
    return {{explanation_.trace.low, &Range::low, "low"}, {explanation_.trace.high, &Range::high, "high"}};
  }

  /// What a limit did to each end of the total.
  std::string effect_of(const Contribution& part) const {
    const auto kind = part.effect->kind;
    if (explanation_.trace.low.by == Decision::By::fixed)
      return kind == EffectKind::exactly ? fmt::format("takes the place of {}", words(explanation_.trace.sum))
                                         : "does not count beside exactly";
    std::vector<std::string> changes;
    for (const auto& [decision, end, name] : ends()) {
      const bool decided = decision.origin == part.by &&
                           decision.by == (kind == EffectKind::at_least ? Decision::By::floor : Decision::By::ceiling);
      if (decided)
        changes.push_back(fmt::format("{} the {} end from {} to {}", kind == EffectKind::at_least ? "raises" : "lowers",
                                      name, words(explanation_.trace.sum.*end),
                                      words(explanation_.outcome.total.*end)));
    }
    return changes.empty() ? "changes nothing" : fmt::format("{}", fmt::join(changes, " and "));
  }

  /// Shows that kinds and limit add up to the total, as in the result columns.
  void booked(std::vector<Step>& steps) const {
    const Range& limit = explanation_.outcome.limit;
    if (!model_.declares_kinds() || (limit.low.sign() == 0 && limit.high.sign() == 0)) return;
    const auto signed_words = [&](const Fraction& fraction) {
      return (fraction.sign() > 0 ? "+" : "") + words(fraction);
    };
    steps.push_back(
        {"", "",
         fmt::format("The difference stands in the results as limit: {} at the low end, {} at the high end.",
                     signed_words(limit.low), signed_words(limit.high))});
  }

  // ---- layout

  void block(const std::string& name, const std::vector<Step>& steps) {
    std::size_t figures = 0;
    for (const Step& step : steps) figures = std::max(figures, step.what.empty() ? 0 : display_width(step.figure));
    figures = std::min<std::size_t>(figures, 30);
    bool first = true;
    for (const Step& step : steps) {
      const Tone tone = step.result ? Tone::strong : Tone::plain;
      page_.item({{first ? name : "", Tone::plain}, {step.sign, Tone::faint}, {step.figure, tone}},
                 {name_width(), 1, figures}, {step.what, Tone::plain});
      first = false;
    }
  }

  std::size_t name_width() const {
    std::size_t width = 8;
    for (const auto& kind : model_.kinds) width = std::max(width, display_width(kind.name));
    return std::min<std::size_t>(width, 20);
  }

  const Explanation& explanation_;
  const Model& model_;
  const Fractions figures_;
  Page& page_;
};

}  // namespace

std::string origin_words(const engine::OptionalSite& origin, const Model& model) {
  return origin ? id_of(*origin, model) : "base";
}

void show_calculation(const Explanation& explanation, Fractions figures, Page& page) {
  CalculationText(explanation, figures, page).run();
}

void show_span(const Explanation& explanation, Fractions figures, Page& page) {
  const Model& model = *explanation.model;
  const engine::AccountRange& span = explanation.outcome.span;
  const Range& total = explanation.outcome.total;
  const Range load{model.capacity * model.utilisation_low, model.capacity * model.utilisation_high};
  const auto line = [&](const char* end, const std::string& division, const char* whole, const engine::Count& count) {
    page.item({{end}}, {8}, {fmt::format("{}, so {} {}", division, whole, count ? count->to_text() : "unlimited")});
  };
  page.heading(span.needs_team ? "KAMs for one account" : "Accounts per KAM");
  page.paragraph(
      fmt::format("A KAM carries {} FTE and is well loaded with {} of it: {} FTE.", figure_words(model.capacity),
                  percent_words({model.utilisation_low, model.utilisation_high}, figures), exact_words(load, figures)));
  if (span.needs_team) {
    page.paragraph("One account is more than one KAM can carry:");
    line("at least", division_words(total.low, load.high, figures),
         "KAMs in whole numbers, rounded up:", span.kams_low);
    line("at most", division_words(total.high, load.low, figures), "rounded up:", span.kams_high);
    return;
  }
  if (span.accounts_low)
    line("at least", division_words(load.low, total.high, figures), "whole accounts:", span.accounts_low);
  if (!span.accounts_low) page.item({{"at least"}}, {8}, {"unlimited: there is no effort"});
  if (span.accounts_high)
    line("at most", division_words(load.high, total.low, figures), "whole accounts:", span.accounts_high);
  if (!span.accounts_high && span.accounts_low)
    page.item({{"at most"}}, {8}, {"unlimited: it may be no effort at all"});
}

}  // namespace spanne::report

#include "engine/testing/trace_lines.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/sites.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

class Summary {
 public:
  Summary(const Model& model, const TestResult& result)
      : model_(model), outcome_(result.outcome), evaluator_(model, result.as_of), walker_(evaluator_, result.account) {}

  std::vector<TraceLine> run() {
    if (outcome_.cluster) steps();
    for (const Rejection& rejection : outcome_.rejections)
      lines_.push_back({"rejected", std::nullopt, to_text(rejection, model_)});
    if (!outcome_.rejected()) sums();
    return std::move(lines_);
  }

 private:
  void steps() {
    walker_.set_cluster(*outcome_.cluster);
    const Cluster& cluster = model_.clusters[*outcome_.cluster];
    lines_.push_back({"cluster " + cluster.name, cluster.span, words_of(cluster.base)});
    for (const RuleSite& match : outcome_.matched) {
      const Rule* rule = match.row ? nullptr : &model_.rules[match.index];
      const Row* row = match.row ? &model_.tables[match.index].rows[*match.row] : nullptr;
      lines_.push_back({id_of(match, model_), rule != nullptr ? rule->span : row->span,
                        words_of(rule != nullptr ? rule->effects : row->effects)});
    }
  }

  std::string words_of(const Effects& effects) {
    std::vector<std::string> words;
    for (const Effect& effect : effects) words.push_back(words_of(effect));
    return fmt::format("{}", fmt::join(words, ", "));
  }

  /// An effect as it is written, followed by its value if that has to be computed.
  std::string words_of(const Effect& effect) {
    std::string text = effect.per || effect.kind == EffectKind::flag
                           ? model_.words(effect.span)
                           : with_kind(amount_words(effect, model_), effect, model_);
    if (effect.kind != EffectKind::add || (!effect.per && !effect.amount.computed)) return text;
    const auto worth = worth_of(effect);
    return worth ? fmt::format("{} = {}", text, effort_text(*worth)) : text;
  }

  std::optional<Range> worth_of(const Effect& effect) {
    Range range = effect.amount.range;
    if (effect.amount.computed) {
      const auto value = walker_.number(*effect.amount.computed);
      if (!value) return std::nullopt;
      range = {*value * effect.amount.scale, *value * effect.amount.scale};
    }
    if (!effect.per) return range;
    const auto of = walker_.number(effect.per->of);
    if (!of) return std::nullopt;
    const Fraction count = portions_of(*effect.per, *of);
    return Range{range.low * count, range.high * count};
  }

  void sums() {
    std::vector<std::string> kinds;
    for (std::size_t kind = 0; kind < model_.kinds.size(); ++kind)
      if (!(outcome_.kinds[kind] == Range{}))
        kinds.push_back(fmt::format("{} {}", model_.kinds[kind].name, effort_text(outcome_.kinds[kind])));
    if (model_.declares_kinds() && !kinds.empty())
      lines_.push_back({"kinds", std::nullopt, fmt::format("{}", fmt::join(kinds, ", "))});
    if (!(outcome_.limit == Range{}))
      lines_.push_back({"limits", std::nullopt,
                        fmt::format("{} becomes {}",
                                    effort_text({outcome_.total.low - outcome_.limit.low,
                                                 outcome_.total.high - outcome_.limit.high}),
                                    effort_text(outcome_.total))});
    lines_.push_back({"total", std::nullopt, effort_text(outcome_.total)});
  }

  const Model& model_;
  const Outcome& outcome_;
  Evaluator evaluator_;
  Walker walker_;
  std::vector<TraceLine> lines_;
};

}  // namespace

std::vector<TraceLine> trace_lines(const Model& model, const TestResult& result) {
  return Summary(model, result).run();
}

}  // namespace spanne::engine

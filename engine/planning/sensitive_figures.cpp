#include "engine/planning/sensitive_figures.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "engine/model/term_parts.hpp"
#include "engine/testing/figures.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

/// The factor by which an amount is multiplied: down, then up.
std::array<Fraction, 2> directions(const Fraction& step) { return {1 - step, 1 + step}; }

/// A number moved: a factor by its distance from 1, anything else by its size.
Fraction moved_number(const Fraction& number, const Fraction& by, bool is_factor) {
  return is_factor ? 1 + (number - 1) * by : number * by;
}

/// The text with each of its numbers moved.
std::string moved_words(std::string text, const Fraction& by, bool is_factor) {
  const std::size_t count = numbers_in(text).size();
  for (std::size_t number = 0; number < count; ++number)
    text = with_number(text, number, moved_number(number_at(text, number), by, is_factor));
  return text;
}

Mutant effect_mutant(const EffectPlace& place, const Effect& before, std::string was, std::string is, Effect changed) {
  return {place.owner,
          before.span,
          std::move(was),
          std::move(is),
          {},
          false,
          [place, changed = std::move(changed)](Model& model) mutable {
            std::swap(effects_of(place.owner, model)[place.index], changed);
          }};
}

Mutant terms_mutant(const StatementRef& owner, std::string was, std::string is,
                    std::vector<std::pair<TermId, Term>> changed) {
  const grammar::TextSpan span = changed.front().second.span;
  return {owner, span, std::move(was), std::move(is), {}, false, [changed = std::move(changed)](Model& model) mutable {
            for (auto& [id, term] : changed) std::swap(model.terms[id], term);
          }};
}

/// What the checker refuses: a discount of more than 100 %, a factor below 0.
bool is_allowed(const Effect& effect) {
  if (effect.kind == EffectKind::surcharge) return effect.amount.range.low >= Fraction(-1);
  return effect.kind != EffectKind::factor || effect.amount.range.low.sign() >= 0;
}

class FigureMaker {
 public:
  FigureMaker(const Model& model, const Fraction& step) : model_(model), by_(directions(step)) {}

  std::vector<SensitiveFigure> run() {
    for_each_effect(model_, [&](const EffectPlace& place, const Effect& effect) {
      if (effect.amount.computed)
        note_constants(*effect.amount.computed, place);
      else
        amount(place, effect);
    });
    calculations();
    return std::move(made_);
  }

 private:
  void amount(const EffectPlace& place, const Effect& effect) {
    const bool is_factor = effect.kind == EffectKind::factor;
    const Range still = is_factor ? Range{1, 1} : Range{};
    if (effect.amount.range == still) return;
    const std::string text = amount_words(effect, model_);
    SensitiveFigure figure;
    figure.kind = is_factor ? SensitiveFigure::Kind::factor : SensitiveFigure::Kind::amount;
    figure.owner = place.owner;
    figure.name = name_of(place.owner, model_);
    figure.was = with_kind(text, effect, model_);
    figure.effects = {place};
    std::optional<Mutant>* steps[] = {&figure.down, &figure.up};
    for (std::size_t direction = 0; direction < 2; ++direction) {
      Effect changed = effect;
      for (Fraction* end : {&changed.amount.range.low, &changed.amount.range.high})
        *end = moved_number(*end, by_[direction], is_factor);
      if (!is_allowed(changed)) continue;
      const std::string is = with_kind(moved_words(text, by_[direction], is_factor), effect, model_);
      *steps[direction] = effect_mutant(place, effect, figure.was, is, std::move(changed));
    }
    made_.push_back(std::move(figure));
  }

  // ---- numbers in calculations, defines and lookups that amounts are made of

  /// Remembers the numbers that an effect's value is made of; what only decides between values is none of them.
  void note_constants(TermId id, const EffectPlace& place) {
    const Term& term = model_.term(id);
    const bool is_amount = is_number(term.type.kind) || term.type.kind == TypeKind::effort;
    if (!is_amount) return;
    auto& users = users_[id];
    if (std::find(users.begin(), users.end(), place) != users.end()) return;
    users.push_back(place);
    if (term.op == Op::define)
      for (const auto& version : model_.defines[static_cast<std::size_t>(term.number)].versions)
        note_constants(version.value, place);
    if (term.op == Op::lookup)
      for (const Row& row : model_.tables[table_of(term)].rows) note_constants(row.values[derived_of(term)], place);
    const std::size_t operands = term.op == Op::round ? 1 : term.operands.size();
    for (std::size_t operand = 0; operand < operands; ++operand) note_constants(term.operands[operand], place);
  }

  void calculations() {
    const std::vector<TermId> asked = conditions();
    for (const Site& site : sites(model_)) {
      const auto found = users_.find(site.term);
      if (found == users_.end()) continue;
      const Term& term = model_.term(site.term);
      if (term.op != Op::constant && term.op != Op::effort_scale) continue;
      if (term.op == Op::constant && term.number == 0 && term.fraction.sign() == 0) continue;
      // A number that conditions use as well can change what applies.
      const bool decides = std::binary_search(asked.begin(), asked.end(), site.term);
      calculation(site, decides ? std::vector<EffectPlace>() : found->second);
    }
  }

  /// Everything that decides which cluster, rules and rows apply, or that a proportion counts.
  std::vector<TermId> conditions() const {
    std::vector<TermId> roots;
    const auto add = [&](const std::optional<TermId>& condition) {
      if (condition) roots.push_back(*condition);
    };
    for (const Cluster& cluster : model_.clusters) add(cluster.condition);
    for (const Rule& rule : model_.rules) add(rule.condition);
    for (const Table& table : model_.tables)
      for (const Row& row : table.rows) roots.insert(roots.end(), row.conditions.begin(), row.conditions.end());
    for_each_effect(model_, [&](const EffectPlace&, const Effect& effect) {
      if (effect.per) roots.push_back(effect.per->of);
    });
    for (TermId id = 0; id < model_.terms.size(); ++id)
      if (model_.term(id).op == Op::conditional) roots.push_back(model_.term(id).operands[0]);
    std::vector<TermId> all = all_terms(roots, model_);
    std::sort(all.begin(), all.end());
    return all;
  }

  void calculation(const Site& site, std::vector<EffectPlace> users) {
    const Term& term = model_.term(site.term);
    SensitiveFigure figure;
    figure.owner = site.owner;
    figure.name = name_of(site.owner, model_);
    figure.was = model_.words(term.span);
    figure.effects = std::move(users);
    figure.in_calculation = true;
    std::optional<Mutant>* steps[] = {&figure.down, &figure.up};
    for (std::size_t direction = 0; direction < 2; ++direction) {
      Term changed = term;
      std::string is = moved_words(figure.was, by_[direction], false);
      if (term.op == Op::effort_scale || term.type.kind == TypeKind::effort) {
        changed.fraction = term.fraction * by_[direction];
        if (term.op == Op::effort_scale) is = fmt::format("({}) * {}", figure.was, by_[direction].to_text());
      } else {
        const auto moved = to_decimal(Fraction::of(Decimal{term.number}) * by_[direction]);
        if (!moved) continue;
        changed.number = moved->millionths;
      }
      *steps[direction] = terms_mutant(site.owner, figure.was, is, {{site.term, std::move(changed)}});
    }
    made_.push_back(std::move(figure));
  }

  const Model& model_;
  std::array<Fraction, 2> by_;
  std::map<TermId, std::vector<EffectPlace>> users_;  // of each term that a value is made of
  std::vector<SensitiveFigure> made_;
};

}  // namespace

std::vector<SensitiveFigure> sensitive_figures(const Model& model, const Fraction& step,
                                               const std::vector<ThresholdPlace>& thresholds,
                                               const std::vector<std::vector<std::int64_t>>& values) {
  std::vector<SensitiveFigure> all = FigureMaker(model, step).run();
  for (SensitiveFigure& figure : threshold_figures(model, thresholds, values)) all.push_back(std::move(figure));
  std::stable_sort(all.begin(), all.end(), [&](const SensitiveFigure& a, const SensitiveFigure& b) {
    return span_of(a.owner, model).begin < span_of(b.owner, model).begin;
  });
  return all;
}

}  // namespace spanne::engine

// Thresholds of a guideline, and where they move to: the values that accounts have and after which one compares
// otherwise.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>
#include <utility>

#include "engine/model/condition_terms.hpp"
#include "engine/planning/sensitive_figures.hpp"
#include "engine/testing/mutants/decision.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

bool is_ordered(Op op) { return is_comparison(op) && op != Op::equal && op != Op::not_equal; }
bool is_within(Op op) { return op == Op::within || op == Op::within_half_open; }

bool is_orderable(const Type& type) {
  return is_number(type.kind) || type.kind == TypeKind::date || type.kind == TypeKind::choice;
}

/// The distance between neighbouring values; 0 where there is always another between two.
std::int64_t distance_of(const Type& type) {
  if (type.kind == TypeKind::integer) return Decimal::one;
  return type.kind == TypeKind::date || type.kind == TypeKind::choice ? 1 : 0;
}

Value value_at(std::int64_t ordinal, const Type& type) {
  if (type.kind == TypeKind::date) return Date{static_cast<std::int32_t>(ordinal)};
  if (type.kind == TypeKind::choice) return ChoiceValue{static_cast<std::uint32_t>(ordinal)};
  return Decimal{ordinal};
}

void add_comparison(const Site& site, const Model& model, std::vector<ThresholdPlace>& places) {
  const Term& term = model.term(site.term);
  const auto is_constant = [&](std::size_t side) { return model.term(term.operands[side]).op == Op::constant; };
  const std::size_t subject = !is_within(term.op) && is_constant(0) ? 1 : 0;
  if (is_constant(subject) || !is_orderable(model.term(term.operands[subject]).type)) return;
  ThresholdPlace place;
  place.subject = term.operands[subject];
  place.op = subject == 1 ? mirrored(term.op) : term.op;
  place.comparison = site.term;
  place.owner = site.owner;
  std::vector<TermId> constants;
  for (std::size_t side = 0; side < term.operands.size(); ++side) {
    if (side == subject) continue;
    if (!is_constant(side)) return;
    constants.push_back(term.operands[side]);
    place.thresholds.push_back(model.term(term.operands[side]).number);
  }
  for (place.side = 0; place.side < constants.size(); ++place.side) {
    place.constant = constants[place.side];
    places.push_back(place);
  }
}

class ThresholdFigures {
 public:
  ThresholdFigures(const Model& model, const std::vector<ThresholdPlace>& places,
                   const std::vector<std::vector<std::int64_t>>& values)
      : model_(model), places_(places), values_(values) {}

  std::vector<Mutant> steps(const std::vector<std::size_t>& group, const std::string& was, StepDirection direction,
                            std::size_t count) const {
    std::vector<Mutant> steps;
    for (const std::int64_t to : next_values(group, direction, count)) {
      auto step = step_to(to, group, was);
      if (!step) break;
      steps.push_back(*std::move(step));
    }
    return steps;
  }

  std::vector<SensitiveFigure> run() {
    std::map<Border, std::size_t> borders;  // to its place among groups
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const bool in_table = places_[place].owner.kind == StatementRef::Kind::row && places_[place].comparison;
      const auto [found, is_new] =
          in_table ? borders.emplace(border_of(places_[place]), groups.size()) : std::pair(borders.end(), true);
      if (is_new) groups.emplace_back();
      (is_new ? groups.back() : groups[found->second]).push_back(place);
    }
    std::vector<SensitiveFigure> figures;
    for (const auto& group : groups) figures.push_back(figure(group));
    return figures;
  }

 private:
  /// Rows of a table share a border where one ends and another begins: the table, the words of the subject, and
  /// between which values.
  using Border = std::tuple<std::size_t, std::string, std::int64_t, bool>;

  /// Whether the threshold itself is below the border: in `x > 10` and in the end of `3 .. 10`.
  static bool is_below(const ThresholdPlace& place) {
    if (is_within(place.op)) return place.side == 1 && place.op == Op::within;
    return place.op == Op::greater || place.op == Op::less_equal;
  }

  Border border_of(const ThresholdPlace& place) const {
    const Term& subject = model_.term(place.subject);
    const std::int64_t step = distance_of(subject.type);
    const bool below = is_below(place);
    const std::int64_t threshold = place.thresholds[place.side];
    return {place.owner.index, model_.words(subject.span), below ? threshold + step : threshold, below && step == 0};
  }

  SensitiveFigure figure(const std::vector<std::size_t>& group) const {
    const ThresholdPlace& first = places_[group.front()];
    SensitiveFigure made;
    made.kind = SensitiveFigure::Kind::threshold;
    made.owner = first.owner;
    made.was = first.comparison ? said(*first.comparison, model_) : proportion_words(first, first.thresholds[0]);
    for (const std::size_t place : group) {
      const std::string name = name_of(places_[place].owner, model_);
      if (made.name.find(name) == std::string::npos) made.name += (made.name.empty() ? "" : ", ") + name;
      if (places_[place].comparison) made.comparisons.push_back(*places_[place].comparison);
      if (places_[place].proportion) made.effects.push_back(*places_[place].proportion);
    }
    made.places = group;
    for (const StepDirection direction : {StepDirection::down, StepDirection::up})
      for (Mutant& step : steps(group, made.was, direction, 1))
        (direction == StepDirection::down ? made.down : made.up) = std::move(step);
    return made;
  }

  std::optional<Mutant> step_to(std::int64_t to, const std::vector<std::size_t>& group, const std::string& was) const {
    const ThresholdPlace& first = places_[group.front()];
    if (first.proportion) return proportion_step(first, was, to);
    const std::int64_t way = to - first.thresholds[first.side];
    std::vector<std::pair<TermId, Term>> changed;
    for (const std::size_t place : group) {
      ThresholdPlace moved = places_[place];
      moved.thresholds[moved.side] += way;
      if (is_turned_round(moved)) return std::nullopt;
      Term& constant = changed.emplace_back(moved.constant, model_.term(moved.constant)).second;
      constant.number = moved.thresholds[moved.side];
    }
    return Mutant{first.owner,
                  model_.term(*first.comparison).span,
                  was,
                  words_with(first, to),
                  first.comparison,
                  true,
                  [changed = std::move(changed)](Model& model) mutable {
                    for (auto& [id, term] : changed) std::swap(model.terms[id], term);
                  }};
  }

  static bool is_turned_round(const ThresholdPlace& place) {
    if (!is_within(place.op)) return false;
    const bool touches = place.op == Op::within_half_open && place.thresholds[0] == place.thresholds[1];
    return touches || place.thresholds[0] > place.thresholds[1];
  }

  /// The nearest values for which some account compares otherwise than before.
  std::vector<std::int64_t> next_values(const std::vector<std::size_t>& group, StepDirection direction,
                                        std::size_t count) const {
    const ThresholdPlace& place = places_[group.front()];
    const std::vector<std::int64_t>& values = values_[group.front()];
    const std::int64_t now = place.thresholds[place.side];
    const auto differs = [&](std::int64_t to) {
      if (place.proportion) return true;
      auto after = place.thresholds;
      after[place.side] = to;
      return std::any_of(values.begin(), values.end(), [&](std::int64_t value) {
        return comparison_holds(place.op, value, place.thresholds) != comparison_holds(place.op, value, after);
      });
    };
    std::vector<std::int64_t> next;
    if (direction == StepDirection::up) {
      for (auto at = std::upper_bound(values.begin(), values.end(), now); at != values.end() && next.size() < count;
           ++at)
        if (differs(*at)) next.push_back(*at);
      return next;
    }
    for (auto at = std::lower_bound(values.begin(), values.end(), now); at != values.begin() && next.size() < count;)
      if (differs(*--at)) next.push_back(*at);
    return next;
  }

  std::string words_with(const ThresholdPlace& place, std::int64_t to) const {
    const Term& term = model_.term(*place.comparison);
    auto sides = sides_of(term, model_);
    for (std::size_t side = 0; side < term.operands.size(); ++side)
      if (term.operands[side] == place.constant) {
        const Term& constant = model_.term(place.constant);
        sides[side] = literal(value_at(to, constant.type), constant.type, model_);
      }
    return said(term.op, sides);
  }

  // ---- what a proportion counts above

  const Effect& effect_of(const ThresholdPlace& place) const {
    return effects_of(place.proportion->owner, model_)[place.proportion->index];
  }

  std::string proportion_words(const ThresholdPlace& place, std::int64_t above) const {
    const Term& of = model_.term(place.subject);
    return fmt::format("{} above {}", model_.words(of.span), literal(Decimal{above}, of.type, model_));
  }

  Mutant proportion_step(const ThresholdPlace& place, const std::string& was, std::int64_t to) const {
    Effect changed = effect_of(place);
    changed.per->above.millionths = to;
    return {place.owner,
            changed.span,
            was,
            proportion_words(place, to),
            {},
            true,
            [at = *place.proportion, changed = std::move(changed)](Model& model) mutable {
              std::swap(effects_of(at.owner, model)[at.index], changed);
            }};
  }

  const Model& model_;
  const std::vector<ThresholdPlace>& places_;
  const std::vector<std::vector<std::int64_t>>& values_;
};

}  // namespace

std::vector<ThresholdPlace> threshold_places(const Model& model) {
  std::vector<ThresholdPlace> places;
  for (const Site& site : sites(model))
    if (is_ordered(model.term(site.term).op)) add_comparison(site, model, places);
  for_each_effect(model, [&](const EffectPlace& at, const Effect& effect) {
    if (!effect.per || effect.per->above.millionths == 0) return;
    ThresholdPlace place;
    place.subject = effect.per->of;
    place.thresholds = {effect.per->above.millionths};
    place.proportion = at;
    place.owner = at.owner;
    places.push_back(std::move(place));
  });
  return places;
}

std::vector<SensitiveFigure> threshold_figures(const Model& model, const std::vector<ThresholdPlace>& thresholds,
                                               const std::vector<std::vector<std::int64_t>>& values) {
  return ThresholdFigures(model, thresholds, values).run();
}

std::vector<Mutant> threshold_steps(const SensitiveFigure& figure, StepDirection direction, std::size_t count,
                                    const Model& model, const std::vector<ThresholdPlace>& thresholds,
                                    const std::vector<std::vector<std::int64_t>>& values) {
  return ThresholdFigures(model, thresholds, values).steps(figure.places, figure.was, direction, count);
}

}  // namespace spanne::engine

// SensitiveFigures are the numbers of a guideline that a discussion can be about, each with the change that moves it a
// step down or up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/testing/mutants/mutate.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// One effect of a cluster, a rule or a row.
struct EffectPlace {
  StatementRef owner;
  std::size_t index = 0;
  bool operator==(const EffectPlace&) const = default;
};

/// Calls `visit(place, effect)` for every effect that can make effort.
template <class Visit>
void for_each_effect(const Model& model, Visit visit) {
  const auto all_of = [&](const StatementRef& owner) {
    const Effects& effects = effects_of(owner, model);
    for (std::size_t index = 0; index < effects.size(); ++index)
      if (effects[index].kind != EffectKind::flag) visit(EffectPlace{owner, index}, effects[index]);
  };
  for (std::size_t id = 0; id < model.clusters.size(); ++id) all_of({StatementRef::Kind::cluster, id, 0});
  for (std::size_t id = 0; id < model.rules.size(); ++id) all_of({StatementRef::Kind::rule, id, 0});
  for (std::size_t table = 0; table < model.tables.size(); ++table)
    for (std::size_t row = 0; row < model.tables[table].rows.size(); ++row)
      all_of({StatementRef::Kind::row, table, row});
}

struct SensitiveFigure {
  enum class Kind { amount, factor, threshold } kind = Kind::amount;
  StatementRef owner;          // where it is written
  std::string name;            // of the statement; of several where it is a border between rows
  std::string was;             // the author's words: "+0.2 .. 0.3 FTE", "sites > 10"
  std::optional<Mutant> down;  // nullopt: there is no such step
  std::optional<Mutant> up;
  /// What it can change: the amounts of these effects, and nothing else; or how these comparisons come out; or, where
  /// both are empty, anything.
  std::vector<EffectPlace> effects;
  std::vector<TermId> comparisons;
  std::vector<std::size_t> places;  // of a threshold: its places among threshold_places()
  bool in_calculation = false;      // of the effects: then they have to be computed anew
};

/// A comparison or a proportion whose constant is a threshold, and what it is compared with.
struct ThresholdPlace {
  TermId subject = 0;
  Op op = Op::greater;                    // with the subject on the left
  std::vector<std::int64_t> thresholds;   // see ordinal_of()
  std::size_t side = 0;                   // which of them it is
  TermId constant = 0;                    // that side's term; not of a proportion
  std::optional<TermId> comparison;       // else:
  std::optional<EffectPlace> proportion;  // its `above`
  StatementRef owner;
};

/// All thresholds of the conditions, calculations and proportions that an effort can depend on, in the order of the
/// text.
std::vector<ThresholdPlace> threshold_places(const Model& model);

/// One figure for each threshold, and one for each border that several rows of a table share, so that they neither
/// overlap nor part. `values` are those that accounts have, ascending, for each of `thresholds`.
std::vector<SensitiveFigure> threshold_figures(const Model& model, const std::vector<ThresholdPlace>& thresholds,
                                               const std::vector<std::vector<std::int64_t>>& values);

/// How many values a threshold may move by until one moves some effort.
inline constexpr std::size_t max_threshold_values = 64;

enum class StepDirection { down, up };

/// The steps of a threshold in one direction, the nearest first, at most `count`: to each value after which some
/// account compares otherwise. Each changes what the one before it changes, and more.
std::vector<Mutant> threshold_steps(const SensitiveFigure& figure, StepDirection direction, std::size_t count,
                                    const Model& model, const std::vector<ThresholdPlace>& thresholds,
                                    const std::vector<std::vector<std::int64_t>>& values);

/// All figures of a model, in the order of the text: amounts and factors moved by `step` (a share), and `thresholds`
/// moved to the next value of their subject that makes a difference; `values` as above.
std::vector<SensitiveFigure> sensitive_figures(const Model& model, const Fraction& step,
                                               const std::vector<ThresholdPlace>& thresholds,
                                               const std::vector<std::vector<std::int64_t>>& values);

}  // namespace spanne::engine

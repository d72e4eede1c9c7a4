// Meaning gives the canonical text of conditions and effects: two that are written differently but obviously mean the
// same have the same text, so that rewriting is not mistaken for changing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// The old names of things that have been renamed, by their new names. Attributes, defines and derived values share one
/// namespace.
struct OldNames {
  std::map<std::string, std::string> values, clusters, kinds;
};

/// The old name of `name`; `name` itself if it has not been renamed.
const std::string& old_name(const std::map<std::string, std::string>& old_names, const std::string& name);

/// Canonical texts of one model. Equal texts mean the same; different texts may still mean the same.
///
/// Taken as equal: `a > 1` and `1 < a`, `sites > 10` and `sites >= 11` for whole numbers, `x in 1 .. 3` and `x >= 1 and
/// x <= 3`, `not (a or b)` and `not a and not b`, and operands of `and` and `or` in another order, unless one of them
/// can fail (its position then decides which accounts are rejected).
class Meaning {
 public:
  /// `old_names` may be null; both must outlive the object. `expanded`: defines are replaced by what they stand for.
  Meaning(const Model& model, const OldNames* old_names, bool expanded = false)
      : model_(model), old_names_(old_names), expanded_(expanded) {}

  std::string of(TermId id) const { return text(id, false); }
  /// No condition means `otherwise` or `always`.
  std::string of(const std::optional<TermId>& condition) const { return condition ? of(*condition) : "always"; }
  /// Several conditions, all of which have to hold.
  std::string of_all(const std::vector<TermId>& conditions) const;

  std::string of(const Amount& amount) const;
  std::string of(const std::optional<Proportion>& per) const;
  /// The kind of effort an effect is about; empty for all.
  std::string kind_of(const Effect& effect) const;
  std::string flag_of(const Effect& effect) const;
  std::string of(const Effect& effect) const;
  /// The order of effects does not matter.
  std::string of(const Effects& effects) const;
  std::string of(const std::vector<ClusterId>& scope) const;
  /// The order of a define's periods does not matter.
  std::string of(const Define& define) const;

  /// What is counted from the file; the order of what rows are grouped by does not matter.
  std::string of(const GroupFigure& figure) const;

  std::string value_name(const std::string& name) const;
  std::string cluster_name(const std::string& name) const;
  std::string kind_name(const std::string& name) const;

  /// Attributes, defines and derived values that a condition names, without repetition.
  std::vector<std::string> names_in(const std::optional<TermId>& condition) const;

 private:
  std::string text(TermId id, bool negated) const;
  std::string constant(const Term& term) const;
  std::string leaf(const Term& term) const;
  /// What a define stands for, if it is the same at all times; null otherwise.
  const TermId* body(const Term& term) const;
  std::vector<std::string> ends(const Term& within) const;
  const std::string& expanded(const Term& term, const TermId* body, bool negated) const;
  void spread(TermId id, bool negated, bool conjunction, std::vector<std::string>& parts) const;
  std::string logic(TermId id, bool negated) const;
  std::string comparison(const Term& term, bool negated) const;
  std::string counted(TermId id, bool negated) const;
  std::string less(TermId low, TermId high, bool or_equal) const;
  bool can_fail(TermId id) const;
  bool define_can_fail(std::size_t define) const;
  void collect(TermId id, std::vector<std::string>& names) const;

  const Model& model_;
  const OldNames* old_names_;
  bool expanded_;
  // Caches for defines, without which nested defines would take exponential time.
  mutable std::map<std::pair<std::int64_t, bool>, std::string> bodies_;
  mutable std::map<std::size_t, bool> failing_;
};

/// A period in words: "from 2026-07-01", "until 2026-06-30", both, or "always".
std::string period_words(const Period& period);

}  // namespace spanne::engine

// What all questions share: the space, the plain evaluator, the search, and findings in the making.
//
// Questions in files of their own: what can be reached (reach.cpp), tables (tables.cpp), what rejects (faults.cpp),
// rules side by side (pairs.cpp), effort (effort.cpp), properties (properties.cpp).
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proof/questions/prove.hpp"
#include "engine/proof/search.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine::proof {

/// One cluster, rule or row, as a person speaks of it.
struct Named {
  EffectSite origin;
  std::string words;  // "the rule many_sites", "row contracts#3"
  grammar::TextSpan span;
};

/// What one question found, in the order in which it was asked.
struct Findings {
  grammar::Diagnostics findings;
  std::size_t undecided = 0;
};

class Prover {
 public:
  Prover(const Model& model, const ProofOptions& options);

  const Model& model() const { return model_; }
  const Space& space() const { return space_; }
  const Cuts& cuts() const { return cuts_; }
  /// What one question may take.
  StepBudget budget() const { return StepBudget(boxes_ ? steps_ : 0); }
  void note_use(const StepBudget& budget) const;
  /// What the question took that took most.
  Steps max_used() const { return max_used_; }

  // ---- the plain evaluator
  Outcome evaluate(const DatedAccount& one) const;
  bool matches(const Outcome& outcome, const EffectSite& origin) const;
  /// By the plain walker; nothing, or false, where a condition has no value.
  std::optional<std::vector<std::uint32_t>> fitting_rows(const DatedAccount& one, const Table& table) const;
  bool holds_all(const DatedAccount& one, const std::vector<TermId>& conditions) const;
  /// Accounts near the thresholds, the same ones each time, and what they get.
  struct Sample {
    DatedAccount one;
    Outcome outcome;
  };
  const std::vector<Sample>& samples() const { return samples_; }

  // ---- questions
  Answer ask(const Question& question) const;
  /// A plainest example of an answer, as text for `given`.
  std::string example(const Answer& answer, const Question& question) const;

  // ---- findings
  void warn(Findings& found, std::string_view code, grammar::TextSpan span, std::string message, std::string help = {},
            std::string account = {}, std::vector<grammar::Related> related = {}) const;
  void undecided(Findings& found, grammar::TextSpan span, const std::string& whether, const Answer& answer) const;
  /// True where an answer is a disagreement, which has then been told.
  bool disagree(Findings& found, grammar::TextSpan span, const Answer& answer) const;
  std::string why(const Answer& answer) const;

  /// Whether any day of the effective period lies in a period.
  bool ever(const Period& period) const;
  /// Whatever may ask for this calculation: the sites of rejections for it.
  std::vector<Rejection::Site> askers(TermId id) const;
  Named named(const EffectSite& origin) const;
  const Effects& effects(const EffectSite& origin) const;

 private:
  void sample();
  template <class Use>
  auto with_walker(const DatedAccount& one, Use use) const;

  const Model& model_;
  Space space_;
  Cuts cuts_;
  Steps steps_;
  bool boxes_;
  std::shared_ptr<const Solver> solver_;
  mutable std::atomic<Steps> max_used_ = 0;
  std::vector<Sample> samples_;
};

/// A question and where its findings go.
using Task = std::function<void(Findings&)>;
using Tasks = std::vector<Task>;

void reach_tasks(const Prover& prover, Tasks& tasks);
void table_tasks(const Prover& prover, Tasks& tasks);
void fault_tasks(const Prover& prover, Tasks& tasks);
void pair_tasks(const Prover& prover, Tasks& tasks);
void period_tasks(const Prover& prover, Tasks& tasks);
/// Both fill their place in `proof`, which has one for each cluster and property.
void effort_tasks(const Prover& prover, Proof& proof, Tasks& tasks);
void property_tasks(const Prover& prover, Proof& proof, Tasks& tasks);

/// The verdict of what may and what must be so.
inline BoxVerdict verdict(const Truths& truths) {
  return !truths.yes ? BoxVerdict::never : truths.always() ? BoxVerdict::always : BoxVerdict::open;
}

}  // namespace spanne::engine::proof

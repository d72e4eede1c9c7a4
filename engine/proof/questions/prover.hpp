// Prover holds what all questions share: the space of accounts, the plain evaluator, the search and the reporting of
// findings.
//
// Each kind of question has a file: reachability (reach.cpp), tables (tables.cpp), rejections (faults.cpp), pairs of
// rules (pairs.cpp), profiles (profiles.cpp), effort (effort.cpp), properties (properties.cpp, rises.cpp).
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

/// A cluster, a rule or a row with its name for messages.
struct Named {
  EffectSite origin;
  std::string words;  // "the rule many_sites", "row contracts#3"
  grammar::TextSpan span;
};

/// The findings of one question, in the order in which they were made.
struct Findings {
  grammar::Diagnostics findings;
  std::size_t undecided = 0;
};

/// Shared by all questions of one proof; safe to use from several threads.
class Prover {
 public:
  Prover(const Model& model, const ProofOptions& options);

  const Model& model() const { return model_; }
  const Space& space() const { return space_; }
  const SplitPoints& split_points() const { return split_points_; }
  /// A fresh budget for one question.
  StepBudget budget() const { return StepBudget(boxes_ ? steps_ : 0); }
  /// Records the steps a question took.
  void note_use(const StepBudget& budget) const;
  /// The steps of the most expensive question so far, and of all.
  Steps max_used() const { return max_used_; }
  Steps all_used() const { return all_used_; }

  // ---- the plain evaluator
  Outcome evaluate(const DatedAccount& dated) const;
  bool matches(const Outcome& outcome, const EffectSite& origin) const;
  /// Whether a rule or a table is in force and for the account's cluster.
  bool concerns(const std::vector<ClusterId>& scope, const Period& period, const DatedAccount& dated,
                const Outcome& outcome) const;
  /// Evaluate with the plain walker; return nullopt, or false, if a condition has no value.
  std::optional<std::vector<std::uint32_t>> fitting_rows(const DatedAccount& dated_account, const Table& table) const;
  bool holds_all(const DatedAccount& dated_account, const std::vector<TermId>& conditions) const;
  /// An account near the thresholds of the rules and its outcome. The samples are the same in every run.
  struct Sample {
    DatedAccount dated;
    Outcome outcome;
  };
  const std::vector<Sample>& samples() const { return samples_; }

  // ---- questions
  /// Searches the boxes first, then asks the solver.
  Answer ask(const Question& question) const;
  /// The example of an answer, with values as plain as they can be.
  DatedAccount simplified(const Answer& answer, const Question& question) const;
  /// An example in the syntax of `given`.
  std::string words_of(const DatedAccount& example) const;
  /// Both: the simplified example, written.
  std::string example(const Answer& answer, const Question& question) const;

  // ---- findings
  /// Adds a warning.
  void warn(Findings& found, std::string_view code, grammar::TextSpan span, std::string message, std::string help = {},
            std::string account = {}, std::vector<grammar::Related> related = {}) const;
  /// Adds the note that a question could not be settled.
  void undecided(Findings& found, grammar::TextSpan span, const std::string& whether, const Answer& answer) const;
  /// Whether the answer is a disagreement, which is then reported.
  bool disagree(Findings& found, grammar::TextSpan span, const Answer& answer) const;
  /// The reason why an answer is undecided, in words.
  std::string why(const Answer& answer) const;

  /// Whether a period contains a day of the effective period.
  bool ever(const Period& period) const;
  /// Whatever may ask for this calculation: the sites of rejections for it.
  std::vector<Rejection::Site> users_of(TermId id) const;
  Named named(const EffectSite& origin) const;
  const Effects& effects(const EffectSite& origin) const;

 private:
  void sample();
  template <class Use>
  auto with_walker(const DatedAccount& dated_account, Use use) const;

  const Model& model_;
  Space space_;
  SplitPoints split_points_;
  Steps steps_;
  bool boxes_;
  std::shared_ptr<const Solver> solver_;
  mutable std::atomic<Steps> max_used_ = 0, all_used_ = 0;
  std::vector<Sample> samples_;
};

/// "a, b and c"; at least one name.
std::string listed(const std::vector<std::string>& names);

/// A question as an independent task that adds its findings.
using Task = std::function<void(Findings&)>;
using Tasks = std::vector<Task>;

/// Each adds its questions to `tasks`.
void reach_tasks(const Prover& prover, Tasks& tasks);
void table_tasks(const Prover& prover, Tasks& tasks);
void fault_tasks(const Prover& prover, Tasks& tasks);
void pair_tasks(const Prover& prover, Tasks& tasks);
void period_tasks(const Prover& prover, Tasks& tasks);
void profile_tasks(const Prover& prover, Tasks& tasks);
/// Both fill in the entries of `proof`, which must already hold one for each cluster and property.
void effort_tasks(const Prover& prover, Proof& proof, Tasks& tasks);
void property_tasks(const Prover& prover, Proof& proof, Tasks& tasks);

/// Whether any rule or row fixes effort by `exactly`.
bool fixes(const Model& model);
/// Whether the effort of an accepted account was fixed by hand: by an `exactly`.
bool is_fixed(const Prover& prover, const Outcome& outcome);

/// The verdict that follows from the possible answers of a condition.
inline BoxVerdict verdict(const Truths& truths) {
  return !truths.yes ? BoxVerdict::never : truths.always() ? BoxVerdict::always : BoxVerdict::open;
}

}  // namespace spanne::engine::proof

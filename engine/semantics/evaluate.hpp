// One account's effort, by walking the checked terms as they stand: plain, and obviously right.
//
// This is the oracle every faster way has to agree with, and what explanations are made from.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/rejection.hpp"

namespace spanne::engine {

/// A whole number of accounts or of people; nothing means unlimited.
using Count = std::optional<Fraction>;

/// How many such accounts one KAM can look after, or, where that is none, how many KAMs one account needs.
struct AccountRange {
  Count accounts_low, accounts_high;  // accounts_per_kam
  bool needs_team = false;            // accounts_high is 0
  Count kams_low, kams_high;          // kams_per_account; only where needs_team
  bool operator==(const AccountRange&) const = default;
};

/// A rule (row nothing) or a row of an effect table.
struct RuleSite {
  RuleRef::Kind kind;
  std::uint32_t index;
  std::optional<std::uint32_t> row;
  bool operator==(const RuleSite&) const = default;
};

struct Footprint;

/// What an account gets. Figures, matches and flags mean something only where `rejections` is empty.
struct Outcome {
  std::optional<ClusterId> cluster;  // stays where the account is rejected later
  Range total;                       // FTE
  std::vector<Range> kinds;          // FTE, in the order of Model::kinds, before limits
  Range limit;                       // total minus the sum of kinds, end by end
  AccountRange span;
  std::vector<RuleSite> matched;      // in the order of the file
  std::vector<std::string> flags;     // once for each rule or row that raised it, in the order of the file
  std::vector<Rejection> rejections;  // why it is not evaluated: every fault of rules and limits
  bool rejected() const { return !rejections.empty(); }
};

/// How many portions the counted number makes; below `above` it is none.
Fraction portions_of(const Proportion& per, const Fraction& counted);

/// What rules that ask for results see of an outcome, in the order of Model::result_names().
std::vector<Fraction> figures_of(const Outcome& outcome);

/// ⌊c·l ÷ high⌋ .. ⌊c·u ÷ low⌋, or the team (docs/language.md).
AccountRange span_of(const Range& effort, const Model& model);

struct Trace;        // engine/semantics/trace.hpp
class FigureTables;  // engine/groups/figure_tables.hpp

class Walker;

/// What an assignment makes of its attribute's value for one account, which `walker` walks: missing where it keeps a
/// missing one. A rejection says why there is no value, or none that the attribute may have.
std::variant<Value, Rejection> assigned_value(const Assignment& assignment, const Account& account, Walker& walker,
                                              const Model& model);

class Evaluator {
 public:
  /// `model` must outlive the evaluator; `as_of` lies in its effective period.
  Evaluator(const Model& model, Date as_of);

  /// The account's values have been read: of the right types, in their ranges, missing only where optional.
  /// Writes down in `trace`, if there is one, how it came about, and in `footprint` what was tried on the way.
  Outcome evaluate(const Account& account, Trace* trace = nullptr, Footprint* footprint = nullptr) const;

  /// The account after the model's assignments (`--set`); rejections where one cannot be computed, is missing or leaves
  /// its attribute's range. `changed`, if it is not null, has a number for each assignment: 1 is added where it gives
  /// the account another value, or would.
  std::vector<Rejection> assign(Account& account, std::vector<std::size_t>* changed = nullptr) const;

  /// From now on accounts are rows of the file that `figures` have been counted from; `figures` outlives the evaluator.
  void use_figures(const FigureTables& figures) { figures_ = &figures; }
  /// Null: every account stands for itself.
  const FigureTables* figures() const { return figures_; }
  /// Gives the account, after its assignments, the figures of its groups: those of the file, or, without one, those of
  /// it as the only row, where they are missing. Rejections as in FigureTables::fill.
  std::vector<Rejection> count(Account& account) const;

  const Model& model() const { return model_; }
  Date as_of() const { return as_of_; }
  /// Of each define, the version in force: what a Walker of its own needs.
  const std::vector<TermId>& define_versions() const { return define_versions_; }
  TermId version_of(const Term& define) const { return define_versions_[static_cast<std::size_t>(define.number)]; }
  /// What terms share and a Walker computes once: each define has a place, after them each value of each lookup.
  std::size_t shared_count() const { return shared_count_; }
  std::size_t shared_place(const Term& use) const;

 private:
  const Model& model_;
  Date as_of_;
  std::vector<TermId> define_versions_;     // of each define, the one in force
  std::vector<std::size_t> lookup_places_;  // of each table, that of its first value
  std::size_t shared_count_ = 0;
  const FigureTables* figures_ = nullptr;
};

/// "many_sites", "line 31", "contracts#3".
const std::string& id_of(const RuleSite& match, const Model& model);
/// What the rule or row does, remarks included.
const Effects& effects_of(const RuleSite& match, const Model& model);

/// What a rule set makes of an account. `unreadable`: why the account could not be read, as its reader says it; empty
/// where it could. The account is assigned to and counted first. The outcome has all reasons.
Outcome judge(Account& account, std::vector<std::string> unreadable, const Evaluator& evaluator,
              Trace* trace = nullptr);

}  // namespace spanne::engine

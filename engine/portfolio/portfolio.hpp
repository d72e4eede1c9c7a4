// A Portfolio is what follows from sums of many efforts: account ranges, headcount and load, by cluster, by owner and
// by any attribute.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/portfolio/gap.hpp"
#include "engine/portfolio/readings.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// Where a load lies relative to the utilisation band of the rule set.
/// `away`: nothing to carry for somebody who has no capacity on that day.
enum class Band { under, in_band, over, away };

/// The load of one person, as shares of their capacity; nullopt where the capacity is 0: then effort is `over`, and
/// nothing is `away`.
struct Load {
  struct Shares {
    Enclosure low, middle, high;
  };
  Fraction capacity;  // FTE, 0 or above
  std::optional<Shares> shares;
  Readings<Band> band{Band::in_band, std::nullopt};
};

Load load_of(const Subtotal& sum, const Fraction& capacity, const Model& model);

/// The number of people an effort needs, at the highest and at the lowest utilisation.
struct Headcount {
  Count low, high;
  bool operator==(const Headcount&) const = default;
};
Headcount headcount_of(const Range& effort, const Model& model);
Readings<Headcount> headcount_of(const Subtotal& sum, const Model& model);

/// One line of a table of groups.
struct Group {
  std::vector<std::string> labels;  // one per GroupBy; empty if the value is missing (shown as "unassigned" for owners)
  Subtotal sum;
  Readings<Headcount> headcount;
  /// Ranges over its accepted rows; nullopt if there are none. Rows that need a team have no range of accounts; they
  /// count in the headcount.
  std::optional<AccountRange> spans;              // least and greatest accounts_per_kam
  std::optional<Readings<AccountRange>> typical;  // ⌊n·c·l ÷ Σhigh⌋ .. ⌊n·c·u ÷ Σlow⌋
  std::optional<Load> load;  // only if grouped by the owner alone; not for `unassigned` and the total
  /// What was worked, in FTE: only if grouped by the owner alone and the kams file says it. For the total only if it
  /// says it of everybody, since a part of the people cannot be compared with all effort.
  std::optional<Fraction> actual;
};

/// A person of the kams file on the day of evaluation.
struct Kam {
  std::string name;
  Fraction capacity;                              // FTE, 0 or above
  std::optional<Fraction> actual = std::nullopt;  // FTE worked, if the file says it
};

/// What all people of a kams file can carry on its day.
Fraction total_capacity(const std::vector<Kam>& kams);
/// Whether the kams file says of anybody what was worked.
bool say_what_was_worked(const std::vector<Kam>& kams);

/// The capacity of each owner: from the kams file if given, otherwise that of the rule set.
class Capacities {
 public:
  /// `model` must outlive the object.
  Capacities(const Model& model, const std::vector<Kam>& kams);
  const Fraction& of(const std::string& owner) const;

 private:
  const Model& model_;
  std::map<std::string, Fraction> capacities_;
};

struct Portfolio {
  std::vector<Group> groups;       // in order of first appearance, then people of the kams file who own nothing
  Group total;                     // all rows; shown as the last line of a table
  std::size_t accounts = 0;        // number of distinct accounts, if they were counted
  std::optional<CapacityGap> gap;  // of the total against everybody in the kams file; nullopt without one
  bool has_actuals = false;        // grouped by the owner alone, and the kams file says of somebody what was worked
};

/// Computes everything that is derived from sums. `tally` must have been broken down; `by` is what its rows were
/// grouped by. `kams` is empty if no file was given: every owner then has the rule set's capacity.
Portfolio portfolio_of(Tally tally, const Model& model, const std::vector<GroupBy>& by, const std::vector<Kam>& kams);

/// The name of a group as it is shown: its label, or `unassigned` if `by` is the owner and the label is empty. A label
/// that looks like `unassigned` (or, in the first column, like `total`), or has no letters, is put into quotation
/// marks, so that it cannot be mistaken for those words or for a blank.
std::string group_name(const std::string& label, const GroupBy& by, bool is_first, const Model& model);

std::string to_text(Band band);  // "under", "in band", "over", "away"

}  // namespace spanne::engine

// What follows from sums of many efforts: spans, headcount and load, by cluster, by owner and by any attribute.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

enum class Band { under, in_band, over };

/// The load of one person: shares of their capacity.
struct Load {
  Fraction capacity;  // FTE
  Range load;
  Fraction middle;
  Band band = Band::in_band;
};

Load load_of(const Range& effort, const Fraction& capacity, const Model& model);

/// How many people an effort in FTE keeps busy at the most and the least utilisation.
struct Headcount {
  Count low, high;
};
Headcount headcount_of(const Range& effort, const Model& model);

struct Group {
  std::vector<std::string> labels;  // one per GroupBy; empty where the value is missing ("unassigned" for owners)
  Subtotal sum;
  Headcount headcount;
  /// Of its accepted rows; nothing at all where there are none. Teams are not told: their headcount is.
  std::optional<AccountRange> spans;    // least and greatest accounts_per_kam
  std::optional<AccountRange> typical;  // ⌊n·c·l ÷ Σhigh⌋ .. ⌊n·c·u ÷ Σlow⌋
  std::optional<Load> load;             // only where the only group is the owner; not for `unassigned` and the total
};

/// A person of the kams file with their capacity in FTE, above 0.
struct Kam {
  std::string name;
  Fraction capacity;
};

/// What each owner can carry: by the kams file, else as the rule set says.
class Capacities {
 public:
  /// `model` outlives it.
  Capacities(const Model& model, const std::vector<Kam>& kams);
  const Fraction& of(const std::string& owner) const;

 private:
  const Model& model_;
  std::map<std::string, Fraction> capacities_;
};

struct Portfolio {
  std::vector<Group> groups;  // in order of first appearance; then people of the kams file who own nothing
  Group total;                // all rows; the last line of every table
  std::size_t accounts = 0;   // different ones, where they were counted
};

/// `tally` is broken down; `by`: what its rows were grouped by. `kams` is empty where no file was given: every owner
/// then has the rule set's capacity.
Portfolio portfolio_of(Tally tally, const Model& model, const std::vector<GroupBy>& by, const std::vector<Kam>& kams);

/// What a group is called where it is shown: its label, or `unassigned` if `by` is the owner and the label is empty. A
/// label that looks like `unassigned` or, in the first column, like `total`, stands in quotation marks, as a text
/// without letters does, so that none is taken for what those words or a blank mean.
std::string group_name(const std::string& label, const GroupBy& by, bool is_first, const Model& model);

std::string to_text(Band band);  // "under", "in band", "over"

}  // namespace spanne::engine

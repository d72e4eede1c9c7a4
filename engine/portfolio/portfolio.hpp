// Many efforts: sums, spans, headcount and load, by cluster, by owner and by any attribute.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluate/evaluate.hpp"
#include "engine/model/model.hpp"

namespace spanne::engine {

/// What rows are grouped by: the cluster, or an attribute.
struct GroupBy {
  std::optional<AttributeId> attribute;  // nothing: the cluster
};

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
  std::size_t rows = 0, rejected = 0;
  std::size_t distinct_accounts = 0;  // by the first key attribute, accepted or not, where it could be read
  Range total;                        // FTE, accepted rows only
  std::vector<Range> kinds;           // in the order of Model::kinds
  Range limit;
  Count headcount_low, headcount_high;
  /// Of its accepted rows; nothing at all where there are none.
  std::optional<Span> spans;    // least and greatest accounts_per_kam; kams_* of the largest need
  std::optional<Span> typical;  // ⌊n·c·l ÷ Σhigh⌋ .. ⌊n·c·u ÷ Σlow⌋
  std::optional<Load> load;     // only where the only group is the owner; not for `unassigned` and the total
};

/// One row of the accounts file, evaluated. A rejected row's unreadable values are missing.
struct EvaluatedRow {
  const Account* account = nullptr;
  const Outcome* outcome = nullptr;
  bool rejected = false;
};

/// What a row is grouped under; empty where its value is missing, nothing where a rejected row's cannot be read.
std::optional<std::string> label_of(const EvaluatedRow& row, const GroupBy& by, const Model& model);

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
};

/// Adds up rows one at a time, so that they need not all be kept.
class PortfolioBuilder {
 public:
  /// `kams` is empty where no file was given: every owner then has the rule set's capacity.
  PortfolioBuilder(const Model& model, std::vector<GroupBy> by, std::vector<Kam> kams);
  ~PortfolioBuilder();
  void add(const EvaluatedRow& row);
  /// Once, after the last row.
  Portfolio finish();

 private:
  struct Sums;
  Group empty_group(std::vector<std::string> labels) const;
  std::optional<std::vector<std::string>> labels(const EvaluatedRow& row) const;
  std::size_t place_of(const std::vector<std::string>& labels);
  void count(Group& group, Sums& sums, const EvaluatedRow& row) const;
  void finish_group(Group& group, const Sums& sums) const;
  void add_loads(Portfolio& portfolio) const;

  const Model& model_;
  std::vector<GroupBy> by_;
  std::vector<Kam> kams_;
  std::vector<Group> groups_;
  std::vector<std::unique_ptr<Sums>> sums_;  // one for each group
  std::map<std::vector<std::string>, std::size_t> places_;
  Group total_;
  std::unique_ptr<Sums> total_sums_;
};

std::string to_text(Band band);  // "under", "in band", "over"

}  // namespace spanne::engine

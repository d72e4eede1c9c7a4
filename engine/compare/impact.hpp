// Who in a portfolio gets something else under another version, and which rules are responsible.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/evaluate/evaluate.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

/// One row of the accounts as one version reads it.
struct ReadRow {
  std::size_t line = 0;
  Account account;
  std::vector<std::string> reasons;  // why it could not be read; empty: fine
};

/// One version, the day it is asked about, and the accounts as it reads them. All that it refers to outlives the
/// impact.
struct ImpactSide {
  const Model& model;
  Date as_of;
  std::vector<ReadRow> rows;  // the same ones in the same order on both sides
  std::vector<Kam> kams;      // empty where no file was given
};

/// What one version makes of a row.
struct Judgement {
  Outcome outcome;
  std::vector<std::string> reasons;  // of reading and of the rules
  bool rejected() const { return !reasons.empty(); }
};

/// What a rule, a row or a cluster's base came to on either side; empty where it did not take part.
struct Responsible {
  std::string name;           // "rule many_sites", in the new version's words where it has some
  std::string before, after;  // "+0.2 .. 0.3 FTE external"
};

struct Mover {
  std::size_t row = 0;  // index into the rows
  Judgement before, after;
  Fraction change;  // of the middle of the effort, FTE; 0 where a side rejects
  std::vector<Responsible> responsible;
};

/// One group on either side; nothing where nobody was in it.
struct GroupPair {
  std::vector<std::string> labels;
  std::optional<Group> before, after;
  Fraction change() const;  // of the middle, FTE
};

struct Impact {
  /// Rejected by one side only first, then by the size of the change, then in the order of the file.
  std::vector<Mover> movers;
  std::size_t same = 0;           // rows that get the same from both
  std::size_t rejected_both = 0;  // rows neither version can evaluate
  std::vector<GroupPair> groups;  // by the size of the change, then in order of appearance
  GroupPair total;
};

/// Effort (in total and by kind), cluster and span are compared; names that `comparison` knows as renamed are the same.
/// `old_by` and `new_by` are the same groups in either version's attributes.
Impact impact_of(const ImpactSide& before, const ImpactSide& after, const Comparison& comparison,
                 const std::vector<GroupBy>& old_by, const std::vector<GroupBy>& new_by);

}  // namespace spanne::engine

// This module compares two versions of a guideline by what they mean, not by how they are written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/compare/meaning.hpp"
#include "engine/model/model.hpp"

namespace spanne::engine {

/// The kind of thing that differs.
enum class Subject { header, attribute, define, cluster, rule, table, row, test, property, profile };

/// What happened to a statement; if several of these apply, the first one.
enum class ChangeKind {
  added,
  removed,
  changed,   // in something that may change results
  renamed,   // and nothing else that may change results
  moved,     // to another place, without any effect on results
  reworded,  // reasons, labels, titles
};

/// One thing in which a statement differs, in the author's words on either side; empty on the side that lacks it.
struct RulePart {
  std::string name;  // "condition", "amount", "limit", "period", …
  std::string before, after;
  bool matters = true;  // may change what an account gets
};

/// A statement that differs between the versions.
struct Alteration {
  Subject subject = Subject::rule;
  ChangeKind change = ChangeKind::changed;
  std::string old_name, new_name;  // the old name is empty if it was added, the new one if it was removed
  std::uint32_t old_line = 0, new_line = 0;
  std::vector<RulePart> parts;
  bool moved = false;
  /// For a define or a lookup table: the clusters, rules and tables of the new version that use it, directly or through
  /// others.
  std::vector<std::string> used_by;

  /// Whether it may change what an account gets.
  bool matters() const;
  bool is_renamed() const { return !old_name.empty() && !new_name.empty() && old_name != new_name; }
};

struct VersionComparison {
  /// in the order of Subject, then of the new version; removed statements come last
  std::vector<Alteration> differences;
  OldNames old_names;
  /// Whether no difference matters, so that both versions give every account the same. Sufficient, but not necessary:
  /// see differing_regions.
  bool same_meaning() const;
};

/// Compares two models. The result refers to neither of them.
VersionComparison compare(const Model& old_model, const Model& new_model);

/// What a difference is about, by its new name if it has one: "rule many_sites", "attribute sites".
std::string title_of(const Alteration& difference);

/// One sentence for each difference that may change results, then one for all others together; the log of releases
/// records them.
std::vector<std::string> sentences(const VersionComparison& comparison);

std::string to_text(Subject subject);    // "rule"
std::string to_text(ChangeKind change);  // "changed"

}  // namespace spanne::engine

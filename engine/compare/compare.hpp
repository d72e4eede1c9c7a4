// Two versions of a guideline compared by what they mean, not by how they are written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/compare/meaning.hpp"
#include "engine/model/model.hpp"

namespace spanne::engine {

enum class Subject { header, attribute, define, cluster, rule, table, row, test, property };

/// What happened to it; the first of these that fits.
enum class ChangeKind {
  added,
  removed,
  changed,   // in something that can change results
  renamed,   // and nothing else that can
  moved,     // to another place, which changes nothing
  reworded,  // reasons, labels, titles
};

/// One thing in which a statement differs, in the author's words on either side (empty where there was nothing).
struct RulePart {
  std::string name;  // "condition", "amount", "limit", "period", …
  std::string before, after;
  bool matters = true;  // can change what an account gets
};

struct Alteration {
  Subject subject = Subject::rule;
  ChangeKind change = ChangeKind::changed;
  std::string old_name, new_name;  // empty where it was added or removed
  std::uint32_t old_line = 0, new_line = 0;
  std::vector<RulePart> parts;
  bool moved = false;
  /// Of a define or a table of values: the clusters, rules and tables of the new version that ask for it, directly or
  /// through others.
  std::vector<std::string> used_by;

  /// Whether it can change what an account gets.
  bool matters() const;
  bool is_renamed() const { return !old_name.empty() && !new_name.empty() && old_name != new_name; }
};

struct VersionComparison {
  std::vector<Alteration> differences;  // in the order of Subject, then of the new version, removed ones last
  OldNames old_names;
  /// No difference matters: both versions give every account the same.
  bool same_meaning() const;
};

VersionComparison compare(const Model& old_model, const Model& new_model);

/// "rule many_sites", "attribute sites": what a difference is about, by its new name where it has one.
std::string title_of(const Alteration& difference);

/// One sentence for each difference that can change results, then one for all others together: what the log of releases
/// says of a change.
std::vector<std::string> sentences(const VersionComparison& comparison);

std::string to_text(Subject subject);    // "rule"
std::string to_text(ChangeKind change);  // "changed"

}  // namespace spanne::engine

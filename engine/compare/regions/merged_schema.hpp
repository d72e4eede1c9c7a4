// MergedSchema puts two versions over the same accounts: both models with the same attributes in the same order, so
// that one box holds the accounts of both.
//
// Attributes with the same name (or a renamed one) and compatible types are merged; any other attribute is used by one
// version only. The accounts are those whose values both versions accept.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/proof/space.hpp"

namespace spanne::engine::proof {

enum VersionSide : std::size_t { before = 0, after = 1 };
inline constexpr std::array<VersionSide, 2> versions{before, after};
constexpr VersionSide other(VersionSide version) { return version == before ? after : before; }

class MergedSchema {
 public:
  /// Both models must outlive the object.
  MergedSchema(const Model& old_model, const Model& new_model, const OldNames& names);

  /// The version over the merged attributes, without its tests and properties.
  const Model& model(VersionSide version) const { return models_[version]; }
  const Model& original(VersionSide version) const { return *originals_[version]; }
  /// The account in terms of the version's own attributes.
  Account account(VersionSide version, const Account& account) const;
  /// What differs in attributes and days, and which accounts only one version accepts: one sentence each.
  const std::vector<std::string>& notes() const { return notes_; }
  /// Whether the effective periods have no day in common; each model is then effective on a single day of its own.
  bool days_apart() const { return days_apart_; }
  /// Attributes whose default differs between the versions, by their ids in either. An account that leaves them out is
  /// a different account to each version; here their values are considered as written out.
  using Ids = std::array<AttributeId, 2>;
  const std::vector<Ids>& changed_defaults() const { return changed_defaults_; }
  /// Why results cannot be compared at all; empty if they can.
  const std::string& obstacle() const { return obstacle_; }
  /// The values of a choice that both versions know, by attribute; empty if those are all.
  const std::vector<std::vector<bool>>& known_values() const { return known_values_; }
  /// The index of a kind of effort among the merged kinds, of which `general` is the last.
  std::size_t kind(VersionSide version, KindId kind) const { return kinds_[version][kind]; }
  std::size_t kind_count() const { return kind_names_.size(); }
  const std::string& kind_name(std::size_t kind) const { return kind_names_[kind]; }
  /// Like `kind`, for clusters.
  std::size_t cluster(VersionSide version, ClusterId cluster) const { return clusters_[version][cluster]; }

 private:
  struct Joined {
    std::array<std::optional<AttributeId>, 2> ids;
    Attribute attribute;
  };
  void join_attributes(const OldNames& names);
  bool go_together(AttributeId old_id, AttributeId new_id) const;
  void join(AttributeId old_id, AttributeId new_id, const OldNames& names);
  void join_extents(Joined& joined);
  void join_choices(Joined& joined);
  void note_default(const Joined& joined);
  void note_figure(const Joined& joined, const OldNames& names);
  void lone(VersionSide version, AttributeId id);
  void join_days();
  void join_far_days();
  void join_names(const OldNames& names);
  void rewrite(VersionSide version);
  void share_texts();

  std::array<const Model*, 2> originals_;
  std::array<Space, 2> spaces_;
  std::array<Model, 2> models_;
  std::vector<Joined> joined_;
  std::vector<std::vector<bool>> known_values_;
  std::array<std::vector<std::vector<std::string>>, 2> choices_;  // by the version's choice: all its values in order
  std::array<std::vector<std::size_t>, 2> kinds_, clusters_;
  std::vector<std::string> kind_names_;
  std::vector<std::string> notes_;
  std::string obstacle_;
  bool days_apart_ = false;
  std::vector<Ids> changed_defaults_;
};

}  // namespace spanne::engine::proof

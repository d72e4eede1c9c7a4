// Two versions over the same accounts: both models with the same attributes in the same order, so that one box holds
// the accounts of both.
//
// An attribute with the same name (or a new one) and a type that goes together is one; others are an attribute that
// only one of the versions looks at. The accounts are those that both versions accept as far as their values go.
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
  /// Both models outlive it.
  MergedSchema(const Model& old_model, const Model& new_model, const OldNames& names);

  /// The version over the common attributes; its tests and properties are left out.
  const Model& model(VersionSide version) const { return models_[version]; }
  const Model& original(VersionSide version) const { return *originals_[version]; }
  /// The account as the version itself knows it.
  Account account(VersionSide version, const Account& account) const;
  /// What differs in the attributes and the days, and which accounts only one version accepts: one sentence each.
  const std::vector<std::string>& notes() const { return notes_; }
  /// No day belongs to both: each model is effective on one day of its own.
  bool days_apart() const { return days_apart_; }
  /// Attributes, by their ids in either version, of which an account that leaves them out is another one to the new
  /// version; here they are looked at as written out.
  using Ids = std::array<AttributeId, 2>;
  const std::vector<Ids>& changed_defaults() const { return changed_defaults_; }
  /// Why results cannot be compared at all; empty: they can.
  const std::string& obstacle() const { return obstacle_; }
  /// The values of a choice that both versions know, by attribute; empty where those are all.
  const std::vector<std::vector<bool>>& known_values() const { return known_values_; }
  /// The common name's index of a kind of effort, and how many there are, `general` last.
  std::size_t kind(VersionSide version, KindId kind) const { return kinds_[version][kind]; }
  std::size_t kind_count() const { return kind_names_.size(); }
  const std::string& kind_name(std::size_t kind) const { return kind_names_[kind]; }
  /// Likewise of clusters.
  std::size_t cluster(VersionSide version, ClusterId cluster) const { return clusters_[version][cluster]; }

 private:
  struct Joined {
    std::array<std::optional<AttributeId>, 2> ids;
    Attribute attribute;
  };
  void join_attributes(const OldNames& names);
  bool go_together(AttributeId old_id, AttributeId new_id) const;
  void join(AttributeId old_id, AttributeId new_id);
  void join_extents(Joined& joined);
  void join_choices(Joined& joined);
  void tell_default(const Joined& joined);
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
  std::array<std::vector<std::vector<std::string>>, 2> choices_;  // by the version's choice: all values, in order
  std::array<std::vector<std::size_t>, 2> kinds_, clusters_;
  std::vector<std::string> kind_names_;
  std::vector<std::string> notes_;
  std::string obstacle_;
  bool days_apart_ = false;
  std::vector<Ids> changed_defaults_;
};

}  // namespace spanne::engine::proof

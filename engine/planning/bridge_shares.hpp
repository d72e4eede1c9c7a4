// How the change of one engagement is parted among its causes.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/meaning.hpp"
#include "engine/planning/bridge.hpp"

namespace spanne::engine {

/// Both files as both rules see them on both days. Views that are the same are one.
class BridgeViews {
 public:
  explicit BridgeViews(const BridgeInput& input);
  /// Each is 0 for the earlier and 1 for the later.
  const RowEvaluation& at(std::size_t rules, std::size_t day, std::size_t file) const {
    return *views_[index(rules, day, file)];
  }
  bool rules_differ() const { return rules_differ_; }
  /// Whether the days differ for any of the rules, in whose effective period each is evaluated.
  bool days_differ() const { return days_differ_; }

 private:
  static std::size_t index(std::size_t rules, std::size_t day, std::size_t file) { return 4 * rules + 2 * day + file; }
  std::array<std::shared_ptr<const RowEvaluation>, 8> views_;
  bool rules_differ_, days_differ_ = false;
};

/// Both rules' attributes, and the causes that a bridge between them can have.
class BridgeCauses {
 public:
  /// The models outlive the object.
  explicit BridgeCauses(const BothSides<const Model*>& models);

  const std::vector<BridgeCause>& all() const { return causes_; }
  std::size_t of(BridgeCause::Kind kind) const;
  /// Attributes and figures are first; these are their ids in either rules.
  struct Attribute {
    BothSides<std::optional<AttributeId>> ids;
    bool is_used = false;  // by anything in either rules; no effort depends on the others
  };
  const std::vector<Attribute>& attributes() const { return attributes_; }
  std::string text(std::size_t attribute, std::size_t rules, const Account& account) const;

 private:
  void add(BothSides<std::optional<AttributeId>> ids);

  BothSides<const Model*> models_;
  std::vector<Attribute> attributes_;
  std::vector<BridgeCause> causes_;
};

/// One engagement that stands in both files: its places among the rows, as either rules read them.
struct BridgePlaces {
  BothSides<BothSides<std::size_t>> at;  // [rules][file]
};

/// Parts the change of engagements that both sides evaluate. Any number of threads may ask.
class BridgeShares {
 public:
  BridgeShares(const BridgeViews& views, const BridgeCauses& causes) : views_(views), causes_(causes) {}

  /// Fills in the shares and `together` of a row; `before` and `after` are what it comes to on either side.
  void part(const BridgePlaces& places, const RowResult& before, const RowResult& after, BridgeRow& row) const;

 private:
  class Engagement;
  const BridgeViews& views_;
  const BridgeCauses& causes_;
};

}  // namespace spanne::engine

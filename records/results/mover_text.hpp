// Accounts that get something else under another version, as rows: who it is, what changes, both sides, why.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/impact.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// By what people know an account: the new version's keys, then its owner where that is no key.
struct NameColumns {
  explicit NameColumns(const engine::Model& model);
  std::vector<engine::AttributeId> keys;
  std::optional<engine::AttributeId> owner;
  std::vector<engine::AttributeId> all;
  /// Of `all`, the attributes of the old version; nullopt for one that it does not have.
  std::vector<std::optional<engine::AttributeId>> in_old_version(const engine::Model& new_model,
                                                                 const engine::Model& old_model,
                                                                 const engine::VersionComparison& comparison) const;
};

/// What decides the place of a mover among all; equal ranks keep the order of the file.
struct MoverRank {
  bool rejected_once = false;
  engine::Fraction size;  // of the change, FTE, without its sign

  explicit MoverRank(const engine::Mover& mover)
      : rejected_once(mover.rejected_once()), size(engine::absolute(mover.change)) {}
  bool is_ahead_of(const MoverRank& other) const {
    return rejected_once != other.rejected_once ? rejected_once : size > other.size;
  }
};

/// The value of an attribute by which people know an account, as `notation` writes it.
std::string name_text(const engine::Value& value, engine::AttributeId id, const engine::Model& model,
                      Notation notation);

/// The columns of MoverText: who it is; `change`; what is shown of either side, "old_" and "new_"; `because_of`.
std::vector<ResultColumn> name_columns(const NameColumns& names, const engine::Model& model);
std::vector<ResultColumn> side_columns(const std::string& side);

/// "rule a +0.1 FTE; rule b x 1.2 → x 1.5; rule c no longer (+10 %)".
std::string responsible_words(const std::vector<engine::Responsible>& all);

/// Immutable; threads may share it.
class MoverText {
 public:
  /// The models must outlive the object. `format`: CSV, fields, or JSON for objects without anything around them.
  MoverText(const engine::Model& before, const engine::Model& after, Format format, bool exact = false);

  /// The line of heads; empty for formats other than CSV.
  std::string begin() const;
  void append(std::string& text, const engine::Mover& mover) const;

 private:
  const engine::Model& old_model_;
  const engine::Model& new_model_;
  Format format_;
  FigureStyle style_;
  NameColumns names_;
  std::vector<ResultColumn> old_columns_, new_columns_;
  std::vector<std::string> heads_;
  std::vector<bool> is_text_;
  RowFrame frame_;
};

}  // namespace spanne::records

// The names in a list of accounts, its people and its keys, collected to point out those that may mean the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/model.hpp"
#include "records/cells/similar_names.hpp"

namespace spanne::records {

class AccountNames {
 public:
  /// `model` outlives it.
  explicit AccountNames(const engine::Model& model);

  /// The owner and those keys that are texts.
  const std::vector<engine::AttributeId>& attributes() const { return attributes_; }
  /// The name that a row has for attributes()[place].
  void add(std::size_t place, std::string_view name) { names_[place].add(name); }
  /// All names of a row, as the file has them.
  void add(const engine::Account& account);
  void merge(const AccountNames& more);

  /// A sentence for each attribute with similar names. Keys are compared but for case only: many differ in one letter.
  std::vector<std::string> notes() const;

 private:
  const engine::Model& model_;
  std::vector<engine::AttributeId> attributes_;
  std::vector<SimilarNames> names_;
};

}  // namespace spanne::records

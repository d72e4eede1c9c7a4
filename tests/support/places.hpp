// What the words of a region mean, read again by other means than those that wrote them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/proof/space.hpp"

namespace spanne::test {

/// "sites in 11 .. 20 and decentral and from 2026-07-01 on": one of the stretches of a region.
class Place {
 public:
  /// Words about the attributes of `model`, which outlives it; throws std::runtime_error where they make no sense.
  Place(const engine::Model& model, const std::string& words);

  /// Whether an account in that cluster is meant.
  bool holds(const engine::proof::DatedAccount& one, const std::optional<std::string>& cluster) const;

 private:
  bool part(std::string words, const engine::proof::DatedAccount& one, const std::optional<std::string>& cluster) const;
  bool days(const std::string& words, engine::Date day) const;
  bool attribute(const std::string& words, const engine::proof::DatedAccount& one) const;

  const engine::Model& model_;
  std::vector<std::string> parts_;
};

}  // namespace spanne::test

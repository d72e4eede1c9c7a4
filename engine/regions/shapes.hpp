// A number for everything that means the same in both versions: equal numbers are equal conditions, amounts, effects,
// whatever they and what they are made of are called.
//
// Unequal numbers say nothing: `a > 1` and `1 < a` are told apart here, and proved equal by looking at the accounts.
#pragma once

#include <array>
#include <initializer_list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/prove/forecast.hpp"
#include "engine/regions/common.hpp"

namespace spanne::engine::proof {

using Shape = int;

class Shapes {
 public:
  explicit Shapes(const Common& common);

  Shape of(Version version, TermId id);
  Shape of(Version version, const std::optional<TermId>& condition);
  Shape of(Version version, const Effect& effect);
  /// What is counted: everything of `per` but the amount.
  Shape of(Version version, const Proportion& per);
  /// When the cluster, rule or row counts.
  Shape when(Version version, const Origin& origin);
  /// When accounts that reach the cluster are in it.
  Shape when(Version version, const Cluster& cluster);
  /// Of what has a name of its own: "a floor", and what it is made of.
  Shape named(const std::string& name, const std::vector<Shape>& parts = {});

 private:
  std::string scope(Version version, const std::vector<ClusterId>& clusters) const;
  Shape table(Version version, const Table& table);
  Shape found(Version version, const Table& table);
  std::string leaf(Version version, const Term& term);
  std::int64_t result(Version version, std::int64_t index) const;
  Shape intern(std::string text);

  const Common& common_;
  std::array<std::vector<Shape>, 2> terms_;  // by TermId; -1: not yet known
  std::array<std::map<const Table*, Shape>, 2> tables_;
  std::unordered_map<std::string, Shape> shapes_;
};

}  // namespace spanne::engine::proof

// Which effects of two versions are the same, and which are a version's own: only those can make a difference.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/prove/search.hpp"
#include "engine/regions/shapes.hpp"

namespace spanne::engine::proof {

/// One effect where it stands.
struct Piece {
  Origin origin;
  const Effect* effect;
  Shape when, what;
  bool by_cluster;  // whether it counts, or how much, may hang on the account's cluster
};

/// One version, with its effects sorted into those the other has as well, and its own.
struct Edition {
  Edition(const Common& common, Version version);

  const Model& model;
  Space space;
  Cuts cuts;
  std::vector<Piece> own, common;   // `common` in the order of their shapes: alike on both sides
  std::vector<Origin> watched;      // rules and rows that only this version has: they may have no value
  std::vector<Piece> asking;        // its own remarks that ask for results, which hang on everything
  std::vector<Shape> cluster_when;  // of each cluster, its condition and period
};

class Editions {
 public:
  Editions(const Common& common, Shapes& shapes);
  const Edition& operator[](Version version) const { return *editions_[version]; }

 private:
  std::array<std::unique_ptr<Edition>, 2> editions_;
};

/// "many_sites", "line 31", "contracts#3", "cluster regional".
std::string name_of(const Model& model, const Origin& origin);

}  // namespace spanne::engine::proof

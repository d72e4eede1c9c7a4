// Draws rows of an accounts file at random, in a way that anyone can follow: by digests of a seed and the row's key.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::library {

struct DrawnRow {
  std::string digest;  // by which it was drawn, 64 hexadecimal digits
  records::AccountRow row;
};

/// The rows with the lowest digests of all that are added, whatever their order. Keeps no more rows than are drawn.
class Sample {
 public:
  /// `size`: how many rows are drawn; 1 or more.
  Sample(std::string seed, std::size_t size) : seed_(std::move(seed)), size_(size) {}

  void add(records::AccountRow&& row, const engine::Model& model);
  /// The rows that were drawn, in the order of their digests: fewer than asked for only if there are no more.
  std::vector<DrawnRow> take();

 private:
  std::string seed_;
  std::size_t size_;
  std::vector<DrawnRow> drawn_;  // a heap, the highest first
};

/// The digest by which a row is drawn: SHA-256 of the seed and the values of the key (without a key of all cells), each
/// followed by a line break. Values that could not be read count as their cells stand.
std::string sample_digest(const std::string& seed, const records::AccountRow& row, const engine::Model& model);

/// The row by its key, which does not depend on its place in the file: "I-101 lead DE"; by its cells if the rule set
/// has no key or the row no value of it.
std::string sample_name(const records::AccountRow& row, const engine::Model& model);

}  // namespace spanne::library

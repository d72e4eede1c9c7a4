// A KeyBatch holds keys that are looked up together: of groups, or of what is counted in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns/block.hpp"

namespace spanne::engine {

/// Keys as bytes, one after the other. A key is put together from values and ended. An account and a block give the
/// same bytes for the same value of an attribute, and different bytes for different ones.
class KeyBatch {
 public:
  void append(std::uint32_t number);
  void append(const Value& value, const Type& type);
  void append(const Column& column, std::size_t row);
  void append_bytes(std::string_view bytes) { bytes_ += bytes; }

  void end_key() { ends_.push_back(bytes_.size()); }
  /// Takes back what has been appended since the last key.
  void drop_key() { bytes_.resize(ends_.empty() ? 0 : ends_.back()); }

  void clear();
  std::size_t size() const { return ends_.size(); }
  /// Valid until something is appended.
  std::vector<std::string_view> keys() const;

 private:
  void append_number(std::int64_t number);
  void append_text(std::string_view text);

  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// The number that a key begins with.
std::uint32_t leading_number(std::string_view key);

}  // namespace spanne::engine

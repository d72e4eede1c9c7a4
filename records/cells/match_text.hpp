// The names of rules that matched, as one text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace spanne::records {

/// Masks of matches as names after semicolons. Of a few matches next to one another, what their names are together
/// stands ready for each way to match.
class MatchText {
 public:
  MatchText() = default;
  explicit MatchText(const std::vector<std::string>& names);

  /// How many bytes may be written, whatever matches.
  std::size_t max_capacity() const { return max_capacity_; }
  /// Writes a semicolon and the name of each match, in order; after the last of them. `masks`: one bit a name, 64 of
  /// them a word.
  char* write(char* at, const std::uint64_t* masks) const;

 private:
  struct Piece {
    std::uint32_t begin = 0, size = 0;
  };
  void add_group(const std::vector<std::string>& names, std::size_t begin, std::size_t first);
  char* copy(char* at, const Piece& piece) const;

  unsigned together_ = 1;     // matches in a group; the last of a word may have fewer
  std::size_t in_word_ = 64;  // groups
  std::string texts_;
  std::vector<Piece> pieces_;   // one for each group and mask of its matches
  std::vector<Piece> singles_;  // one a match
  std::size_t words_ = 0, max_capacity_ = 0;
};

}  // namespace spanne::records

#include "records/cells/match_text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace spanne::records {

namespace {

constexpr std::size_t stride = 32;  // bytes are copied by so many

/// As many matches as may be in a group for all texts to stay in the processor's own memory.
unsigned worthwhile_group(const std::vector<std::string>& names) {
  constexpr std::size_t max_bytes = 1U << 18U;
  std::size_t bytes = 0;
  for (const std::string& name : names) bytes += name.size() + 1;
  unsigned together = 8;
  while (together > 1 && (bytes + 16 * names.size() / together) << (together - 1) > max_bytes) --together;
  return together;
}

/// Up to four bits are set.
bool is_sparse(std::uint64_t mask) {
  for (int bit = 0; bit < 4; ++bit) mask &= mask - 1;
  return mask == 0;
}

}  // namespace

MatchText::MatchText(const std::vector<std::string>& names)
    : together_(worthwhile_group(names)),
      in_word_((64 + together_ - 1) / together_),
      words_((names.size() + 63) / 64),
      max_capacity_(stride) {
  singles_.resize(names.size());
  for (std::size_t word = 0; word < words_; ++word)
    for (std::size_t group = 0; group < in_word_; ++group) add_group(names, word * 64, group * together_);
  for (const std::string& name : names) max_capacity_ += name.size() + 1;
  texts_.append(stride, '\0');
}

/// Of the word that begins with the name at `begin`, the group from its bit `first` on.
void MatchText::add_group(const std::vector<std::string>& names, std::size_t begin, std::size_t first) {
  const std::size_t end = std::min({names.size(), begin + 64, begin + first + together_});
  const std::size_t group = pieces_.size();
  pieces_.resize(group + (std::size_t{1} << together_));
  for (std::size_t mask = 1; begin + first + std::bit_width(mask) <= end; ++mask) {
    Piece& piece = pieces_[group + mask];
    piece.begin = static_cast<std::uint32_t>(texts_.size());
    for (std::size_t left = mask; left != 0; left &= left - 1)
      (texts_ += ';') += names[begin + first + static_cast<std::size_t>(std::countr_zero(left))];
    piece.size = static_cast<std::uint32_t>(texts_.size()) - piece.begin;
    if (std::has_single_bit(mask)) singles_[begin + first + std::bit_width(mask) - 1] = piece;
  }
}

char* MatchText::copy(char* at, const Piece& piece) const {
  const char* const from = texts_.data() + piece.begin;
  std::memcpy(at, from, stride);
  for (std::size_t done = stride; done < piece.size; done += stride) std::memcpy(at + done, from + done, stride);
  return at + piece.size;
}

char* MatchText::write(char* at, const std::uint64_t* masks) const {
  const std::uint64_t group = (std::uint64_t{1} << together_) - 1;
  for (std::size_t word = 0; word < words_; ++word) {
    std::uint64_t mask = masks[word];
    if (is_sparse(mask)) {
      for (; mask != 0; mask &= mask - 1)
        at = copy(at, singles_[word * 64 + static_cast<std::size_t>(std::countr_zero(mask))]);
      continue;
    }
    // No branch tells groups of which none matches from others: it could not be foretold.
    const Piece* pieces = pieces_.data() + (word * in_word_ << together_);
    for (; mask != 0; mask >>= together_, pieces += group + 1) at = copy(at, pieces[mask & group]);
  }
  return at;
}

}  // namespace spanne::records

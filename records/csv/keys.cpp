#include "records/csv/keys.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace spanne::records {
namespace {

__extension__ typedef unsigned __int128 Wide;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a ^ 0xA076'1D64'78BD'642FU) * (b ^ 0xE703'7ED1'A0B4'28DBU);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

std::uint64_t fingerprint(std::string_view key) {
  std::uint64_t result = key.size() + 1;
  for (std::size_t at = 0; at < key.size(); at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, key.data() + at, std::min<std::size_t>(8, key.size() - at));
    result = mixed(result, part);
  }
  return std::max<std::uint64_t>(mixed(result, 0), 1);
}

FingerprintSet::FingerprintSet(std::size_t expected) : places_(std::max<std::size_t>(64, expected + expected / 2)) {}

bool FingerprintSet::insert(std::uint64_t print) {
  auto place = static_cast<std::size_t>((static_cast<Wide>(print) * places_.size()) >> 64U);
  for (; places_[place] != 0; place = place + 1 == places_.size() ? 0 : place + 1)
    if (places_[place] == print) return false;
  places_[place] = print;
  ++taken_;
  return true;
}

void FingerprintSet::add(std::uint64_t print) {
  if (taken_ + taken_ / 4 >= places_.size()) grow();
  if (!insert(print)) repeated_.insert(print);
}

void FingerprintSet::grow() {
  std::vector<std::uint64_t> old(places_.size() + places_.size() / 2);
  std::swap(old, places_);
  taken_ = 0;
  for (const std::uint64_t print : old)
    if (print != 0) insert(print);
}

}  // namespace spanne::records

// Words that stand for zeros: k, T€, Mio, Mrd, lakh.
#pragma once

#include <optional>
#include <string_view>

namespace spanne::records {

struct Magnitude {
  int zeros = 0;
  int german_zeros = 0;  // differs where the word means something else in German: a billion has 12 zeros there
  /// Only of money: elsewhere "m" is a metre or a minute, "T" a day (Tag), "MD" a day's work.
  bool needs_money = false;
  /// T, which is a thousand where it is written in one with a currency ("T€") and in German; in English a trillion.
  bool is_letter_t = false;
  std::string_view only_of = {};  // a currency: "Cr" is a crore of rupees, and of others may be a credit
  bool is_ambiguous() const { return zeros != german_zeros; }
};

/// `word` without its point, as written: M and m differ.
std::optional<Magnitude> magnitude_of(std::string_view word);

}  // namespace spanne::records

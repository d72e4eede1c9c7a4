// Schemes are the version numbers of the rules by which results and digests are made. Log lines and receipts record
// them, so that each can be checked by the rules it was made with.
#pragma once

namespace spanne::engine {

struct Schemes {
  /// How calculations round. 1: products, quotients and powers are rounded to six places; 2: products, quotients and
  /// powers to a whole number are exact. Results are made by the latest alone; one made by an earlier arithmetic may
  /// differ (see arithmetic.hpp).
  int arithmetic = 1;
  /// The definition of the canonical text (see digest.hpp). 1: a table row without its closing `|` differs from one
  /// with it; 2: they are the same, because `spanne fmt` adds the `|`.
  int canonical = 1;
  bool operator==(const Schemes&) const = default;
};

/// The schemes of log lines and receipts that name none.
inline constexpr Schemes first_schemes{1, 1};
/// The schemes of what this program writes; it reads all schemes up to these.
inline constexpr Schemes current_schemes{2, 2};

}  // namespace spanne::engine

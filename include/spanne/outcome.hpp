// What an account gets from a rule set.
#pragma once

#include <cstdint>
#include <optional>
#include <spanne/export.hpp>
#include <string>
#include <vector>

namespace spanne {

/// A fraction in lowest terms, exact whatever its length. Efforts are in full-time equivalents (FTE).
class SPANNE_API ExactNumber {
 public:
  ExactNumber() = default;
  explicit ExactNumber(std::string exact) : exact_(std::move(exact)) {}
  /// "3", "0.25", or "1/60" if six decimals do not show it exactly.
  const std::string& text() const { return exact_; }
  /// The nearest binary fraction, for charts; comparisons belong to exact numbers.
  double approximate() const;

 private:
  std::string exact_ = "0";
};

struct EffortInterval {
  ExactNumber low, high;  // low <= high
};

struct KindEffort {
  std::string kind;       // as the guideline calls it; "general" for what is of no declared kind
  EffortInterval effort;  // before limits
};

struct AccountResult {
  /// Why the account is rejected, one sentence each; empty if it is accepted. A rejected account has no figures.
  std::vector<std::string> reasons;
  std::string cluster;  // its name; empty if the account was rejected before it was classified
  EffortInterval total;
  std::vector<KindEffort> kinds;
  /// How many such accounts one KAM can look after; nullopt means any number.
  std::optional<std::uint64_t> accounts_per_kam_low, accounts_per_kam_high;
  bool needs_team = false;  // accounts_per_kam_high is 0: see kams_per_account
  std::optional<std::uint64_t> kams_per_account_low, kams_per_account_high;
  std::vector<std::string> rules;  // that matched, in the order of the guideline: "many_sites", "contracts#3"
  std::vector<std::string> flags;  // remarks that were raised

  bool rejected() const { return !reasons.empty(); }
};

}  // namespace spanne

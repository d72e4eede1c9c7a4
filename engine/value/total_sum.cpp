#include "engine/value/total_sum.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/value/wide_ratio.hpp"

namespace spanne::engine {
namespace {

using boost::multiprecision::cpp_int;
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Unsigned128;

/// Efforts are multiples of it nearly always: hours, days and decimals divided by the hours of a year, and by small
/// numbers. Their sums are sums of integers.
constexpr std::int64_t usual_denominator = (std::int64_t{1} << 16) * 27 * 390'625 * 7 * 11 * 13 * 17 * 19 * 23;

unsigned size_in_bits(const cpp_int& number) { return static_cast<unsigned>(msb(number)) + 1; }

cpp_int wide(Unsigned128 number) {
  return (cpp_int(static_cast<std::uint64_t>(number >> 64U)) << 64) + static_cast<std::uint64_t>(number);
}
cpp_int wide(Int128 number) {
  if (number >= 0) return wide(static_cast<Unsigned128>(number));
  return -wide(-static_cast<Unsigned128>(number));
}

/// Over the least common multiple of both denominators, not in lowest terms: it must not depend on what sums come to.
WideRatio sum_of(const WideRatio& a, const WideRatio& b) {
  if (a.denominator == b.denominator) return {a.numerator + b.numerator, a.denominator};
  const cpp_int divisor = gcd(a.denominator, b.denominator);
  const cpp_int a_factor = b.denominator / divisor, b_factor = a.denominator / divisor;
  return {a.numerator * a_factor + b.numerator * b_factor, a.denominator * a_factor};
}

/// By halves, so that only the last steps are long.
WideRatio sum_of(std::vector<WideRatio> parts) {
  if (parts.empty()) return {0, 1};
  for (; parts.size() > 1; parts.resize((parts.size() + 1) / 2)) {
    for (std::size_t pair = 0; pair < parts.size() / 2; ++pair)
      parts[pair] = sum_of(parts[2 * pair], parts[2 * pair + 1]);
    if (parts.size() % 2 == 1) parts[parts.size() / 2] = std::move(parts.back());
  }
  return std::move(parts.front());
}

bool is_within_limit(const WideRatio& sum) { return size_in_bits(sum.denominator) <= max_number_bits; }

}  // namespace

/// A sum over the common denominator of what was added. One term for each denominator, until these are too many.
class TotalSum::CommonSum {
 public:
  explicit CommonSum(std::size_t max_terms) : max_terms_(max_terms) {}

  /// `denominator` is above 0; the fraction is in lowest terms.
  void add(std::int64_t numerator, std::int64_t denominator) { add_term({denominator, numerator}); }
  /// A fraction of any length, in lowest terms.
  void add(WideRatio&& number) {
    if (is_given_up_) return;
    for (WideRatio& term : wide_terms_) {
      if (term.denominator != number.denominator) continue;
      term.numerator += number.numerator;
      return;
    }
    make_place();
    wide_terms_.push_back(std::move(number));
  }
  void add(const CommonSum& more) {
    if (!more.is_complete_) is_complete_ = false;
    if (more.is_given_up_) give_up();
    if (is_given_up_) return;
    for (const DenominatorSum& term : more.terms_) add_term(term);
    for (const WideRatio& term : more.wide_terms_) add(WideRatio(term));
    if (more.sum_) add_to_sum(*more.sum_);
  }
  /// Everything, over the common denominator; nullopt if that is beyond the limit.
  std::optional<WideRatio> within_limit() const {
    if (is_given_up_) return std::nullopt;
    WideRatio sum = sum_ ? *sum_ : WideRatio{0, 1};
    const std::vector<WideRatio> parts = terms();
    for (std::size_t first = 0; first < parts.size(); first += block_terms) {
      const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(block_terms, parts.size() - first));
      sum = sum_of(sum, sum_of(std::vector<WideRatio>(begin, end)));
      if (!is_within_limit(sum)) return std::nullopt;
    }
    return sum;
  }
  /// Everything; nullopt if there were more than `max_terms` denominators.
  std::optional<WideRatio> settled() const { return is_complete_ ? std::optional(sum_of(terms())) : std::nullopt; }

 private:
  struct DenominatorSum {
    std::int64_t denominator;
    Int128 sum;
  };

  void add_term(const DenominatorSum& more) {
    if (is_given_up_) return;
    const auto place = place_of(more.denominator);
    if (place != terms_.end() && place->denominator == more.denominator) {
      place->sum += more.sum;
      return;
    }
    if (!make_place())
      terms_.insert(place, more);
    else
      terms_.push_back(more);
  }

  std::vector<DenominatorSum>::iterator place_of(std::int64_t denominator) {
    return std::lower_bound(terms_.begin(), terms_.end(), denominator,
                            [](const DenominatorSum& term, std::int64_t number) { return term.denominator < number; });
  }

  std::vector<WideRatio> terms() const {
    std::vector<WideRatio> all = wide_terms_;
    for (const DenominatorSum& term : terms_) all.push_back({wide(term.sum), term.denominator});
    return all;
  }

  /// Puts the terms into the sum if there are too many. Returns whether there are none now.
  bool make_place() {
    if (terms_.size() + wide_terms_.size() < max_terms_) return false;
    is_complete_ = false;
    const WideRatio more = sum_of(terms());
    terms_.clear();
    wide_terms_.clear();
    add_to_sum(more);
    return true;
  }

  void add_to_sum(const WideRatio& more) {
    if (is_given_up_) return;
    sum_ = std::make_shared<const WideRatio>(sum_ ? sum_of(*sum_, more) : more);
    if (!is_within_limit(*sum_)) give_up();
  }

  void give_up() {
    is_given_up_ = true;
    sum_.reset();
    terms_ = {};
    wide_terms_ = {};
  }

  static constexpr std::size_t block_terms = 32;

  std::size_t max_terms_;
  std::vector<DenominatorSum> terms_;  // by denominator
  std::vector<WideRatio> wide_terms_;
  std::shared_ptr<const WideRatio> sum_;  // of former terms
  bool is_complete_ = true;               // there were never too many terms
  bool is_given_up_ = false;
};

/// A sum of numbers of which each was rounded down to a multiple of 2^-192. Without carries: each column holds the sum
/// of the numbers' digits there, to the base of 2^64.
class TotalSum::RoundedSum {
 public:
  /// `denominator` is above 0.
  void add(std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t quotient = numerator / denominator, remainder = numerator % denominator;
    whole_ += Fraction(remainder < 0 ? quotient - 1 : quotient);
    auto left = static_cast<std::uint64_t>(remainder < 0 ? remainder + denominator : remainder);
    const auto divisor = static_cast<std::uint64_t>(denominator);
    for (Unsigned128& column : columns_) {
      const Unsigned128 dividend = Unsigned128{left} << 64U;
      const auto digit = static_cast<std::uint64_t>(dividend / divisor);
      left = static_cast<std::uint64_t>(dividend) - digit * divisor;
      column += digit;
    }
    if (left != 0) ++rounded_;
  }
  void add(const WideRatio& number) {
    const cpp_int shifted = number.numerator << fraction_bits;
    cpp_int quotient = shifted / number.denominator;
    if (quotient * number.denominator != shifted) {
      ++rounded_;
      if (shifted < 0) --quotient;
    }
    whole_ += Fraction::of({std::move(quotient), cpp_int(1) << fraction_bits});
  }
  void add(const RoundedSum& more) {
    whole_ += more.whole_;
    for (std::size_t place = 0; place < columns_.size(); ++place) columns_[place] += more.columns_[place];
    rounded_ += more.rounded_;
  }
  /// Each rounded number lies less than 2^-192 above what was added of it.
  Enclosure value() const {
    cpp_int sum = 0;
    for (const Unsigned128 column : columns_) sum = (sum << 64) + wide(column);
    const Fraction low = whole_ + Fraction::of({std::move(sum), cpp_int(1) << fraction_bits});
    return {low, low + Fraction::of({rounded_, cpp_int(1) << fraction_bits})};
  }

 private:
  static constexpr unsigned fraction_bits = 192;
  Fraction whole_;
  std::array<Unsigned128, 3> columns_{};  // the highest digits first
  std::size_t rounded_ = 0;
};

/// The numbers whose denominators do not divide `usual_denominator`.
struct TotalSum::Rest {
  explicit Rest(std::size_t max_terms) : exact(max_terms) {}
  CommonSum exact;
  RoundedSum rounded;
  Fraction overflow;  // what did not fit into count_

  void add(const Fraction& number) {
    if (const auto lowest = number.in_lowest_terms()) {
      rounded.add(lowest->first, lowest->second);
      exact.add(lowest->first, lowest->second);
      return;
    }
    WideRatio ratio = number.in_wide_terms();
    rounded.add(ratio);
    exact.add(std::move(ratio));
  }
};

TotalSum::TotalSum(std::size_t max_terms) : max_terms_(max_terms) {}
TotalSum::TotalSum(const TotalSum& other) { *this = other; }
TotalSum::TotalSum(TotalSum&&) noexcept = default;
TotalSum& TotalSum::operator=(TotalSum&&) noexcept = default;
TotalSum::~TotalSum() = default;

TotalSum& TotalSum::operator=(const TotalSum& other) {
  if (this == &other) return *this;
  count_ = other.count_;
  denominator_ = other.denominator_;
  max_terms_ = other.max_terms_;
  single_ = other.single_;
  rest_ = other.rest_ ? std::make_unique<Rest>(*other.rest_) : nullptr;
  return *this;
}

TotalSum::Rest& TotalSum::rest() {
  if (rest_) return *rest_;
  rest_ = std::make_unique<Rest>(max_terms_);
  if (single_.sign() != 0) rest_->add(std::exchange(single_, Fraction()));
  return *rest_;
}

void TotalSum::add_count(Int128 more) {
  Int128 sum = 0;
  if (__builtin_add_overflow(count_, more, &sum))
    rest().overflow += Fraction::of({wide(more), usual_denominator});
  else
    count_ = sum;
}

bool TotalSum::add_multiple(std::int64_t numerator, std::int64_t denominator) {
  if (denominator != denominator_) {
    if (usual_denominator % denominator != 0) return false;
    denominator_ = denominator;
  }
  add_count(Int128{numerator} * (usual_denominator / denominator));
  return true;
}

void TotalSum::add(const Fraction& number) {
  const auto kept = number.in_64_bits();
  if (kept && add_multiple(kept->first, kept->second)) return;
  const auto lowest = kept ? number.in_lowest_terms() : std::nullopt;
  if (lowest && add_multiple(lowest->first, lowest->second)) return;
  if (!rest_ && single_.sign() == 0)
    single_ = number;
  else
    rest().add(number);
}

void TotalSum::add(const TotalSum& more) {
  add_count(more.count_);
  if (more.single_.sign() != 0) add(more.single_);
  if (!more.rest_) return;
  rest().exact.add(more.rest_->exact);
  rest_->rounded.add(more.rest_->rounded);
  rest_->overflow += more.rest_->overflow;
}

Fraction TotalSum::counted() const {
  const Fraction count = Fraction::of({wide(count_), usual_denominator});
  return rest_ ? count + rest_->overflow : count;
}

Enclosure TotalSum::value() const {
  if (!rest_ && single_.sign() != 0) {
    TotalSum all = *this;
    all.rest();
    return all.value();
  }
  const Fraction multiples = counted();
  if (!rest_) return {multiples, multiples};
  if (const auto others = rest_->exact.within_limit()) {
    WideRatio sum = sum_of(*others, multiples.in_wide_terms());
    if (is_within_limit(sum)) {
      const Fraction exact = Fraction::of(std::move(sum));
      return {exact, exact};
    }
  }
  const Enclosure rounded = rest_->rounded.value();
  return {multiples + rounded.low, multiples + rounded.high};
}

std::optional<Fraction> TotalSum::settled() const {
  if (!rest_) return counted() + single_;
  auto others = rest_->exact.settled();
  if (!others) return std::nullopt;
  return counted() + Fraction::of(std::move(*others));
}

}  // namespace spanne::engine

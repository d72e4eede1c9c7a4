// Fractions are 64-bit while that suffices, with intermediate results in 128 bits; otherwise they use integers of
// arbitrary length.
#include "engine/value/fraction.hpp"

#include <atomic>
#include <cassert>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/value/wide_ratio.hpp"

namespace spanne::engine {
namespace {

using boost::multiprecision::cpp_int;
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Unsigned128;

constexpr std::int64_t int64_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t int64_min = std::numeric_limits<std::int64_t>::min();

bool fits(Int128 number) { return number >= int64_min && number <= int64_max; }

Unsigned128 magnitude(Int128 number) {
  return number < 0 ? -static_cast<Unsigned128>(number) : static_cast<Unsigned128>(number);
}

/// Euclid's algorithm, in 128 bits only until both numbers fit into machine words.
Unsigned128 greatest_divisor(Unsigned128 a, Unsigned128 b) {
  constexpr Unsigned128 short_enough = std::numeric_limits<std::uint64_t>::max();
  while (b > short_enough) a = std::exchange(b, a % b);
  if (b == 0) return a;
  return std::gcd(static_cast<std::uint64_t>(b), static_cast<std::uint64_t>(a % b));
}

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  for (int step = 0; step < exponent; ++step) power *= 10;
  return power;
}

std::string digits_of(Unsigned128 whole) { return fmt::to_string(static_cast<std::uint64_t>(whole)); }
std::string digits_of(const cpp_int& whole) { return whole.str(); }

std::string decimal_text(bool negative, const std::string& whole, std::uint64_t part, int places) {
  std::string text = whole;
  if (part != 0) {
    text += fmt::format(".{:0{}}", part, places);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return negative && text != "0" ? "-" + text : text;
}

/// numerator / denominator (its size, the sign apart) rounded half away from zero to `places` decimals. Integer holds
/// twice the denominator times 10^places.
template <class Integer>
std::string rounded_text(bool negative, const Integer& numerator, const Integer& denominator, int places) {
  const std::uint64_t scale = power_of_ten(places);
  Integer whole = numerator / denominator;
  const Integer rest = numerator % denominator;
  const Integer rounded = (rest * scale * 2 + denominator) / (denominator * 2);
  auto part = static_cast<std::uint64_t>(rounded);
  if (part == scale) {
    part = 0;
    whole = whole + 1;
  }
  return decimal_text(negative, digits_of(whole), part, places);
}

cpp_int floor_of(const cpp_int& numerator, const cpp_int& denominator) {
  const cpp_int quotient = numerator / denominator;
  return numerator < 0 && quotient * denominator != numerator ? cpp_int(quotient - 1) : quotient;
}

/// Makes a 64-bit fraction, reduced only if it does not fit otherwise.
std::optional<Fraction> small(Int128 numerator, Int128 denominator) {
  if (!fits(numerator) || !fits(denominator)) {
    const auto divisor = static_cast<Int128>(greatest_divisor(magnitude(denominator), magnitude(numerator)));
    numerator /= divisor;
    denominator /= divisor;
  }
  if (!fits(numerator) || !fits(denominator) || denominator == int64_min) return std::nullopt;
  return Fraction::ratio(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
}

}  // namespace

/// A wide fraction in lowest terms with a denominator above 0, shared by all copies.
struct Fraction::Shared : Wide {
  explicit Shared(Wide&& wide) : Wide(std::move(wide)) {}
  mutable std::atomic<long> owners = 0;
};

void intrusive_ptr_add_ref(const Fraction::Shared* wide) { wide->owners.fetch_add(1, std::memory_order_relaxed); }

void intrusive_ptr_release(const Fraction::Shared* wide) {
  if (wide->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete wide;
}

Fraction Fraction::from_wide(Wide&& wide) {
  if (wide.denominator < 0) {
    wide.numerator = -wide.numerator;
    wide.denominator = -wide.denominator;
  }
  const cpp_int divisor = gcd(wide.numerator, wide.denominator);
  wide.numerator /= divisor;
  wide.denominator /= divisor;
  Fraction result;
  if (wide.numerator >= int64_min && wide.numerator <= int64_max && wide.denominator <= int64_max) {
    result.numerator_ = static_cast<std::int64_t>(wide.numerator);
    result.denominator_ = static_cast<std::int64_t>(wide.denominator);
  } else {
    result.wide_ = boost::intrusive_ptr<const Shared>(new Shared(std::move(wide)));
  }
  return result;
}

Fraction::Wide Fraction::widened() const {
  if (wide_) return {wide_->numerator, wide_->denominator};
  return {numerator_, denominator_};
}

Fraction Fraction::ratio(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator != 0);
  if (denominator < 0 && (denominator == int64_min || numerator == int64_min))
    return from_wide({numerator, denominator});
  Fraction result;
  result.numerator_ = denominator < 0 ? -numerator : numerator;
  result.denominator_ = denominator < 0 ? -denominator : denominator;
  return result;
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  if (!a.wide_ && !b.wide_) {
    const Int128 left = a.numerator_;
    const Int128 right = b.numerator_;
    const auto sum = a.denominator_ == b.denominator_ ? small(left + right, a.denominator_)
                                                      : small(left * b.denominator_ + right * a.denominator_,
                                                              Int128{a.denominator_} * b.denominator_);
    if (sum) return *sum;
  }
  const Fraction::Wide left = a.widened();
  const Fraction::Wide right = b.widened();
  return Fraction::from_wide(
      {left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator});
}

Fraction operator-(const Fraction& a, const Fraction& b) { return a + -b; }

Fraction operator*(const Fraction& a, const Fraction& b) {
  if (!a.wide_ && !b.wide_) {
    const auto product = small(Int128{a.numerator_} * b.numerator_, Int128{a.denominator_} * b.denominator_);
    if (product) return *product;
  }
  const Fraction::Wide left = a.widened();
  const Fraction::Wide right = b.widened();
  return Fraction::from_wide({left.numerator * right.numerator, left.denominator * right.denominator});
}

Fraction operator/(const Fraction& a, const Fraction& b) {
  assert(b.sign() != 0);
  if (!a.wide_ && !b.wide_) {
    const auto quotient = small(Int128{a.numerator_} * b.denominator_, Int128{a.denominator_} * b.numerator_);
    if (quotient) return *quotient;
  }
  const Fraction::Wide left = a.widened();
  const Fraction::Wide right = b.widened();
  return Fraction::from_wide({left.numerator * right.denominator, left.denominator * right.numerator});
}

Fraction Fraction::operator-() const {
  if (!wide_ && numerator_ != int64_min) return ratio(-numerator_, denominator_);
  Wide wide = widened();
  wide.numerator = -wide.numerator;
  return from_wide(std::move(wide));
}

bool operator==(const Fraction& a, const Fraction& b) { return (a <=> b) == 0; }

std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
  if (!a.wide_ && !b.wide_) return Int128{a.numerator_} * b.denominator_ <=> Int128{b.numerator_} * a.denominator_;
  const Fraction::Wide left = a.widened();
  const Fraction::Wide right = b.widened();
  const cpp_int first = left.numerator * right.denominator;
  const cpp_int second = right.numerator * left.denominator;
  return first.compare(second) <=> 0;
}

int Fraction::sign() const {
  if (wide_) return wide_->numerator.sign();
  return numerator_ == 0 ? 0 : numerator_ < 0 ? -1 : 1;
}

Fraction Fraction::floor() const {
  if (wide_) return from_wide({floor_of(wide_->numerator, wide_->denominator)});
  const std::int64_t quotient = numerator_ / denominator_;
  return numerator_ % denominator_ < 0 ? quotient - 1 : quotient;
}

Fraction Fraction::ceil() const { return -(-*this).floor(); }

Fraction absolute(const Fraction& number) { return number.sign() < 0 ? -number : number; }

bool Fraction::is_whole() const { return wide_ ? wide_->denominator == 1 : numerator_ % denominator_ == 0; }

std::optional<std::pair<std::int64_t, std::int64_t>> Fraction::in_lowest_terms() const {
  if (wide_ || numerator_ == int64_min) return std::nullopt;
  const std::int64_t divisor = std::gcd(numerator_, denominator_);
  return std::pair{numerator_ / divisor, denominator_ / divisor};
}

WideRatio Fraction::in_wide_terms() const {
  if (wide_) return {wide_->numerator, wide_->denominator};
  const auto divisor = static_cast<std::int64_t>(greatest_divisor(magnitude(denominator_), magnitude(numerator_)));
  return {numerator_ / divisor, denominator_ / divisor};
}

Fraction Fraction::denominator() const {
  if (wide_) return from_wide({wide_->denominator, 1});
  if (denominator_ == 1) return 1;
  return denominator_ / static_cast<std::int64_t>(greatest_divisor(magnitude(denominator_), magnitude(numerator_)));
}

Fraction Fraction::of(WideRatio&& ratio) { return from_wide(std::move(ratio)); }

bool Fraction::fits_into(unsigned bits) const {
  assert(bits >= 64);
  const auto fits = [&](const cpp_int& number) { return number == 0 || msb(abs(number)) < bits; };
  return !wide_ || (fits(wide_->numerator) && fits(wide_->denominator));
}

std::size_t Fraction::cost() const {
  if (!wide_) return 1;
  const std::size_t words = wide_->numerator.backend().size() + wide_->denominator.backend().size();
  return 1 + words * words / 8;
}

std::size_t Fraction::bit_count() const {
  const WideRatio terms = in_wide_terms();
  return (terms.numerator == 0 ? 0 : msb(abs(terms.numerator)) + 1) + msb(terms.denominator) + 1;
}

Fraction round(const Fraction& number, int places) {
  assert(places >= 0 && places <= 6);
  const Fraction scale(static_cast<std::int64_t>(power_of_ten(places)));
  const Fraction nearest = (absolute(number) * scale + Fraction::ratio(1, 2)).floor() / scale;
  return number.sign() < 0 ? -nearest : nearest;
}

std::optional<Decimal> to_decimal(const Fraction& number) {
  const auto millionths = (round(number, 6) * Decimal::one).in_lowest_terms();
  if (!millionths) return std::nullopt;
  return Decimal{millionths->first};
}

std::string Fraction::to_text(int places) const {
  assert(places >= 0 && places <= 18);
  if (!wide_) return rounded_text<Unsigned128>(sign() < 0, magnitude(numerator_), magnitude(denominator_), places);
  return rounded_text<cpp_int>(sign() < 0, abs(wide_->numerator), wide_->denominator, places);
}

std::string Fraction::to_exact_text() const {
  if ((*this * Decimal::one).is_whole()) return to_text();
  Wide wide = widened();
  const cpp_int divisor = gcd(wide.numerator, wide.denominator);
  return cpp_int(wide.numerator / divisor).str() + "/" + cpp_int(wide.denominator / divisor).str();
}

}  // namespace spanne::engine

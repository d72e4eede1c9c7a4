#include "grammar/suggestions/ranges.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "grammar/suggestions/suggestion.hpp"
#include "grammar/suggestions/units.hpp"

namespace spanne::grammar {
namespace {

constexpr std::string_view two_dots = "a range is written with two dots between its ends";

/// Digits before and after the point, comparable as they stand: without zeros that say nothing, and without `_`.
std::pair<std::string, std::string> digits_of(std::string_view number) {
  std::string digits(number);
  std::erase(digits, '_');
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string fraction = point == digits.size() ? std::string() : digits.substr(point + 1);
  std::string whole = digits.substr(0, point);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return {whole, fraction};
}

bool is_magnitude(const Reader& reader, std::size_t ahead) {
  return reader.kind(ahead) == TokenKind::word && magnitude_of(reader.word(ahead)).has_value();
}

bool is_currency_at(const Reader& reader, std::size_t ahead) {
  const std::string_view word = reader.word(ahead);
  return reader.at_name(ahead) && word.size() == 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The last token of the number at `ahead`, with its magnitude and unit.
std::size_t end_of_number(const Reader& reader, std::size_t ahead) {
  std::size_t last = is_magnitude(reader, ahead + 1) ? ahead + 1 : ahead;
  if (const std::size_t unit = unit_length(reader, last + 1)) return last + unit;
  return is_currency_at(reader, last + 1) ? last + 1 : last;
}

const Quantity* quantity_of(ExpressionPtr written) {
  return written == nullptr ? nullptr : std::get_if<Quantity>(&written->node);
}

/// The size of an end whose magnitude may be that of the other end; nullopt where it is too large.
std::optional<std::int64_t> size_of(const Quantity& quantity, std::optional<std::uint8_t> magnitude) {
  std::int64_t size = quantity.negative ? -quantity.digits : quantity.digits;
  for (int i = 0; i < magnitude.value_or(0); ++i)
    if (__builtin_mul_overflow(size, 10, &size)) return std::nullopt;
  return size;
}

bool is_range(const Quantity& low, const Quantity& high) {
  const auto first = size_of(low, low.magnitude || low.unit ? low.magnitude : high.magnitude);
  const auto last = size_of(high, high.magnitude);
  return first && last && *first < *last;
}

/// `13-15` read as a difference.
std::optional<std::string> meant_by_difference(const Reader& reader, ExpressionPtr written) {
  const auto* sum = std::get_if<Arithmetic>(&written->node);
  if (sum == nullptr || sum->steps.size() != 1 || sum->steps.front().op != Arithmetic::Op::subtract)
    return std::nullopt;
  const ExpressionPtr last = sum->steps.front().operand;
  const Quantity *low = quantity_of(sum->first), *high = quantity_of(last);
  if (low == nullptr || high == nullptr || !is_range(*low, *high)) return std::nullopt;
  return fmt::format("{} .. {}", reader.words(low->span), reader.words(high->span));
}

}  // namespace

bool is_ascending(std::string_view low, std::string_view high) {
  const auto [low_whole, low_fraction] = digits_of(low);
  const auto [high_whole, high_fraction] = digits_of(high);
  return std::tuple(low_whole.size(), low_whole, low_fraction) <
         std::tuple(high_whole.size(), high_whole, high_fraction);
}

std::optional<MeantRange> range_at(const Reader& reader, std::size_t ahead) {
  if (reader.kind(ahead) != TokenKind::number) return std::nullopt;
  const std::size_t low = end_of_number(reader, ahead), joint = low + 1;
  const bool dots = reader.is_any({"..", "..<"}, joint), dash = reader.is("-", joint);
  if (!dots && !dash && !reader.is_any({"bis", "to"}, joint)) return std::nullopt;
  if (reader.kind(joint + 1) != TokenKind::number) return std::nullopt;
  const std::size_t high = end_of_number(reader, joint + 1);
  const bool sized = is_magnitude(reader, ahead + 1);
  if (!sized && !is_ascending(reader.word(ahead), reader.word(joint + 1))) return std::nullopt;
  if (dash && reader.is_any({"*", "/", "+", "-", "("}, high + 1)) return std::nullopt;
  const auto words = [&](std::size_t first, std::size_t last) {
    return reader.words(join(reader.span(first), reader.span(last)));
  };
  return MeantRange{
      fmt::format("{} {} {}", words(ahead, low), dots ? reader.word(joint) : "..", words(joint + 1, high)), high};
}

void refuse_range_without_in(Reader& reader, TextSpan left) {
  if (reader.kind() != TokenKind::number || !reader.follows_name()) return;
  const auto range = range_at(reader, 0);
  if (!range) return;
  reader.fail(
      "E0137", join(reader.span(), reader.span(range->last)),
      "a range stands behind \"in\", with two dots between its ends",
      in_place_of(join(left, reader.span(range->last)), fmt::format("{} in {}", reader.words(left), range->text)));
}

void refuse_subtracted_range(Reader& reader, const Comparison& comparison) {
  const auto range = meant_by_difference(reader, comparison.right);
  if (!range) return;
  const bool expected = reader.words(reader.statement_begin()) == "expect" && comparison.op == Comparator::equal;
  const std::string_view asked = expected ? "=" : comparison.op == Comparator::not_equal ? "not in" : "in";
  reader.fail("E0137", comparison.right->span, fmt::format("{}, and a dash is read as minus", two_dots),
              in_place_of(join(comparison.left->span, comparison.right->span),
                          fmt::format("{} {} {}", reader.words(comparison.left->span), asked, *range)));
}

void refuse_subtracted_range(Reader& reader, const Membership::Item& item) {
  if (item.high != nullptr) return;
  if (const auto range = meant_by_difference(reader, item.low))
    reader.fail("E0137", item.low->span, fmt::format("{}, and a dash is read as minus", two_dots), *range);
}

// ---------------------------------------------------------------------------------------------- two comparisons

namespace {

struct Bound {
  bool lower = false, included = false;
  std::string text;
};

std::string range_between(const Bound& low, const Bound& high) {
  return fmt::format("{} {} {}", low.text, high.included ? ".." : "..<", high.text);
}

std::optional<Bound> bound_at(const Reader& reader, std::size_t ahead) {
  if (!reader.is_any({">", ">=", "<", "<="}, ahead)) return std::nullopt;
  const bool number = reader.kind(ahead + 1) == TokenKind::number || reader.kind(ahead + 1) == TokenKind::day;
  if (!number) return std::nullopt;
  const std::string_view sign = reader.word(ahead);
  return Bound{sign[0] == '>', sign.size() == 2,
               reader.words(join(reader.span(ahead + 1), reader.span(end_of_number(reader, ahead + 1))))};
}

}  // namespace

std::optional<std::string> range_of_bounds(const Reader& reader, std::size_t ahead, std::size_t end) {
  const auto first = bound_at(reader, ahead);
  if (!first) return std::nullopt;
  const std::size_t joint = end_of_number(reader, ahead + 1) + 1;
  const bool joined = reader.is_any({";", ",", "and", "und", "&", "&&"}, joint);
  const auto last = joined ? bound_at(reader, joint + 1) : std::nullopt;
  if (!last || end_of_number(reader, joint + 2) + 1 != end || first->lower == last->lower) return std::nullopt;
  const Bound &low = first->lower ? *first : *last, &high = first->lower ? *last : *first;
  return low.included ? std::optional(range_between(low, high)) : std::nullopt;
}

void refuse_cell_of_all(Reader& reader, const ConditionCell& cell) {
  if (cell.negated || cell.tests.size() != 2) return;
  const auto is_lower = [](const CellTest& test) {
    return test.op == Comparator::greater || test.op == Comparator::greater_equal;
  };
  const auto is_upper = [](const CellTest& test) {
    return test.op == Comparator::less || test.op == Comparator::less_equal;
  };
  const bool turned = is_upper(cell.tests[0]);
  const CellTest &low = cell.tests[turned ? 1 : 0], &high = cell.tests[turned ? 0 : 1];
  const bool compared = low.kind == CellTest::Kind::compare && high.kind == CellTest::Kind::compare;
  if (!compared || !is_lower(low) || !is_upper(high)) return;
  const auto *from = std::get_if<Quantity>(&*low.low), *to = std::get_if<Quantity>(&*high.low);
  if (from == nullptr || to == nullptr || !is_range(*from, *to)) return;
  const Bound first{true, low.op == Comparator::greater_equal, reader.words(from->span)};
  const Bound last{false, high.op == Comparator::less_equal, reader.words(to->span)};
  reader.fail("E0177", cell.span, "a comma in a cell means \"or\", so that every value matches here",
              first.included ? Help(range_between(first, last)) : advice("10 .. 20, or: 10 ..< 20"));
}

}  // namespace spanne::grammar

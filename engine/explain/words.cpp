#include "engine/explain/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace spanne::engine {
namespace {

constexpr int places = 12;

/// Separates groups of three digits before the point with underscores, as in rule files: 1_250.5. Fractions are left
/// unchanged.
std::string grouped(std::string number) {
  if (number.find('/') != std::string::npos) return number;
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(number.find('.'), number.size());
  while (at > first + 3) number.insert(at -= 3, "_");
  return number;
}

bool has_short_decimal(const Fraction& number) { return (number * Fraction(1'000'000'000'000)).is_whole(); }

/// Uses a magnitude if it leaves at most four decimals: 914 M, 2.3995 bn.
std::string money_words(const Fraction& number, Fractions figures) {
  constexpr std::array<std::pair<std::int64_t, const char*>, 2> magnitudes{{{1'000'000'000, "bn"}, {1'000'000, "M"}}};
  const Fraction size = number.sign() < 0 ? -number : number;
  for (const auto& [worth, name] : magnitudes)
    if (size >= Fraction(worth) && (size * 10'000 / worth).is_whole())
      return fmt::format("{} {}", grouped((number / worth).to_text()), name);
  return figure_words(number, figures);
}

}  // namespace

std::string rounded_words(const Fraction& number) {
  for (const int decimals : {6, 12, 18})
    if (const std::string text = number.to_text(decimals); text != "0") return "≈ " + grouped(text);
  return "≈ 0";
}

std::string figure_words(const Fraction& number, Fractions figures) {
  if (has_short_decimal(number)) return grouped(number.to_text(places));
  return figures == Fractions::readable ? rounded_words(number) : number.to_exact_text();
}

std::string figure_words(const Fraction& number, const Type& type, Fractions figures) {
  switch (type.kind) {
    case TypeKind::percent: return figure_words(number * 100, figures) + " %";
    case TypeKind::money: return money_words(number, figures) + " " + type.currency;
    case TypeKind::effort: return figure_words(number, figures) + " FTE";
    default: return figure_words(number, figures);
  }
}

std::string value_words(const Value& value, const Type& type, const Model& model) {
  if (is_missing(value)) return "missing";
  if (const auto* number = std::get_if<Decimal>(&value)) return figure_words(worth_of(*number, type.kind), type);
  if (type.kind == TypeKind::text) return fmt::format("\"{}\"", std::get<std::string>(value));
  return to_text(value, type, model);
}

std::string gap_words(const Fraction& gap, const Type& type, Fractions figures) {
  if (type.kind != TypeKind::percent) return figure_words(gap, type, figures);
  const Fraction points = gap * 100;
  return fmt::format("{} percentage point{}", figure_words(points, figures), points == Fraction(1) ? "" : "s");
}

std::string counted(std::size_t count, std::string_view text) {
  return fmt::format("{} {}{}", count, text, count == 1 ? "" : "s");
}

std::optional<Fraction> in_unit(const Fraction& fte, std::string_view unit, const Model& model) {
  const auto known = effort_unit(unit);
  if (!known || known->amount == EffortUnit::Amount::fte) return std::nullopt;
  return fte / fte_per(*known, model.working_time);
}

}  // namespace spanne::engine

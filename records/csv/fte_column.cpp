#include "records/csv/fte_column.hpp"

#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {

using engine::Decimal;
using engine::Fraction;

namespace {

/// Takes `FTE` or `VZÄ` off the end.
bool take_fte(std::string_view& text) {
  const std::string plain = folded(text);
  for (const std::string_view unit : {"fte", "vzä", "vzae"}) {
    if (!plain.ends_with(unit) || plain.size() != text.size()) continue;
    text = trimmed(text.substr(0, text.size() - unit.size()));
    return true;
  }
  return false;
}

}  // namespace

FteColumn::FteColumn(std::string name, std::string example, const KamColumns::Amount& column,
                     const CellContext& context)
    : name_(std::move(name)), example_(std::move(example)), column_(column), context_(context) {
  number_.name = name_;
  number_.type = engine::Type{engine::TypeKind::decimal};
}

AccountsError FteColumn::fault(std::size_t line, std::string_view message) const {
  return {fmt::format("line {}: {}", line, message), example_};
}

AccountsError FteColumn::missing(std::string_view cell, std::size_t line) const {
  const std::string_view plain = context_.typed ? without_mark(cell, number_) : cell;
  if (plain.empty()) return fault(line, name_ + " is missing");
  return fault(line, fmt::format("{} is missing: {} stands for nothing", name_, shown(plain)));
}

std::variant<std::optional<Fraction>, AccountsError> FteColumn::read(std::string_view cell, std::size_t line) {
  if (context_.typed && cell.starts_with(faulty_cell))
    return fault(line, fmt::format("{}: {}", name_, shown(cell.substr(1))));
  CellStyle style = context_.style;
  const std::string_view plain = context_.typed ? without_mark(cell, number_) : cell;
  if (context_.typed && plain.size() == cell.size()) style.numbers = NumberStyle::english;
  if (plain.empty() || style.missing->has_word(plain)) return std::nullopt;
  std::string_view text = plain;
  const bool fte = take_fte(text), percent = !fte && text.ends_with('%');
  const bool bare = !fte && !percent;
  NumberKind kind;
  kind.takes_percent = percent;
  kind.shift = bare && column_.unit == CapacityUnit::percent ? -2 : 0;
  auto read = read_number(text.empty() ? plain : text, style, kind);
  if (const auto* error = std::get_if<CellFault>(&read)) return fault(line, name_ + ": " + error->message);
  needed_style_ = needed_style_ || std::get<CellValue>(read).ambiguous;
  const auto number = std::get<Decimal>(std::get<CellValue>(read).value);
  if (number.millionths < 0) return fault(line, fmt::format("{}: {} is below 0", name_, shown(plain)));
  const bool is_least = !least_bare_ || number < least_bare_->number;
  if (bare && column_.unit == CapacityUnit::unknown && number.millionths > 0 && is_least)
    least_bare_ = BareNumber{line, shown(plain), number};
  return Fraction::of(number);
}

std::optional<AccountsError> FteColumn::refuse_two_readings(const std::string& head) const {
  if (!least_bare_ || least_bare_->number.millionths <= 2 * Decimal::one) return std::nullopt;
  const std::string& cell = least_bare_->cell;
  AccountsError error =
      fault(least_bare_->line,
            fmt::format("{0}: {1} can be {1} FTE or {1} %, and so can every number of this column", name_, cell));
  error.help = fmt::format(
      "write {0} % or {0} FTE, or name the head \"{1} (%)\" or \"{1} (FTE)\"; hours are divided by those of a "
      "full-time person first",
      cell, shown(head));
  return error;
}

}  // namespace spanne::records

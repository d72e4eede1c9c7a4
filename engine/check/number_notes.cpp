// Valid numbers that mean something else in another country or in a spreadsheet.
#include <algorithm>
#include <fmt/format.h>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::either;
using grammar::Help;
using grammar::TextSpan;

namespace {

Help percent_help(const std::string& whole, const std::string& digits) {
  Help help(whole + " %");
  help.shown = fmt::format("{} %, if {} was meant as a share", whole, digits);
  return help;
}

}  // namespace

/// Both readings of `1.250 EUR`, each with what stands after the digits.
Help Checker::thousands_or_decimals(TextSpan number, const std::string& digits, const std::string& decimal) const {
  const auto point = digits.find('.');
  const std::string behind = source_text(number).substr(std::min(digits.size(), source_text(number).size()));
  const std::string thousands = fmt::format("{}_{}", digits.substr(0, point), digits.substr(point + 1));
  Help help = either({thousands, decimal});
  help.texts = {thousands + behind, decimal + behind};
  return help;
}

/// Questions valid numbers that mean something else in another country or in a spreadsheet; each is reported once.
/// `percent`: the number is a percentage.
void Checker::notice_number(const grammar::Quantity& quantity, bool percent) {
  const std::string_view written = model_.source->text(quantity.span);
  if (!percent && written.find('.') == std::string_view::npos) return;
  const std::string digits(written.substr(0, written.find_first_not_of("-0123456789._")));
  const auto point = digits.find('.');
  const bool effort = quantity.unit && (quantity.unit->text == "FTE" || quantity.unit->text == "VZÄ");
  const bool money = quantity.unit && is_currency(quantity.unit->text) && !effort;
  const bool three = point != std::string::npos && digits.size() == point + 4 && digits[0] != '0' && point <= 3;
  const bool thousands = three && !quantity.magnitude && !effort && !percent && (digits.back() == '0' || money);
  const bool tiny = percent && !quantity.magnitude && quantity.digits > 0 && quantity.digits < Decimal::one;
  if ((!thousands && !tiny) || !noticed_.insert(quantity.span.begin).second) return;
  if (thousands) {
    const std::string small = to_text(Decimal{quantity.digits});
    warning("W0261", quantity.span,
            fmt::format("{} is {}: a point stands before decimals, not between thousands", digits, small),
            thousands_or_decimals(quantity.span, digits, small));
    return;
  }
  const std::string whole = to_text(Decimal{quantity.digits * 100});
  warning("N0262", quantity.span, fmt::format("{}{} is less than one percent", written, quantity.unit ? "" : " %"),
          percent_help(whole, digits), grammar::Severity::note);
}

}  // namespace spanne::engine

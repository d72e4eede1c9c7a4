#include "records/cells/number_evidence.hpp"

#include <fmt/format.h>

#include "records/cells/digit_groups.hpp"
#include "records/cells/written_number.hpp"

namespace spanne::records {

/// An apostrophe parts thousands where people write a decimal point, unless a comma follows it.
NumberEvidence::Mark NumberEvidence::proved_by(std::string_view cell) {
  // The curly apostrophe begins with E2.
  if (cell.find_first_of(".,'\xE2") == std::string_view::npos || cell.size() > 64) return Mark::none;
  const auto number = take_apart(cell, {});
  if (!number || number->digits.empty() || !number->letters_before.empty()) return Mark::none;
  if (number->exponent) {
    if (!mantissa_of(number->digits)) return Mark::none;
    const std::size_t at = number->digits.find_first_of(".,");
    if (at == std::string_view::npos) return Mark::none;
    return number->digits[at] == ',' ? Mark::comma : Mark::point;
  }
  const DigitReadings readings = readings_of(number->digits);
  if (readings.is_certain()) {
    if (readings.german) return Mark::comma;
    return Mark::point;
  }
  return readings.has_apostrophe ? Mark::point : Mark::none;
}

bool NumberEvidence::is_news(std::string_view cell) const {
  const Mark mark = proved_by(cell);
  return mark != Mark::none && !(mark == Mark::comma ? comma_ : point_);
}

bool NumberEvidence::contradicts(std::string_view cell, const CellStyle& style) {
  const Mark mark = proved_by(cell);
  return mark != Mark::none && (mark == Mark::comma) != (style.numbers == NumberStyle::german);
}

void NumberEvidence::add(std::string_view cell, std::size_t line) {
  const Mark mark = proved_by(cell);
  if (mark == Mark::none) return;
  auto& proof = mark == Mark::comma ? comma_ : point_;
  if (!proof) proof = ProvingCell{line, shown(cell)};
}

CellStyle NumberEvidence::style() const {
  CellStyle style;
  if (contradictory()) {
    style.contradiction = contradiction();
  } else if (comma_) {
    style.numbers = NumberStyle::german;
  } else if (point_) {
    style.numbers = NumberStyle::swiss;  // a decimal point says nothing of a comma
  }
  style.from_evidence = decided() && !contradictory();
  return style;
}

std::string NumberEvidence::contradiction() const {
  const ProvingCell& first = comma_->line <= point_->line ? *comma_ : *point_;
  const ProvingCell& second = &first == &*comma_ ? *point_ : *comma_;
  return fmt::format("line {} has {}, line {} has {}", first.line, first.cell, second.line, second.cell);
}

std::string NumberEvidence::description() const {
  if (contradictory())
    return fmt::format("numbers are written in two ways: {}; a cell that can be read in both is rejected",
                       contradiction());
  if (comma_) return fmt::format("numbers are read the German way: line {} has {}", comma_->line, comma_->cell);
  if (!point_) return {};
  return fmt::format("numbers are read with a decimal point: line {} has {}", point_->line, point_->cell);
}

}  // namespace spanne::records

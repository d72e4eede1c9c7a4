#include "records/databases/fifteen_digits.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "records/sources/plain_decimal.hpp"

namespace spanne::records {

std::optional<std::string> fifteen_digits(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  std::array<char, 64> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific, 14);
  std::string_view scientific(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
  auto plain = plain_decimal(scientific);
  if (!plain || plain->find('.') == std::string::npos) return plain;
  plain->erase(plain->find_last_not_of('0') + 1);
  if (plain->ends_with('.')) plain->pop_back();
  return plain;
}

}  // namespace spanne::records

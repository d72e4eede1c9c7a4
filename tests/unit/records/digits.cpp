// Numbers read eight digits at a time are those read with care; what is written plainly is not left.
#include "records/cells/digits.hpp"

#include <boost/test/unit_test.hpp>
#include <regex>
#include <string>

#include "records/cells/numbers.hpp"
#include "tests/support/random.hpp"

using namespace spanne::records;
using spanne::engine::Decimal;
using spanne::test::Random;

namespace {

std::string number(Random& random) {
  std::string text = random.chance(40) ? "-" : "";
  for (std::size_t count = random.below(random.chance(90) ? 9 : 18); count > 0; --count)
    text += static_cast<char>('0' + random.below(10));
  const std::size_t places = random.below(4);
  if (places > 0) text += random.chance(95) ? '.' : ',';
  for (std::size_t i = 0; i < places; ++i) text += static_cast<char>('0' + random.below(10));
  if (random.chance(8) && !text.empty())
    text[random.below(text.size())] = random.pick<char>({'.', '-', ' ', '/', ':', 'x', '\xFC'});
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_read_eight_digits_at_a_time_are_those_read_with_care) {
  static const std::regex plain("-?([0-9]{1,12}|[0-9]{1,12}\\.[0-9]{1,2})");
  Random random(12);
  for (int run = 0; run < 40'000; ++run) {
    const std::string cell = number(random);
    const std::string bytes = cell + std::string(16, '7');
    const auto quick = read_digits(bytes.data(), cell.size(), '.');
    BOOST_TEST(quick.has_value() == std::regex_match(cell, plain), cell);
    if (!quick) continue;
    const auto read = read_number(cell, NumberStyle::english);
    const auto* value = std::get_if<CellValue>(&read);
    BOOST_REQUIRE_MESSAGE(value != nullptr, cell);
    BOOST_TEST(*quick == std::get<Decimal>(value->value).millionths, cell);
    BOOST_TEST(!value->rounded, cell);
  }
}

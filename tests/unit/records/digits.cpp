// Numbers read several cells at a time are those read one by one; what is written plainly is not left.
#include "records/cells/digits.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "engine/value/vectors.hpp"
#include "records/cells/numbers.hpp"
#include "tests/support/random.hpp"

using namespace spanne::records;
using spanne::engine::Decimal;
using spanne::engine::Mask;
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

/// Rows of numbers, as many each or not, and which cell of each row is looked at.
struct Sheet {
  std::string bytes;
  std::vector<std::string> wanted;
  std::size_t column = 0;
  Cells cells;

  explicit Sheet(Random& random) {
    const bool even = random.chance(70);
    const std::size_t width = 1 + random.below(4);
    column = random.below(width);
    for (std::size_t row = random.below(150); row > 0; --row) {
      const std::size_t count = even ? width : 1 + random.below(5);
      std::string& wanted_cell = wanted.emplace_back();
      for (std::size_t cell = 0; cell < count; ++cell) {
        const std::string text = number(random);
        if (cell == column) wanted_cell = text;
        bytes += (cell > 0 ? ";" : "") + text;
      }
      bytes += '\n';
    }
    bytes.resize(bytes.size() + scan_padding, '7');
    split_rows(text(), ';', cells);
  }
  std::string_view text() const { return {bytes.data(), bytes.size() - scan_padding}; }
};

constexpr std::int64_t most = 1'000'000;

void read_with_decimals(const Sheet& sheet) {
  static const std::regex plain("-?([0-9]{1,12}|[0-9]{1,10}\\.[0-9]|[0-9]{1,12}\\.[0-9]{2})");
  const auto out = std::make_unique<std::int64_t[]>(spanne::engine::block_rows);
  Mask left;
  const DigitColumn column{sheet.text(), sheet.cells, sheet.column, -most * Decimal::one, most * Decimal::one};
  if (!read_millionths(column, '.', out.get(), left)) return;
  for (std::size_t row = 0; row < sheet.wanted.size(); ++row) {
    const std::string& cell = sheet.wanted[row];
    const auto read = read_number(cell, NumberStyleIn::english);
    const auto* value = std::get_if<CellValue>(&read);
    const bool within = value != nullptr && std::abs(std::get<Decimal>(value->value).millionths) <= most * Decimal::one;
    if (std::regex_match(cell, plain)) BOOST_TEST(left.get(row) == !within, cell);
    if (left.get(row)) continue;
    BOOST_REQUIRE_MESSAGE(value != nullptr, cell);
    BOOST_TEST(out[row] == std::get<Decimal>(value->value).millionths, cell);
    BOOST_TEST(!value->rounded, cell);
  }
}

void read_without(const Sheet& sheet) {
  static const std::regex plain("-?[0-9]{1,8}");
  const auto out = std::make_unique<std::int32_t[]>(spanne::engine::block_rows);
  Mask left;
  if (!read_whole({sheet.text(), sheet.cells, sheet.column, -most, most}, out.get(), left)) return;
  for (std::size_t row = 0; row < sheet.wanted.size(); ++row) {
    const std::string& cell = sheet.wanted[row];
    const bool within = std::regex_match(cell, plain) && std::abs(std::stol(cell)) <= most;
    BOOST_TEST(left.get(row) == !within, cell);
    if (within) BOOST_TEST(out[row] == std::stol(cell), cell);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_read_several_at_a_time_are_those_read_one_by_one) {
  using spanne::engine::Vectors;
  for (const Vectors level : {Vectors::avx2, Vectors::avx512}) {
    spanne::engine::limit_vectors(level);
    Random random(12);
    for (int run = 0; run < 300; ++run) {
      const Sheet sheet(random);
      read_with_decimals(sheet);
      read_without(sheet);
    }
  }
}

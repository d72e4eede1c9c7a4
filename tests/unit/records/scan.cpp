// Rows and cells found by vectors are those found byte by byte, however seldom or close quotation marks stand.
#include "records/csv/scan.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/value/vectors.hpp"
#include "tests/support/random.hpp"

using namespace spanne::records;
using spanne::engine::limit_vectors;
using spanne::engine::Vectors;
using spanne::test::Random;

namespace {

/// Rows whose cells are in quotes now and then, some with line ends inside; `faults`: a mark or a CR may stand
/// anywhere.
std::string rows_of(Random& random, char separator, bool faults) {
  const std::string line_end = random.chance(50) ? "\n" : "\r\n";
  const std::size_t rare = random.pick<std::size_t>({1, 2, 30, 1'000'000}),
                    longest = random.pick<std::size_t>({2, 9, 80});
  std::string text;
  for (std::size_t row = random.below(80); row > 0; --row) {
    for (std::size_t cell = 0, cells = 1 + random.below(12); cell < cells; ++cell) {
      if (cell > 0) text += separator;
      std::string inner(random.below(longest), static_cast<char>('a' + random.below(26)));
      if (random.chance(1)) inner += random.chance(50) ? "\xC3\xBC" : std::string(1, '\0');
      if (random.below(rare) == 0)
        text += "\"" + inner + random.pick<std::string>({"", "\"\"", ",", "\n", "\r", "\r\n", "\r\"\"\n"}) + "\"";
      else
        text += inner;
    }
    text += line_end;
  }
  if (faults && !text.empty())
    for (std::size_t count = 1 + random.below(3); count > 0; --count)
      text.insert(random.below(text.size()), 1, random.pick<char>({'"', '\r', '\n', ' '}));
  return text;
}

void agree(Random& random) {
  const char separator = random.pick<char>({',', ';', '\t'});
  const bool faults = random.chance(40);
  std::string bytes = rows_of(random, separator, faults);
  if (!faults && random.chance(30)) bytes.resize(random.below(bytes.size() + 1));
  const std::size_t size = bytes.size(), most = 1 + random.below(100);
  bytes.resize(size + scan_padding, random.pick<char>({'\n', '\r', '"', ',', '\0'}));
  const std::string_view text(bytes.data(), size);
  const WholeRows found = cut_rows(text, separator, most);
  if (!faults) BOOST_REQUIRE(found.regular || text.ends_with('\r'));
  if (!found.regular) return;
  Cells expected, cells;
  WholeRows cut;
  split_plainly(text, separator, most, true, expected, cut);
  BOOST_REQUIRE_EQUAL(found.end, cut.end);
  BOOST_REQUIRE_EQUAL(found.lines, cut.lines);
  expected.clear();
  split_plainly(text.substr(0, cut.end), separator, most, false, expected, cut);
  split_rows(text.substr(0, cut.end), separator, cells);
  BOOST_REQUIRE_EQUAL(cells.rows(), expected.rows());
  BOOST_TEST(cells.ascii == expected.ascii);
  BOOST_TEST(cells.zero == expected.zero);
  BOOST_REQUIRE(cells.first == expected.first);
  BOOST_REQUIRE(cells.starts == expected.starts);
  cells.ends.resize(cells.first.back());
  BOOST_REQUIRE(cells.ends == expected.ends);
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_and_cells_are_those_found_byte_by_byte) {
  for (const Vectors most : {Vectors::portable, Vectors::avx2, Vectors::avx512}) {
    limit_vectors(most);
    Random random(11);
    for (int run = 0; run < 3'000; ++run) agree(random);
  }
}

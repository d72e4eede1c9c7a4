// Tables fit their terminal: figures and answers stay whole, names are cut, bars go.
#include "report/table.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne::report;

namespace {

const std::vector<TableColumn> columns{
    {"customer"}, {"FTE", Align::right}, {"accounts per KAM", Align::left, Fit::keep}, {"", Align::left, Fit::drop}};
const std::vector<std::vector<TableCell>> rows{{{"Müller & Söhne"}, {"0.3–0.4"}, {"2–3"}, {"████"}},
                                               {{"日本"}, {"43.973–71.288"}, {"a team of 44–90"}, {"███████████"}}};

std::string shown(std::size_t width) { return table(columns, rows, width, false); }

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(a_wide_terminal_shows_all) {
  BOOST_TEST(shown(70) ==
             "customer                  FTE  accounts per KAM\n"
             "Müller & Söhne        0.3–0.4  2–3               ████\n"
             "日本            43.973–71.288  a team of 44–90   ███████████\n");
}

BOOST_AUTO_TEST_CASE(heads_give_way_first) {
  BOOST_TEST(shown(59) ==
             "                               accounts\n"
             "customer                  FTE  per KAM\n"
             "Müller & Söhne        0.3–0.4  2–3              ████\n"
             "日本            43.973–71.288  a team of 44–90  ███████████\n");
}

BOOST_AUTO_TEST_CASE(then_goes_what_may_go) {
  BOOST_TEST(shown(57) ==
             "                               accounts\n"
             "customer                  FTE  per KAM\n"
             "Müller & Söhne        0.3–0.4  2–3\n"
             "日本            43.973–71.288  a team of 44–90\n");
}

BOOST_AUTO_TEST_CASE(then_names_are_broken_at_blanks) {
  BOOST_TEST(shown(40) ==
             "                         accounts\n"
             "customer            FTE  per KAM\n"
             "Müller &        0.3–0.4  2–3\n"
             "Söhne\n"
             "日本      43.973–71.288  a team of 44–90\n");
}

BOOST_AUTO_TEST_CASE(words_are_cut_last_and_answers_never) {
  const std::string least =
      "                       accounts\n"
      "custo…            FTE  per KAM\n"
      "Müller        0.3–0.4  2–3\n"
      "&\n"
      "Söhne\n"
      "日本    43.973–71.288  a team of 44–90\n";
  BOOST_TEST(shown(38) == least);
  BOOST_TEST(shown(10) == least);
}

BOOST_AUTO_TEST_CASE(colours_take_no_room) {
  const std::string text = table({{"a"}, {"b"}}, {{{"x", Tone::good}, {"", Tone::bad}}}, 80, true);
  BOOST_TEST(text == "\x1b[1ma\x1b[0m  \x1b[1mb\x1b[0m\n\x1b[32mx\x1b[0m\n");
}

BOOST_AUTO_TEST_CASE(a_cell_stays_on_its_line) {
  BOOST_TEST(table({{"a\nb"}, {"c"}}, {{{"x\r\ny\x1b[2J\x7F"}, {"z"}}}, 80, false) == "a b       c\nx y�[2J�  z\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

// What format() makes of single statements; whole files are in tests/golden/format, promises in tests/property.
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "grammar/layout/format.hpp"
#include "grammar/text/display_width.hpp"
#include "grammar/tree/parse.hpp"

using namespace spanne::grammar;
namespace data = boost::unit_test::data;

namespace {

const std::string head = "ruleset \"Test\" version 1.0.0\n";

/// The layout of some statements.
std::string formatted(const std::string& statements) {
  const Source source("test.spanne", head + statements + "\n");
  const Parsed parsed = parse(source);
  for (const auto& one : parsed.diagnostics) BOOST_TEST_MESSAGE(render(one, source, false));
  BOOST_REQUIRE(!has_errors(parsed.diagnostics));
  const std::string text = format(source, parsed.tree);
  BOOST_REQUIRE(text.starts_with(head));
  return text.substr(head.size());
}

struct Layout {
  const char *before, *after;
};
std::ostream& operator<<(std::ostream& out, const Layout& layout) { return out << layout.before; }

const Layout words[] = {
    {"a:b->+1FTE", "a:  b  -> +1 FTE\n"},
    {"always->+1 FTE", "always  -> +1 FTE\n"},
    {"a: -b- -c>-1 ->-1FTE", "a:  -b - -c > -1  -> -1 FTE\n"},
    {"a: min ( b,c )<2->+( b*c )h / week per( b+c )", "a:  min(b, c) < 2  -> +(b * c) h/week per (b + c)\n"},
    {"a: b in 1..2 or b not in ( 1,c )->x( b )", "a:  b in 1 .. 2 or b not in (1, c)  -> x (b)\n"},
    {"a: not(b)->exactly(b)FTE,at least-1FTE", "a:  not (b)  -> exactly (b) FTE, at least -1 FTE\n"},
    {"a: b->+1FTE per started 3 b above-2", "a:  b  -> +1 FTE per started 3 b above -2\n"},
    {"a: b->+-1FTE, x-2..-1", "a:  b  -> +-1 FTE, x -2 .. -1\n"},
    {"a: b->-1..2h/week", "a:  b  -> -(1 .. 2) h/week\n"},
    {"a: b->-1..2k h/week external", "a:  b  -> -(1 .. 2 k) h/week external\n"},
    {"a: b->-1FTE..2FTE external", "a:  b  -> -1 FTE .. 2 FTE external\n"},
    {"a: b->-c..d", "a:  b  -> -c .. d\n"},
    {"a: b->-1..2", "a:  b  -> -1 .. 2\n"},
    {"a: b->-(1..2)FTE", "a:  b  -> -(1 .. 2) FTE\n"},
    {"a: b / c>4 h / week->+1 FTE", "a:  b / c > 4 h/week  -> +1 FTE\n"},
    {"a: if b then-1 else-c=1->+1 FTE", "a:  if b then -1 else -c = 1  -> +1 FTE\n"},
    {"a: b->+1FTE from 2026-01-01 because\"c\"until 2026-12-31",
     "a:  b  -> +1 FTE  from 2026-01-01 until 2026-12-31  because \"c\"\n"},
    {"define a=b", "define a = b\n"},
    {"cluster a\"b\":otherwise->1..2FTE", "cluster a \"b\":  otherwise  -> 1 .. 2 FTE\n"},
    {"property\"a\":when b:c never falls as d rises", "property \"a\":  when b: c never falls as d rises\n"},
    {"rules\"a\"for b,c from 2026-01-01", "\nrules \"a\" for b, c from 2026-01-01\n"},
    {"test\"a\"\nexpect rule b#1,no rule c,fte=1..2FTE",
     "\ntest \"a\"\n  expect  rule b#1, no rule c, fte = 1 .. 2 FTE\n"},
};

BOOST_AUTO_TEST_SUITE(layout)

BOOST_DATA_TEST_CASE(words_and_signs, data::make(words), pair) {
  BOOST_TEST(formatted(pair.before) == pair.after);
  BOOST_TEST(formatted(pair.after) == pair.after);
}

BOOST_AUTO_TEST_CASE(parts_of_an_attribute_get_their_places) {
  BOOST_TEST(formatted("attributes\na integer \"b\" column \"c\" default -1 optional owner key -5..5") ==
             "\nattributes\n  a  integer  -5 .. 5  key owner optional default -1  column \"c\"  \"b\"\n");
  // Which of two ranges counts is for the author to say.
  BOOST_TEST(formatted("attributes\na integer 1..5 key 2..6") == "\nattributes\n  a  integer  1 .. 5 key 2 .. 6\n");
}

BOOST_AUTO_TEST_CASE(a_line_in_brackets_never_begins_like_a_declaration) {
  std::string condition = "(b";
  for (int i = 0; i < 40; ++i) condition += " and cluster in (c, d) and given is known";
  const std::string text = formatted("a: " + condition + ") -> +1 FTE");
  BOOST_TEST(formatted(text) == text);
  BOOST_TEST(text.find("\n    and cluster") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(line_numbers_follow_their_rules) {
  const std::string test = "\ntest \"t\"\n  expect  rule line ";
  BOOST_TEST(formatted("cluster c: otherwise\nb -> +1 FTE" + test + "3") ==
             "cluster c:  otherwise\nb  -> +1 FTE\n" + test + "3\n");
  BOOST_TEST(formatted("\n\n\nb -> +1 FTE" + test + "5") == "\nb  -> +1 FTE\n" + test + "3\n");
  // Line 4 is blank, and the rule on line 5 has a name: these mean nothing and stay.
  BOOST_TEST(formatted("\n\n\na: b -> +1 FTE" + test + "5, rule line 4") ==
             "\na:  b  -> +1 FTE\n" + test + "5, rule line 4\n");
}

BOOST_AUTO_TEST_CASE(a_longer_line_number_may_move_its_rule) {
  // With one more digit the test's line is broken, and the rule below stands a line lower still.
  std::string items;
  while (items.size() < 90) items += "no rule r, ";
  const std::string text =
      formatted("test \"t\"\nexpect " + items + "rule line 9\nproperty \"p\": a\n\n\n\n\nb -> +1 FTE");
  BOOST_TEST(formatted(text) == text);
  const auto line = 1 + std::count(head.begin(), head.end(), '\n') +
                    std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("\nb")) + 1, '\n');
  BOOST_TEST(text.find("rule line " + std::to_string(line) + "\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_factor_may_touch_its_sign_wherever_lines_break) {
  const std::string laid_out = "a:  b  -> +(c + d) FTE, x 1.1\n";
  BOOST_TEST(formatted("a: b -> +(c +\n  d) FTE, x1.1") == laid_out);
  BOOST_TEST(formatted("a: b -> +(\n  c + d) FTE, x1.1") == laid_out);
  BOOST_TEST(formatted("a: b -> +\n  c, x1.1") == "a:  b  -> +c, x 1.1\n");
}

struct Wide {
  const char* text;
  std::size_t width;
};
std::ostream& operator<<(std::ostream& out, const Wide& wide) { return out << wide.text; }

const Wide widths[] = {{"", 0},     {"abc", 3},  {"größe", 5}, {"gro\u0308ße", 5},
                       {"東京", 4}, {"a\tb", 2}, {"€", 1},     {"😀", 2}};

BOOST_DATA_TEST_CASE(width_is_what_the_eye_sees, data::make(widths), wide) {
  BOOST_TEST(display_width(wide.text) == wide.width);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

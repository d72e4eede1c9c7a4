// Charts: where figures lie on an axis, and that what stands in a drawing is text.
#include <boost/test/unit_test.hpp>

#include "report/charts/bar_chart.hpp"
#include "report/charts/time_chart.hpp"

using namespace spanne::report;
using spanne::engine::Fraction;
using spanne::engine::make_date;

BOOST_AUTO_TEST_SUITE(charts)

BOOST_AUTO_TEST_CASE(figures_lie_where_they_belong) {
  ChartAxis axis;
  axis.from = 10, axis.to = 30;
  BOOST_TEST((axis.share(15) == Fraction::ratio(1, 4)));
  BOOST_TEST((axis.share(5) == Fraction(0)));  // beyond the ends: at the end
  BOOST_TEST((axis.share(99) == Fraction(1)));
  axis.from = 0, axis.to = 25, axis.root = true;
  BOOST_TEST((axis.share(4) == Fraction::ratio(2, 5)));  // the root of 4 of the root of 25
  axis.to = 0;
  BOOST_TEST((axis.share(0) == Fraction(0)));  // an axis without length
}

std::string labels(const ChartAxis& axis) {
  std::string text;
  for (const auto& tick : axis.ticks) text += tick.label + " ";
  return text;
}

BOOST_AUTO_TEST_CASE(axes_have_round_ticks) {
  BOOST_TEST(labels(round_axis(0, 110, 6, " %")) == "0 % 20 % 40 % 60 % 80 % 100 % 120 % ");
  BOOST_TEST(labels(round_axis(0, Fraction::ratio(9, 10), 5)) == "0 0.2 0.4 0.6 0.8 1 ");
  BOOST_TEST(labels(round_axis(-3, 2, 5)) == "-3 -2 -1 0 1 2 ");
  BOOST_TEST(labels(round_axis(0, 1'000'000, 4)) == "0 500000 1000000 ");
  BOOST_TEST(labels(round_axis(0, 0, 4)) == "0 1 ");  // nothing to show is no reason to fail
}

BOOST_AUTO_TEST_CASE(long_names_are_broken_and_cut) {
  BOOST_TEST(fitted("Kurz", 10, 2) == (std::vector<std::string>{"Kurz"}), boost::test_tools::per_element());
  BOOST_TEST(fitted("Vereinigte Krankenhausgesellschaft Nord", 20, 2) ==
                 (std::vector<std::string>{"Vereinigte", "Krankenhausgesellsc…"}),
             boost::test_tools::per_element());
}

BarChart a_chart() {
  BarChart chart;
  chart.words = {"loads-chart", "Load <of> everyone", "Anna & Ben"};
  chart.axis = round_axis(0, 10, 5);
  chart.references = {{5, "\"ten\""}};
  chart.bars.push_back(
      {"<script>", "I-1", {{{2, 4}, ChartTone::bad}}, Fraction(3), std::nullopt, std::nullopt, "2–4", ""});
  chart.bars.push_back({"a team", "", {}, std::nullopt, std::nullopt, Fraction(7), "", "of 5"});
  return chart;
}

BOOST_AUTO_TEST_CASE(drawings_are_read_out_and_contain_text_only) {
  const std::string html = to_html(a_chart());
  BOOST_TEST(html.find("<script") == std::string::npos);
  for (const char* words : {"role=\"img\" aria-labelledby=\"loads-chart-w-t loads-chart-w-d\"",
                            "<title id=\"loads-chart-w-t\">Load &lt;of&gt; everyone</title>",
                            "<desc id=\"loads-chart-n-d\">Anna &amp; Ben</desc>", "&lt;script&gt;", "&quot;ten&quot;",
                            "class=\"tone-bad\"", "of 5"})
    BOOST_TEST(html.find(words) != std::string::npos, words);
  BOOST_TEST(html == to_html(a_chart()));
}

BOOST_AUTO_TEST_CASE(a_bar_goes_from_its_low_to_its_high_end) {
  // The axis is 712 − 76 units long, from 76 on: labels take eight columns, figures four.
  BarChart chart;
  chart.words = {"c", "t", "d"};
  chart.axis.to = 10;
  chart.bars.push_back(
      {"one", "", {{{0, 10}, ChartTone::plain}}, std::nullopt, std::nullopt, std::nullopt, "0–10", ""});
  BOOST_TEST(to_html(chart).find("<rect x=\"76\" y=\"13\" width=\"604\" height=\"12\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(capacity_stays_until_the_next_day) {
  TimeChart chart;
  chart.words = {"time", "t", "d"};
  chart.days = {{*make_date(2027, 1, 1), {1, 3}, std::nullopt, 4}, {*make_date(2027, 4, 1), {2, 4}, std::nullopt, 2}};
  const std::string html = to_html(chart);
  BOOST_TEST(html.find("<polyline class=\"capacity\" points=\"64,10 680,10 680,150 704,150\"/>") != std::string::npos);
  BOOST_TEST(html.find(">2027-01-01</text>") != std::string::npos);
}

// Where a day has no likely range, nothing is drawn as likely.
BOOST_AUTO_TEST_CASE(a_likely_range_is_drawn_from_days_that_have_one_until_the_next) {
  TimeChart chart;
  chart.words = {"time", "t", "d"};
  const std::optional<spanne::engine::Range> likely({2, 3});
  for (const int month : {1, 2, 3, 4})
    chart.days.push_back({*make_date(2027, month, 1), {1, 4}, month == 2 ? std::nullopt : likely, std::nullopt});
  const auto count = [](const std::string& html) {
    std::size_t found = 0;
    for (std::size_t at = html.find("polygon class=\"likely\""); at != html.npos;
         at = html.find("polygon class=\"likely\"", at + 1))
      ++found;
    return found;
  };
  BOOST_TEST(count(to_html(chart)) == 4U);  // January, and March to April, at two widths
  for (auto& day : chart.days) day.likely.reset();
  BOOST_TEST(count(to_html(chart)) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

// Hires, ramps and leaves: the worked example of docs/planning/scenarios.md.
#include <boost/test/unit_test.hpp>

#include "engine/planning/scenarios/scenario_result.hpp"

namespace {

using namespace spanne::engine;

Date day(const char* text) { return *date_from_text(text); }

BOOST_AUTO_TEST_SUITE(people_of_scenarios)

BOOST_AUTO_TEST_CASE(a_ramp_rises_by_the_same_amount_every_day) {
  ScenarioLine hire;
  hire.kind = ScenarioLine::Kind::hire;
  hire.from = day("2027-01-01");
  hire.capacity = 1;
  hire.ramp = Ramp{Fraction::ratio(3, 10), 1, day("2027-07-01")};
  BOOST_TEST((hired_capacity(hire, day("2026-12-31")) == Fraction(0)));
  BOOST_TEST((hired_capacity(hire, day("2027-01-01")) == Fraction::ratio(3, 10)));
  BOOST_TEST((hired_capacity(hire, day("2027-04-01")) ==
              Fraction::ratio(3, 10) + Fraction::ratio(7, 10) * Fraction::ratio(90, 181)));
  BOOST_TEST(hired_capacity(hire, day("2027-04-01")).to_text(6) == "0.648066");
  BOOST_TEST((hired_capacity(hire, day("2027-07-01")) == Fraction(1)));
  BOOST_TEST((hired_capacity(hire, day("2030-01-01")) == Fraction(1)));
}

BOOST_AUTO_TEST_CASE(of_several_capacities_the_latest_counts_and_leaving_ends_them) {
  ScenarioFile file;
  const auto add = [&](ScenarioLine::Kind kind, const char* from, Fraction capacity) {
    ScenarioLine& line = file.lines.emplace_back();
    line.kind = kind;
    line.person = "Zoë";
    line.from = day(from);
    line.capacity = std::move(capacity);
  };
  add(ScenarioLine::Kind::capacity, "2027-06-01", Fraction::ratio(1, 2));
  add(ScenarioLine::Kind::capacity, "2027-03-01", Fraction::ratio(3, 5));
  add(ScenarioLine::Kind::leave, "2027-09-01", 0);
  const Scenario scenario{"Zoë", 1, {0, 1, 2}};
  const auto capacity = [&](const char* on) {
    Kam zoe;
    zoe.name = "Zoë";
    zoe.capacity = 1;
    return people_on(file, scenario, {zoe}, day(on)).front().capacity;
  };
  BOOST_TEST((capacity("2027-02-28") == Fraction(1)));
  BOOST_TEST((capacity("2027-03-01") == Fraction::ratio(3, 5)));
  BOOST_TEST((capacity("2027-08-31") == Fraction::ratio(1, 2)));
  BOOST_TEST((capacity("2027-09-01") == Fraction(0)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

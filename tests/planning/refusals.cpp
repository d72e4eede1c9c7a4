// What scenarios and balance refuse, since they would lose a file or say something that is not so.
#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

/// Three people and four accounts.
struct Desk : Folder {
  Desk() {
    write_rules("text owner");
    put("a.csv", "customer,kam,eff\nA,P,0.5\nB,P,0.4\nC,P,0.6\nD,Q,0.3\n");
    put("k.csv", "kam,capacity\nP,1\nQ,0.5\nR,0.5\n");
    put("p.csv", "customer,kam,eff\nX,P,0.1\n");
  }

  static void write_rules(const std::string& kam) {
    put("g.spanne", "ruleset \"Desk\" version 1.0.0\nattributes\n  customer text key\n  kam " + kam +
                        "\n  eff decimal 0 .. 100\ncluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  }
  static void write_scenarios(const std::string& lines) {
    put("s.scenarios.spanne", "scenarios \"Options\" of \"g.spanne\"\n\n" + lines);
  }
  static Result plan(const std::vector<std::string>& more) {
    std::vector<std::string> args{"plan", "g.spanne", "a.csv", "s.scenarios.spanne", "--kams", "k.csv"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  }
  static Result balance(const std::vector<std::string>& more) {
    std::vector<std::string> args{"balance", "g.spanne", "a.csv"};
    args.insert(args.end(), more.begin(), more.end());
    args.insert(args.end(), {"--kams", "k.csv"});
    return typed(args);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(refusals_of_planning, Desk)

/// What is said of a line, and the help, which keeps what its author wrote.
BOOST_AUTO_TEST_CASE(helps_fit_the_line) {
  for (const auto& [line, help] : std::initializer_list<std::pair<const char*, const char*>>{
           {"hire \"Q\" 0.8 FTE from 2027-07-01", "help: capacity \"Q\" 0.8 FTE from 2027-07-01\n"},
           {"hire \"Z\" 1 Vollzeit from 2027-07-01", "help: 1 FTE\n"},
           {"capacity \"Q\" 50 Prozent from 2027-07-01", "help: 50 %\n"},
           {"capacity \"Q\" -0.2 FTE from 2027-07-01",
            "help: write how much somebody works from that day on, 0 FTE or more"},
           {"leave \"Somebody\" from 2027-07-01", "help: known are \"P\", \"Q\", \"R\"\n"},
           {"include \"nothing alike\"", "help: its scenarios are \"A\"\n"},
       }) {
    write_scenarios(std::string("scenario \"A\"\n  ") + line + "\n");
    expect(plan({}), 1, help);
  }
  put("k.csv", "kam,capacity,team\nAnna Berg,1,x\nBen Berg,0.5,x\nP,1,x\nQ,1,x\n");
  write_scenarios("scenario \"A\"\n  leave \"Anna\" from 2027-07-01\n");
  expect(plan({}), 1, "help: \"Anna Berg\"\n");
  write_scenarios("balance\n  allow where customer = owner.team\n");
  expect(balance({"s.scenarios.spanne"}), 1, "help: kam.team\n");
}

BOOST_AUTO_TEST_CASE(added_accounts_are_not_written_over) {
  write_scenarios("scenario \"more\"\n  add \"p.csv\"\n");
  const std::string added = contents("p.csv");
  BOOST_TEST(plan({"-o", "p.csv"}).status == 2);
  BOOST_TEST(balance({"s.scenarios.spanne", "--scenario", "more", "--apply", "p.csv"}).status == 2);
  BOOST_TEST(
      typed({"report", "g.spanne", "a.csv", "--kams", "k.csv", "--scenarios", "s.scenarios.spanne", "-o", "p.csv"})
          .status == 2);
  BOOST_TEST(contents("p.csv") == added);
}

BOOST_AUTO_TEST_CASE(no_scenario_is_called_today) {
  write_scenarios("scenario \"today\"\n  drop where customer = \"A\"\n");
  expect(plan({}), 1, "E0611");
}

// A value goes where the other guideline reads the same column, as if it had been written into the file.
BOOST_AUTO_TEST_CASE(values_go_to_the_column_that_another_guideline_reads) {
  put("named.spanne",
      "ruleset \"Desk\" version 2.0.0\nattributes\n  customer text key\n  who text owner column \"kam\"\n"
      "  size decimal 0 .. 10 column \"eff\"\ncluster a: otherwise -> 0 FTE\ne: always -> +(size) FTE\n");
  write_scenarios(
      "scenario \"more\"\n  rules \"named.spanne\"\n  set eff = 2 where customer = \"A\"\n"
      "  assign \"Q\" where customer = \"B\"\n");
  const Result shown = plan({"--details"});
  expect(shown, 0, "more");
  BOOST_TEST(shown.out.find("3.3") != std::string::npos);  // 2 + 0.4 + 0.6 + 0.3
  BOOST_TEST(shown.out.find("P     Q") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_mends_a_row_that_only_the_other_guideline_cannot_read) {
  put("small.spanne",
      "ruleset \"Desk\" version 2.0.0\nattributes\n  customer text key\n  kam text owner\n  eff decimal 0 .. 0.5\n"
      "cluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  write_scenarios("scenario \"less\"\n  rules \"small.spanne\"\n  set eff = 0.5 where eff > 0.5\n");
  const Result shown = plan({"--format", "csv"});
  expect(shown, 0, "less,4,0,1.7,1.7,1.7");
}

BOOST_AUTO_TEST_CASE(what_another_guideline_does_not_read_is_pointed_out) {
  put("plain.spanne",
      "ruleset \"Desk\" version 2.0.0\nattributes\n  customer text key\n  kam text owner\n"
      "cluster a: otherwise -> 0.1 FTE\n");
  write_scenarios("scenario \"more\"\n  rules \"plain.spanne\"\n  set eff = 2 where customer = \"A\"\n");
  expect(plan({}), 0, "does not read what this line sets: no effect");
}

BOOST_AUTO_TEST_CASE(one_cell_is_not_two_values) {
  put("g.spanne",
      "ruleset \"Desk\" version 1.0.0\nattributes\n  customer text key\n  kam text owner\n"
      "  eff decimal in k 0 ..\ncluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  put("plain.spanne",
      "ruleset \"Desk\" version 2.0.0\nattributes\n  customer text key\n  kam text owner\n"
      "  eff decimal 0 ..\ncluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  write_scenarios("scenario \"more\"\n  rules \"plain.spanne\"\n  set eff = eff * 1 where customer = \"A\"\n");
  expect(plan({}), 1, "E0623");
}

BOOST_AUTO_TEST_CASE(owners_who_are_part_of_the_key_stay) {
  write_rules("text key owner");
  expect(balance({}), 1, "kam is part of what tells rows apart");
}

BOOST_AUTO_TEST_CASE(owners_of_a_choice_are_its_values) {
  write_rules("one of P, Q owner");
  expect(balance({}), 1, "R is in the kams file, but is no value of kam");
  write_rules("one of P, Q, R owner");
  BOOST_TEST(balance({}).status == 0);
}

BOOST_AUTO_TEST_CASE(rows_are_named_by_keys_that_stay) {
  write_scenarios("scenario \"swap\"\n  set customer = \"B2\" where customer = \"B\"\n");
  expect(balance({"s.scenarios.spanne", "--scenario", "swap", "--apply", "o.scenarios.spanne"}), 1,
         "the scenario changes customer in line 4");
  BOOST_TEST(!fs::exists("o.scenarios.spanne"));
}

BOOST_AUTO_TEST_CASE(a_text_that_may_be_missing_is_asked_for_by_its_name) {
  put("g.spanne",
      "ruleset \"Desk\" version 1.0.0\nattributes\n  customer text key\n  kam text owner\n  city text optional\n"
      "  eff decimal 0 .. 100\ncluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  put("a.csv", "customer,kam,city,eff\nA,P,Ulm,0.5\nB,P,,0.4\nC,P,Ulm,0.6\nD,Q,Bonn,0.3\n");
  write_scenarios(
      "scenario \"one\"\n  set eff = 1 where city = \"Ulm\"\n\nscenario \"others\"\n  set eff = 1 where city != "
      "\"Ulm\"\n\nscenario \"some\"\n  set eff = 1 where city in (\"Bonn\", \"Ulm\")\n\nscenario \"unknown\"\n  set "
      "eff = 1 where city is missing\n");
  const Result result = plan({"--format", "csv", "--view", "lines"});
  BOOST_TEST(result.status == 0, result.err);
  for (const char* line : {"one,4,", "others,7,", "some,10,", "unknown,13,"})
    BOOST_TEST(result.out.find(line) != std::string::npos, result.out);
  std::vector<std::string> counts;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);)
    if (line.find("set eff") != std::string::npos) counts.push_back(line);
  BOOST_REQUIRE_EQUAL(counts.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string rows = "," + std::string(1, "2231"[i]);
    BOOST_TEST(counts[i].find(rows) != std::string::npos, counts[i]);
  }
}

BOOST_AUTO_TEST_CASE(moves_that_are_written_can_be_planned) {
  put("g.spanne",
      "ruleset \"Desk\" version 1.0.0\nattributes\n  customer one of \"United States\", \"from\", \"5\", \"ö\"  key\n"
      "  kam text owner\n  eff decimal 0 .. 100\ncluster a: otherwise -> 0 FTE\ne: always -> +(eff) FTE\n");
  put("a.csv", "customer,kam,eff\nUnited States,P,0.5\nfrom,P,0.4\n5,P,0.6\nö,Q,0.3\n");
  BOOST_TEST(balance({"--apply", "o.scenarios.spanne"}).status == 0);
  const Result planned = typed({"plan", "g.spanne", "a.csv", "o.scenarios.spanne", "--kams", "k.csv"});
  BOOST_TEST(planned.status == 0, planned.err << contents("o.scenarios.spanne"));
}

BOOST_AUTO_TEST_CASE(nobody_has_no_name) {
  write_scenarios("scenario \"blank\"\n  set kam = \"\"\n");
  expect(plan({}), 1, "by this line a person without a name gets rows");
}

BOOST_AUTO_TEST_CASE(who_has_left_may_come_back) {
  write_scenarios("scenario \"away\"\n  leave \"P\" from 2026-03-01\n  capacity \"P\" 0.5 FTE from 2026-04-01\n");
  const Result result = plan({"--at", "2026-03-15, 2026-05-01", "--format", "csv", "--view", "capacity_by_day"});
  BOOST_TEST(result.status == 0, result.err);
  BOOST_TEST(result.out.find("\naway,1,1.5\n") != std::string::npos, result.out);
}

BOOST_AUTO_TEST_SUITE_END()

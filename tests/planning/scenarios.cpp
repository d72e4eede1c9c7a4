// Scenarios against files edited by hand: every figure of a scenario is that of `eval` with these files, byte for byte.
//
// A generator makes portfolios and scenarios of every kind of line; what the lines do is written down here a second
// time, plainly, over rows of texts.
#include <fmt/format.h>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "cli/scenario_file.hpp"
#include "engine/planning/scenarios/scenario_tables.hpp"
#include "records/results/results.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/threads.hpp"
#include "tests/support/program.hpp"
#include "tests/support/random.hpp"
#include "tests/support/runs.hpp"

namespace {

using namespace spanne;
using test::Random;
using test::spanne_run;

// ---------------------------------------------------------------------------------------------- what is generated

constexpr const char* attributes =
    "  id            text     key\n"
    "  customer      text\n"
    "  kam           text     owner optional\n"
    "  sites         integer  0 .. 50\n"
    "  decentral     boolean\n"
    "  contract_end  date     optional\n"
    "  peers         integer  = count per customer\n"
    "  peer_sites    integer  = sum of sites per customer where decentral\n";

std::string guideline(bool other) {
  const std::string more = other ? "0.2" : "0.1";
  return fmt::format(
      "ruleset \"Test\" version 1.{}.0\n  effective 2026-01-01 .. {}\n  effort external, internal\nattributes\n{}"
      "define step = 0.01 FTE  until 2026-12-31\ndefine step = 0.02 FTE  from 2027-01-01\n"
      "cluster big: sites > 20 or peers > 3 -> 0.3 .. 0.4 FTE external, {} FTE internal\n"
      "cluster small: otherwise -> {} FTE external\n"
      "by_site: sites > 0 -> +step external per sites\n"
      "spread: decentral and peer_sites > 10 -> x 1.1\n"
      "ending: contract_end is known and contract_end < as_of -> -20 %\n"
      "limit: kam is missing -> at most 0.25 FTE\n",
      other ? 1 : 0, other ? "" : "2028-12-31", attributes, more, more);
}

struct Row {
  std::string id, customer, kam;  // kam empty: nobody
  int sites = 0;
  bool decentral = false;
  std::string contract_end;  // may be empty
};

struct Person {
  std::string name;
  engine::Fraction capacity;
};

const std::vector<std::string> people{"Anna", "Ben", "Zoë"};

Row some_row(std::size_t number, const std::string& prefix, Random& random) {
  Row row;
  row.id = fmt::format("{}{:03}", prefix, number);
  row.customer = fmt::format("C{}", random.below(6));
  row.kam = random.chance(10) ? "" : random.pick(people);
  row.sites = static_cast<int>(random.below(40));
  row.decentral = random.chance(50);
  if (random.chance(40)) row.contract_end = random.pick<std::string>({"2026-06-30", "2027-03-31", "2027-12-31"});
  return row;
}

std::vector<Row> some_rows(std::size_t count, const std::string& prefix, Random& random) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back(some_row(i, prefix, random));
  return rows;
}

std::string csv(const std::vector<Row>& rows) {
  std::string text = "id,customer,kam,sites,decentral,contract_end\n";
  for (const Row& row : rows)
    text += fmt::format("{},{},{},{},{},{}\n", row.id, row.customer, row.kam, row.sites, row.decentral ? "yes" : "no",
                        row.contract_end);
  return text;
}

std::string kams_csv(const std::vector<Person>& staff) {
  std::string text = "kam,capacity\n";
  for (const Person& person : staff) text += fmt::format("{},{}\n", person.name, person.capacity.to_text());
  return text;
}

// ---------------------------------------------------------------------------------------------- what lines do

/// What a condition sees: the row as the file gives it, with the figures of its group.
struct Seen {
  const Row& row;
  std::size_t peers;
  bool is_big() const { return row.sites > 20 || peers > 3; }
};

struct Condition {
  std::string text;
  std::function<bool(const Seen&)> holds;
};

Condition some_condition(Random& random) {
  const int limit = static_cast<int>(random.below(30));
  const std::string person = random.pick(people), customer = fmt::format("C{}", random.below(6));
  switch (random.below(9)) {
    case 0: return {"decentral", [](const Seen& seen) { return seen.row.decentral; }};
    case 1: return {fmt::format("sites > {}", limit), [=](const Seen& seen) { return seen.row.sites > limit; }};
    case 2: return {fmt::format("kam = \"{}\"", person), [=](const Seen& seen) { return seen.row.kam == person; }};
    case 3: return {fmt::format("kam != \"{}\"", person), [=](const Seen& seen) { return seen.row.kam != person; }};
    case 4: return {"cluster = big", [](const Seen& seen) { return seen.is_big(); }};
    case 5: return {"peers >= 3", [](const Seen& seen) { return seen.peers >= 3; }};
    case 6:
      return {fmt::format("customer in (\"{}\", \"C9\") and not decentral", customer),
              [=](const Seen& seen) { return seen.row.customer == customer && !seen.row.decentral; }};
    case 7: return {"kam is missing", [](const Seen& seen) { return seen.row.kam.empty(); }};
    default: return {"contract_end is known", [](const Seen& seen) { return !seen.row.contract_end.empty(); }};
  }
}

/// A line that changes rows: the attribute, and its new text for a row.
struct RowLine {
  std::string text;
  Condition where;
  std::string from;  // empty: always
  bool drops = false;
  std::string attribute;
  std::function<std::string(const Row&)> value;
};

RowLine some_row_line(const std::vector<std::string>& assignable, Random& random) {
  RowLine line;
  line.where = some_condition(random);
  const int more = static_cast<int>(random.between(1, 9));
  const std::string person = random.pick(assignable);
  if (random.chance(30)) line.from = random.pick<std::string>({"2026-07-01", "2027-02-01", "2027-06-15"});
  if (person.starts_with("New") && line.from == "2026-07-01") line.from = "2027-02-01";  // not before the hire
  const std::string from = line.from.empty() ? "" : " from " + line.from;
  switch (random.below(5)) {
    case 0:
      line.attribute = "sites";
      line.value = [=](const Row& row) { return std::to_string(row.sites + more); };
      line.text = fmt::format("set sites = sites + {} where {}{}", more, line.where.text, from);
      break;
    case 1:
      line.attribute = "decentral";
      line.value = [](const Row& row) { return row.sites > 10 ? "yes" : "no"; };
      line.text = fmt::format("set decentral = sites > 10 where {}{}", line.where.text, from);
      break;
    case 2:
      line.attribute = "contract_end";
      line.value = [](const Row&) { return "2027-05-31"; };
      line.text = fmt::format("set contract_end = 2027-05-31 where {}{}", line.where.text, from);
      break;
    case 3:
      line.attribute = "kam";
      line.value = [=](const Row&) { return person; };
      line.text = fmt::format("assign \"{}\" where {}{}", person, line.where.text, from);
      if (person.starts_with("New") && line.from.empty()) line.from = "2027-01-01";  // begins with the hire
      break;
    default:
      line.drops = true;
      line.from.clear();
      line.text = fmt::format("drop where {}", line.where.text);
  }
  return line;
}

/// A scenario with all that it includes, as it is in the file and as it is done by hand.
struct HandScenario {
  std::string name;
  std::vector<std::string> lines;  // its own
  std::vector<std::size_t> includes;
  std::vector<RowLine> row_lines;
  bool hires = false, leaves = false, shrinks = false, other_rules = false, adds = false;
};

struct Case {
  std::vector<Row> accounts, more;
  std::vector<HandScenario> scenarios;
  std::string text;
};

HandScenario some_scenario(std::size_t number, Random& random) {
  HandScenario made;
  made.name = fmt::format("S{}", number);
  std::vector<std::string> assignable = people;
  if (random.chance(40)) {
    made.hires = true;
    assignable.push_back("New" + made.name);
    made.lines.push_back(
        fmt::format("hire \"New{}\" 0.9 FTE from 2027-01-01 ramp 20 % .. 100 % over 4 months", made.name));
  }
  if (random.chance(25)) made.leaves = true, made.lines.push_back("leave \"Ben\" from 2027-01-15");
  if (random.chance(25)) made.shrinks = true, made.lines.push_back("capacity \"Zoë\" 60 % from 2026-12-01");
  if (random.chance(25)) made.other_rules = true, made.lines.push_back("rules \"other.spanne\"");
  if (random.chance(30)) made.adds = true, made.lines.push_back("add \"more.csv\"");
  for (std::size_t count = random.below(3); count > 0; --count) {
    made.row_lines.push_back(some_row_line(assignable, random));
    made.lines.push_back(made.row_lines.back().text);
  }
  random.shuffle(made.lines);
  return made;
}

Case some_case(std::size_t rows, Random& random) {
  Case made{some_rows(rows, "A", random), some_rows(1 + random.below(5), "B", random), {}, {}};
  made.text = "scenarios \"Options\" of \"guideline.spanne\"\n";
  for (std::size_t number = 0; number < 4; ++number) {
    HandScenario scenario = some_scenario(number, random);
    if (number > 0 && random.chance(50)) {
      scenario.includes.push_back(random.below(number));
      scenario.lines.insert(
          scenario.lines.begin() + static_cast<std::ptrdiff_t>(random.below(scenario.lines.size() + 1)),
          fmt::format("include \"S{}\"", scenario.includes.back()));
    }
    made.text += fmt::format("scenario \"{}\"\n", scenario.name);
    for (const std::string& line : scenario.lines) made.text += "  " + line + "\n";
    made.scenarios.push_back(std::move(scenario));
  }
  return made;
}

// ---------------------------------------------------------------------------------------------- done by hand

void collect(const Case& all, std::size_t scenario, std::set<std::size_t>& parts) {
  if (!parts.insert(scenario).second) return;
  for (const std::size_t included : all.scenarios[scenario].includes) collect(all, included, parts);
}

std::map<std::string, std::size_t> rows_by_customer(const std::vector<Row>& rows) {
  std::map<std::string, std::size_t> counts;
  for (const Row& row : rows) ++counts[row.customer];
  return counts;
}

struct Edited {
  std::vector<Row> rows;
  std::vector<Person> people;
  bool other_rules = false;
  bool has_conflict = false;
};

void set_text(Row& row, const std::string& attribute, const std::string& text) {
  if (attribute == "sites") row.sites = std::stoi(text);
  if (attribute == "decentral") row.decentral = text == "yes";
  if (attribute == "contract_end") row.contract_end = text;
  if (attribute == "kam") row.kam = text;
}

/// Adds the rows that stay to `edited`; `group` is what the row's figures are counted from.
void edit_rows(const std::vector<Row>& rows, const std::vector<Row>& group, const std::vector<const RowLine*>& lines,
               const std::string& day, Edited& edited) {
  auto peers = rows_by_customer(group);
  for (const Row& row : rows) {
    const Seen seen{row, peers[row.customer]};
    std::map<std::string, std::string> values;
    bool dropped = false;
    for (const RowLine* line : lines) dropped = dropped || (line->drops && line->where.holds(seen));
    if (dropped) continue;
    for (const RowLine* line : lines) {
      if (line->drops || line->from > day || !line->where.holds(seen)) continue;
      const std::string value = line->value(row);
      const auto [known, fresh] = values.emplace(line->attribute, value);
      edited.has_conflict = edited.has_conflict || (!fresh && known->second != value);
    }
    Row changed = row;
    for (const auto& [attribute, text] : values) set_text(changed, attribute, text);
    edited.rows.push_back(changed);
  }
}

/// Of 0.9 FTE from 2027-01-01 on, from 20 % to 100 % over the 120 days to 2027-05-01.
engine::Fraction ramped(const std::string& day) {
  const auto days = engine::date_from_text(day)->days - engine::date_from_text("2027-01-01")->days;
  if (days < 0) return 0;
  const engine::Fraction whole = engine::Fraction::ratio(9, 10);
  if (days >= 120) return whole;
  return whole * (engine::Fraction::ratio(1, 5) + engine::Fraction::ratio(4, 5) * engine::Fraction::ratio(days, 120));
}

Edited by_hand(const Case& all, std::optional<std::size_t> scenario, const std::string& day) {
  Edited edited;
  edited.people = {{"Anna", 1}, {"Ben", engine::Fraction::ratio(4, 5)}, {"Zoë", 1}};
  std::set<std::size_t> parts;
  if (scenario) collect(all, *scenario, parts);
  std::vector<const RowLine*> lines;
  bool adds = false;
  for (const std::size_t part : parts) {
    const HandScenario& done = all.scenarios[part];
    for (const RowLine& line : done.row_lines) lines.push_back(&line);
    adds = adds || done.adds;
    edited.other_rules = edited.other_rules || done.other_rules;
    if (done.hires && day >= "2027-01-01") edited.people.push_back({"New" + done.name, ramped(day)});
    if (done.leaves && day >= "2027-01-15") edited.people[1].capacity = 0;
    if (done.shrinks && day >= "2026-12-01") edited.people[2].capacity = engine::Fraction::ratio(3, 5);
  }
  edit_rows(all.accounts, all.accounts, lines, day, edited);
  std::vector<Row> together = all.accounts;
  together.insert(together.end(), all.more.begin(), all.more.end());
  if (adds) edit_rows(all.more, together, lines, day, edited);
  return edited;
}

// ---------------------------------------------------------------------------------------------- both compared

/// A day's figures as `eval --by kam` writes them.
std::string as_eval_writes(const engine::ScenarioDay& day, const engine::Model& model, const std::string& digest) {
  const std::vector<engine::GroupBy> by{{model.owner_attribute()}};
  const records::FigureStyle style{6, false, records::notation_of(records::Format::csv)};
  records::RowWriter writer(records::Format::csv, records::group_heads(model, by), records::group_holds_text(model, by),
                            {model.title, model.version, digest, to_text(day.day)});
  std::string text = writer.begin();
  for (const auto& group : day.portfolio.groups)
    text += writer.row(records::group_cells(group, model, by, false, style), records::other_readings(group));
  text += writer.row(records::group_cells(day.portfolio.total, model, by, true, style),
                     records::other_readings(day.portfolio.total));
  return text + writer.end();
}

const std::vector<std::string> days{"2026-11-29", "2027-01-01", "2027-02-20", "2027-07-01"};

bool has_conflict(const Case& all) {
  for (std::size_t scenario = 0; scenario < all.scenarios.size(); ++scenario)
    for (const std::string& day : days)
      if (by_hand(all, scenario, day).has_conflict) return true;
  return false;
}

/// The files of a case, and its scenarios read from them.
struct Files : test::Folder {
  explicit Files(const Case& written) : all(written) {
    write("more.csv", csv(all.more));
    loaded = cli::load(rules, output());
    BOOST_REQUIRE(loaded.model);
    const records::TableOptions reading(records::Locale::automatic);
    const auto take = [&](records::AccountRow&& row) {
      rows.rows.push_back({row.line, std::move(row.account), std::move(row.reasons), std::move(row.unreadable)});
    };
    BOOST_REQUIRE(std::holds_alternative<records::AccountsSummary>(records::read_accounts(
        accounts, *loaded.model, reading, [&](const records::AccountsHeader& header) { rows.counted = header.counted; },
        take)));
    std::vector<engine::Kam> kams;
    for (const Person& person : by_hand(all, {}, days[0]).people) {
      kams.emplace_back().name = person.name;
      kams.back().capacity = person.capacity;
    }
    file = cli::load_scenarios(scenarios, loaded, kams, output());
    read = cli::read_scenario_files(file, scenarios, accounts, rows, reading, {}, output());
    for (const std::string& day : days) read->input.days.push_back(*engine::date_from_text(day));
    read->input.kams.assign(days.size(), kams);
  }

  cli::Output output() { return {out, err, {}}; }

  /// One scenario (nullopt: today) on one day.
  void compare(const engine::ScenarioDay& made, std::optional<std::size_t> scenario, const std::string& day) {
    const Edited edited = by_hand(all, scenario, day);
    const engine::Model& model = edited.other_rules ? read->models.at("other.spanne") : *loaded.model;
    const std::string digest = edited.other_rules ? cli::load(other, output()).digest : loaded.digest;
    const auto plain =
        spanne_run({"eval", edited.other_rules ? other : rules, write("edited.csv", csv(edited.rows)), "--kams",
                    write("people.csv", kams_csv(edited.people)), "--by", "kam", "--as-of", day, "--format", "csv"});
    BOOST_REQUIRE_EQUAL(plain.status, 0);
    BOOST_REQUIRE_EQUAL(as_eval_writes(made, model, digest), plain.out);
  }

  /// Returns false if the scenarios are refused, as they have to be.
  bool compare() {
    const auto made = engine::evaluate_scenarios(read->input, records::run_on_all_processors);
    const bool conflict = has_conflict(all);
    BOOST_REQUIRE_EQUAL(std::holds_alternative<grammar::Diagnostics>(made), conflict);
    if (conflict) {
      BOOST_TEST(std::get<grammar::Diagnostics>(made).front().code == "E0620");
      return false;
    }
    const auto& results = std::get<engine::ScenarioResults>(made).results;
    BOOST_REQUIRE_EQUAL(results.size(), all.scenarios.size() + 1);
    for (std::size_t result = 0; result < results.size(); ++result)
      for (std::size_t day = 0; day < days.size(); ++day)
        BOOST_TEST_CONTEXT(results[result].name << " on " << days[day])
    compare(*results[result].days[day], result == 0 ? std::nullopt : std::optional(result - 1), days[day]);
    return true;
  }

  const Case& all;
  std::ostringstream to_out, to_err;
  cli::SafeStream out{to_out}, err{to_err};
  std::string rules = write("guideline.spanne", guideline(false)), other = write("other.spanne", guideline(true));
  std::string accounts = write("accounts.csv", csv(all.accounts));
  std::string scenarios = write("options.scenarios.spanne", all.text);
  cli::Loaded loaded;
  engine::PortfolioRows rows;
  engine::ScenarioFile file;
  std::unique_ptr<cli::ScenarioFiles> read;
};

BOOST_AUTO_TEST_SUITE(scenarios)

BOOST_AUTO_TEST_CASE(their_figures_are_those_of_edited_files) {
  std::size_t refused = 0;
  const std::uint64_t count = test::runs(60);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    Random random(seed);
    const Case all = some_case(random.pick<std::size_t>({1, 5, 20, 60}), random);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << all.text << csv(all.accounts))
    refused += Files(all).compare() ? 0U : 1U;
  }
  BOOST_TEST(refused > count / 60);
  BOOST_TEST(4 * refused < 3 * count);
}

BOOST_AUTO_TEST_CASE(their_figures_are_those_of_edited_files_over_the_borders_of_blocks) {
  std::size_t refused = 0;
  const std::uint64_t count = test::runs(6);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    Random random(5'000 + seed);
    const Case all = some_case(9'000, random);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << all.text) refused += Files(all).compare() ? 0U : 1U;
  }
  BOOST_TEST(refused < count);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

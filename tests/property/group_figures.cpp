// Figures of groups are what counting by hand gives: on generated declarations and files, with plans and without, by
// any number of threads, in chunks and in memory. The counting here knows nothing of the engine's.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

#include "library/evaluate_text.hpp"
#include "library/guideline.hpp"
#include "records/stream/stream.hpp"
#include "tests/support/files.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::records;
using namespace spanne::test;

namespace {

using Millionths = std::int64_t;
__extension__ typedef __int128 Wide;

/// The attributes of every rule set here, in their order.
enum : AttributeId { id, customer, kam, role, country, revenue, sites, since, plain_attributes };

std::optional<Millionths> number(const Account& account, AttributeId attribute) {
  const auto* value = std::get_if<Decimal>(&account.values[attribute]);
  return value == nullptr ? std::nullopt : std::optional(value->millionths);
}

/// A text is why there is no answer.
using Truth = std::variant<bool, std::string>;
/// Nullopt: missing.
using Number = std::optional<Millionths>;

struct HandCondition {
  std::string text;
  std::function<Truth(const Account&)> holds;
};

struct HandValue {
  std::string text, type;
  bool may_be_missing;
  std::function<Number(const Account&)> of;
};

std::vector<HandCondition> conditions() {
  const auto place = [](const Account& account) { return std::get<ChoiceValue>(account.values[role]).index; };
  return {{"role = national", [=](const Account& a) { return place(a) == 1; }},
          {"role in (lead, support)", [=](const Account& a) { return place(a) != 1; }},
          {"sites > 10", [](const Account& a) { return *number(a, sites) > 10'000'000; }},
          {"revenue is known and revenue > 1 M EUR",
           [](const Account& a) { return number(a, revenue).value_or(0) > 1'000'000'000'000; }},
          {"since is missing or since > 2024-01-01",
           [](const Account& a) {
             const auto* day = std::get_if<Date>(&a.values[since]);
             return day == nullptr || *day > *make_date(2024, 1, 1);
           }},
          {"10 / sites > 1", [](const Account& a) -> Truth {
             if (*number(a, sites) == 0) return std::string("10 / sites divides by zero");
             return *number(a, sites) < 10'000'000;
           }}};
}

std::vector<HandValue> values() {
  return {{"sites", "integer", false, [](const Account& a) { return number(a, sites); }},
          {"sites * 2 - 30", "integer", false, [](const Account& a) { return *number(a, sites) * 2 - 30'000'000; }},
          {"if sites > 5 then sites else 0", "integer", false,
           [](const Account& a) { return *number(a, sites) > 5'000'000 ? *number(a, sites) : 0; }},
          {"revenue", "money EUR", true, [](const Account& a) { return number(a, revenue); }},
          {"revenue + 0.5 EUR", "money EUR", true,
           [](const Account& a) {
             const auto known = number(a, revenue);
             return known ? Number(*known + 500'000) : std::nullopt;
           }},
          {"since", "date", true, [](const Account& a) -> Number {
             const auto* day = std::get_if<Date>(&a.values[since]);
             return day == nullptr ? std::nullopt : Number(day->days);
           }}};
}

/// A declaration, and what counting it by hand needs.
struct HandFigure {
  std::string name, declaration;
  GroupFigure::Kind kind = GroupFigure::Kind::count;
  std::vector<AttributeId> per;
  std::optional<HandCondition> where;
  std::optional<HandValue> value;
  std::optional<AttributeId> distinct;
  std::string type = "integer";
  std::optional<Millionths> high;  // of its range, which begins at 0
};

const std::vector<std::string>& names() {
  static const std::vector<std::string> all{"id", "customer", "kam", "role", "country", "revenue", "sites", "since"};
  return all;
}

const std::set<AttributeId> optional_attributes{customer, kam, revenue, since};

HandFigure some_figure(std::size_t place, Random& random) {
  using Kind = GroupFigure::Kind;
  HandFigure figure;
  figure.name = fmt::format("f{}", place);
  figure.kind = random.pick<Kind>({Kind::count, Kind::sum, Kind::least, Kind::greatest, Kind::distinct});
  std::vector<AttributeId> groups{customer, customer, kam, role, country, sites, since};
  random.shuffle(groups);
  for (std::size_t count = 1 + random.below(2); figure.per.size() < count; groups.pop_back())
    if (std::find(figure.per.begin(), figure.per.end(), groups.back()) == figure.per.end())
      figure.per.push_back(groups.back());
  if (random.chance(50)) figure.where = random.pick(conditions());
  std::string what = "count";
  if (figure.kind == Kind::distinct) {
    figure.distinct = random.pick<AttributeId>({customer, role, country, sites, since, revenue});
    what = "distinct " + names()[*figure.distinct];
  } else if (figure.kind != Kind::count) {
    do figure.value = random.pick(values());
    while (figure.kind == Kind::sum && figure.value->type == "date");
    figure.type = figure.value->type;
    what = (figure.kind == Kind::sum     ? "sum of "
            : figure.kind == Kind::least ? "least "
                                         : "greatest ") +
           figure.value->text;
  }
  bool optional = false;
  std::string per;
  for (const AttributeId attribute : figure.per) {
    per += (per.empty() ? "" : ", ") + names()[attribute];
    optional = optional || optional_attributes.contains(attribute);
  }
  const bool extreme = figure.kind == Kind::least || figure.kind == Kind::greatest;
  optional = optional || (extreme && (figure.where || figure.value->may_be_missing));
  std::string range;
  if (figure.type != "date" && random.chance(30)) {
    figure.high = random.between(0, 40) * (figure.type == "integer" ? 1'000'000 : 100'000'000'000);
    range = fmt::format(" 0 .. {}", to_text(Decimal{*figure.high}));
  }
  figure.declaration = fmt::format(
      "  {} {}{}{} = {}{}per {}{}\n", figure.name, figure.type, range, optional && random.chance(50) ? " optional" : "",
      what, random.chance(50) ? " " : "\n    ", per, figure.where ? "\n    where " + figure.where->text : "");
  if (optional && figure.declaration.find(" optional =") == std::string::npos)
    figure.declaration.insert(figure.declaration.size() - 1, " optional");
  return figure;
}

std::string rules_with(const std::vector<HandFigure>& figures) {
  std::string text =
      "ruleset \"G\" version 1.0.0\nattributes\n  id text key\n  customer text optional\n  kam text owner optional\n"
      "  role one of lead, national, support\n  country text key\n  revenue money EUR 0 .. optional\n"
      "  sites integer 0 .. 60\n  since date optional\n";
  for (const HandFigure& figure : figures) text += figure.declaration;
  text += "cluster all: otherwise -> 0.1 FTE\n";
  for (const HandFigure& figure : figures) {
    const bool optional = figure.declaration.find("optional") != std::string::npos;
    const std::string known = optional ? figure.name + " is known and " : "";
    if (figure.type == "integer")
      text += fmt::format("{}{} > 2 -> +0.01 FTE per {}\n", known, figure.name, figure.name);
    if (figure.type == "money EUR") text += fmt::format("{}{} > 2 M EUR -> +0.2 FTE\n", known, figure.name);
    if (figure.type == "date") text += fmt::format("{}{} > 2025-01-01 -> +0.3 FTE\n", known, figure.name);
  }
  return text;
}

/// Only keys that ascend are read by several threads.
std::string some_file(std::size_t rows, bool ascending, Random& random) {
  std::string text = "id,customer,kam,role,country,revenue,sites,since\n";
  const bool faults = random.chance(60);
  const std::size_t groups = 1 + rows / 3;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t key = ascending ? row : random.below(rows);
    text += fmt::format(
        "K{:05},{},{},{},{},{},{},{}\n", key, random.chance(5) ? "" : fmt::format("C{}", random.below(groups)),
        random.chance(10) ? "" : fmt::format("P{}", random.below(4)),
        faults && random.chance(3) ? "boss" : random.pick<std::string>({"lead", "national", "support"}),
        random.pick<std::string>({"DE", "FR", "\"I,T\""}),
        random.chance(20) ? "" : fmt::format("{}.{:02}", random.below(3'000'000), random.below(100)),
        faults && random.chance(3) ? std::string("x") : std::to_string(random.below(61)),
        random.chance(30) ? ""
                          : fmt::format("20{}-0{}-1{}", 20 + random.below(7), 1 + random.below(9), random.below(9)));
  }
  return text;
}

/// What stands in the group, as one text; nullopt where something is missing.
std::optional<std::string> group_of(const Account& account, const std::vector<AttributeId>& per, const Model& model) {
  std::string group;
  for (const AttributeId attribute : per) {
    if (is_missing(account.values[attribute])) return std::nullopt;
    group += to_text(account.values[attribute], model.attributes[attribute].type, model) + "\n";
  }
  return group;
}

struct Counted {
  Wide sum = 0;
  std::size_t rows = 0;
  std::set<std::string> different;
  std::optional<Millionths> least, greatest;
};

std::vector<std::string> faults_of(const Account& account, const std::vector<HandFigure>& figures) {
  std::vector<std::string> reasons;
  for (const HandFigure& figure : figures) {
    if (!figure.where) continue;
    const Truth holds = figure.where->holds(account);
    if (const auto* fault = std::get_if<std::string>(&holds)) reasons.push_back(figure.name + ": " + *fault);
  }
  return reasons;
}

/// Of rows without faults: the groups of a figure.
std::map<std::string, Counted> count_by_hand(const HandFigure& figure, const std::vector<AccountRow>& rows,
                                             const Model& model) {
  std::map<std::string, Counted> groups;
  for (const AccountRow& row : rows) {
    const auto group = row.reasons.empty() ? group_of(row.account, figure.per, model) : std::nullopt;
    if (!group) continue;
    Counted& counted = groups[*group];
    if (figure.where && !std::get<bool>(figure.where->holds(row.account))) continue;
    ++counted.rows;
    if (figure.distinct && !is_missing(row.account.values[*figure.distinct]))
      counted.different.insert(
          to_text(row.account.values[*figure.distinct], model.attributes[*figure.distinct].type, model));
    const Number value = figure.value ? figure.value->of(row.account) : std::nullopt;
    if (!value) continue;
    counted.sum += *value;
    counted.least = std::min(counted.least.value_or(*value), *value);
    counted.greatest = std::max(counted.greatest.value_or(*value), *value);
  }
  return groups;
}

Number figure_of(const Counted& counted, GroupFigure::Kind kind) {
  switch (kind) {
    case GroupFigure::Kind::count: return static_cast<Millionths>(counted.rows) * Decimal::one;
    case GroupFigure::Kind::sum: return static_cast<Millionths>(counted.sum);
    case GroupFigure::Kind::least: return counted.least;
    case GroupFigure::Kind::greatest: return counted.greatest;
    case GroupFigure::Kind::distinct: break;
  }
  return static_cast<Millionths>(counted.different.size()) * Decimal::one;
}

/// Gives every row its figures by hand, and a reason where one is outside its range.
void fill_by_hand(std::vector<AccountRow>& rows, const std::vector<HandFigure>& figures, const Model& model) {
  for (AccountRow& row : rows)
    if (row.reasons.empty()) row.reasons = faults_of(row.account, figures);
  std::vector<std::vector<std::string>> outside(rows.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto groups = count_by_hand(figures[i], rows, model);
    const AttributeId attribute = plain_attributes + static_cast<AttributeId>(i);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto group = rows[row].reasons.empty() ? group_of(rows[row].account, figures[i].per, model) : std::nullopt;
      const Number found = group ? figure_of(groups.at(*group), figures[i].kind) : std::nullopt;
      if (!found) continue;
      if (figures[i].high && (*found < 0 || *found > *figures[i].high)) {
        const std::string value = to_text(Decimal{*found});
        outside[row].push_back(fmt::format("{}: {}{}, counted from all rows, is outside its range", figures[i].name,
                                           value, figures[i].type == "integer" ? "" : " EUR"));
        continue;
      }
      rows[row].account.values[attribute] =
          figures[i].type == "date" ? Value(Date{static_cast<std::int32_t>(*found)}) : Value(Decimal{*found});
    }
  }
  for (std::size_t row = 0; row < rows.size(); ++row)
    rows[row].reasons.insert(rows[row].reasons.end(), outside[row].begin(), outside[row].end());
}

std::vector<AccountRow> rows_in(const std::string& bytes, const Evaluator& evaluator) {
  std::vector<AccountRow> rows;
  const auto read = read_accounts_text(
      bytes, evaluator.model(), Locale::automatic, [](const AccountsHeader&) {},
      [&](AccountRow&& row) {
        if (row.reasons.empty()) row.reasons = to_texts(evaluator.assign(row.account), evaluator.model());
        rows.push_back(std::move(row));
      });
  BOOST_REQUIRE(std::holds_alternative<AccountsSummary>(read));
  return rows;
}

std::string by_hand(const std::string& bytes, const std::vector<HandFigure>& figures, const Evaluator& evaluator,
                    const StreamJob& job) {
  const Model& model = evaluator.model();
  std::vector<AccountRow> rows = rows_in(bytes, evaluator);
  fill_by_hand(rows, figures, model);
  std::vector<std::string> heads;
  std::vector<bool> is_text;
  for (const auto& column : job.columns) {
    heads.push_back(column.name);
    is_text.push_back(holds_text(column, model));
  }
  RowWriter writer(job.format, heads, is_text, job.provenance);
  std::string text = writer.begin();
  for (AccountRow& row : rows) {
    Outcome outcome;
    if (row.reasons.empty()) outcome = evaluator.evaluate(row.account);
    for (std::string& reason : row.reasons) {
      outcome.rejections.emplace_back();
      outcome.rejections.back().text = reason;
    }
    row.reasons.clear();
    std::vector<std::string> cells;
    for (const auto& column : job.columns) cells.push_back(cell(column, row, outcome, model, job.style));
    text += writer.row(cells);
  }
  return text + writer.end();
}

std::string streamed(const std::string& bytes, const Evaluator& evaluator, StreamJob job) {
  const Folder folder;
  AccountStream stream(evaluator.model(), Locale::automatic);
  BOOST_REQUIRE(!stream.open(folder.write("accounts.csv", bytes)));
  std::string text;
  job.evaluator = &evaluator;
  job.write = [&](std::string_view more) -> std::optional<FileError> {
    text += more;
    return std::nullopt;
  };
  job.restart = [&]() -> std::optional<FileError> {
    text.clear();
    return std::nullopt;
  };
  BOOST_REQUIRE(std::holds_alternative<StreamSummary>(stream.run(job)));
  return text;
}

std::vector<ResultColumn> shown_columns(const Model& model) {
  std::vector<ResultColumn> columns;
  for (const auto& column : known_columns(model, {}))
    if (column.from == ResultColumn::From::attribute || column.name == "fte" || column.name == "status" ||
        column.name == "reason" || column.name == "rules")
      columns.push_back(column);
  return columns;
}

/// `--set` of what figures are counted from.
void assign_some(Model& model, Random& random) {
  if (random.chance(70)) return;
  const grammar::Source source("--set",
                               random.pick<std::string>({"sites = sites + 3", "role = national", "revenue = 2 M EUR"}));
  BOOST_REQUIRE(!grammar::has_errors(library::add_assignment(model, source)));
}

void compare(const std::vector<HandFigure>& figures, const std::string& bytes, Random& random) {
  const std::string text = rules_with(figures);
  BOOST_TEST_CONTEXT(text << bytes.substr(0, 6'000)) {
    Model model = model_of(text);
    assign_some(model, random);
    const Evaluator evaluator(model, *make_date(2026, 7, 1));
    StreamJob job;
    job.columns = shown_columns(model);
    job.threads = 1 + static_cast<unsigned>(random.below(5));
    job.small_file = random.chance(70) ? 0 : 1'000'000;
    const std::string expected = by_hand(bytes, figures, evaluator, job);
    BOOST_REQUIRE_EQUAL(streamed(bytes, evaluator, job), expected);
    std::vector<std::string> columns;
    for (const auto& column : job.columns) columns.push_back(column.name);
    const auto in_memory =
        library::evaluate_text(evaluator, "", bytes, Locale::automatic, job.format, job.style, columns);
    BOOST_REQUIRE_EQUAL(std::get<library::EvaluatedText>(in_memory).text, expected);
  }
}

std::vector<HandFigure> some_figures(Random& random) {
  std::vector<HandFigure> figures;
  for (std::size_t count = 1 + random.below(4); figures.size() < count;)
    figures.push_back(some_figure(figures.size(), random));
  return figures;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(group_figures)

BOOST_AUTO_TEST_CASE(they_are_what_counting_by_hand_gives) {
  for (std::uint64_t seed = 1; seed <= runs(60); ++seed) {
    Random random(seed);
    const auto figures = some_figures(random);
    BOOST_TEST_CONTEXT("seed " << seed) {
      const auto rows = random.pick<std::size_t>({1, 2, 20, 20, 70});
      compare(figures, some_file(rows, random.chance(60), random), random);
    }
  }
}

BOOST_AUTO_TEST_CASE(they_are_the_same_over_the_borders_of_blocks_and_chunks) {
  for (std::uint64_t seed = 1; seed <= runs(8); ++seed) {
    Random random(1'000 + seed);
    const auto figures = some_figures(random);
    BOOST_TEST_CONTEXT("seed " << seed) {
      const auto rows = random.pick<std::size_t>({2'049, 5'000, 5'000});
      compare(figures, some_file(rows, seed % 4 != 0, random), random);
    }
  }
}

/// Counting settles which keys are repeated, and the evaluation asks no more; but each finds totals for itself.
BOOST_AUTO_TEST_CASE(a_pass_that_begins_again_for_a_total_knows_repeated_keys_anew) {
  for (std::uint64_t seed = 1; seed <= runs(8); ++seed) {
    Random random(2'000 + seed);
    const auto figures = some_figures(random);
    const std::size_t rows = random.pick<std::size_t>({30, 5'000});
    std::string bytes = some_file(rows, false, random);
    const std::string total = "Total,C1,P1,lead,DE,100.00,30,\n";
    const std::size_t middle = bytes.find('\n', bytes.size() / 2) + 1;
    bytes.insert(seed % 2 == 0 ? middle : bytes.size(), total);
    if (seed % 3 == 0) bytes.insert(middle, total);
    BOOST_TEST_CONTEXT("seed " << seed) { compare(figures, bytes, random); }
  }
}

BOOST_AUTO_TEST_SUITE_END()

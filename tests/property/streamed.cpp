// A stream over blocks writes the bytes that reading, evaluating and writing row by row would, and adds up the same: on
// generated rule sets, generated files with every kind of bad data, every format, number of threads and kind of
// vectors.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/value/vectors.hpp"
#include "records/stream/stream.hpp"
#include "tests/support/files.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/tally.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::records;
using namespace spanne::test;

namespace {

/// What both ways have to agree on.
struct Written {
  std::string text;
  std::string told;
};

std::string told(const AccountsSummary& accounts, std::size_t rejected,
                 const std::vector<StreamSummary::Rejected>& first) {
  std::string text =
      fmt::format("{} {} {} {} {} {}\n{}\n{}", accounts.rows, accounts.rejected, rejected, accounts.rounded_numbers,
                  accounts.skipped, accounts.left_out, accounts.numbers_note, fmt::join(accounts.notes, "\n"));
  for (const auto& [line, reasons] : first) text += fmt::format("\n{}: {}", line, fmt::join(reasons, "; "));
  return text + "\n";
}

Written row_by_row(const std::string& bytes, const Evaluator& evaluator, StreamJob job,
                   std::vector<std::string>* heads = nullptr) {
  const Model& model = evaluator.model();
  std::vector<std::string> names;
  std::vector<bool> is_text;
  for (const auto& column : job.columns) {
    names.push_back(column.name);
    is_text.push_back(holds_text(column, model));
  }
  RowWriter writer(job.format, names, is_text, job.provenance);
  Written result{writer.begin(), ""};
  std::vector<StreamSummary::Rejected> first;
  std::size_t rejected = 0;
  PlainTally tally(model, job.sums ? job.sums->by : std::vector<GroupBy>{}, job.sums && job.sums->accounts);
  const auto read = read_accounts_text(
      bytes, model, Locale::automatic,
      [&](const AccountsHeader& header) {
        if (heads != nullptr) *heads = header.heads;
      },
      [&](AccountRow&& row) {
        if (row.reasons.empty()) row.reasons = to_texts(evaluator.assign(row.account), model);
        const Outcome outcome = row.reasons.empty() ? evaluator.evaluate(row.account) : Outcome{};
        auto reasons = row.reasons;
        for (const Rejection& rejection : outcome.rejections) reasons.push_back(to_text(rejection, model));
        if (!reasons.empty() && ++rejected <= StreamSummary::max_reported) first.push_back({row.line, reasons});
        tally.add({&row.account, &outcome, !reasons.empty(), &row.unreadable});
        if (!job.rows) return;
        std::vector<std::string> cells;
        for (const auto& column : job.columns) cells.push_back(cell(column, row, outcome, model, job.style));
        result.text += writer.row(cells);
      });
  result.text = job.rows ? result.text + writer.end() : "";
  if (const auto* error = std::get_if<AccountsError>(&read)) return {"", error->message};
  const auto& summary = std::get<AccountsSummary>(read);
  result.told = told(summary, rejected, first);
  if (job.sums) result.told += tally.text();
  return result;
}

Written streamed(const std::string& bytes, const Evaluator& evaluator, StreamJob job) {
  const Folder folder;
  AccountStream stream(evaluator.model(), Locale::automatic);
  if (const auto error = stream.open(folder.write("accounts.csv", bytes)))
    return {"", std::get<AccountsError>(*error).message};
  Written result;
  job.evaluator = &evaluator;
  job.write = [&](std::string_view text) -> std::optional<FileError> {
    result.text += text;
    return std::nullopt;
  };
  job.restart = [&]() -> std::optional<FileError> {
    result.text.clear();
    return std::nullopt;
  };
  const auto run = stream.run(job);
  if (const auto* error = std::get_if<AccountsError>(&run)) return {"", error->message};
  const auto& summary = std::get<StreamSummary>(run);
  result.told = told(summary.accounts, summary.rejected, summary.first_rejected);
  if (!job.sums) return result;
  std::size_t rows = 0, rejected = 0;
  for (const auto& group : summary.tally.groups) rows += group.sum.rows, rejected += group.sum.rejected;
  if (!job.sums->by.empty()) {
    BOOST_TEST(rows + summary.tally.ungrouped == summary.tally.total.rows);
    BOOST_TEST(rejected + summary.tally.ungrouped == summary.tally.total.rejected);
  }
  result.told += text(portfolio_of(summary.tally, evaluator.model(), job.sums->by, {}));
  return result;
}

SumsJob some_sums(const Model& model, Random& random) {
  SumsJob sums;
  for (std::size_t count = random.below(4); count > 0; --count) {
    if (random.chance(30))
      sums.by.push_back({});
    else
      sums.by.push_back({static_cast<AttributeId>(random.below(model.attributes.size()))});
  }
  sums.accounts = random.chance(50);
  return sums;
}

void compare(const Model& model, const std::string& bytes, Date day, unsigned threads, Random& random) {
  const Evaluator evaluator(model, day);
  StreamJob job;
  job.provenance = {"Title", "1.0.0", "digest", "2026-01-01"};
  std::vector<std::string> heads;
  row_by_row(bytes, evaluator, job, &heads);
  job.columns = random.chance(50) ? known_columns(model, heads) : usual_columns(model);
  if (random.chance(30)) std::erase_if(job.columns, [&](const auto&) { return random.chance(70); });
  job.format =
      random.pick<Format>({Format::csv, Format::csv, Format::german_csv, Format::json, Format::jsonl, Format::fields});
  job.style = {static_cast<int>(random.pick<std::size_t>({6, 6, 2, 0, 18})), random.chance(20),
               notation_of(job.format)};
  if (job.style.exact) job.style.decimals = 6;
  job.threads = threads;
  if (random.chance(60)) job.sums = some_sums(model, random);
  job.rows = !job.sums || random.chance(70);
  job.small_file = 0;
  const Written expected = row_by_row(bytes, evaluator, job);
  limit_vectors(static_cast<Vectors>(random.below(3)));
  const Written found = streamed(bytes, evaluator, job);
  limit_vectors(Vectors::avx512);
  BOOST_REQUIRE_EQUAL(found.told, expected.told);
  const auto differ = std::mismatch(found.text.begin(), found.text.end(), expected.text.begin(), expected.text.end());
  const auto at = static_cast<std::size_t>(differ.second - expected.text.begin());
  const std::size_t begin = at < 200 ? 0 : at - 200;
  BOOST_REQUIRE_MESSAGE(found.text == expected.text, "found\n"
                                                         << found.text.substr(begin, 400) << "\nexpected\n"
                                                         << expected.text.substr(begin, 400));
}

/// Something to set the attribute to, which may be out of its range or have no value; not always of its type.
std::string assignment_to(const Attribute& attribute, const Model& model, Random& random) {
  const std::string& other = random.pick(model.attributes).name;
  const std::string& name = attribute.name;
  const std::string currency = attribute.type.currency;
  switch (attribute.type.kind) {
    case TypeKind::boolean:
      return name + " = " +
             random.pick<std::string>({"not " + name, "yes", other, other + " > 3", other + " is known"});
    case TypeKind::choice: {
      const auto& values = model.choices[attribute.type.choice].values;
      return fmt::format("{} = if {} then {} else {}", name, random.pick<std::string>({other, other + " > 2", "yes"}),
                         random.pick(values), random.pick<std::string>({name, values.front()}));
    }
    case TypeKind::date:
      return name + " = " + random.pick<std::string>({name + " + 40 days", "as_of", "2026-07-01", other});
    case TypeKind::text: return name + " = " + random.pick<std::string>({"\"A, B\"", other});
    case TypeKind::money:
      return fmt::format("{} = {}", name,
                         random.pick<std::string>({name + " * 1.1", name + " / 7", "1_000.5 " + currency, other}));
    default:
      return name + " = " +
             random.pick<std::string>({name + " + 1", name + " * 1.5", name + " * 100_000_000", name + " / " + other,
                                       other, "max(" + name + ", " + other + ")", "floor(" + name + " * 0.7)", "12",
                                       "if " + other + " is known then " + other + " else " + name});
  }
}

/// Those that make sense of some.
void assign(Model& model, Random& random) {
  for (std::size_t count = 1 + random.below(6); count > 0; --count) {
    const Attribute& attribute = random.pick(model.attributes);
    const bool alone = attribute.type.kind == TypeKind::text || attribute.key || attribute.owner;  // no plan does these
    if (alone && random.chance(90)) continue;
    const std::string text = assignment_to(attribute, model, random);
    const grammar::Source source("--set", text);
    const auto parsed = grammar::parse_assignment(source);
    if (!parsed.assignment) continue;
    Model with = model;
    if (!grammar::has_errors(add_assignment(with, *parsed.assignment, source))) model = std::move(with);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(streamed_and_row_by_row)

BOOST_AUTO_TEST_CASE(they_write_the_same_bytes) {
  for (std::uint64_t seed = 1; seed <= runs(60); ++seed) {
    const RuleSetText rules = generate_rule_set(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules.text()) {
      const Model model = model_of(rules.text());
      Random random(seed);
      const auto rows = static_cast<std::size_t>(random.pick<std::int64_t>({1, 2, 40, 90}));
      const std::string bytes = file_of(model, rows, some_style(random), random);
      BOOST_TEST_CONTEXT(bytes) {
        compare(model, bytes, random.pick(rules.days), 1 + static_cast<unsigned>(seed % 8), random);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(assignments_are_made_to_all_accounts_as_to_one) {
  std::size_t made = 0, planned = 0;
  for (std::uint64_t seed = 1; seed <= runs(60); ++seed) {
    const RuleSetText rules = generate_rule_set(seed);
    Random random(seed);
    Model model = model_of(rules.text());
    assign(model, random);
    made += model.assignments.size();
    const Date day = random.pick(rules.days);
    const auto plan = make_plan(Evaluator(model, day), {});
    planned += plan ? plan->assignments.size() : 0;
    std::string set;
    for (const auto& one : model.assignments) set += " " + model.attributes[one.attribute].name;
    BOOST_TEST_CONTEXT("seed " << seed << " sets" << set << "\n" << rules.text()) {
      const std::string bytes = file_of(model, 60, some_style(random), random);
      BOOST_TEST_CONTEXT(bytes) { compare(model, bytes, day, 1 + static_cast<unsigned>(seed % 3), random); }
    }
  }
  BOOST_TEST(made > runs(60));
  BOOST_TEST(2 * planned > made);
}

BOOST_AUTO_TEST_CASE(borders_of_blocks_and_any_number_of_threads_change_nothing) {
  const RuleSetText rules = generate_rule_set(7);
  const Model model = model_of(rules.text());
  unsigned threads = 0;
  for (const std::size_t rows : {2'047U, 2'048U, 2'049U, 4'096U, 9'000U}) {
    BOOST_TEST_CONTEXT(rows << " rows") {
      Random random(rows);
      FileStyle style;
      style.faults = rows % 2;
      style.ascending = rows != 9'000;
      const std::string bytes = file_of(model, rows, style, random);
      compare(model, bytes, rules.days.front(), 1 + threads++ % 8, random);
      if (rows == 9'000)
        for (unsigned more = 1; more <= 8; more += 3) compare(model, bytes, rules.days.front(), more, random);
    }
  }
}

BOOST_AUTO_TEST_CASE(lines_in_which_nothing_stands_are_no_rows_even_where_nothing_has_to) {
  const Model model = model_of(
      "ruleset \"G\" version 1.0.0\nattributes\n  name text optional\n  sites integer default 1\n"
      "cluster all: otherwise -> 0.1 FTE\nmany: sites > 3 -> +0.1 FTE\n");
  const std::string bytes = "name,sites\nA,1\n\n,\n , \n\"\",\n,4\nB,\n\xC2\xA0,\nC,9\n\n";
  Random random(1);
  for (unsigned threads = 1; threads <= 2; ++threads) compare(model, bytes, Date{}, threads, random);
}

// What decides how numbers are written may stand anywhere, and so may what contradicts it.
BOOST_AUTO_TEST_CASE(numbers_decide_and_contradict_wherever_they_stand) {
  const Model model = model_of(
      "ruleset \"G\" version 1.0.0\nattributes\n  name text key\n  size decimal default 1\n  kind boolean default no\n"
      "cluster all: otherwise -> 0.1 FTE\neach: size > 0 -> +0.001 FTE per size\n");
  Random random(1);
  for (const auto& [first, second] : std::vector<std::pair<std::size_t, std::size_t>>{
           {9'999, 9'999}, {0, 9'999}, {5'000, 9'999}, {9'999, 5'000}, {0, 5'000}, {5'000, 2}, {2'047, 2'048}}) {
    std::string bytes = "name;size;kind\n";
    for (std::size_t row = 0; row < 6'000; ++row)
      bytes += fmt::format("{:05};{};{}\n", row,
                           row == first    ? "12,5"
                           : row == second ? "12.5"
                                           : random.pick<std::string>({"7", "1.234", "NULL", "", "1'234", "2 k"}),
                           random.pick<std::string>({"x", "", "n/a"}));
    for (const unsigned threads : {1U, 2U, 4U}) compare(model, bytes, Date{}, threads, random);
  }
}

// Generated rule sets have few rules and give few different efforts.
BOOST_AUTO_TEST_CASE(many_rules_and_efforts_of_which_hardly_two_are_the_same) {
  std::string text =
      "ruleset \"G\" version 1.0.0\nattributes\n  name text\n  sites integer 0 .. 300\n  size integer\n"
      "cluster all: otherwise -> 0.1 .. 0.2 FTE\n";
  for (int i = 0; i < 90; ++i)
    text +=
        fmt::format("{}{}: sites > {} -> {}\n", i % 40 == 7 ? "a_rather_long_name_of_a_rule_of_one_guideline_" : "r", i,
                    i * 7 % 290, i % 50 == 3 ? "flag \"Many sites\"" : "+0.001 .. 0.002 FTE");
  const Model model = model_of(text + "each: size > 0 -> +0.0001 .. 0.0003 FTE per size\n");
  Random random(1);
  for (int time = 0; time < 8; ++time) {
    std::string bytes = "name,sites,size\n";
    for (int row = 0; row < 1'500; ++row)
      bytes += fmt::format("{:05},{},{}\n", row, random.below(time % 2 == 0 ? 301 : 20),
                           random.below(time < 4 ? 30'000 : 30));
    compare(model, bytes, Date{}, 1 + static_cast<unsigned>(time % 3), random);
  }
}

BOOST_AUTO_TEST_SUITE_END()

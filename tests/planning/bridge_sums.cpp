// Bridges add up exactly, and no order of rows or attributes has a part in them: on generated pairs of files and rule
// sets.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <map>

#include "engine/planning/bridge.hpp"
#include "records/csv/csv.hpp"
#include "records/csv/sheet.hpp"
#include "tests/support/files.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

using Cells = std::vector<std::string>;

struct TextTable {
  Cells heads;
  std::vector<Cells> rows;

  std::string csv() const {
    std::string text;
    const auto add = [&](const Cells& cells) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        text += i == 0 ? "\"" : ",\"";
        for (const char letter : cells[i]) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
        text += '"';
      }
      text += '\n';
    };
    add(heads);
    for (const Cells& row : rows) add(row);
    return text;
  }
};

/// A file of the model's accounts, the first column a key that tells them apart.
TextTable some_table(const Model& model, std::size_t rows, Random& random) {
  FileStyle style;
  style.faults = random.chance(50) ? 0 : 1;
  auto sheet = records::open_sheet(file_of(model, rows, style, random));
  BOOST_REQUIRE(std::holds_alternative<records::Sheet>(sheet));
  records::CsvReader reader = std::get<records::Sheet>(sheet).reader();
  TextTable table;
  records::CsvRow row;
  while (reader.next(row) == records::CsvEnd::row) {
    const Cells cells(row.cells.begin(), row.cells.end());
    if (table.heads.empty())
      table.heads = cells;
    else if (cells.size() == table.heads.size())
      table.rows.push_back(cells);
  }
  const auto key = std::find(table.heads.begin(), table.heads.end(), "account_id") - table.heads.begin();
  BOOST_REQUIRE(key < static_cast<std::ptrdiff_t>(table.heads.size()));
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    table.rows[i][static_cast<std::size_t>(key)] = fmt::format("A-{}", i);
  return table;
}

/// The file some time later: rows have left and come, and cells have changed.
TextTable later(const TextTable& table, const TextTable& other, Random& random) {
  TextTable result{table.heads, {}};
  for (std::size_t i = 0; i < other.rows.size(); ++i) {
    Cells cells = i < table.rows.size() ? table.rows[i] : other.rows[i];
    if (random.chance(15)) continue;
    for (std::size_t column = 0; column < cells.size(); ++column)
      if (random.chance(20) && table.heads[column] != "account_id") cells[column] = other.rows[i][column];
    result.rows.push_back(std::move(cells));
  }
  return result;
}

PortfolioRows read(const TextTable& table, const Model& model) {
  PortfolioRows rows;
  const auto result = records::read_accounts_text(
      table.csv(), model, records::Locale::en,
      [&](const records::AccountsHeader& header) { rows.counted = header.counted; },
      [&](records::AccountRow&& row) {
        rows.rows.push_back({row.line, std::move(row.account), std::move(row.reasons), std::move(row.unreadable)});
      });
  if (const auto* error = std::get_if<records::AccountsError>(&result)) BOOST_FAIL(error->message);
  return rows;
}

struct Pair {
  BothSides<TextTable> files;
  BothSides<Date> days;
};

Bridge bridge(const Pair& pair, const Model& before, const Model& after) {
  const PortfolioRows rows[2][2] = {{read(pair.files[0], before), read(pair.files[1], before)},
                                    {read(pair.files[0], after), read(pair.files[1], after)}};
  auto made = bridge_of({{&before, &after}, pair.days, {{{&rows[0][0], &rows[0][1]}, {&rows[1][0], &rows[1][1]}}}, {}},
                        run_in_order);
  if (const auto* refusal = std::get_if<BridgeRefusal>(&made)) BOOST_FAIL(refusal->message);
  return std::get<Bridge>(std::move(made));
}

Range exact(const SumRange& sum) {
  BOOST_REQUIRE(sum.low.is_exact() && sum.high.is_exact());
  return {sum.low.low, sum.high.low};
}

void check_sums(const Bridge& bridge) {
  const Subtotal &before = bridge.totals[0].portfolio.total.sum, &after = bridge.totals[1].portfolio.total.sum;
  BOOST_REQUIRE(!before.inexact);
  BOOST_REQUIRE(!after.inexact);
  Range reached = before.effort;
  Fraction middle = before.effort.middle();
  for (const BridgePart& part : bridge.parts) {
    reached += exact(part.change);
    middle += part.change.middle().low;
  }
  BOOST_TEST((reached == after.effort));
  BOOST_TEST((middle == after.effort.middle()));
  for (const BridgeRow& row : bridge.rows) {
    Range sum = row.effort[0].value_or(Range{});
    for (const BridgeShare& share : row.shares) sum += share.change;
    BOOST_TEST((sum == row.effort[1].value_or(Range{})));
  }
}

/// Each part by its name.
std::map<std::string, std::string> named(const Bridge& bridge) {
  std::map<std::string, std::string> parts;
  for (const BridgePart& part : bridge.parts) {
    const Range change = exact(part.change);
    parts[fmt::format("{} {}", static_cast<int>(part.cause.kind), part.cause.attribute)] =
        fmt::format("{} {} {}..{}", part.rows, part.changed, change.low.to_exact_text(), change.high.to_exact_text());
  }
  return parts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bridge_sums)

BOOST_AUTO_TEST_CASE(parts_add_up_and_no_order_changes_them) {
  std::size_t parts = 0, told_apart = 0;
  for_every_rule_set(
      [&](const RuleSetText& rules, const Model& model, Random& random) {
        const TextTable table = some_table(model, 6, random), other = some_table(model, 8, random);
        Pair pair{{table, later(table, other, random)}, {random.pick(rules.days), random.pick(rules.days)}};
        std::optional<Model> slipped;
        for (int tries = 0; tries < 5 && !slipped && random.chance(60); ++tries)
          slipped = model_if_right(with_slip(rules.text(), random));
        const bool has_key = slipped && slipped->find_attribute("account_id") && !slipped->key_attributes().empty();
        const Model& before = has_key ? *slipped : model;
        const Bridge made = bridge(pair, before, model);
        check_sums(made);
        parts += made.parts.size();
        for (const BridgeRow& row : made.rows) told_apart += row.shares.size() > 1 ? 1U : 0U;
        for (TextTable& file : pair.files) random.shuffle(file.rows);
        BOOST_TEST(named(bridge(pair, before, model)) == named(made));
        if (&before != &model) return;
        const Model reordered = model_of(shuffled(rules, random).text());
        BOOST_TEST(named(bridge(pair, reordered, reordered)) == named(made));
      },
      60);
  BOOST_TEST(parts > 200U);
  BOOST_TEST(told_apart > 50U);
}

BOOST_AUTO_TEST_SUITE_END()

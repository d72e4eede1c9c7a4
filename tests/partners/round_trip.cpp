// The same accounts from every kind of source give the same results, to the byte.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

#include "records/csv/csv.hpp"
#include "tests/partners/postgres_cluster.hpp"
#include "tests/support/program.hpp"

BOOST_AUTO_TEST_SUITE(round_trip)

using namespace spanne;        // NOLINT: tests speak of everything
using namespace spanne::test;  // NOLINT

namespace {

enum class ColumnKind { text, number, boolean, date };

/// A table of texts, and what its columns hold.
struct SampleTable {
  std::vector<std::string> heads;
  std::vector<ColumnKind> kinds;
  std::vector<std::vector<std::string>> rows;
};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::string_view whole = text.substr(0, text.find('.'));
  if (!is_digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  return whole.size() == text.size() || is_digits(text.substr(whole.size() + 1));
}

bool fits(ColumnKind kind, const std::string& cell) {
  switch (kind) {
    case ColumnKind::number: return is_number(cell);
    case ColumnKind::boolean: return cell == "yes" || cell == "no";
    case ColumnKind::date: return cell.size() == 10 && cell[4] == '-' && cell[7] == '-';
    case ColumnKind::text: break;
  }
  return true;
}

/// What every filled cell of a column is.
ColumnKind kind_of(const SampleTable& table, std::size_t column) {
  const auto all_fit = [&](ColumnKind kind) {
    return std::all_of(table.rows.begin(), table.rows.end(),
                       [&](const auto& row) { return row[column].empty() || fits(kind, row[column]); });
  };
  for (const auto kind : {ColumnKind::number, ColumnKind::boolean, ColumnKind::date})
    if (all_fit(kind)) return kind;
  return ColumnKind::text;
}

SampleTable read_sample(const std::string& text) {
  SampleTable table;
  records::CsvReader reader(text, ',');
  records::CsvRow row;
  BOOST_REQUIRE(reader.next(row) == records::CsvEnd::row);
  table.heads = row.cells;
  while (reader.next(row) == records::CsvEnd::row) {
    row.cells.resize(table.heads.size());
    table.rows.push_back(row.cells);
  }
  for (std::size_t column = 0; column < table.heads.size(); ++column) table.kinds.push_back(kind_of(table, column));
  return table;
}

std::string quoted(std::string_view text, char quote, std::string_view inside) {
  std::string result(1, quote);
  for (const char letter : text) result += letter == quote ? std::string(inside) : std::string(1, letter);
  return result + quote;
}

std::string json_value(const std::string& cell, ColumnKind kind) {
  if (cell.empty()) return "null";
  if (kind == ColumnKind::number) return cell;
  if (kind == ColumnKind::boolean) return cell == "yes" ? "true" : "false";
  return quoted(cell, '"', "\\\"");
}

/// One object; every other one leaves out what is empty.
std::string json_object(const SampleTable& table, std::size_t at) {
  std::string object;
  for (std::size_t column = 0; column < table.heads.size(); ++column) {
    const std::string& cell = table.rows[at][column];
    if (cell.empty() && at % 2 == 1) continue;
    object += fmt::format("{}{}: {}", object.empty() ? "" : ", ", quoted(table.heads[column], '"', "\\\""),
                          json_value(cell, table.kinds[column]));
  }
  return "{" + object + "}";
}

std::string sql_value(const std::string& cell, ColumnKind kind) {
  if (cell.empty()) return "NULL";
  if (kind == ColumnKind::number) return cell;
  if (kind == ColumnKind::boolean) return cell == "yes" ? "TRUE" : "FALSE";
  return quoted(cell, '\'', "''");
}

/// Statements that make the table anew.
std::string sql(const SampleTable& table, std::string_view name, const std::vector<const char*>& type_names) {
  std::string columns, values;
  for (std::size_t column = 0; column < table.heads.size(); ++column)
    columns += fmt::format("{}{} {}", column == 0 ? "" : ", ", quoted(table.heads[column], '"', "\"\""),
                           type_names[static_cast<std::size_t>(table.kinds[column])]);
  for (const auto& row : table.rows) {
    values += values.empty() ? "(" : ",\n(";
    for (std::size_t column = 0; column < row.size(); ++column)
      values += (column == 0 ? "" : ", ") + sql_value(row[column], table.kinds[column]);
    values += ")";
  }
  return fmt::format("DROP TABLE IF EXISTS {0}; CREATE TABLE {0} ({1}); INSERT INTO {0} VALUES {2};", name, columns,
                     values);
}

/// Writes the table, and returns what names it on the command line.
struct SourceFormatCase {
  const char* name;
  std::function<std::vector<std::string>(const SampleTable&, const Folder&)> write;
};

std::vector<std::string> write_json_lines(const SampleTable& table, const Folder& folder) {
  std::string text;
  for (std::size_t i = 0; i < table.rows.size(); ++i) text += json_object(table, i) + "\n";
  put(folder.path / "accounts.jsonl", text);
  return {folder.path / "accounts.jsonl"};
}

std::vector<std::string> write_json_list(const SampleTable& table, const Folder& folder) {
  std::string text;
  for (std::size_t i = 0; i < table.rows.size(); ++i) text += (i == 0 ? "" : ",\n") + json_object(table, i);
  put(folder.path / "accounts.json", "{\"count\": 1, \"rows\": [\n" + text + "\n]}\n");
  return {folder.path / "accounts.json"};
}

std::vector<std::string> write_sqlite(const SampleTable& table, const Folder& folder) {
  const std::string path = folder.path / "accounts.db";
  sqlite3* database = nullptr;
  BOOST_REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  const std::string statements = sql(table, "accounts", {"TEXT", "NUMERIC", "BOOLEAN", "TEXT"});
  BOOST_REQUIRE(sqlite3_exec(database, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  return {path};
}

std::vector<std::string> write_postgres(const SampleTable& table, const Folder&) {
  const auto& cluster = tests::shared_cluster();
  cluster.execute(sql(table, "round_trip", {"text", "numeric", "boolean", "date"}));
  return {cluster.address(), "--query", "SELECT * FROM round_trip;"};
}

std::vector<std::string> write_xlsx(const SampleTable& table, const Folder& folder) {
  std::string kinds;
  for (const ColumnKind kind : table.kinds) kinds += "tnbd"[static_cast<std::size_t>(kind)];
  const std::string path = folder.path / "accounts.xlsx";
  const std::string command =
      fmt::format("/usr/bin/python3 {} {} {} {}", (root / "tests/partners/to_workbook.py").string(),
                  (folder.path / "accounts.csv").string(), kinds, path);
  BOOST_REQUIRE(std::system(command.c_str()) == 0);
  return {path};
}

/// By LibreOffice, out of the other workbook.
std::vector<std::string> write_ods(const SampleTable& table, const Folder& folder) {
  write_xlsx(table, folder);
  const std::string command = fmt::format(
      "cd {0} && HOME={0} soffice --headless --convert-to ods accounts.xlsx >/dev/null 2>&1", folder.path.string());
  BOOST_REQUIRE(std::system(command.c_str()) == 0);
  return {folder.path / "accounts.ods"};
}

const std::vector<SourceFormatCase> formats{
    {"XLSX", write_xlsx},      {"ODS", write_ods},       {"JSON lines", write_json_lines},
    {"JSON", write_json_list}, {"SQLite", write_sqlite}, {"PostgreSQL", write_postgres},
};

void same_from_everywhere(const fs::path& rules, const std::string& accounts) {
  const Folder folder;
  put(folder.path / "accounts.csv", accounts);
  const SampleTable table = read_sample(accounts);
  const auto evaluated = [&](const std::vector<std::string>& source, const std::vector<std::string>& options) {
    std::vector<std::string> args{"eval", rules};
    args.insert(args.end(), source.begin(), source.end());
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), {"--as-of", "2026-07-01", "--locale", "en"});
    Result result = spanne_run(args);
    if (args.end() != std::find(args.begin(), args.end(), "-o")) result.out = contents(folder.path / "shown.txt");
    return result;
  };
  // The screen has the likely range besides, for which accounts are read once more, and databases are not.
  const std::vector<std::string> shown{"--format", "table", "-o", folder.path / "shown.txt"};
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{}, {"--format", "jsonl"}, {"--by", "cluster"}, shown}) {
    const Result expected = evaluated({folder.path / "accounts.csv"}, options);
    BOOST_REQUIRE(expected.out.size() > 100);
    for (const auto& [name, write] : formats) {
      const Result result = evaluated(write(table, folder), options);
      BOOST_TEST_CONTEXT(name << ": " << result.err) {
        BOOST_TEST(result.status == expected.status);
        BOOST_TEST(result.out == expected.out);
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_the_starter) {
  const fs::path folder = root / "rules/starter/en";
  same_from_everywhere(folder / "guideline.spanne", contents(folder / "accounts.csv"));
}

BOOST_AUTO_TEST_CASE(of_the_shipped_guideline) {
  for (const auto& entry : fs::directory_iterator(root / "rules/key-account-guideline")) {
    if (entry.path().extension() != ".spanne" || entry.path().string().ends_with(".scenarios.spanne")) continue;
    same_from_everywhere(entry.path(), contents(root / "rules/key-account-guideline/accounts.csv"));
  }
}

/// Values that get lost where a number is held in binary, or a text is taken for one.
BOOST_AUTO_TEST_CASE(of_values_that_are_lost_elsewhere) {
  const Folder folder;
  put(folder.path / "g.spanne",
      "ruleset \"Round trip\" version 1.0.0\n\nattributes\n  id       text    key\n  kam      text    owner optional\n"
      "  revenue  decimal 0 ..\n  decentral boolean\n  since    date    optional\n\n"
      "cluster all: otherwise -> 0.1 FTE\n\nrules \"R\"\n  more: decentral -> +0.001 FTE per revenue\n");
  BOOST_REQUIRE_MESSAGE(spanne_run({"check", folder.path / "g.spanne"}).status == 0,
                        spanne_run({"check", folder.path / "g.spanne"}).err);
  same_from_everywhere(folder.path / "g.spanne",
                       "id,kam,revenue,decentral,since\n"
                       "007,\"O'Hara, \"\"Jo\"\"\",123456789.123456,yes,2024-02-29\n"
                       "1e5,Müller,0.1,no,\n"
                       "NULLA,,2.675,yes,1999-12-31\n");
}

BOOST_AUTO_TEST_SUITE_END()

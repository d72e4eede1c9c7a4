// Tables from PostgreSQL, by a server of the test's own.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <string>

#include "records/databases/postgres_rows.hpp"
#include "tests/partners/postgres_cluster.hpp"
#include "tests/support/source_text.hpp"

BOOST_AUTO_TEST_SUITE(postgres)

using namespace spanne::records;
using spanne::tests::shared_cluster;

namespace {

std::string read_from(const std::string& address, const DatabaseQuery& query) {
  auto opened = open_postgres(address, query);
  if (const auto* error = std::get_if<AccountsError>(&opened)) return error->message;
  return spanne::test::text_of(*std::get<0>(opened));
}

std::string read_query(const std::string& query) { return read_from(shared_cluster().address(), {"", query}); }
std::string read_table(const std::string& table) { return read_from(shared_cluster().address(), {table, ""}); }

}  // namespace

BOOST_AUTO_TEST_CASE(kinds_of_values) {
  struct {
    std::string expression, expected;
  } const cases[] = {
      {"NULL::int", "_"},
      {"'1.234,50'::text", "t1.234,50"},
      {"'Müller'::char(10)", "tMüller    "},
      {"9223372036854775807", "n9223372036854775807"},
      {"123456789012345678901234.123456789::numeric", "n123456789012345678901234.123456789"},
      {"2.50::numeric(10,2)", "n2.50"},
      {"2.675::float8", "n2.675"},
      {"0.1::float8 + 0.2::float8", "n0.3"},
      {"1e20::float8", "n100000000000000000000"},
      {"0.1::float4", "n0.1"},
      {"'NaN'::numeric", "tNaN"},
      {"'-Infinity'::float8", "t-Infinity"},
      {"true", "byes"},
      {"false", "bno"},
      {"date '2026-06-30'", "d2026-06-30"},
      {"timestamp '2026-06-30 14:05:00'", "d2026-06-30 14:05:00"},
      {"timestamp '2026-06-30 00:00:00.5'", "t2026-06-30 00:00:00.5"},
      {"date 'infinity'", "tinfinity"},
      {"date '0044-03-15 BC'", "t0044-03-15 BC"},
      {"12.5::money", "eof type money, which reads otherwise on every server: select it as numeric"},
      {"'x'::bytea", "ebinary data (bytea)"},
      {"repeat('x', 1000001)", "ea text of more than 1,000,000 bytes"},
  };
  for (const auto& [expression, expected] : cases) BOOST_TEST_CONTEXT(expression)
  BOOST_TEST(read_query("SELECT " + expression + " AS a") == "a\n1: " + expected + "|");
}

BOOST_AUTO_TEST_CASE(tables) {
  shared_cluster().execute(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS \"Sales\" CASCADE;"
      "CREATE TABLE accounts (customer text, sites int); INSERT INTO accounts VALUES ('A', 3), ('B', NULL);");
  BOOST_TEST(read_table("") == "customer,sites\n1: tA| n3|\n2: tB| _|\nread from its only table, accounts");
  shared_cluster().execute("CREATE SCHEMA \"Sales\"; CREATE VIEW \"Sales\".\"Big \"\" ones\" AS SELECT 1 AS one;");
  BOOST_TEST(read_table("") == "it has 2 tables: Sales.Big \" ones, accounts");
  BOOST_TEST(read_table("Sales.Big \" ones") == "one\n1: n1|");
  BOOST_TEST(read_table("Accounts") == "customer,sites\n1: tA| n3|\n2: tB| _|");
  BOOST_TEST(read_table("clients") == "it has no table clients");
}

BOOST_AUTO_TEST_CASE(queries) {
  struct {
    std::string query, expected;
  } const cases[] = {
      {"VALUES (1) ;\n; ", "column1\n1: n1|"},
      {"SELECT 1 AS a -- end", "a\n1: n1|"},
      {"SELECT 1 AS a WHERE false", "a"},
      {" ; ", "the query is empty"},
      {"SELECT 1; DROP TABLE accounts", "PostgreSQL says: cannot insert multiple commands into a prepared statement"},
      {"DELETE FROM accounts", "PostgreSQL says: syntax error at or near \"DELETE\""},
      {"SELECT c FROM pg_class x", "PostgreSQL says: column \"c\" does not exist"},
      {"SELECT $1", "PostgreSQL says: bind message supplies 0 parameters, but prepared statement \"\" requires 1"},
      {"SELECT 1/0", "PostgreSQL says: division by zero"},
      {"SELECT 1 / (20000 - n) AS a FROM generate_series(1, 30000) n", "PostgreSQL says: division by zero"},
      {"SELECT nextval('counter')", "PostgreSQL says: cannot execute nextval() in a read-only transaction"},
  };
  shared_cluster().execute("DROP SEQUENCE IF EXISTS counter; CREATE SEQUENCE counter;");
  for (const auto& [query, expected] : cases) BOOST_TEST_CONTEXT(query) BOOST_TEST(read_query(query) == expected);
}

BOOST_AUTO_TEST_CASE(more_rows_than_are_asked_for_at_once) {
  for (const int count : {9'999, 10'000, 10'001, 30'000}) {
    const std::string read = read_query(fmt::format("SELECT n FROM generate_series(1, {}) n", count));
    BOOST_TEST(std::count(read.begin(), read.end(), '\n') == count);
    BOOST_TEST(read.ends_with(fmt::format("\n{0}: n{0}|", count)));
  }
}

/// Settings of the server or the user change nothing.
BOOST_AUTO_TEST_CASE(settings_of_others) {
  shared_cluster().execute(
      "DROP ROLE IF EXISTS german; CREATE ROLE german LOGIN; ALTER ROLE german SET datestyle = 'German';"
      "ALTER ROLE german SET extra_float_digits = 3; ALTER ROLE german SET client_encoding = 'LATIN1';");
  BOOST_TEST(read_from(shared_cluster().address("german"),
                       {"", "SELECT date '2026-06-30' AS a, 2.675::float8 AS b, 'ä€'::text AS c"}) ==
             "a,b,c\n1: d2026-06-30| n2.675| tä€|");
}

BOOST_AUTO_TEST_CASE(passwords) {
  shared_cluster().execute("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 's@cret';");
  const std::string address = shared_cluster().address("guarded");
  const DatabaseQuery query{"", "SELECT 1 AS a"};
  BOOST_TEST(read_from(address + "&password=s%40cret", query) == "a\n1: n1|");
  const std::string wrong = read_from(address + "&password=other", query);
  BOOST_TEST(wrong.starts_with("cannot connect: "));
  BOOST_TEST(wrong.find("password authentication failed for user \"guarded\"") != std::string::npos);
  BOOST_TEST(read_from(address, query).find("no password supplied") != std::string::npos);
  const std::string unknown = read_from("postgresql://me:hidden@host.invalid:port/db", query);
  BOOST_TEST(unknown.starts_with("cannot connect: "));
  BOOST_TEST(unknown.find("hidden") == std::string::npos);
  BOOST_TEST(read_from("postgresql:///db?host=/nowhere", query).starts_with("cannot connect: "));
  BOOST_TEST(read_from("postgresql://u:a@b@h/db", query) ==
             "the user's name or password in the address has one of the signs @ / ? #");
}

BOOST_AUTO_TEST_SUITE_END()

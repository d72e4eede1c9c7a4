// Tables from files of SQLite: what is read, what is refused, and that nothing is written.
#include "records/databases/sqlite_rows.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <string>
#include <unistd.h>

#include "tests/support/source_text.hpp"

BOOST_AUTO_TEST_SUITE(sqlite_rows)

using namespace spanne::records;
namespace fs = std::filesystem;

namespace {

/// A folder with a database in it.
class Sample {
 public:
  explicit Sample(const std::string& statements, const std::string& name = "accounts.db") {
    static int count = 0;
    folder_ = fs::temp_directory_path() / fmt::format("spanne-sqlite-{}-{}", ::getpid(), ++count);
    fs::create_directories(folder_);
    path_ = (folder_ / name).string();
    BOOST_REQUIRE(sqlite3_open(path_.c_str(), &writer_) == SQLITE_OK);
    execute(statements);
  }
  ~Sample() {
    close();
    fs::remove_all(folder_);
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  void execute(const std::string& statements) {
    BOOST_REQUIRE(sqlite3_exec(writer_, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  void close() {
    sqlite3_close(writer_);
    writer_ = nullptr;
  }
  const std::string& path() const { return path_; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

 private:
  fs::path folder_;
  std::string path_;
  sqlite3* writer_ = nullptr;
};

/// The heads and rows of a table, each after its line; or why there are none.
std::string read(const std::string& path, const DatabaseQuery& query) {
  auto opened = open_sqlite(path, query);
  if (const auto* error = std::get_if<AccountsError>(&opened)) return error->message;
  return spanne::test::text_of(*std::get<0>(opened));
}

}  // namespace

BOOST_AUTO_TEST_CASE(kinds_of_values) {
  const Sample sample(
      "CREATE TABLE accounts (customer TEXT, sites, revenue REAL, key BOOLEAN, logo BLOB);"
      "INSERT INTO accounts VALUES ('Müller', 9223372036854775807, 2.675, 1, x'00ff');"
      "INSERT INTO accounts VALUES (NULL, '1.234,50', 0.1 + 0.2, 0, NULL);"
      "INSERT INTO accounts VALUES ('', -3, 1e20, 7, 9e999);");
  BOOST_TEST(read(sample.path(), {}) ==
             "customer,sites,revenue,key,logo\n"
             "1: tMüller| n9223372036854775807| n2.675| byes| ebinary data (a BLOB)|\n"
             "2: _| t1.234,50| n0.3| bno| _|\n"
             "3: t| n-3| n100000000000000000000| n7| ea number that is not finite|\n"
             "read from its only table, accounts");
}

BOOST_AUTO_TEST_CASE(texts_that_are_none) {
  const Sample sample(
      "CREATE TABLE t (a);"
      "INSERT INTO t VALUES (CAST(x'e4' AS TEXT)), (CAST(x'610062' AS TEXT)), (replace(hex(zeroblob(600000)), '0', "
      "'x'));");
  BOOST_TEST(read(sample.path(), {"t", ""}) ==
             "a\n1: ea text that is not valid UTF-8|\n2: ea text with a zero character|\n3: ea text of more than "
             "1,000,000 bytes|");
}

BOOST_AUTO_TEST_CASE(tables_by_name) {
  const Sample sample(
      "CREATE TABLE \"odd \"\" name\" (a); CREATE TABLE Customers (a); CREATE VIEW both AS SELECT 1 AS one;");
  const std::string& path = sample.path();
  BOOST_TEST(read(path, {}) == "it has 3 tables: Customers, both, odd \" name");
  BOOST_TEST(read(path, {"odd \" name", ""}) == "a");
  BOOST_TEST(read(path, {"customers", ""}) == "a");
  BOOST_TEST(read(path, {"both", ""}) == "one\n1: n1|");
  BOOST_TEST(read(path, {"clients", ""}) == "it has no table clients");
  BOOST_TEST(read(Sample("").path(), {}) == "it has no table");
  const Sample one("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1)");
  BOOST_TEST(read(one.path(), {}) == "a\n1: n1|\nread from its only table, t");
}

BOOST_AUTO_TEST_CASE(queries) {
  const Sample sample("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y');");
  struct {
    std::string query, expected;
  } const cases[] = {
      {"SELECT b AS name, a * 1.5 AS n FROM t ORDER BY a DESC", "name,n\n1: ty| n3|\n2: tx| n1.5|"},
      {"WITH u AS (SELECT a FROM t) SELECT sum(a) AS s FROM u; -- end", "s\n1: n3|"},
      {"VALUES (1)", "column1\n1: n1|"},
      {"", "a,b\n1: n1| tx|\n2: n2| ty|\nread from its only table, t"},
      {" -- nothing", "the query is empty"},
      {"SELECT 1; SELECT 2", "the query is more than one statement"},
      {"SELECT 1; DROP TABLE t", "the query is more than one statement"},
      {"DELETE FROM t", "the query does more than read"},
      {"DELETE FROM t RETURNING a", "the query does more than read"},
      {"ATTACH 'other.db' AS other", "the query does more than read"},
      {"PRAGMA journal_mode = DELETE", "the query does more than read"},
      {"BEGIN", "the query does more than read"},
      {"EXPLAIN SELECT 1", "the query is no SELECT"},
      {"SELECT ?1", "the query has a place for a value, ? or :name, that nothing fills"},
      {"SELECT load_extension('x')", "SQLite says: not authorized"},
      {"SELECT c FROM t", "SQLite says: no such column: c"},
      {"SELEC a", "SQLite says: near \"SELEC\": syntax error"},
      {"SELECT abs(-9223372036854775807 - 1)", "SQLite says: integer overflow"},
  };
  for (const auto& [query, expected] : cases)
    BOOST_TEST_CONTEXT(query) BOOST_TEST(read(sample.path(), {"", query}) == expected);
  BOOST_TEST(read(sample.path(), {"t", ""}) == "a,b\n1: n1| tx|\n2: n2| ty|");
}

BOOST_AUTO_TEST_CASE(files_that_are_none) {
  const Sample sample("CREATE TABLE t (a)");
  std::ofstream(sample.path(), std::ios::trunc) << std::string(5'000, 'x');
  BOOST_TEST(read(sample.path(), {}) == "it is no database of SQLite, or an encrypted one");
  BOOST_TEST(read(sample.path() + ".missing", {}) == "SQLite says: unable to open database file");
}

/// What another program has written last may still stand beside the file.
BOOST_AUTO_TEST_CASE(write_ahead_log) {
  Sample sample("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1);", "a#b%20?.db");
  BOOST_TEST(sample.files() == 3U);
  BOOST_TEST(read(sample.path(), {"t", ""}) == "a\n1: n1|");
  sample.close();
  BOOST_TEST(sample.files() == 1U);
  BOOST_TEST(read(sample.path(), {"t", ""}) == "a\n1: n1|");
  BOOST_TEST(sample.files() == 1U);
}

BOOST_AUTO_TEST_CASE(written_by_another) {
  Sample sample("CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN EXCLUSIVE;");
  BOOST_TEST(read(sample.path(), {"t", ""}) == "another program is writing to the database");
}

BOOST_AUTO_TEST_SUITE_END()

// Copies of what a database gives, as CSV that has one reading.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "records/stream/snapshot.hpp"
#include "tests/support/rules.hpp"

BOOST_AUTO_TEST_SUITE(snapshots)

using namespace spanne::records;
namespace fs = std::filesystem;

namespace {

const std::string rules =
    "ruleset \"Small\" version 1.0.0\nattributes\n  id text key\n  sites integer\n  revenue money EUR\n  since date\n"
    "  remote boolean\ncluster all: otherwise -> 0.1 FTE\n";

/// A database that is gone at the end.
struct Database {
  explicit Database(const std::string& statements)
      : path((fs::temp_directory_path() / fmt::format("spanne-snapshot-{}.db", ::getpid())).string()) {
    fs::remove(path);
    sqlite3* writer = nullptr;
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &writer) == SQLITE_OK);
    BOOST_REQUIRE(sqlite3_exec(writer, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(writer);
  }
  ~Database() { fs::remove(path); }

  std::string path;
};

/// The text, or why there is none.
std::string copied(const Database& database, const TableOptions& options = {}) {
  const auto guideline = spanne::tests::read(rules);
  std::string text;
  const auto result = write_snapshot(database.path, *guideline.checked.model, options, [&](std::string_view piece) {
    text += piece;
    return std::optional<FileError>();
  });
  if (const auto* error = std::get_if<AccountsError>(&result)) return error->message;
  if (const auto* error = std::get_if<FileError>(&result)) return error->message;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_cell_keeps_its_text) {
  const Database database(
      "CREATE TABLE a (id, sites INTEGER, revenue REAL, since TEXT, remote BOOLEAN, \"a;b\" TEXT);"
      "INSERT INTO a VALUES ('01067', 3, 1.234, '2026-07-01', 1, 'x;y');"
      "INSERT INTO a VALUES (2.345, NULL, 1234.5, '01.07.2026', 0, ' \"quoted\" ');"
      "INSERT INTO a VALUES ('', '1.234,5', -0.125, NULL, NULL, 'two' || char(10) || 'lines');");
  // Only numbers of the database's own in columns of numbers are written otherwise: here 1.234 and -0.125, which could
  // be thousands.
  BOOST_TEST(copied(database) ==
             "id,sites,revenue,since,remote,\"a;b\"\n"
             "01067,3,1.2340,2026-07-01,yes,\"x;y\"\n"
             "2.345,,1234.5,01.07.2026,no,\" \"\"quoted\"\" \"\n"
             ",\"1.234,5\",-0.1250,,,\"two\nlines\"\n");
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_they_will_be_read) {
  const Database database(
      "CREATE TABLE a (id, sites, revenue REAL, since, remote); INSERT INTO a VALUES ('A', 3, 1.234, NULL, 1);");
  BOOST_TEST(copied(database, Locale::en) == "id,sites,revenue,since,remote\nA,3,1.234,,1\n");
  BOOST_TEST(copied(database, Locale::de) == "id,sites,revenue,since,remote\nA,3,\"1,234\",,1\n");
}

BOOST_AUTO_TEST_CASE(a_cell_without_a_text_refuses_the_copy) {
  const Database database("CREATE TABLE a (id, logo BLOB); INSERT INTO a VALUES ('A', NULL), ('B', x'00ff');");
  BOOST_TEST(copied(database) == "row 2, logo: no text stands for this cell: binary data (a BLOB)");
  TableOptions chosen;
  chosen.query = "SELECT id FROM a";
  BOOST_TEST(copied(database, chosen) == "id\nA\nB\n");
}

BOOST_AUTO_TEST_SUITE_END()

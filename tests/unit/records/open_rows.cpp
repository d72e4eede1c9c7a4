// Sources of tables, opened by what they are and not by what they are called.
#include "records/stream/open_rows.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <string>

#include "records/csv/text_rows.hpp"
#include "tests/support/folder.hpp"

BOOST_AUTO_TEST_SUITE(open_rows_of_files)

using namespace spanne::records;
using spanne::test::Folder;
using spanne::test::put;

namespace {

std::string all_cells(RowSource& rows) {
  std::string result;
  SourceRow row;
  RowSource::Next next = RowSource::Next::row;
  while ((next = rows.next(row)) == RowSource::Next::row) {
    result += fmt::format("{}:", row.line);
    for (const auto& cell : row.cells) result += fmt::format(" {}|", cell.text);
    result += "\n";
  }
  return next == RowSource::Next::failed ? rows.failure().message : result;
}

std::string opened(const std::string& name, const DatabaseQuery& query = {}) {
  Input input;
  auto source = open_rows(name, {query, "", {}}, input);
  if (std::holds_alternative<std::monostate>(source)) return fmt::format("text of {} bytes", input.size());
  if (const auto* error = std::get_if<AccountsError>(&source)) return error->message;
  if (const auto* error = std::get_if<FileError>(&source)) return error->message;
  return all_cells(*std::get<std::unique_ptr<RowSource>>(source));
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_what_they_are) {
  const Folder folder;
  const auto file = [&](const std::string& name, const std::string& content) {
    put(folder.path / name, content);
    return (folder.path / name).string();
  };
  BOOST_TEST(opened(file("a.csv", "id,sites\n")) == "text of 9 bytes");
  BOOST_TEST(opened(file("b.csv", "[{\"id\": 1}]")) == "1: 1|\n");
  BOOST_TEST(opened(file("c.json", "id,sites\n")) ==
             "line 1, column 1: there is id where a list or an object is expected");
  BOOST_TEST(opened(file("d.parquet", std::string("PAR1\0\0", 6))) == "it is a Parquet file, which is not read");
  BOOST_TEST(opened(file("e.csv", "id\n"), {"accounts", ""}) ==
             "--table and --query ask for a part of a database, and this is none");
  BOOST_TEST(opened(file("f.db", std::string("SQLite format 3\0", 16))) ==
             "it is no database of SQLite, or an encrypted one");
  BOOST_TEST(opened(folder.path / "missing.db").find("No such file") != std::string::npos);
  BOOST_TEST(opened("postgresql://u:a@b@c/d") ==
             "the user's name or password in the address has one of the signs @ / ? #");
}

BOOST_AUTO_TEST_CASE(texts_as_rows) {
  const auto rows = [](const std::string& text) {
    auto source = open_text_rows(text);
    if (const auto* error = std::get_if<AccountsError>(&source)) return error->message;
    return all_cells(*std::get<0>(source));
  };
  BOOST_TEST(rows("sep=;\nid;name\n1;\"a\nb\"\n\n2;M\xFCller\n") == "2: id| name|\n3: 1| a\nb|\n5: |\n6: 2| Müller|\n");
  BOOST_TEST(rows("a,b\n\"x\"y,z\n") == "line 2: text stands behind a closing quotation mark");
  BOOST_TEST(rows("a,b\n\"x") == "line 2: a quotation mark that opens in this row is never closed");
}

BOOST_AUTO_TEST_SUITE_END()

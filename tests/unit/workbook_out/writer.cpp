// Workbooks as files: the same bytes again, and limits that are refused. What programs read in them: tests/partners.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "records/workbook_out/workbook_writer.hpp"

using namespace spanne::records;
using Shown = SheetColumn::Shown;

namespace {

std::vector<SheetColumn> two_columns() {
  SheetColumn name, effort;
  name.head = "name";
  effort.head = "fte";
  effort.shown = Shown::figure;
  return {name, effort};
}

struct Book {
  WorkbookWriter writer{"A & B", *spanne::engine::make_date(2026, 7, 1)};
  Book() {
    BOOST_REQUIRE(!writer.restart());
    BOOST_REQUIRE(!writer.begin_sheet("Accounts", two_columns()));
  }
  std::string bytes() {
    std::string all;
    const auto error = writer.finish([&](std::string_view piece) -> std::optional<FileError> {
      all += piece;
      return std::nullopt;
    });
    BOOST_TEST(!error);
    return all;
  }
};

std::string some_book(bool begun_twice) {
  Book book;
  if (begun_twice) {
    BOOST_REQUIRE(!book.writer.add_row({"lost", "1/3"}));
    BOOST_REQUIRE(!book.writer.restart());
    BOOST_REQUIRE(!book.writer.begin_sheet("Accounts", two_columns()));
  }
  BOOST_REQUIRE(!book.writer.add_row({"=1+1", "0.5"}));
  BOOST_REQUIRE(!book.writer.add_row({"b", "1/60"}));
  BOOST_REQUIRE(!book.writer.add_total({"total", "2"}));
  BOOST_TEST(book.writer.figures_as_text() == 1U);
  return book.bytes();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workbooks_written)

BOOST_AUTO_TEST_CASE(equal_calls_give_equal_bytes) {
  const std::string bytes = some_book(false);
  BOOST_TEST(bytes.starts_with("PK"));
  BOOST_TEST((some_book(false) == bytes));
  BOOST_TEST((some_book(true) == bytes));
}

BOOST_AUTO_TEST_CASE(what_a_sheet_cannot_hold_is_refused) {
  Book book;
  BOOST_REQUIRE(!book.writer.add_row({std::string(max_cell_letters, 'a'), ""}));
  const std::string long_text(max_cell_letters + 1, 'a');
  const auto too_long = book.writer.add_row({"x", ""}) ? std::nullopt : book.writer.add_row({long_text, ""});
  BOOST_REQUIRE(too_long);
  BOOST_TEST(too_long->message.find("row 4, column name: a cell holds at most 32767 letters") != std::string::npos);
  const auto too_wide = book.writer.begin_sheet("Wide", std::vector<SheetColumn>(max_sheet_columns + 1));
  BOOST_REQUIRE(too_wide);
  BOOST_TEST(too_wide->message.find("at most 16384 columns") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(more_rows_than_a_sheet_has_are_refused) {
  Book book;
  const std::vector<std::string_view> row{"x", ""};
  for (std::size_t rows = 1; rows < max_sheet_rows; ++rows)
    if (book.writer.add_row(row)) BOOST_FAIL(rows);
  const auto refused = book.writer.add_row(row);
  BOOST_REQUIRE(refused);
  BOOST_TEST(refused->message.find("a sheet has 1048576 rows") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_handed_over_once_it_is_refused) {
  Book book;
  int pieces = 0;
  const auto error = book.writer.finish([&](std::string_view) {
    ++pieces;
    return std::optional(FileError{"full"});
  });
  BOOST_REQUIRE(error);
  BOOST_TEST(error->message == "full");
  BOOST_TEST(pieces == 1);
}

BOOST_AUTO_TEST_SUITE_END()

// Workbooks of a few kilobytes that mean to take all memory or all time.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::test;

namespace {

std::string repeated_text(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// The message, after the rows that were read before it.
std::string refusal(const std::string& file) {
  const std::string seen = shown_sheet(file);
  return seen.substr(std::min(seen.rfind("! "), seen.size()));
}

std::string with_sheet_part(const std::string& text) {
  auto parts = xlsx_parts({""});
  parts[6].text = text;
  return zip_file(parts);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workbooks)

BOOST_AUTO_TEST_CASE(what_unpacks_to_far_more_is_refused) {
  BOOST_TEST(refusal(xlsx_file({"<sheetData/>" + std::string(70'000'000, ' ')})) ==
             "! its part xl/worksheets/sheet1.xml unpacks to more than 200 times its size, as no sheet of values does");
  auto parts = xlsx_parts({"<sheetData/>"});
  parts[6].size = 4'294'967'294;
  BOOST_TEST(refusal(zip_file(parts)) ==
             "! its part xl/worksheets/sheet1.xml is larger than 4000 MB unpacked, which is the most it may be");
  parts[5].size = parts[4].size = 4'294'967'294;
  BOOST_TEST(refusal(zip_file(parts)) == "! unpacked, it is larger than 8 GB, which is the most it may be");
  parts = xlsx_parts({"<sheetData/>"});
  parts[2].text += std::string(65'000'000, ' ');
  BOOST_TEST(refusal(zip_file(parts)) ==
             "! its part xl/workbook.xml is larger than 64 MB unpacked, which is the most it "
             "may be");
}

BOOST_AUTO_TEST_CASE(entities_depth_and_long_tags_are_refused) {
  const std::string laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w>&b;</w>";
  const std::string outside = "<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><w/>";
  for (const std::string& text : {laughs, outside})
    BOOST_TEST(refusal(with_sheet_part(text)) ==
               "! its part xl/worksheets/sheet1.xml declares a document type, as no spreadsheet program does");
  BOOST_TEST(refusal(xlsx_file({repeated_text(200, "<a>") + repeated_text(200, "</a>")})) ==
             "! its part xl/worksheets/sheet1.xml has more than 128 elements inside one another");
  for (const std::string& text :
       {"<a b=\"" + std::string(5'000'000, 'x') + "\"/>", "<!--" + std::string(5'000'000, 'x') + "-->"})
    BOOST_TEST(refusal(xlsx_file({text})) ==
               "! its part xl/worksheets/sheet1.xml has a tag or a comment of more than 4 MB");
}

BOOST_AUTO_TEST_CASE(long_texts_and_many_references_to_them_are_refused) {
  const std::string most(1'000'000, 'x');
  BOOST_TEST(
      refusal(xlsx_file({"<sheetData><row><c t=\"inlineStr\"><is><t>" + most + "y</t></is></c></row></sheetData>"})) ==
      "! the cell A1 has a text of more than 1000000 bytes, which is the most a cell may have");
  BOOST_TEST(refusal(xlsx_file({"<sheetData><row><c t=\"str\"><v>" + most + "y</v></c></row></sheetData>"})) ==
             "! the cell A1 has a text of more than 1000000 bytes, which is the most a cell may have");
  BOOST_TEST(refusal(xlsx_file({"<sheetData/>", "<si><t>" + most + "y</t></si>"})) ==
             "! shared text 1 has a text of more than 1000000 bytes, which is the most a cell may have");
  const std::string row = "<row>" + repeated_text(16'384, "<c t=\"s\"><v>0</v></c>") + "</row>";
  BOOST_TEST(refusal(xlsx_file({"<sheetData>" + row + "</sheetData>", "<si><t>" + most + "</t></si>"})) ==
             "! row 1 has more than 32 MB of text, which is the most a row may have");
}

BOOST_AUTO_TEST_CASE(repeated_rows_and_merged_cells_are_bounded) {
  const std::string most(1'000'000, 'x');
  const std::string cell =
      R"(<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>)";
  const auto file = [&](std::size_t columns) {
    return ods_file("<table:table-row table:number-rows-repeated=\"1000000\">" +
                    fmt::format(fmt::runtime(cell), columns) + most + "</text:p></table:table-cell></table:table-row>");
  };
  BOOST_TEST(refusal(file(16'384)) == "! row 1 has more than 32 MB of text, which is the most a row may have");
  const std::string bytes = file(30);
  const spanne::records::MemoryBytes source(bytes);
  auto workbook = spanne::records::Workbook::open(source);
  auto rows = std::get<0>(workbook)->open_sheet(1);
  spanne::records::SourceRow row;
  std::size_t count = 0;
  while (std::get<0>(rows)->next(row) == spanne::records::RowSource::Next::row) ++count;
  BOOST_TEST(count == 133U);
  BOOST_TEST(std::get<0>(rows)->failure().message ==
             "up to row 134 the sheet has more than 1000 million cells or 4 GB of text, which is the most it may have");
  const std::string merged =
      "<sheetData><row><c t=\"inlineStr\"><is><t>" + std::string(10'000, 'x') +
      "</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
  BOOST_TEST(refusal(xlsx_file({merged})) == "! row 1 has more than 32 MB of text, which is the most a row may have");
}

BOOST_AUTO_TEST_SUITE_END()

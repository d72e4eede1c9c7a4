// Sheets of Office Open XML, made to measure.
#include <boost/test/unit_test.hpp>

#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::test;

namespace {

struct SheetCase {
  std::string sheet, rows;
};

/// A sheet of one row and one cell, with styles for every kind of format.
std::string one_cell(const std::string& cell, const std::string& strings = "") {
  const std::string styles =
      R"(<numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00\ [$€-407]"/>)"
      R"(<numFmt numFmtId="166" formatCode="00000"/><numFmt numFmtId="167" formatCode="0&quot;%&quot;"/></numFmts>)"
      R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="10"/>)"
      R"(<xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="167"/></cellXfs>)";
  return shown_sheet(xlsx_file({"<sheetData><row r=\"1\">" + cell + "</row></sheetData>", strings, styles}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xlsx)

BOOST_AUTO_TEST_CASE(every_kind_of_cell) {
  const std::string strings =
      "<si><t>Anna</t></si><si><r><t xml:space=\"preserve\">Mül</t></r><r><rPr><b/></rPr><t>ler &amp; Co</t></r></si>"
      "<si><t>東京</t><rPh sb=\"0\" "
      "eb=\"2\"><t>トウキョウ</t></rPh></si><si><t>a_x000D_\nb_x005F_x0041_</t></si><si><t> </t></si>";
  for (const auto& [cell, row] : {
           SheetCase{R"(<c r="A1"><v>1234.5</v></c>)", "1:n 1234.5\n"},
           {R"(<c r="A1" t="n"><v>2.6749999999999998</v></c>)", "1:n 2.675\n"},
           {R"(<c r="A1"><v>1.5E3</v></c>)", "1:n 1500\n"},
           {R"(<c r="A1" t="s"><v>0</v></c>)", "1:t Anna\n"},
           {R"(<c r="A1" t="s"><v>1</v></c>)", "1:t Müller & Co\n"},
           {R"(<c r="A1" t="s"><v>2</v></c>)", "1:t 東京\n"},
           {R"(<c r="A1" t="s"><v>3</v></c>)", "1:t a\nb_x0041_\n"},
           {R"(<c r="A1" t="s"><v>4</v></c>)", ""},
           {R"(<c r="A1" t="s"><v>5</v></c>)",
            "! it is cut off or damaged: the cell A1 refers to a text that is not there"},
           {R"(<c r="A1" t="inlineStr"><is><t>in </t></is></c>)", "1:t in \n"},
           {R"(<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>)", "1:t ab\n"},
           {R"(<c r="A1" t="str"><f>"x"&amp;1</f><v>x1</v></c>)", "1:t x1\n"},
           {R"(<c r="A1" t="str"><f>""</f><v></v></c>)", ""},
           {R"(<c r="A1" t="b"><v>1</v></c>)", "1:b yes\n"},
           {R"(<c r="A1" t="b"><v>0</v></c>)", "1:b no\n"},
           {R"(<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>)", "1:e #DIV/0!\n"},
           {R"(<c r="A1"><f>SUM(B1:B2)</f></c>)", "1:e a formula without a stored result\n"},
           {R"(<c r="A1"><f>SUM(B1:B2)</f><v></v></c>)", "1:e a formula without a stored result\n"},
           {R"(<c r="A1"><f>SUM(B1:B2)</f><v>7</v></c>)", "1:n 7\n"},
           {R"(<c r="A1" t="d"><v>2026-06-30T00:00:00</v></c>)", "1:d 2026-06-30\n"},
           {R"(<c r="A1" t="d"><v>2026-06-31</v></c>)", "1:e 2026-06-31, which is no date\n"},
           {R"(<c r="A1"><v>twelve</v></c>)", "1:e twelve, which is no number\n"},
           {R"(<c r="A1" t="x"><v>1</v></c>)",
            "! it is cut off or damaged: the cell A1 is of a type that does not exist"},
           {R"(<c r="A1"/>)", ""},
       })
    BOOST_TEST(one_cell(cell, strings) == row, cell);
}

BOOST_AUTO_TEST_CASE(number_formats) {
  for (const auto& [cell, row] : {
           SheetCase{R"(<c r="A1" s="1"><v>46203</v></c>)", "1:d 2026-06-30\n"},
           {R"(<c r="A1" s="5"><v>46203.586805555555</v></c>)", "1:d 2026-06-30 14:05:00\n"},
           {R"(<c r="A1" s="5"><v>46203.999999999</v></c>)", "1:d 2026-07-01\n"},
           {R"(<c r="A1" s="6"><v>0.58680555555555558</v></c>)", "1:t 14:05:00\n"},
           {R"(<c r="A1" s="7"><v>1.5</v></c>)", "1:t 36:00:00\n"},
           {R"(<c r="A1" s="1"><v>60</v></c>)",
            "1:e 60 with a date's format, which is 29 February 1900, a day that never was\n"},
           {R"(<c r="A1" s="1"><v>59</v></c>)", "1:d 1900-02-28\n"},
           {R"(<c r="A1" s="1"><v>61</v></c>)", "1:d 1900-03-01\n"},
           {R"(<c r="A1" s="1"><v>1</v></c>)", "1:d 1900-01-01\n"},
           {R"(<c r="A1" s="1"><v>0</v></c>)",
            "1:e 0 with a date's format, which is before the first day, 1 January 1900\n"},
           {R"(<c r="A1" s="1"><v>-1</v></c>)", "1:e -1 with a date's format, which is before the first day\n"},
           {R"(<c r="A1" s="1"><v>2958465</v></c>)", "1:d 9999-12-31\n"},
           {R"(<c r="A1" s="1"><v>2958466</v></c>)",
            "1:e 2958466 with a date's format, which is after the year 9999\n"},
           {R"(<c r="A1" s="2"><v>1234.56</v></c>)", "1:n 1234.56 EUR\n"},
           {R"(<c r="A1" s="3"><v>1234</v></c>)", "1:t 01234\n"},
           {R"(<c r="A1" s="3"><v>1234567</v></c>)", "1:t 1234567\n"},
           {R"(<c r="A1" s="3"><v>-5</v></c>)", "1:n -5\n"},
           {R"(<c r="A1" s="4"><v>0.12345</v></c>)", "1:n 12.345 %\n"},
           {R"(<c r="A1" s="4"><v>0.15417100000000003</v></c>)", "1:n 15.4171 %\n"},
           {R"(<c r="A1" s="8"><v>12</v></c>)", "1:n 12 %\n"},
           {R"(<c r="A1" s="1" t="inlineStr"><is><t>30.06.2026</t></is></c>)", "1:t 30.06.2026\n"},
           {R"(<c r="A1" s="9"><v>1</v></c>)",
            "! it is cut off or damaged: the cell A1 refers to a format that is not there"},
       })
    BOOST_TEST(one_cell(cell) == row, cell);
}

BOOST_AUTO_TEST_CASE(days_from_1904) {
  XlsxText text;
  text.styles = R"(<cellXfs><xf numFmtId="14"/></cellXfs>)";
  text.sheet = "<sheetData><row><c><v>0</v></c><c><v>44741</v></c><c><v>60</v></c></row></sheetData>";
  text.workbook_properties = "<workbookPr date1904=\"1\"/>";
  BOOST_TEST(shown_sheet(xlsx_file(text)) == "1:d 1904-01-01|d 2026-06-30|d 1904-03-01\n");
}

BOOST_AUTO_TEST_CASE(places) {
  for (
      const auto& [sheet, rows] : {
          SheetCase{
              R"(<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="9"><c r="A9"><v>3</v></c></row>)",
              "3:-|n 1|-|n 2\n9:n 3\n"},
          {R"(<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>)", "1:n 1|-|n 2\n3:n 3\n"},
          {R"(<row><c r="C5"><v>1</v></c><c><v>2</v></c></row>)", "5:-|-|n 1|n 2\n"},
          {R"(<row r="1"><c r="XFD1"><v>1</v></c></row>)", "1:" +
                                                               [] {
                                                                 std::string cells;
                                                                 for (int i = 0; i < 16'383; ++i) cells += "-|";
                                                                 return cells;
                                                               }() +
                                                               "n 1\n"},
          {R"(<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>)",
           "2:n 1\n! it is cut off or damaged: its row 1 comes after row 2"},
          {R"(<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)",
           "! it is cut off or damaged: its row 1 has a cell \"A1\""},
          {R"(<row r="1"><c r="A2"><v>1</v></c></row>)", "! it is cut off or damaged: its row 1 has a cell \"A2\""},
          {R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)", "! it is cut off or damaged: its row 1 has a cell \"XFE1\""},
          {R"(<row r="1048577"><c><v>1</v></c></row>)", "! it is cut off or damaged: it has a row 1048577"},
          {"", ""},
      })
    BOOST_TEST(shown_sheet(xlsx_file({"<sheetData>" + sheet + "</sheetData>"})) == rows, sheet);
}

BOOST_AUTO_TEST_CASE(prefixes_and_the_strict_edition) {
  const std::string sheet = "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><y:c><y:v>2</y:v></y:c></x:row></x:sheetData>";
  const std::string strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  BOOST_TEST(shown_sheet(xlsx_file({sheet, "", "", "", "xmlns:x=\"" + strict + "\" xmlns:y=\"urn:other\"", "x:"})) ==
             "1:n 1\n");
  auto parts = xlsx_parts({"<sheetData><row><c t=\"d\"><v>2026-06-30</v></c><c t=\"s\"><v>0</v></c></row></sheetData>",
                           "<si><t>a</t></si>"});
  for (ZipPart& part : parts)
    for (const auto& [transitional, other] :
         {std::pair(sheet_space, strict),
          std::pair(relation_space, std::string("http://purl.oclc.org/ooxml/officeDocument/relationships"))})
      for (auto at = part.text.find(transitional); at != std::string::npos; at = part.text.find(transitional))
        part.text.replace(at, transitional.size(), other);
  BOOST_TEST(shown_sheet(zip_file(parts)) == "1:d 2026-06-30|t a\n");
}

BOOST_AUTO_TEST_CASE(merged_cells) {
  const std::string cells =
      R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Region</t></is></c><c r="B1" t="inlineStr"><is><t>Sales</t></is></c></row>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>North</t></is></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>)"
      R"(<row r="3"><c r="A3"/><c r="B3"><v>3</v></c></row><row r="4"><c r="A4"/></row>)"
      R"(<row r="5"><c r="B5"><v>5</v></c></row>)";
  const std::string merged =
      R"(<mergeCells count="3"><mergeCell ref="B1:C1"/><mergeCell ref="A2:A4"/><mergeCell ref="B9:B9"/></mergeCells>)";
  BOOST_TEST(shown_sheet(xlsx_file({"<sheetData>" + cells + "</sheetData>" + merged}), 1, true) ==
             "1:t Region|t Sales|<t Sales\n2:t North|n 1|n 2\n3:t North|n 3\n5:-|n 5\n"
             "2 merged cells (the first is B1:C1) count for every row and every head they span\n");
  const std::string overlapping = R"(<mergeCells><mergeCell ref="A1:XFD2"/><mergeCell ref="B1:B3"/></mergeCells>)";
  BOOST_TEST(shown_sheet(xlsx_file({"<sheetData>" + cells + "</sheetData>" + overlapping})) ==
             "! it is cut off or damaged: merged cells overlap");
}

BOOST_AUTO_TEST_CASE(what_is_to_be_said_about_a_sheet) {
  const std::string sheet =
      R"(<cols><col min="2" max="2" hidden="1"/><col min="4" max="16384" hidden="true"/></cols><sheetData>)"
      R"(<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1234567890123456</v></c></row>)"
      R"(<row r="3" hidden="1"><c r="A3"><f>A1</f></c></row><row r="4" hidden="1"><c r="A4"/></row></sheetData>)";
  BOOST_TEST(
      shown_sheet(xlsx_file({sheet}), 1, true) ==
      "1:n 1\n2:-|n 1234567890123460\n3:e a formula without a stored result\n"
      "2 hidden rows (the first is row 1) are read like the others\n"
      "1 hidden column (B) is read like the others\n"
      "1 cell has a formula without a stored result (first A3): open the file in a spreadsheet program, save it, "
      "and try again\n"
      "1 cell has a number of more than 15 digits (first B2), which is rounded to 15 as spreadsheet programs do: "
      "store long numbers as text\n");
}

BOOST_AUTO_TEST_SUITE_END()

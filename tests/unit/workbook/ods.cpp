// Sheets of OpenDocument, made to measure.
#include <boost/test/unit_test.hpp>

#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::test;

namespace {

struct OdsCase {
  std::string text, rows;
};

std::string row_of(const std::string& cells) { return "<table:table-row>" + cells + "</table:table-row>"; }

/// A cell with attributes of its value and its content.
std::string ods_cell(const std::string& attributes, const std::string& content = "") {
  return "<table:table-cell " + attributes + ">" + content + "</table:table-cell>";
}

const std::string five = ods_cell(R"(office:value-type="float" office:value="5")", "<text:p>5</text:p>");

}  // namespace

BOOST_AUTO_TEST_SUITE(ods)

BOOST_AUTO_TEST_CASE(every_kind_of_cell) {
  const auto number = [](const std::string& value, const std::string& shown) {
    return ods_cell("office:value-type=\"float\" office:value=\"" + value + "\"", "<text:p>" + shown + "</text:p>");
  };
  for (
      const auto& [cell, row] : {
          OdsCase{number("2.6749999999999998", "2,675"), "1:n 2.675\n"},
          {number("1E+020", "100000000000000000000"), "1:n 100000000000000000000\n"},
          {number("1234", "01234"), "1:t 01234\n"},
          {number("1235", "01234"), "1:n 1235\n"},
          {number("0", "0"), "1:n 0\n"},
          {number("0", "000"), "1:t 000\n"},
          {number("1200", "1.200 T€"), "1:n 1200 T€\n"},
          {number("1200", "T€ 1.200"), "1:n 1200 T€\n"},
          {number("1234567", "1.235 T€"),
           "1:e 1234567, shown as \"1.235 T€\", which leaves open what it counts: show the number without T€\n"},
          {number("12", "12 €"), "1:n 12 EUR\n"},
          {number("12", "12%"), "1:n 12 %\n"},
          {number("12", "12 Stück"), "1:n 12\n"},
          {number("1", "WAHR"), "1:b yes\n"},
          {number("0", "FALSE"), "1:b no\n"},
          {number("abc", "abc"), "1:e abc, which is no number\n"},
          {ods_cell(R"(office:value-type="percentage" office:value="0.1275")"), "1:n 12.75 %\n"},
          {ods_cell(R"(office:value-type="currency" office:currency="EUR" office:value="5.5")"), "1:n 5.5 EUR\n"},
          {ods_cell(R"(office:value-type="currency" office:currency="€" office:value="5.5")"), "1:n 5.5 EUR\n"},
          {ods_cell(R"(office:value-type="currency" office:value="5.5")"), "1:n 5.5\n"},
          {ods_cell(R"(office:value-type="date" office:date-value="2026-06-30")"), "1:d 2026-06-30\n"},
          {ods_cell(R"(office:value-type="date" office:date-value="2026-06-30T14:05:00.000000001")"),
           "1:d 2026-06-30 14:05:00\n"},
          {ods_cell(R"(office:value-type="date" office:date-value="30.06.2026")"),
           "1:e 30.06.2026, which is no date\n"},
          {ods_cell(R"(office:value-type="time" office:time-value="PT14H05M00S")"), "1:t 14:05:00\n"},
          {ods_cell(R"(office:value-type="time" office:time-value="PT36H00M00.5S")"), "1:t 36:00:00\n"},
          {ods_cell(R"(office:value-type="time" office:time-value="P1D")"), "1:e P1D, which is no time\n"},
          {ods_cell(R"(office:value-type="boolean" office:boolean-value="true")"), "1:b yes\n"},
          {ods_cell(R"(office:value-type="boolean" office:boolean-value="false")"), "1:b no\n"},
          {ods_cell(R"(office:value-type="boolean" office:value="true")"), "1:b yes\n"},  // pandas
          {ods_cell(R"(office:value-type="string")",
                    "<text:p>a<text:s text:c=\"3\"/>b  c\n d</text:p><text:p>e</text:p>"),
           "1:t a   b c d\ne\n"},
          {ods_cell(R"(office:value-type="string")", "<text:p>M<text:span>ül</text:span><text:a>ler</text:a></text:p>"),
           "1:t Müller\n"},
          {ods_cell(
               R"(office:value-type="string")",
               "<office:annotation><text:p>a comment</text:p></office:annotation><text:p>seen<text:note>n</text:note>"
               "</text:p><draw:frame><text:p>drawn</text:p></draw:frame>"),
           "1:t seen\n"},
          {ods_cell(R"(office:value-type="string" office:string-value="stored")", "<text:p>shown</text:p>"),
           "1:t stored\n"},
          {ods_cell(
               R"(table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error")",
               "<text:p>#DIV/0!</text:p>"),
           "1:e #DIV/0!\n"},
          {ods_cell(R"(table:formula="of:=A1")"), "1:e a formula without a stored result\n"},
          {ods_cell(R"(table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value="")"), ""},
          {ods_cell(R"(office:value-type="void")"), "1:e a value of the unknown type void\n"},
          {ods_cell(R"(office:value-type="string")", "<text:p> </text:p>"), ""},
          {"<table:table-cell/>", ""},
      })
    BOOST_TEST(shown_sheet(ods_file(row_of(cell))) == row, cell);
}

BOOST_AUTO_TEST_CASE(repeated_rows_and_cells) {
  const std::string end = R"(<table:table-row table:number-rows-repeated="1048576"><table:table-cell )"
                          R"(table:number-columns-repeated="16384"/></table:table-row>)";
  const std::string twice = R"(<table:table-cell office:value-type="float" office:value="7" )"
                            R"(table:number-columns-repeated="2"/>)";
  for (const auto& [text, rows] : {
           OdsCase{row_of(five + R"(<table:table-cell table:number-columns-repeated="2"/>)" + five) + end,
                   "1:n 5|-|-|n 5\n"},
           {row_of(twice + "<table:table-cell table:number-columns-repeated=\"16382\"/>") + end, "1:n 7|n 7\n"},
           {"<table:table-row table:number-rows-repeated=\"3\">" + five + "</table:table-row>" + end + row_of(""),
            "1:n 5\n2:n 5\n3:n 5\n"},
           {R"(<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>)" + row_of(five),
            "5:n 5\n"},
           {"<table:table-header-rows>" + row_of(five) + "</table:table-header-rows><table:table-row-group>" +
                row_of(five) + "</table:table-row-group>",
            "1:n 5\n2:n 5\n"},
           {"<table:table-row table:number-rows-repeated=\"1048577\">" + five + "</table:table-row>",
            "! it is cut off or damaged: it has more than 1048576 rows"},
           {row_of(R"(<table:table-cell table:number-columns-repeated="16384"/>)" + five),
            "! it is cut off or damaged: its row 1 has more than 16384 cells"},
           {"<table:shapes><draw:frame><table:table><table:table-row>" + five +
                "</table:table-row></table:table></draw:frame></table:shapes>" + row_of(five),
            "1:n 5\n"},
       })
    BOOST_TEST(shown_sheet(ods_file(text)) == rows, text);
}

BOOST_AUTO_TEST_CASE(merged_and_hidden) {
  const std::string text = [](const char* word, const char* spans) {
    return ods_cell(std::string(R"(office:value-type="string" )") + spans,
                    std::string("<text:p>") + word + "</text:p>");
  }("North", R"(table:number-rows-spanned="3" table:number-columns-spanned="1")");
  const std::string head =
      ods_cell(R"(office:value-type="string" table:number-columns-spanned="2")", "<text:p>Sales</text:p>");
  const std::string covered = "<table:covered-table-cell/>";
  const std::string hidden_value = "<table:covered-table-cell office:value-type=\"float\" office:value=\"9\"/>";
  BOOST_TEST(shown_sheet(ods_file(R"(<table:table-column/><table:table-column table:visibility="collapse"/>)" +
                                  row_of("<table:table-cell/>" + head + covered) + row_of(text + five) +
                                  "<table:table-row table:visibility=\"filter\">" + hidden_value + five +
                                  "</table:table-row>" + row_of(covered) + row_of("<table:table-cell/>" + five)),
                         1, true) ==
             "1:-|t Sales|<t Sales\n2:t North|n 5\n3:t North|n 5\n5:-|n 5\n"
             "1 hidden row (row 3) is read like the others\n1 hidden column (B) is read like the others\n"
             "2 merged cells (the first is B1:C1) count for every row and every head they span\n");
}

BOOST_AUTO_TEST_CASE(sheets_and_what_is_none) {
  const std::string style =
      R"(<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>)";
  const std::string bytes = zip_file(ods_parts(
      R"(<table:tracked-changes><table:deletion><table:table table:name="gone"/></table:deletion></table:tracked-changes>)"
      "<table:table table:name=\"One\">" +
          row_of(five) + "</table:table>" +
          R"(<table:table table:name="'file:///x.ods'#S"/><table:table table:name="Two" table:style-name="ta2">)" +
          row_of(five + five) +
          "</table:table><table:dde-links><table:dde-link><table:table/></table:dde-link></table:dde-links>",
      style));
  const spanne::records::MemoryBytes source(bytes);
  auto workbook = spanne::records::Workbook::open(source);
  BOOST_REQUIRE(workbook.index() == 0);
  BOOST_TEST(spanne::records::listed_sheets(std::get<0>(workbook)->sheets()) == "1 One, 2 Two (hidden)");
  BOOST_TEST(shown_sheet(bytes, 1) == "1:n 5\n");
  BOOST_TEST(shown_sheet(bytes, 2) == "1:n 5|n 5\n");
}

BOOST_AUTO_TEST_SUITE_END()

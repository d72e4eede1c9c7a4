// Workbooks as programs write them: openpyxl, pandas, XlsxWriter and LibreOffice.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fmt/format.h>

#include "tests/support/folder.hpp"
#include "tests/support/sheet_text.hpp"

using namespace spanne;        // NOLINT: tests speak of everything
using namespace spanne::test;  // NOLINT

namespace {

/// The files of workbooks.py, and what LibreOffice makes of the first, written once.
struct Written : Folder {
  Written() {
    BOOST_REQUIRE_MESSAGE(
        run(fmt::format("/usr/bin/python3 {}/tests/partners/workbooks.py {}", SPANNE_SOURCE_DIR, path.string())),
        "Python's packages are needed: apt-get install python3-openpyxl python3-pandas python3-odf "
        "python3-xlsxwriter");
    for (const char* format : {"ods", "xls", "fods"}) convert(format, "openpyxl.xlsx");
    fs::create_directory(path / "again");
    BOOST_REQUIRE(office("--convert-to xlsx --outdir again openpyxl.ods"));
  }

  bool run(const std::string& command) const {
    return std::system(fmt::format("cd {} && {} >>output 2>&1", path.string(), command).c_str()) == 0;
  }
  bool office(const std::string& arguments) const {
    return run(fmt::format("soffice -env:UserInstallation=file://{}/profile --headless {}", path.string(), arguments));
  }
  void convert(const std::string& format, const std::string& name) const {
    BOOST_REQUIRE_MESSAGE(office(fmt::format("--convert-to {} {}", format, name)),
                          "LibreOffice is needed: apt-get install libreoffice-calc-nogui");
  }
  std::string sheet(const std::string& name, bool notes = false) const {
    return shown_sheet(contents(file(name)), 1, notes);
  }
};

const Written& written() {
  static const Written files;
  return files;
}

/// The rows of the first sheet that openpyxl writes. LibreOffice computes the formulas in the last row.
std::string expected_rows(const std::string& last) {
  const std::string note(300, 'x');
  return "1:t Account|t Umsatz|t Seit|t Quote|t PLZ|t Aktiv|t Uhrzeit|t Notiz\n"
         "2:t Müller & Söhne|n 2.675 EUR|d 2026-06-30|n 12.75 %|t 01234|b yes|t 14:05:00|t a\nb\n"
         "3:t   Ärzte <1>|n 123456789012.12 EUR|d 2026-06-30 14:05:00|n 7 %|t 80331|b no|-|t " +
         note + "\n4:t 東京|n -0.1 EUR|d 1999-12-31|n 100 %|t 00099|b yes|-|t " + note + "\n5:" + last + "\n";
}

const std::string never_computed = "e a formula without a stored result";
const std::string expected_notes =
    "1 hidden row (row 3) is read like the others\n1 hidden column (E) is read like the others\n"
    "1 merged cell (H3:H4) counts for every row and every head it spans\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(workbooks)

BOOST_AUTO_TEST_CASE(openpyxl) {
  const std::string rows = expected_rows(never_computed + "|" + never_computed + "|-|" + never_computed);
  for (const char* name : {"openpyxl.xlsx", "from_1904.xlsx", "streamed.xlsx"})
    BOOST_TEST(
        written().sheet(name, true) ==
            rows + expected_notes +
                "3 cells have a formula without a stored result (first A5): open the file in a spreadsheet program, "
                "save it, and try again\n",
        name);
  const std::string bytes = contents(written().file("openpyxl.xlsx"));
  const records::MemoryBytes source(bytes);
  auto workbook = records::Workbook::open(source);
  BOOST_TEST(records::listed_sheets(std::get<0>(workbook)->sheets()) == "1 Übersicht 2026, 2 Leer (hidden)");
  BOOST_TEST(shown_sheet(bytes, 2) == "");
}

BOOST_AUTO_TEST_CASE(libreoffice) {
  const std::string rows = expected_rows("t Müller & Söhne|n 5.35 EUR|-|e #DIV/0!");
  BOOST_TEST(written().sheet("again/openpyxl.xlsx", true) == rows + expected_notes);
  // A number that fills its format "00000" by itself is a number.
  std::string in_ods = rows;
  in_ods.replace(in_ods.find("t 80331"), 7, "n 80331");
  BOOST_TEST(written().sheet("openpyxl.ods", true) == in_ods + expected_notes);
  BOOST_TEST(written().sheet("openpyxl.xls") == "! it is a workbook of the older kind (.xls)");
  BOOST_TEST(written().sheet("openpyxl.fods") == "! it is an XML file");
}

BOOST_AUTO_TEST_CASE(pandas) {
  const std::string rows =
      "1:t Account|t Umsatz|t Sites|t Aktiv|t Seit\n2:t Müller|n 0.3|n 3|b yes|d 2026-01-01\n"
      "3:t B|-|n 4|b no|d 2026-01-02 10:00:30\n";
  BOOST_TEST(written().sheet("pandas.xlsx") == rows);
  BOOST_TEST(written().sheet("pandas.ods") == rows);
}

BOOST_AUTO_TEST_CASE(xlsxwriter) {
  BOOST_TEST(written().sheet("xlsxwriter.xlsx") ==
             "1:t Account|t Umsatz|t Seit|t Aktiv\n2:t Kunde 1|n 1.005 EUR|d 2026-01-01|b no\n"
             "3:t Kunde 2|n 2.01 EUR|d 2026-01-02|b yes\n4:t Kunde 3|n 3.015 EUR|d 2026-01-03|b no\n");
}

BOOST_AUTO_TEST_SUITE_END()

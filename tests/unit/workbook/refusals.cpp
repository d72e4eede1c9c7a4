// Which files are workbooks, and what is said about those that are none or are damaged.
#include <boost/test/unit_test.hpp>

#include "records/workbook/recognise.hpp"
#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::records;
using namespace spanne::test;

namespace {

struct FileCase {
  std::string bytes, message;
};

std::string part_file(const std::string& name, const std::string& text = "x") { return zip_file({{name, text}}); }

/// A compound file whose directory names a stream.
std::string compound_file(const std::string& stream) {
  std::string bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  bytes.resize(30);
  bytes += std::string("\x09\x00", 2);
  bytes.resize(48);
  bytes += std::string("\x02\x00\x00\x00", 4);  // the directory is the third sector after the header
  bytes.resize(512 * 3);
  bytes += "R";
  bytes.resize(512 * 3 + 128);
  for (const char letter : stream) bytes += {letter, '\0'};
  bytes.resize(512 * 6);
  return bytes;
}

const std::string small_sheet = "<sheetData><row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row></sheetData>";

std::string recognised(const std::string& bytes) {
  const MemoryBytes source(bytes);
  const auto format = recognise_data(source);
  if (const auto* error = std::get_if<AccountsError>(&format)) return error->message;
  return std::get<DataFormat>(format) == DataFormat::text ? "text" : "workbook";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(files_that_are_no_archive) {
  for (const auto& [bytes, message] : {
           FileCase{"a,b\n1,2\n", "text"},
           {"", "text"},
           {"PK,b\n", "text"},
           {xlsx_file({small_sheet}), "workbook"},
           {compound_file("Workbook"), "it is a workbook of the older kind (.xls)"},
           {compound_file("EncryptedPackage"), "it is protected with a password"},
           {compound_file("WordDocument"), "it is a Word document, not a workbook"},
           {compound_file("PowerPoint Document"), "it is a presentation, not a workbook"},
           {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a workbook of the older kind (.xls)"},
           {"%PDF-1.7\n", "it is a PDF file"},
           {"\xef\xbb\xbf  <HTML><body>", "it is a web page, whatever its name"},
           {"<table><tr>", "it is a web page, whatever its name"},
           {"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "it is an XML file"},
           {"\x1f\x8b\x08", "it is a compressed file (gzip)"},
       })
    BOOST_TEST(recognised(bytes) == message, bytes.substr(0, 20));
}

BOOST_AUTO_TEST_CASE(archives_that_are_no_workbook) {
  const auto main_part = [](const std::string& part) {
    return zip_file({{"_rels/.rels", relations({{"officeDocument", part}})}, {part, "<a/>"}});
  };
  const auto open_document = [](const std::string& type) {
    return part_file("mimetype", "application/vnd.oasis.opendocument." + type);
  };
  const std::string manifest =
      R"(<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>)"
      "<m:encryption-data/></m:file-entry></m:manifest>";
  auto locked = ods_parts("<table:table/>");
  locked.push_back({"META-INF/manifest.xml", manifest});
  auto flagged = xlsx_parts({small_sheet});
  flagged[2].flags = 1;
  auto odd = xlsx_parts({small_sheet});
  odd[6].method = 14;
  auto missing = xlsx_parts({small_sheet});
  missing.pop_back();
  XlsxText no_sheets{small_sheet};
  for (const auto& [bytes, message] : {
           FileCase{main_part("xl/workbook.bin"), "it is a workbook of the binary kind (.xlsb)"},
           {main_part("word/document.xml"), "it is a Word document (.docx), not a workbook"},
           {main_part("ppt/presentation.xml"), "it is a presentation (.pptx), not a workbook"},
           {main_part("other.xml"), "it has no sheet with cells"},
           {open_document("text"), "it is a text document (.odt), not a workbook"},
           {open_document("graphics"), "it is a document, but not a workbook"},
           {open_document("spreadsheet"), "it is cut off or damaged: its part content.xml is missing"},
           {part_file("Index/Document.iwa"), "it is a file of Numbers, Pages or Keynote"},
           {part_file("accounts.CSV"), "it is a zip archive with files in it, not a workbook"},
           {part_file("notes.md"), "it is a zip archive, but not a workbook"},
           {zip_file({}), "it is a zip archive, but not a workbook"},
           {zip_file(locked), "it is protected with a password"},
           {zip_file(flagged), "it is protected with a password"},
           {zip_file(odd), "its part xl/worksheets/sheet1.xml is packed in a way no spreadsheet program uses"},
           {zip_file(missing), "it is cut off or damaged: its part xl/worksheets/sheet1.xml is missing"},
           {zip_file(ods_parts("")), "it has no sheet with cells"},
           {"a,b\n", "it is no workbook"},
       })
    BOOST_TEST(shown_sheet(bytes) == "! " + message);
}

BOOST_AUTO_TEST_CASE(names_that_say_something_else) {
  BOOST_TEST(misnamed(DataFormat::text, "a/b.XLSX").value() ==
             "it is called .xlsx, but is a text file, and is read as one");
  BOOST_TEST(misnamed(DataFormat::workbook, "b.csv").value() ==
             "it is called .csv, but is a workbook, and is read as one");
  for (const char* name : {"a.xlsx", "a.ods", "a", "", "xlsx"}) BOOST_TEST(!misnamed(DataFormat::workbook, name));
  for (const char* name : {"a.csv", "a.tsv", "a.dat", "-", "csv"}) BOOST_TEST(!misnamed(DataFormat::text, name));
}

BOOST_AUTO_TEST_CASE(larger_archives_stored_parts_and_other_spellings) {
  const XlsxText text{small_sheet, "<si><t>a</t></si>"};
  const std::string rows = "1:n 1|t a\n";
  auto parts = xlsx_parts(text);
  BOOST_TEST(shown_sheet(zip_file(parts)) == rows);
  BOOST_TEST(shown_sheet(zip_file(parts, true)) == rows);
  BOOST_TEST(shown_sheet(zip_file(parts) + "after the end") == rows);
  for (ZipPart& part : parts) part.stored = true;
  BOOST_TEST(shown_sheet(zip_file(parts)) == rows);
  parts[6].name = "XL\\Worksheets\\Sheet1.XML";
  BOOST_TEST(shown_sheet(zip_file(parts)) == rows);
  parts = xlsx_parts(text);
  parts[6].text = "\xff\xfe";  // UTF-16
  const std::string narrow = xlsx_parts(text)[6].text;
  for (const char letter : narrow) parts[6].text += {letter, '\0'};
  const std::size_t encoding = parts[6].text.find(std::string("U\0T\0F\0-\0008\0", 10));
  parts[6].text.replace(encoding, 10, std::string("U\0T\0F\0-\0001\0006\0", 12));
  BOOST_TEST(shown_sheet(zip_file(parts)) == rows);
}

BOOST_AUTO_TEST_CASE(directories_that_do_not_tell_the_truth) {
  const auto with = [](auto change) {
    auto parts = xlsx_parts({small_sheet, "<si><t>a</t></si>"});
    change(parts[6]);
    return shown_sheet(zip_file(parts));
  };
  const std::string unpacked = "! it is cut off or damaged: its part xl/worksheets/sheet1.xml cannot be unpacked";
  BOOST_TEST(with([](ZipPart& part) { part.size = 10; }) == unpacked);
  BOOST_TEST(with([](ZipPart& part) { part.size = 100'000; }) == unpacked);
  BOOST_TEST(with([](ZipPart& part) { part.checksum = 1; }) == unpacked);
  BOOST_TEST(with([](ZipPart& part) { part.packed_size = 10; }) == unpacked);
  BOOST_TEST(with([](ZipPart& part) { part.packed_size = 100'000; }) ==
             "! it is cut off or damaged: parts of it overlap");
  BOOST_TEST(with([](ZipPart& part) { part.offset = 0; }) == "! it is cut off or damaged: parts of it overlap");
  BOOST_TEST(with([](ZipPart& part) { part.name = "xl/styles.xml"; }) ==
             "! it is cut off or damaged: it has two parts called xl/styles.xml");
}

/// Every shorter file, and every file with one byte changed, gives the same rows or an error; never others.
BOOST_AUTO_TEST_CASE(cut_off_and_changed_anywhere) {
  for (const std::string& whole : {xlsx_file({small_sheet, "<si><t>Anna</t></si>"}),
                                   ods_file("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a"
                                            "</text:p></table:table-cell></table:table-row>")}) {
    const std::string rows = shown_sheet(whole);
    BOOST_TEST_REQUIRE(rows.find('!') == std::string::npos);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::string seen = shown_sheet(whole.substr(0, size));
      if (seen.find('!') == std::string::npos) BOOST_ERROR("cut after " << size << ": " << seen);
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ (at % 2 == 0 ? 1 : 0x20));
      const std::string seen = shown_sheet(changed);
      if (seen != rows && seen.find('!') == std::string::npos) BOOST_ERROR("changed at " << at << ": " << seen);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_sheet_that_is_meant) {
  const std::vector<WorkbookSheet> sheets{{"Accounts", false}, {"Übersicht", true}, {"1", false}};
  const auto meant = [&](std::string_view wanted) -> std::string {
    const auto found = find_sheet(sheets, wanted);
    if (const auto* error = std::get_if<AccountsError>(&found)) return error->message;
    return std::to_string(std::get<std::size_t>(found));
  };
  BOOST_TEST(meant("Accounts") == "1");
  BOOST_TEST(meant("übersicht") == "2");
  BOOST_TEST(meant("1") == "3");
  BOOST_TEST(meant("2") == "2");
  for (const char* wanted : {"0", "4", "-1", "", "Account"})
    BOOST_TEST(meant(wanted) ==
               "it has no sheet " + std::string(wanted) + "; its sheets are 1 Accounts, 2 Übersicht (hidden), 3 1");
}

BOOST_AUTO_TEST_SUITE_END()

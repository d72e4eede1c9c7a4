// A merged cell over several columns names each of them, but its value counts once.
#include <boost/test/unit_test.hpp>

#include "records/tables/typed_table.hpp"
#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::records;
using namespace spanne::test;

BOOST_AUTO_TEST_SUITE(merged_data)

BOOST_AUTO_TEST_CASE(values_from_the_left_are_faults) {
  const auto word = [](const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; };
  const std::string bytes =
      xlsx_file({"<sheetData><row>" + word("id") + word("Sales") + "</row><row>" + word("A") +
                 "<c><v>5</v></c></row></sheetData><mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell "
                 "ref=\"B2:C2\"/></mergeCells>"});
  const MemoryBytes source(bytes);
  auto workbook = Workbook::open(source);
  auto rows = std::get<0>(workbook)->open_sheet(1);
  std::string text;
  TableReader reader;
  reader.judge.fit = [](const std::vector<std::string>& heads) {
    return HeadFit{heads[0] == "id" ? 3U : 0U, heads[0] == "id"};
  };
  reader.judge.is_known = [](const std::string& head) { return head == "id"; };
  reader.number_columns = [](const std::vector<std::string>& heads) { return std::vector<bool>(heads.size()); };
  const auto table = write_typed_table(*std::get<0>(rows), reader, [&](std::string_view piece) { text += piece; });
  BOOST_TEST(table.index() == 0U);
  BOOST_TEST(text ==
             ",id,Sales,Sales\n2,A,5,\"\x01"
             "5, of a merged cell that spans several columns\"\n");
}

BOOST_AUTO_TEST_SUITE_END()

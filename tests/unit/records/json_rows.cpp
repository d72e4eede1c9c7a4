// Tables in JSON: what is read, what is refused and in which words.
#include "records/sources/json_rows.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "records/sources/plain_decimal.hpp"
#include "records/sources/source_format.hpp"

BOOST_AUTO_TEST_SUITE(json_rows)

using namespace spanne::records;

namespace {

/// Hands a text over a few bytes at a time.
ReadBytes reader(std::string text) {
  return [text = std::move(text)](std::size_t offset, char* out, std::size_t size) -> std::optional<std::size_t> {
    if (offset >= text.size()) return 0;
    const std::size_t count = std::min(size, text.size() - offset);
    std::memcpy(out, text.data() + offset, count);
    return count;
  };
}

const char* kind_name(SourceCell::Kind kind) {
  switch (kind) {
    case SourceCell::Kind::empty: return "";
    case SourceCell::Kind::text: return "text ";
    case SourceCell::Kind::number: return "number ";
    case SourceCell::Kind::boolean: return "boolean ";
    case SourceCell::Kind::date: return "date ";
    case SourceCell::Kind::error: break;
  }
  return "error ";
}

std::string line_of(const SourceRow& row, std::size_t width) {
  std::string line = fmt::format("{}:", row.line);
  for (std::size_t i = 0; i < width; ++i) {
    const SourceCell cell = i < row.cells.size() ? row.cells[i] : SourceCell{};
    line += fmt::format(" {}{}|", kind_name(cell.kind), cell.text);
  }
  return line;
}

/// The heads and rows of a text, a line each; or its fault.
std::string read(const std::string& text) {
  auto opened = open_json_rows(reader(text));
  if (const auto* error = std::get_if<AccountsError>(&opened)) return error->message;
  RowSource& rows = *std::get<0>(opened);
  const auto heads = rows.heads().value();
  std::string result = fmt::format("{}", fmt::join(heads, ","));
  SourceRow row;
  RowSource::Next next = RowSource::Next::row;
  while ((next = rows.next(row)) == RowSource::Next::row) result += "\n" + line_of(row, heads.size());
  if (next == RowSource::Next::failed) return rows.failure().message;
  for (const auto& note : rows.notes()) result += "\n" + note;
  return result;
}

struct Case {
  std::string text, expected;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [text, expected] : cases) { BOOST_TEST_CONTEXT(text) BOOST_TEST(read(text) == expected); }
}

}  // namespace

BOOST_AUTO_TEST_CASE(shapes_of_files) {
  const std::string two = "a,b\n1: text x| number 1|\n2: text y| number 2|";
  check({
      {"{\"a\": \"x\", \"b\": 1}\n{\"a\": \"y\", \"b\": 2}\n", two},
      {"\xEF\xBB\xBF{\"a\": \"x\", \"b\": 1}\r\n{\"b\": 2, \"a\": \"y\"}", two},
      {"[{\"a\": \"x\", \"b\": 1},\n{\"a\": \"y\", \"b\": 2}]\n", two},
      {"{\"version\": \"1\", \"x\": null, \"rows\": [{\"a\": \"x\", \"b\": 1},\n{\"a\": \"y\", \"b\": 2}\n], \"n\": 2}",
       two},
      {"{\"totalSize\":1,\"records\":[\n{\"a\": {\"rows\": [1]}}]}", "a\n2: error an object, not a value|"},
      // An object that has more than single values before its list is a row.
      {"{\"a\": {}, \"rows\": [{}]}", "a,rows\n1: error an object, not a value| error a list, not a value|"},
      {"\n\n{\n\"a\": 1}\n{\n\"a\": 2\n}", "a\n3: number 1|\n5: number 2|"},
      {"[{\"a\": 1}, {\"a\": 2}]",
       "a\n1: number 1|\n2: number 2|\nseveral objects stand in one line, so that line 5 means the fifth object"},
  });
}

BOOST_AUTO_TEST_CASE(columns_by_first_appearance) {
  check({
      {"{\"a\": 1}\n{\"b\": 2, \"a\": 3}\n{}\n{\"c\": null}",
       "a,b,c\n1: number 1| | |\n2: number 3| number 2| |\n3: | | |\n4: | | |"},
      {"{\"a\": 1, \"b\": \"x\"}\n{\"b\": null}", "a,b\n1: number 1| text x|\n2: | |"},
  });
}

BOOST_AUTO_TEST_CASE(values) {
  const auto cell = [](const std::string& value) { return read("{\"a\": " + value + "}"); };
  const std::vector<Case> cases{
      {"true", "boolean yes|"},
      {"false", "boolean no|"},
      {"0", "number 0|"},
      {"-7", "number -7|"},
      {"9223372036854775807", "number 9223372036854775807|"},
      {"18446744073709551615", "number 18446744073709551615|"},
      {"123456789012345678901234567890", "number 123456789012345678901234567890|"},
      {"0.1", "number 0.1|"},
      {"123456789012.123456", "number 123456789012.123456|"},
      {"2.50", "number 2.50|"},
      {"1.5e3", "number 1500|"},
      {"1E-7", "number 0.0000001|"},
      {"1e300", "number 1" + std::string(300, '0') + "|"},
      {"1e-999999", "error 1e-999999, a number with too many digits|"},
      {"0e999999", "number 0|"},
      {"\"1.234,50\"", "text 1.234,50|"},
      {"\"\"", "text |"},
      {R"("a\"b\\ \u00e4 \ud83d\ude00")", "text a\"b\\ ä 😀|"},
      {R"("x\u0000y")", "error a text with a zero character|"},
      {"[1, {\"a\": [true]}]", "error a list, not a value|"},
      {"{\"a\": 1}", "error an object, not a value|"},
      {"\"}]{[\"", "text }]{[|"},
  };
  for (const auto& [text, expected] : cases) { BOOST_TEST_CONTEXT(text) BOOST_TEST(cell(text) == "a\n1: " + expected); }
}

BOOST_AUTO_TEST_CASE(faults) {
  check({
      {"", "it is empty"},
      {" \n ", "it is empty"},
      {"[]", "it has no rows"},
      {"{\"rows\": []}", "it has no rows"},
      {"7", "line 1, column 1: there is a number where a list or an object is expected"},
      {"[{\"a\": 1},\n 7]", "line 2, column 2: there is a number where an object, {…}, is expected"},
      {"[[\"a\"], [1]]", "line 1, column 2: there is a list where an object, {…}, is expected"},
      {"[{\"a\": 1},]", "line 1, column 11: there is ] where an object, {…}, is expected"},
      {"[{\"a\": 1}\n{\"a\": 2}]",
       "line 2, column 1: there is {\"a\" where a comma, or ] at the end of the list, is expected"},
      {"[{\"a\": 1}", "line 1, column 10: the file ends where a comma, or ] at the end of the list, is expected"},
      {"[{\"a\": 1}]\n{}", "line 2, column 1: there is { where the end of the file is expected"},
      {"{\"a\": 1},\n{\"a\": 2}", "line 1, column 9: there is a comma where an object, {…}, is expected"},
      {"{\"a\": 1}\n{\"a\": 2", "line 2: the object that begins here is never closed"},
      {"{\"a\": 1\n{\"a\": 2}\n", "line 2, column 1: { is not valid JSON here"},
      {"{\"a\": 1}\n{\"ä\": tru}", "line 2, column 7: tru is not valid JSON here"},
      {"{\"a\": 1,}", "line 1, column 9: } is not valid JSON here"},
      {"{\"a\": 01}", "line 1, column 7: 01 is not valid JSON here"},
      {"{'a': 1}", "line 1, column 2: 'a' is not valid JSON here"},
      {"{\"a\": NaN}", "line 1, column 7: NaN is no value in JSON"},
      {"{\"a\": 1e999999}", "line 1, column 7: 1e999999 is too large a number"},
      {"{\"a\": 1]", "line 1, column 8: ] is not valid JSON here"},
      {"{\"a\": \"\xE4\"}", "line 1: the object is not valid UTF-8, in which JSON is written"},
      {"\xFF\xFE{", "it is JSON in UTF-16, which is not read"},
      {"{\"a\": 1}\n{\"a\": 2, \"b\": 1, \"a\": 2}", "line 2: the name a stands in one object twice"},
      {"{\"rows\": [{\"a\": 1}], }",
       "line 1, column 20: what stands before and after the list of rows is no valid object"},
      {"{\"rows\": [{\"a\": 1}]} {\"rows\": []}",
       "line 1, column 20: what stands before and after the list of rows is no valid object"},
  });
}

BOOST_AUTO_TEST_CASE(bounds) {
  const std::string deep = "{\"a\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  BOOST_TEST(read(deep) == "line 1: the object has more than 100 lists and objects in one another");
  const std::string nested = "{\"a\": " + std::string(99, '[') + std::string(99, ']') + "}";
  BOOST_TEST(read(nested) == "a\n1: error a list, not a value|");
  const std::string endless = "{\"a\": \"" + std::string(6'000'000, 'x');
  BOOST_TEST(read(endless) == "line 1: the object that begins here is never closed");
  std::string wide;
  for (int i = 0; i < 20'000; ++i) wide += fmt::format("{{\"a{}\": 1}}\n", i);
  BOOST_TEST(read(wide) == "line 16385: there are more than 16384 names");
}

/// No beginning of a file passes for the whole of it.
BOOST_AUTO_TEST_CASE(cut_anywhere) {
  const std::string whole =
      "{\"as_of\": \"2026-07-01\", \"rows\": [{\"a\": \"x\\\"y\", \"b\": -1.5e2},\n{\"a\": null, \"b\": [{}]}]}";
  BOOST_TEST(read(whole) == "a,b\n1: text x\"y| number -150|\n2: | error a list, not a value|");
  for (std::size_t size = 0; size < whole.size(); ++size)
    BOOST_TEST_CONTEXT(whole.substr(0, size)) BOOST_TEST(read(whole.substr(0, size)).find('|') == std::string::npos);
}

/// Objects that lie across the pieces in which a file is read.
BOOST_AUTO_TEST_CASE(many_rows) {
  std::string lines, list = "[";
  const std::string padding(700, 'p');
  for (int i = 0; i < 3'000; ++i) {
    const std::string object = fmt::format("{{\"n\": {}, \"t\": \"{}{}\"}}", i, padding, i);
    lines += object + "\n";
    list += (i == 0 ? "" : ",\n") + object;
  }
  const std::string read_lines = read(lines);
  BOOST_TEST(std::count(read_lines.begin(), read_lines.end(), '\n') == 3'000);
  BOOST_TEST(read_lines.ends_with(fmt::format("\n3000: number 2999| text {}2999|", padding)));
  BOOST_TEST((read_lines == read(list + "]")));
}

BOOST_AUTO_TEST_CASE(recognised_by_beginning) {
  for (const char* text : {"{\"a\"", " \n[ {", "[]", "{}", "\xEF\xBB\xBF[{", "[["}) BOOST_TEST(looks_like_json(text));
  for (const char* text : {"", "a,b", "[a];[b]", "{a},b", "[1],[2]", "\"a\",\"b\"", "[", "{"})
    BOOST_TEST(!looks_like_json(text));
}

BOOST_AUTO_TEST_CASE(formats_of_files) {
  const auto format = [](std::string_view name, std::string_view beginning) {
    const auto found = source_format(name, beginning);
    if (const auto* error = std::get_if<AccountsError>(&found)) return error->message;
    return std::string(1, "tjs"[static_cast<int>(std::get<SourceFormat>(found))]);
  };
  using namespace std::string_view_literals;
  BOOST_TEST(format("accounts.csv", "id,sites\n") == "t");
  BOOST_TEST(format("accounts.csv", "") == "t");
  BOOST_TEST(format("accounts.csv", "[{\"id\": 1}]") == "j");
  BOOST_TEST(format("Accounts.JSON", "x") == "j");
  BOOST_TEST(format("a.ndjson", "") == "j");
  BOOST_TEST(format("json", "a,b") == "t");
  BOOST_TEST(format("accounts.csv", "SQLite format 3\0rest"sv) == "s");
  BOOST_TEST(format("accounts.csv", "SQLite format 3 is a head") == "t");
  BOOST_TEST(format("a.parquet", "PAR1\x15\x04"sv) == "it is a Parquet file, which is not read");
  BOOST_TEST(format("a.arrow", "ARROW1\0\0"sv) == "it is an Arrow file, which is not read");
  BOOST_TEST(format("a.db", "12345678DUCK\0"sv) == "it is a database of DuckDB, which is not read");
  BOOST_TEST(format("a.mdb", "\0\1\0\0Standard Jet DB\0"sv) == "it is a database of Access, which is not read");
  BOOST_TEST(format("a.csv", "ORC;PAR1\n1;2\n") == "t");
}

BOOST_AUTO_TEST_CASE(numbers_as_plain_decimals) {
  struct {
    const char *number, *expected;
  } const cases[] = {
      {"0", "0"},          {"-0", "-0"},
      {"12", "12"},        {"1.50", "1.50"},
      {"1,5", "1.5"},      {"1e2", "100"},
      {"1e+2", "100"},     {"1.25e1", "12.5"},
      {"1.25e2", "125"},   {"-1.5e-3", "-0.0015"},
      {"12.5e-1", "1.25"}, {"12.5e-2", "0.125"},
      {"0.05e1", "0.5"},   {"0.05e2", "5"},
      {"1e-400", "none"},  {"1e399", "long"},
      {"1e400", "none"},   {"1e99999999999", "none"},
      {"x", "none"},       {"1.2.3", "none"},
      {"", "none"},        {"1e", "none"},
  };
  for (const auto& [number, expected] : cases) {
    const auto plain = plain_decimal(number);
    const std::string text = !plain ? "none" : plain->size() == longest_decimal ? "long" : *plain;
    BOOST_TEST_CONTEXT(number) BOOST_TEST(text == expected);
  }
}

BOOST_AUTO_TEST_SUITE_END()

// Reads whatever bytes as a workbook: as a file, or as one part of a workbook that is otherwise well made, so that what
// is tried reaches past the unpacking. Nothing may crash, run on for ever or take more memory than the limits allow.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/support/sheet_text.hpp"
#include "tests/support/zip_files.hpp"

using namespace spanne::test;

namespace {

/// By its first letter: which part of a workbook the bytes are.
std::string file_of(char kind, const std::string& bytes) {
  XlsxText text;
  text.sheet = "<sheetData><row><c t=\"s\" s=\"0\"><v>0</v></c><c s=\"1\"><v>46000.5</v></c></row></sheetData>";
  text.strings = "<si><t>a</t></si>";
  text.styles = "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"14\"/></cellXfs>";
  std::vector<ZipPart> parts = xlsx_parts(text);
  const std::string_view kinds = "TRWLPYS";  // in the order of xlsx_parts
  if (const std::size_t part = kinds.find(kind); part != std::string_view::npos) {
    parts[part].text = bytes;
    return zip_file(parts);
  }
  if (kind == 's') return xlsx_file({bytes, text.strings, text.styles});
  if (kind == 'o') return ods_file(bytes);
  if (kind == 'm')
    return zip_file({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
                     {"content.xml", "<a/>"},
                     {"META-INF/manifest.xml", bytes}});
  if (kind == 'f') {
    text.styles = "<numFmts><numFmt numFmtId=\"200\" formatCode=\"" + bytes +
                  "\"/></numFmts><cellXfs><xf numFmtId=\"200\"/><xf numFmtId=\"200\"/></cellXfs>";
    return xlsx_file(text);
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::string file = file_of(static_cast<char>(data[0]), bytes);
  const spanne::records::MemoryBytes source(file);
  auto workbook = spanne::records::Workbook::open(source);
  auto* opened = std::get_if<std::unique_ptr<spanne::records::Workbook>>(&workbook);
  if (opened == nullptr) return 0;
  const std::size_t count = (*opened)->sheets().size();
  if (count == 0) std::abort();
  for (std::size_t number = 1; number <= std::min<std::size_t>(count, 3); ++number) {
    auto sheet = (*opened)->open_sheet(number);
    auto* rows = std::get_if<std::unique_ptr<spanne::records::RowSource>>(&sheet);
    if (rows == nullptr) continue;
    spanne::records::SourceRow row;
    std::size_t last = 0;
    for (int i = 0; i < 2000 && (*rows)->next(row) == spanne::records::RowSource::Next::row; ++i) {
      if (row.line <= last || row.cells.empty()) std::abort();
      last = row.line;
    }
    (void)(*rows)->notes();
  }
  return 0;
}

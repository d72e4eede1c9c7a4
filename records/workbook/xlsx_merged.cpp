#include "records/workbook/xlsx_merged.hpp"

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "records/workbook/limits.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {
namespace {

constexpr std::string_view merged_element = "mergeCell";

class MergedReader : public XmlHandler {
 public:
  explicit MergedReader(MergedCells& merged) : merged_(merged) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!name.is(XmlSpace::sheet, merged_element)) return;
    const auto range = read_cell_range(attributes.find("ref").value_or(""));
    if (!range) return parser->fail(damaged_workbook("a range of merged cells is none"));
    if (++count_ > max_merged_ranges)
      return parser->fail(
          {fmt::format("it has more than {} merged cells, which is the most it may have", max_merged_ranges),
           "split the merged cells, or save the sheet as CSV"});
    merged_.add(*range);
  }
  void end(const XmlName&) override {}

  XmlParser* parser = nullptr;

 private:
  MergedCells& merged_;
  std::size_t count_ = 0;
};

/// Whether the element may be there: the name stands somewhere, or the letters are not single bytes.
std::variant<bool, AccountsError> mentions_merged(const ZipArchive& archive, const ZipEntry& sheet) {
  ZipEntryReader reader(archive.bytes(), sheet, max_unpacked_entry);
  constexpr std::size_t capacity = 65'536;
  std::string piece(merged_element.size() + capacity, ' ');  // the end of the last piece stands before each
  char* const begin = piece.data() + merged_element.size();
  bool found = false;
  for (std::size_t made = reader.read(begin, capacity); made > 0; made = reader.read(begin, capacity)) {
    const std::string_view text(piece.data(), merged_element.size() + made);
    found = found || text.find(merged_element) != std::string_view::npos || text.find('\0') != std::string_view::npos;
    std::copy(text.end() - static_cast<std::ptrdiff_t>(merged_element.size()), text.end(), piece.begin());
    if (found) return true;
  }
  if (reader.failure()) return *reader.failure();
  return found;
}

}  // namespace

std::variant<MergedCells, AccountsError> find_merged_cells(const ZipArchive& archive, const ZipEntry& sheet) {
  auto mentioned = mentions_merged(archive, sheet);
  if (auto* error = std::get_if<AccountsError>(&mentioned)) return std::move(*error);
  MergedCells merged;
  if (!std::get<bool>(mentioned)) return merged;
  MergedReader reader(merged);
  XmlParser parser(archive, sheet, max_unpacked_entry, reader);
  reader.parser = &parser;
  if (parser.advance() == XmlParser::Progress::failed) return parser.failure();
  return merged;
}

}  // namespace spanne::records

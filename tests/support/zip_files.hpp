// Zip files and workbooks made to measure for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>
#include <zlib.h>

namespace spanne::test {

struct ZipPart {
  std::string name, text;
  bool stored = false;
  // What the directory says instead of the truth; -1: the truth.
  std::int64_t size = -1, packed_size = -1, checksum = -1, offset = -1;
  std::uint16_t flags = 0;
  int method = -1;
};

inline void put_16(std::string& out, std::uint64_t value) {
  out += static_cast<char>(value & 0xffU);
  out += static_cast<char>(value >> 8U & 0xffU);
}
inline void put_32(std::string& out, std::uint64_t value) {
  put_16(out, value & 0xffffU);
  put_16(out, value >> 16U & 0xffffU);
}

inline std::string deflated(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// What both headers of a part have in common.
struct PackedPart {
  ZipPart part;
  std::string packed, common;
  std::uint64_t offset = 0;
};

inline PackedPart packed(const ZipPart& part, std::uint64_t offset) {
  PackedPart made{part, part.stored ? part.text : deflated(part.text), "", offset};
  const auto truth = [](std::int64_t told, std::uint64_t real) {
    return told >= 0 ? static_cast<std::uint64_t>(told) : real;
  };
  put_16(made.common, 20);
  put_16(made.common, part.flags);
  put_16(made.common, part.method >= 0 ? static_cast<std::uint64_t>(part.method) : part.stored ? 0 : 8);
  put_32(made.common, 0x52210000);  // a day and time
  const auto* bytes = reinterpret_cast<const Bytef*>(part.text.data());
  put_32(made.common, truth(part.checksum, crc32(0, bytes, static_cast<uInt>(part.text.size()))));
  put_32(made.common, truth(part.packed_size, made.packed.size()));
  put_32(made.common, truth(part.size, part.text.size()));
  put_16(made.common, part.name.size());
  put_16(made.common, 0);
  return made;
}

/// `large`: sizes and places stand where archives beyond 4 GB have them.
inline std::string zip_file(const std::vector<ZipPart>& parts, bool large = false) {
  std::string out, directory;
  for (const ZipPart& part : parts) {
    const PackedPart made = packed(part, out.size());
    out += "PK\x03\x04" + made.common + part.name + made.packed;
    std::string common = made.common, extra;
    if (large) {
      common.replace(14, 8, std::string(8, '\xff'));
      common.replace(24, 2, std::string("\x14\0", 2));
      put_16(extra, 1);
      put_16(extra, 16);
      for (const std::uint64_t size : {part.text.size(), made.packed.size()}) {
        put_32(extra, size);
        put_32(extra, 0);
      }
    }
    directory += "PK\x01\x02";
    put_16(directory, 20);
    directory += common + std::string(10, '\0');  // no comment, first disk, no attributes
    put_32(directory, part.offset >= 0 ? static_cast<std::uint64_t>(part.offset) : made.offset);
    directory += part.name + extra;
  }
  const std::size_t place = out.size();
  out += directory;
  if (large) {
    const std::size_t record = out.size();
    out += "PK\x06\x06" + std::string(20, '\0');
    for (const std::uint64_t value : {parts.size(), parts.size(), directory.size(), place}) {
      put_32(out, value);
      put_32(out, 0);
    }
    out += "PK\x06\x07" + std::string(4, '\0');
    put_32(out, record);
    put_32(out, 0);
    put_32(out, 1);
  }
  out += "PK\x05\x06" + std::string(4, '\0');
  put_16(out, large ? 0xffff : parts.size());
  put_16(out, large ? 0xffff : parts.size());
  put_32(out, large ? 0xffffffff : directory.size());
  put_32(out, large ? 0xffffffff : place);
  return out + std::string(2, '\0');
}

/// An Office Open XML workbook of one sheet; everything that is not given is left out.
struct XlsxText {
  std::string sheet;  // what stands inside `worksheet`
  std::string strings = {}, styles = {}, workbook_properties = {};
  std::string sheet_attributes = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  std::string prefix = {};  // of elements of the sheet: "x:"
};

inline const char* const xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
inline const std::string sheet_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline const std::string relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline const std::string package_space = "http://schemas.openxmlformats.org/package/2006/relationships";

inline std::string relations(const std::vector<std::pair<std::string, std::string>>& type_and_target) {
  std::string text = xml_head + ("<Relationships xmlns=\"" + package_space + "\">");
  int id = 0;
  for (const auto& [type, target] : type_and_target)
    text += "<Relationship Id=\"rId" + std::to_string(++id) + "\" Type=\"" + relation_space + "/" + type +
            "\" Target=\"" + target + "\"/>";
  return text + "</Relationships>";
}

inline std::vector<ZipPart> xlsx_parts(const XlsxText& text) {
  const std::string& prefix = text.prefix;
  return {{"[Content_Types].xml", "<Types/>"},
          {"_rels/.rels", relations({{"officeDocument", "xl/workbook.xml"}})},
          {"xl/workbook.xml", xml_head + ("<workbook xmlns=\"" + sheet_space + "\" xmlns:r=\"" + relation_space +
                                          "\">" + text.workbook_properties +
                                          "<sheets><sheet name=\"Accounts\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                                          "</workbook>")},
          {"xl/_rels/workbook.xml.rels", relations({{"worksheet", "worksheets/sheet1.xml"},
                                                    {"sharedStrings", "sharedStrings.xml"},
                                                    {"styles", "/xl/styles.xml"}})},
          {"xl/sharedStrings.xml", xml_head + ("<sst xmlns=\"" + sheet_space + "\">" + text.strings + "</sst>")},
          {"xl/styles.xml", xml_head + ("<styleSheet xmlns=\"" + sheet_space + "\">" + text.styles + "</styleSheet>")},
          {"xl/worksheets/sheet1.xml", xml_head + ("<" + prefix + "worksheet " + text.sheet_attributes + ">" +
                                                   text.sheet + "</" + prefix + "worksheet>")}};
}

inline std::string xlsx_file(const XlsxText& text) { return zip_file(xlsx_parts(text)); }

/// An OpenDocument workbook: what stands inside `office:spreadsheet`, and inside `office:automatic-styles`.
inline std::vector<ZipPart> ods_parts(const std::string& tables, const std::string& styles = "") {
  const std::string space = "urn:oasis:names:tc:opendocument:xmlns:";
  const std::string names =
      "xmlns:office=\"" + space + "office:1.0\" xmlns:table=\"" + space + "table:1.0\" xmlns:text=\"" + space +
      "text:1.0\" xmlns:style=\"" + space + "style:1.0\" xmlns:draw=\"" + space +
      "drawing:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:"
      "1.0\"";
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
          {"content.xml", xml_head + ("<office:document-content " + names + "><office:automatic-styles>" + styles +
                                      "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                                      "</office:spreadsheet></office:body></office:document-content>")}};
}

inline std::string ods_file(const std::string& rows) {
  return zip_file(ods_parts("<table:table table:name=\"Accounts\">" + rows + "</table:table>"));
}

}  // namespace spanne::test

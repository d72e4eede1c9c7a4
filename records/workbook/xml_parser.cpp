#include "records/workbook/xml_parser.hpp"

#include <array>
#include <cstring>
#include <expat.h>
#include <fmt/format.h>
#include <utility>

#include "records/workbook/limits.hpp"

namespace spanne::records {
namespace {

constexpr int piece_size = 65'536;
constexpr char separator = ' ';  // between address and name; neither has a blank

struct SpaceAddress {
  std::string_view address;
  XmlSpace space;
};
constexpr std::array space_addresses{
    SpaceAddress{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", XmlSpace::sheet},
    SpaceAddress{"http://purl.oclc.org/ooxml/spreadsheetml/main", XmlSpace::sheet},
    SpaceAddress{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", XmlSpace::relation_id},
    SpaceAddress{"http://purl.oclc.org/ooxml/officeDocument/relationships", XmlSpace::relation_id},
    SpaceAddress{"http://schemas.openxmlformats.org/package/2006/relationships", XmlSpace::relations},
    SpaceAddress{"urn:oasis:names:tc:opendocument:xmlns:table:1.0", XmlSpace::table},
    SpaceAddress{"urn:oasis:names:tc:opendocument:xmlns:text:1.0", XmlSpace::text},
    SpaceAddress{"urn:oasis:names:tc:opendocument:xmlns:office:1.0", XmlSpace::office},
    SpaceAddress{"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", XmlSpace::calc_extension},
    SpaceAddress{"urn:oasis:names:tc:opendocument:xmlns:style:1.0", XmlSpace::style},
    SpaceAddress{"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XmlSpace::manifest}};

XmlSpace space_of(std::string_view address) {
  for (const auto& known : space_addresses)
    if (known.address == address) return known.space;
  return XmlSpace::other;
}

/// Of a name as expat gives it: "address name", or "name" where it has no address.
XmlName split_name(const char* text) {
  const std::string_view name(text);
  const std::size_t end = name.rfind(separator);
  if (end == std::string_view::npos) return {XmlSpace::none, name};
  return {space_of(name.substr(0, end)), name.substr(end + 1)};
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2)
    if (name == at[0]) return std::string_view(at[1]);
  return std::nullopt;
}

std::optional<std::string_view> XmlAttributes::find(XmlSpace space, std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2) {
    const std::string_view full(at[0]);
    if (full.ends_with(name) && split_name(at[0]).is(space, name)) return std::string_view(at[1]);
  }
  return std::nullopt;
}

/// What expat calls. Nothing is handed over once the part is refused, though some calls still come.
struct XmlParser::Callbacks {
  static XmlParser& parser(void* data) { return *static_cast<XmlParser*>(data); }

  static void start(void* data, const char* name, const char** attributes) {
    XmlParser& self = parser(data);
    self.entered();
    if (!self.failure_) self.handler_.start(split_name(name), XmlAttributes(attributes));
  }
  static void end(void* data, const char* name) {
    XmlParser& self = parser(data);
    self.progressed();
    self.left();
    if (!self.failure_) self.handler_.end(split_name(name));
  }
  static void text(void* data, const char* text, int size) {
    XmlParser& self = parser(data);
    self.progressed();
    if (!self.failure_) self.handler_.text({text, static_cast<std::size_t>(size)});
  }
  static void document_type(void* data, const char*, const char*, const char*, int) {
    parser(data).fail(
        {fmt::format("its part {} declares a document type, as no spreadsheet program does", parser(data).part_),
         "open it in a spreadsheet program and save it as .xlsx"});
  }
};

XmlParser::XmlParser(const ZipArchive& archive, const ZipEntry& entry, std::uint64_t max_size, XmlHandler& handler)
    : reader_(archive.bytes(), entry, max_size),
      part_(entry.name),
      handler_(handler),
      parser_(XML_ParserCreateNS(nullptr, separator), XML_ParserFree) {
  if (!parser_) {
    failure_ = AccountsError{"there is not enough memory to read it", ""};
    return;
  }
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), Callbacks::start, Callbacks::end);
  XML_SetCharacterDataHandler(parser_.get(), Callbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), Callbacks::document_type);
}

XmlParser::~XmlParser() = default;

void XmlParser::entered() {
  progressed();
  if (++depth_ > max_xml_depth)
    fail({fmt::format("its part {} has more than {} elements inside one another", part_, max_xml_depth),
          "open it in a spreadsheet program and save it as .xlsx"});
}

void XmlParser::pause() { XML_StopParser(parser_.get(), XML_TRUE); }

void XmlParser::fail(AccountsError error) {
  if (failure_) return;
  failure_ = std::move(error);
  XML_StopParser(parser_.get(), XML_FALSE);
}

/// Why expat gave up, unless it was told to.
void XmlParser::explain_failure() {
  if (failure_) return;
  const auto line = XML_GetCurrentLineNumber(parser_.get());
  failure_ = damaged_workbook(
      fmt::format("line {} of its part {}: {}", line, part_, XML_ErrorString(XML_GetErrorCode(parser_.get()))));
}

/// Gives expat the next piece; false where it gave up.
bool XmlParser::feed() {
  char* const buffer = static_cast<char*>(XML_GetBuffer(parser_.get(), piece_size));
  if (buffer == nullptr) return false;
  const std::size_t made = reader_.read(buffer, piece_size);
  if (reader_.failure()) {
    failure_ = *reader_.failure();
    return false;
  }
  quiet_bytes_ += made;
  ended_ = made == 0;
  const XML_Status status = XML_ParseBuffer(parser_.get(), static_cast<int>(made), ended_ ? 1 : 0);
  suspended_ = status == XML_STATUS_SUSPENDED;
  if (status == XML_STATUS_OK && quiet_bytes_ > max_xml_token)
    fail({fmt::format("its part {} has a tag or a comment of more than {} MB", part_, max_xml_token / 1'000'000),
          "open it in a spreadsheet program and save it as .xlsx"});
  return status != XML_STATUS_ERROR && !failure_;
}

XmlParser::Progress XmlParser::advance() {
  while (!failure_) {
    if (suspended_) {
      const XML_Status status = XML_ResumeParser(parser_.get());
      suspended_ = status == XML_STATUS_SUSPENDED;
      if (status == XML_STATUS_ERROR) explain_failure();
    } else if (ended_) {
      return Progress::end;
    } else if (!feed()) {
      explain_failure();
    }
    if (suspended_ && !failure_) return Progress::paused;
  }
  return Progress::failed;
}

std::optional<AccountsError> read_xml_part(const ZipArchive& archive, const ZipEntry& entry, XmlHandler& handler,
                                           std::uint64_t max_size) {
  XmlParser parser(archive, entry, max_size, handler);
  if (parser.advance() == XmlParser::Progress::failed) return parser.failure();
  return std::nullopt;
}

}  // namespace spanne::records

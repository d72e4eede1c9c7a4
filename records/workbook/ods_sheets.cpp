#include "records/workbook/ods_sheets.hpp"

#include <set>

#include "records/workbook/limits.hpp"

namespace spanne::records {
namespace {

class OdsSheetsReader : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.is(XmlSpace::style, "style")) style_ = attributes.find(XmlSpace::style, "name").value_or("");
    if (name.is(XmlSpace::style, "table-properties") && attributes.find(XmlSpace::table, "display") == "false")
      hidden_styles_.insert(style_);
    if (tables_.start(name)) add_sheet(attributes);
  }
  void end(const XmlName& name) override { tables_.end(name); }

  std::vector<OdsSheet> sheets;

 private:
  void add_sheet(const XmlAttributes& attributes) {
    const std::string_view name = attributes.find(XmlSpace::table, "name").value_or("");
    const bool copied = name.starts_with("'file:") && name.find("'#") != std::string_view::npos;
    if (copied || sheets.size() == max_sheets) return;
    const std::string_view style = attributes.find(XmlSpace::table, "style-name").value_or("");
    sheets.push_back({{std::string(name), hidden_styles_.count(style) > 0}, tables_.table()});
  }

  OdsTables tables_;
  std::string style_;
  std::set<std::string, std::less<>> hidden_styles_;
};

/// Looks for parts that are encrypted.
class ManifestReader : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override {
    encrypted = encrypted || name.is(XmlSpace::manifest, "encryption-data");
  }
  void end(const XmlName&) override {}

  bool encrypted = false;
};

std::optional<AccountsError> check_encryption(const ZipArchive& archive) {
  ManifestReader reader;
  if (const ZipEntry* manifest = archive.find("META-INF/manifest.xml"))
    if (auto error = read_xml_part(archive, *manifest, reader, max_unpacked_part)) return error;
  if (!reader.encrypted && archive.find("encrypted-package") == nullptr) return std::nullopt;
  return AccountsError{"it is protected with a password", "open it, save it without a password, and read that"};
}

}  // namespace

bool OdsTables::start(const XmlName& name) {
  ++depth_;
  if (workbook_depth_ == 0 && name.is(XmlSpace::office, "spreadsheet")) workbook_depth_ = depth_;
  const bool table = workbook_depth_ > 0 && depth_ == workbook_depth_ + 1 && name.is(XmlSpace::table, "table");
  if (table) ++tables_;
  return table;
}

bool OdsTables::end(const XmlName& name) {
  const bool table = workbook_depth_ > 0 && depth_ == workbook_depth_ + 1 && name.is(XmlSpace::table, "table");
  --depth_;
  return table;
}

std::variant<std::vector<OdsSheet>, AccountsError> read_ods_sheets(const ZipArchive& archive) {
  if (auto error = check_encryption(archive)) return std::move(*error);
  const ZipEntry* content = archive.find(ods_content_part);
  if (content == nullptr) return damaged_workbook("its part content.xml is missing");
  OdsSheetsReader reader;
  if (auto error = read_xml_part(archive, *content, reader, max_unpacked_entry)) return std::move(*error);
  if (reader.sheets.empty())
    return AccountsError{"it has no sheet with cells", "check that it is the file that is meant"};
  return std::move(reader.sheets);
}

}  // namespace spanne::records

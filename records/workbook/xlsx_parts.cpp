#include "records/workbook/xlsx_parts.hpp"

#include <charconv>
#include <fmt/format.h>
#include <map>

#include "records/workbook/limits.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {
namespace {

/// What one part refers to.
struct Relation {
  std::string type;  // the last word of its address: "worksheet", "styles" …
  std::string target;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// The name of the part that `target` means, seen from the folder of `part`.
std::string resolved_part(std::string_view part, std::string_view target) {
  std::string folder(part.substr(0, part.rfind('/') == std::string_view::npos ? 0 : part.rfind('/')));
  if (target.starts_with('/')) return part_key(target);
  while (target.starts_with("../") || target.starts_with("./")) {
    const bool up = target.starts_with("../");
    target.remove_prefix(up ? 3 : 2);
    if (up) folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/'));
  }
  return part_key(folder.empty() ? std::string(target) : folder + "/" + std::string(target));
}

/// The part that holds the relationships of `part`.
std::string relations_part(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  return fmt::format("{}_rels/{}.rels", part.substr(0, begin), part.substr(begin));
}

class RelationsReader : public XmlHandler {
 public:
  RelationsReader(std::string_view part, Relations& relations) : part_(part), relations_(relations) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!name.is(XmlSpace::relations, "Relationship") || attributes.find("TargetMode") == "External") return;
    const auto id = attributes.find("Id"), type = attributes.find("Type"), target = attributes.find("Target");
    if (!id || !type || !target) return;
    relations_[std::string(*id)] = {std::string(type->substr(type->rfind('/') + 1)), resolved_part(part_, *target)};
  }
  void end(const XmlName&) override {}

 private:
  std::string_view part_;
  Relations& relations_;
};

std::variant<Relations, AccountsError> read_relations(const ZipArchive& archive, std::string_view part) {
  Relations relations;
  const ZipEntry* entry = archive.find(relations_part(part));
  RelationsReader reader(part, relations);
  if (entry != nullptr)
    if (auto error = read_xml_part(archive, *entry, reader, max_unpacked_part)) return std::move(*error);
  return relations;
}

class WorkbookReader : public XmlHandler {
 public:
  WorkbookReader(const Relations& relations, XlsxWorkbook& workbook) : relations_(relations), workbook_(workbook) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.is(XmlSpace::sheet, "workbookPr") && is_set(attributes.find("date1904")))
      workbook_.days = DaySystem::from_1904;
    if (!name.is(XmlSpace::sheet, "sheet") || workbook_.sheets.size() == max_sheets) return;
    const auto relation = relations_.find(attributes.find(XmlSpace::relation_id, "id").value_or(""));
    if (relation == relations_.end() || relation->second.type != "worksheet") return;
    const auto state = attributes.find("state").value_or("visible");
    workbook_.sheets.push_back(
        {std::string(attributes.find("name").value_or("")), relation->second.target, state != "visible"});
  }
  void end(const XmlName&) override {}

 private:
  const Relations& relations_;
  XlsxWorkbook& workbook_;
};

/// Formats first by their number, then, in `cellXfs`, which one each style of a cell has.
class StylesReader : public XmlHandler {
 public:
  explicit StylesReader(std::vector<NumberFormat>& formats) : formats_(formats) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.is(XmlSpace::sheet, "cellXfs")) inside_ = true;
    if (name.is(XmlSpace::sheet, "numFmt")) add_code(attributes);
    if (inside_ && name.is(XmlSpace::sheet, "xf") && formats_.size() < max_number_formats)
      formats_.push_back(format(read_count(attributes.find("numFmtId")).value_or(0)));
  }
  void end(const XmlName& name) override {
    if (name.is(XmlSpace::sheet, "cellXfs")) inside_ = false;
  }

 private:
  void add_code(const XmlAttributes& attributes) {
    const auto id = read_count(attributes.find("numFmtId"));
    const auto code = attributes.find("formatCode");
    if (id && code && codes_.size() < max_number_formats) codes_[*id] = read_number_format(*code);
  }
  NumberFormat format(std::size_t id) const {
    const auto code = codes_.find(id);
    return code == codes_.end() ? builtin_number_format(static_cast<unsigned>(id)) : code->second;
  }

  std::map<std::size_t, NumberFormat> codes_;
  std::vector<NumberFormat>& formats_;
  bool inside_ = false;
};

}  // namespace

std::optional<std::size_t> read_count(std::optional<std::string_view> text) {
  std::size_t count = 0;
  if (!text || text->empty() || text->size() > 9) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return count;
}

bool is_set(std::optional<std::string_view> text) { return text == "1" || text == "true" || text == "on"; }

std::variant<std::optional<std::string>, AccountsError> find_main_part(const ZipArchive& archive) {
  auto relations = read_relations(archive, "");
  if (auto* error = std::get_if<AccountsError>(&relations)) return std::move(*error);
  for (const auto& [id, relation] : std::get<Relations>(relations))
    if (relation.type == "officeDocument") return std::optional(relation.target);
  if (archive.find("xl/workbook.xml") != nullptr) return std::optional<std::string>("xl/workbook.xml");
  return std::optional<std::string>();
}

std::variant<XlsxWorkbook, AccountsError> read_xlsx_workbook(const ZipArchive& archive, const std::string& part) {
  const ZipEntry* entry = archive.find(part);
  if (entry == nullptr) return damaged_workbook(fmt::format("its part {} is missing", part));
  auto read = read_relations(archive, part);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  const Relations& relations = std::get<Relations>(read);
  XlsxWorkbook workbook;
  for (const auto& [id, relation] : relations) {
    if (relation.type == "sharedStrings") workbook.shared_strings = relation.target;
    if (relation.type == "styles") workbook.styles = relation.target;
  }
  WorkbookReader reader(relations, workbook);
  if (auto error = read_xml_part(archive, *entry, reader, max_unpacked_part)) return std::move(*error);
  if (workbook.sheets.empty())
    return AccountsError{"it has no sheet with cells", "check that it is the file that is meant"};
  return workbook;
}

std::variant<std::vector<NumberFormat>, AccountsError> read_xlsx_formats(const ZipArchive& archive,
                                                                         const std::string& part) {
  std::vector<NumberFormat> formats;
  if (part.empty()) return formats;
  const ZipEntry* entry = archive.find(part);
  if (entry == nullptr) return damaged_workbook(fmt::format("its part {} is missing", part));
  StylesReader reader(formats);
  if (auto error = read_xml_part(archive, *entry, reader, max_unpacked_part)) return std::move(*error);
  return formats;
}

}  // namespace spanne::records

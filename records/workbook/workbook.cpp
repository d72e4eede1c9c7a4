#include "records/workbook/workbook.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/workbook/ods_rows.hpp"
#include "records/workbook/ods_sheets.hpp"
#include "records/workbook/recognise.hpp"
#include "records/workbook/xlsx_parts.hpp"
#include "records/workbook/xlsx_rows.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t max_listed_sheets = 20;

class XlsxFile : public Workbook {
 public:
  XlsxFile(ZipArchive archive, XlsxWorkbook workbook) : archive_(std::move(archive)), workbook_(std::move(workbook)) {
    for (const XlsxSheet& sheet : workbook_.sheets) sheets_.push_back({sheet.name, sheet.hidden});
  }

  const std::vector<WorkbookSheet>& sheets() const override { return sheets_; }

  OpenedSheet open_sheet(std::size_t number) override {
    if (auto error = read_shared()) return std::move(*error);
    return open_xlsx_rows(archive_, workbook_.sheets[number - 1].part, shared_);
  }

 private:
  /// The texts and formats, with the first sheet that is opened.
  std::optional<AccountsError> read_shared() {
    if (shared_) return std::nullopt;
    auto formats = read_xlsx_formats(archive_, workbook_.styles);
    if (auto* error = std::get_if<AccountsError>(&formats)) return std::move(*error);
    auto shared = std::make_shared<XlsxShared>();
    shared->formats = std::move(std::get<std::vector<NumberFormat>>(formats));
    shared->days = workbook_.days;
    if (const ZipEntry* entry = archive_.find(workbook_.shared_strings); !workbook_.shared_strings.empty() && entry) {
      auto strings = SharedStrings::read(archive_, *entry);
      if (auto* error = std::get_if<AccountsError>(&strings)) return std::move(*error);
      shared->strings = std::move(std::get<SharedStrings>(strings));
    }
    shared_ = std::move(shared);
    return std::nullopt;
  }

  ZipArchive archive_;
  XlsxWorkbook workbook_;
  std::vector<WorkbookSheet> sheets_;
  std::shared_ptr<const XlsxShared> shared_;
};

class OdsFile : public Workbook {
 public:
  OdsFile(ZipArchive archive, std::vector<OdsSheet> tables) : archive_(std::move(archive)), tables_(std::move(tables)) {
    for (const OdsSheet& table : tables_) sheets_.push_back(table.sheet);
  }

  const std::vector<WorkbookSheet>& sheets() const override { return sheets_; }

  OpenedSheet open_sheet(std::size_t number) override {
    return open_ods_rows(archive_, *archive_.find(ods_content_part), tables_[number - 1].table);
  }

 private:
  ZipArchive archive_;
  std::vector<OdsSheet> tables_;
  std::vector<WorkbookSheet> sheets_;
};

using OpenedWorkbook = std::variant<std::unique_ptr<Workbook>, AccountsError>;

OpenedWorkbook open_xlsx(ZipArchive archive) {
  auto part = find_main_part(archive);
  if (auto* error = std::get_if<AccountsError>(&part)) return std::move(*error);
  auto workbook = read_xlsx_workbook(archive, std::get<std::optional<std::string>>(part).value_or(""));
  if (auto* error = std::get_if<AccountsError>(&workbook)) return std::move(*error);
  return std::make_unique<XlsxFile>(std::move(archive), std::move(std::get<XlsxWorkbook>(workbook)));
}

OpenedWorkbook open_ods(ZipArchive archive) {
  auto sheets = read_ods_sheets(archive);
  if (auto* error = std::get_if<AccountsError>(&sheets)) return std::move(*error);
  return std::make_unique<OdsFile>(std::move(archive), std::move(std::get<std::vector<OdsSheet>>(sheets)));
}

}  // namespace

OpenedWorkbook Workbook::open(const ByteSource& bytes) {
  const auto format = recognise_data(bytes);
  if (const auto* error = std::get_if<AccountsError>(&format)) return *error;
  if (std::get<DataFormat>(format) != DataFormat::workbook)
    return AccountsError{"it is no workbook", "read it as a text file"};
  auto archive = ZipArchive::open(bytes);
  if (auto* error = std::get_if<AccountsError>(&archive)) return std::move(*error);
  const auto kind = recognise_workbook(std::get<ZipArchive>(archive));
  if (const auto* error = std::get_if<AccountsError>(&kind)) return *error;
  if (std::get<WorkbookFormat>(kind) == WorkbookFormat::open_document)
    return open_ods(std::move(std::get<ZipArchive>(archive)));
  return open_xlsx(std::move(std::get<ZipArchive>(archive)));
}

std::string listed_sheets(const std::vector<WorkbookSheet>& sheets) {
  std::string list;
  for (std::size_t i = 0; i < std::min(sheets.size(), max_listed_sheets); ++i)
    list +=
        fmt::format("{}{} {}{}", i == 0 ? "" : ", ", i + 1, shown(sheets[i].name), sheets[i].hidden ? " (hidden)" : "");
  if (sheets.size() > max_listed_sheets) list += fmt::format(", and {} more", sheets.size() - max_listed_sheets);
  return list;
}

std::variant<std::size_t, AccountsError> find_sheet(const std::vector<WorkbookSheet>& sheets, std::string_view wanted) {
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (sheets[i].name == wanted) return i + 1;
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (folded(sheets[i].name) == folded(wanted)) return i + 1;
  const auto number = read_count(wanted);
  if (number && *number >= 1 && *number <= sheets.size()) return *number;
  return AccountsError{fmt::format("it has no sheet {}; its sheets are {}", shown(wanted), listed_sheets(sheets)),
                       "name one of them, or give its number"};
}

}  // namespace spanne::records

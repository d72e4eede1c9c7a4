#include "records/sources/workbook_rows.hpp"

#include <fmt/format.h>
#include <utility>
#include <vector>

#include "records/tables/source_top.hpp"
#include "records/workbook/recognise.hpp"
#include "records/workbook/workbook.hpp"

namespace spanne::records {
namespace {

/// A sheet together with what it is read from.
class SheetRows final : public RowSource {
 public:
  SheetRows(std::unique_ptr<ByteSource> bytes, std::unique_ptr<Workbook> workbook, std::unique_ptr<RowSource> rows,
            SourceNotes notes)
      : bytes_(std::move(bytes)), workbook_(std::move(workbook)), rows_(std::move(rows)), notes_(std::move(notes)) {}

  Next next(SourceRow& row) override { return rows_->next(row); }
  AccountsError failure() const override { return rows_->failure(); }
  SourceNotes notes() const override {
    SourceNotes all = notes_;
    for (std::string& note : rows_->notes()) all.push_back(std::move(note));
    return all;
  }

 private:
  std::unique_ptr<ByteSource> bytes_;  // the rows read from the workbook, which reads from these
  std::unique_ptr<Workbook> workbook_;
  std::unique_ptr<RowSource> rows_;
  SourceNotes notes_;
};

/// Looks for the one sheet that has a table for its reader.
class SheetChoice {
 public:
  SheetChoice(Workbook& workbook, const HeadJudge& judge) : workbook_(workbook), judge_(judge) {}

  std::variant<std::size_t, AccountsError> choose() {
    const auto& sheets = workbook_.sheets();
    if (sheets.size() == 1) return std::size_t{1};
    for (const bool hidden : {false, true}) {
      std::vector<std::size_t> fitting;
      for (std::size_t number = 1; number <= sheets.size(); ++number)
        if (sheets[number - 1].hidden == hidden && fits(number)) fitting.push_back(number);
      if (fitting.size() == 1) return fitting.front();
      if (fitting.size() > 1) return several(fitting);
    }
    return AccountsError{fmt::format("none of its sheets {} has the heads that are needed{}", listed_sheets(sheets),
                                     failure_.empty() ? "" : "; " + failure_),
                         "say which sheet is meant, by its name or number: --sheet 1"};
  }

 private:
  bool fits(std::size_t number) {
    OpenedSheet opened = workbook_.open_sheet(number);
    if (const auto* error = std::get_if<AccountsError>(&opened)) return fails(error->message);
    const auto top = read_source_top(*std::get<std::unique_ptr<RowSource>>(opened));
    if (const auto* error = std::get_if<AccountsError>(&top)) return fails(error->message);
    const auto& rows = std::get<SourceTop>(top).rows;
    return !rows.empty() && find_heads(rows, judge_).is_complete;
  }

  bool fails(const std::string& message) {
    if (failure_.empty()) failure_ = message;
    return false;
  }

  AccountsError several(const std::vector<std::size_t>& numbers) const {
    std::vector<WorkbookSheet> fitting;
    for (const std::size_t number : numbers) fitting.push_back(workbook_.sheets()[number - 1]);
    return {fmt::format("several of its sheets have the heads that are needed: {}", listed_sheets(fitting)),
            fmt::format("say which one is meant: --sheet '{}'", fitting.front().name)};
  }

  Workbook& workbook_;
  const HeadJudge& judge_;
  std::string failure_;  // of the first sheet that cannot be read
};

}  // namespace

std::variant<std::unique_ptr<RowSource>, AccountsError> open_workbook_rows(std::unique_ptr<ByteSource> bytes,
                                                                           const std::string& sheet,
                                                                           const HeadJudge& judge, SourceNotes notes) {
  auto opened = Workbook::open(*bytes);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  auto& workbook = std::get<std::unique_ptr<Workbook>>(opened);
  auto number = sheet.empty() ? SheetChoice(*workbook, judge).choose() : find_sheet(workbook->sheets(), sheet);
  if (auto* error = std::get_if<AccountsError>(&number)) return std::move(*error);
  const std::size_t chosen = std::get<std::size_t>(number);
  OpenedSheet rows = workbook->open_sheet(chosen);
  if (auto* error = std::get_if<AccountsError>(&rows)) return std::move(*error);
  if (sheet.empty() && workbook->sheets().size() > 1)
    notes.push_back(fmt::format("the sheet \"{}\" is read, the only one with the heads that are needed",
                                workbook->sheets()[chosen - 1].name));
  return std::unique_ptr<RowSource>(std::make_unique<SheetRows>(
      std::move(bytes), std::move(workbook), std::move(std::get<std::unique_ptr<RowSource>>(rows)), std::move(notes)));
}

std::variant<bool, AccountsError> is_workbook(const ByteSource& bytes) {
  auto format = recognise_data(bytes);
  if (auto* error = std::get_if<AccountsError>(&format)) return std::move(*error);
  return std::get<DataFormat>(format) == DataFormat::workbook;
}

}  // namespace spanne::records

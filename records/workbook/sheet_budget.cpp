#include "records/workbook/sheet_budget.hpp"

#include <fmt/format.h>

#include "records/workbook/limits.hpp"

namespace spanne::records {

bool SheetBudget::add_text(std::size_t bytes) { return (row_text_ += bytes) <= max_row_text; }

bool SheetBudget::add_row(const SourceRow& row) {
  cells_ += row.cells.size();
  sheet_text_ += row_text_;
  return cells_ <= max_sheet_cells && sheet_text_ <= max_sheet_text;
}

AccountsError SheetBudget::exceeded(std::size_t line) const {
  const std::string help = "copy the columns that are needed into a new workbook, or save the sheet as CSV";
  if (row_text_ > max_row_text)
    return {fmt::format("row {} has more than {} MB of text, which is the most a row may have", line,
                        max_row_text / 1'000'000),
            help};
  return {
      fmt::format("up to row {} the sheet has more than {} million cells or {} GB of text, which is the most it may "
                  "have",
                  line, max_sheet_cells / 1'000'000, max_sheet_text / 1'000'000'000),
      help};
}

}  // namespace spanne::records

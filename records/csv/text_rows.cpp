#include "records/csv/text_rows.hpp"

#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/csv/sheet.hpp"

namespace spanne::records {
namespace {

class TextRows final : public RowSource {
 public:
  explicit TextRows(Sheet sheet) : sheet_(std::move(sheet)), reader_(sheet_.reader()) {}

  Next next(SourceRow& row) override {
    const CsvEnd end = reader_.next(csv_);
    if (end == CsvEnd::end_of_text) return Next::end;
    if (end != CsvEnd::row) return fail(broken(end, csv_));
    if (csv_.stray_text)
      return fail({fmt::format("line {}: text stands behind a closing quotation mark", csv_.line),
                   "quotation marks inside quotes are doubled"});
    row.line = csv_.line;
    row.cells.resize(csv_.cells.size());
    for (std::size_t i = 0; i < csv_.cells.size(); ++i) {
      row.cells[i].kind = trimmed(csv_.cells[i]).empty() ? SourceCell::Kind::empty : SourceCell::Kind::text;
      row.cells[i].text = std::move(csv_.cells[i]);
    }
    return Next::row;
  }

  AccountsError failure() const override { return failure_; }

 private:
  Next fail(AccountsError error) {
    failure_ = std::move(error);
    return Next::failed;
  }

  Sheet sheet_;  // which the reader reads from
  CsvReader reader_;
  CsvRow csv_;
  AccountsError failure_;
};

}  // namespace

std::variant<std::unique_ptr<RowSource>, AccountsError> open_text_rows(std::string bytes) {
  auto opened = open_sheet(std::move(bytes));
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  return std::unique_ptr<RowSource>(std::make_unique<TextRows>(std::move(std::get<Sheet>(opened))));
}

}  // namespace spanne::records

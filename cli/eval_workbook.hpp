// EvalWorkbook is the result of `spanne eval` as a workbook: a sheet for each view, and one about the result.
#pragma once

#include <string_view>
#include <vector>

#include "cli/result_workbook.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "records/io/destination.hpp"
#include "records/stream/stream.hpp"

namespace spanne::cli {

class EvalWorkbook {
 public:
  /// What the sheets are made with. All outlive the object.
  struct View {
    const engine::Model& model;
    engine::Date as_of;
    const std::vector<engine::Kam>& kams;
    records::FigureStyle style;
  };
  explicit EvalWorkbook(View view);

  /// Asks `job` for what the sheets need, and for rows as this object takes them. `columns` outlives the run.
  void ask(records::StreamJob& job, const std::vector<records::ResultColumn>& columns);
  /// After the rows: the sheets of people, clusters and rules.
  std::optional<records::FileError> add_views(const records::StreamSummary& summary);
  /// Instead of rows: one sheet of groups.
  std::optional<records::FileError> begin_groups(const engine::Portfolio& portfolio,
                                                 const std::vector<engine::GroupBy>& by);
  /// Words for figures that stand as texts; empty if there are none.
  std::string note() const { return figures_as_text_note(book_); }
  /// Ends it with the sheet about the result, and puts all of it in place.
  std::optional<records::FileError> finish(const ResultFacts& facts, records::Destination& destination);

 private:
  std::optional<records::FileError> begin_rows(const std::vector<records::ResultColumn>& columns);
  std::optional<records::FileError> add_groups(const std::string& sheet, const engine::Portfolio& portfolio,
                                               const std::vector<engine::GroupBy>& by);
  std::vector<engine::GroupBy> owners() const;

  View view_;
  records::WorkbookWriter book_;
};

}  // namespace spanne::cli

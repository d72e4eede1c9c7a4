// A survey of a file of accounts: which of its rows are totals or small print, and no accounts (see SummaryRowFinder).
//
// A survey reads every row, one by one, which takes longer than evaluating them. So it is made only where a file may
// have such rows: its last rows look like it, or a row is met that is called a total.
#pragma once

#include <optional>
#include <variant>

#include "records/csv/rows.hpp"
#include "records/stream/chunks.hpp"

namespace spanne::records {

/// What a survey reads the file by; all outlive it.
struct SurveyView {
  const engine::Model& model;
  const Layout& layout;
  const CellStyle& style;
  bool keeps_totals;
  Encoding encoding;
};

/// Whether the last rows of the file look like a total or small print. Reads some 64 kB at its end.
std::variant<bool, AccountsError, FileError> may_end_in_summary(const Input& input, const Opening& opening,
                                                                const SurveyView& view);

/// Reads all rows and notes in `opening` which are to be left out.
std::optional<std::variant<AccountsError, FileError>> survey(const Input& input, Opening& opening,
                                                             const SurveyView& view);

}  // namespace spanne::records

// How the numbers and days of one file are read: by what was said, else by what the file itself proves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/cells/number_evidence.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/csv.hpp"
#include "records/csv/rows.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::records {

/// The columns of numeric attributes, ascending, each once.
std::vector<std::size_t> number_columns(const engine::Model& model, const Layout& layout);

/// What the rest of a text proves, which is read to its end unless that is clear before.
NumberEvidence evidence_in(CsvReader rows, const std::vector<std::size_t>& columns);

/// Counters of the right length.
CellCounts counts_for(const engine::Model& model, const MissingMarkers& missing);

/// Decides how one file is read by one rule set, and says what decided it.
class StyleDecision {
 public:
  /// `options` outlives the object.
  StyleDecision(const engine::Model& model, const TableOptions& options);

  /// Nobody said how numbers are written: evidence decides.
  bool needs_evidence() const { return by_evidence_; }
  /// `is_complete`: the whole file was searched, so that nothing in it can contradict.
  void decide(NumberEvidence evidence, bool is_complete);
  const CellStyle& cells() const { return style_; }

  /// What decided how numbers are read, where the output has to name it; else empty. `needed_style`: some number had
  /// two readings.
  std::string numbers_note(bool needed_style) const;
  /// Fills in what a summary says of cells, from its counts.
  void describe(AccountsSummary& summary, const engine::Model& model) const;

 private:
  CellStyle style_;
  bool by_evidence_;
  NumberEvidence evidence_;
};

}  // namespace spanne::records

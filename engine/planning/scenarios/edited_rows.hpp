// EditedRows are rows of accounts as a scenario has them: some with other values, some left out, some added.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/planning/portfolio_rows.hpp"

namespace spanne::engine {

/// The value that a line of a scenario gives to an attribute of one row.
struct ValueChange {
  AttributeId attribute = 0;
  Value value;
  std::optional<Rejection> rejection;  // why it cannot be what it would become; the row is rejected then
  std::size_t line = 0;                // into ScenarioFile::lines
};

/// What a scenario does to one row.
struct RowEdit {
  bool dropped = false;
  std::vector<ValueChange> values;  // each attribute once
  bool mends = false;               // every cell of the row that cannot be read has another value

  bool is_rejected() const {
    return std::any_of(values.begin(), values.end(), [](const auto& change) { return change.rejection.has_value(); });
  }
};

/// Rows are kept by whoever read them; the object refers to them.
class EditedRows {
 public:
  void add(const std::vector<PortfolioRow>& rows) {
    for (const PortfolioRow& row : rows) rows_.push_back(&row);
    edit_of_.resize(rows_.size(), 0);
  }

  std::size_t size() const { return rows_.size(); }
  const PortfolioRow& row(std::size_t index) const { return *rows_[index]; }
  /// What of the row cannot be read, with its other values.
  const std::vector<std::string>& faults(std::size_t index) const { return mended(index) ? none_ : row(index).faults; }
  const UnreadableCells& unreadable(std::size_t index) const {
    return mended(index) ? no_cells_ : row(index).unreadable;
  }
  /// Null: the row is as it was read.
  const RowEdit* edit(std::size_t index) const { return edit_of_[index] == 0 ? nullptr : &edits_[edit_of_[index] - 1]; }
  RowEdit& change(std::size_t index) {
    if (edit_of_[index] == 0) {
      edits_.emplace_back();
      edit_of_[index] = static_cast<std::uint32_t>(edits_.size());
    }
    return edits_[edit_of_[index] - 1];
  }
  bool is_dropped(std::size_t index) const { return edit(index) != nullptr && edit(index)->dropped; }
  const Value& value(std::size_t index, AttributeId attribute) const;
  /// The account with its other values; without figures of groups.
  Account account(std::size_t index) const;

 private:
  bool mended(std::size_t index) const { return edit(index) != nullptr && edit(index)->mends; }

  std::vector<const PortfolioRow*> rows_;
  std::vector<std::uint32_t> edit_of_;  // by row: place in edits_, counted from 1; 0: none
  std::vector<RowEdit> edits_;
  inline static const std::vector<std::string> none_;
  inline static const UnreadableCells no_cells_;
};

}  // namespace spanne::engine

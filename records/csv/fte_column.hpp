// A column of a people's file that holds FTE: what somebody can carry, or what was worked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/value/fraction.hpp"
#include "records/cells/values.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/kam_columns.hpp"

namespace spanne::records {

/// Reads the cells one by one, and keeps what only the whole column decides: whether bare numbers are FTE or percent.
class FteColumn {
 public:
  /// `name` and `example` stand in messages: what the column is called there, and how a cell can be written.
  FteColumn(std::string name, std::string example, const KamColumns::Amount& column, const CellContext& context);

  std::size_t index() const { return column_.index; }
  /// The FTE in a cell (trimmed), 0 or above; nullopt if nothing stands there.
  std::variant<std::optional<engine::Fraction>, AccountsError> read(std::string_view cell, std::size_t line);
  /// The error of a line in which nothing stands, but has to.
  AccountsError missing(std::string_view cell, std::size_t line) const;
  /// Nobody works 80 full-time positions: a column of which every bare number is above 2 is probably meant in percent.
  /// Zeros say nothing. `head` is the column's.
  std::optional<AccountsError> refuse_two_readings(const std::string& head) const;
  /// Whether some cell had two readings, of which the file's style chose one.
  bool needed_style() const { return needed_style_; }

 private:
  /// A number by itself, of which the whole column has to decide what it is.
  struct BareNumber {
    std::size_t line;
    std::string cell;
    engine::Decimal number;
  };
  AccountsError fault(std::size_t line, std::string_view message) const;

  std::string name_, example_;
  KamColumns::Amount column_;
  CellContext context_;
  engine::Attribute number_;  // what tells texts from numbers in cells of a TypedTable
  std::optional<BareNumber> least_bare_;
  bool needed_style_ = false;
};

}  // namespace spanne::records

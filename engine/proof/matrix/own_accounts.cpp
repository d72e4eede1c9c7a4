#include "engine/proof/matrix/own_accounts.hpp"

#include <algorithm>
#include <vector>

#include "engine/proof/matrix/cell.hpp"

namespace spanne::engine {
namespace {

struct OwnSum {
  std::size_t count = 0;
  TotalSum low, high;

  void add(const Range& effort) {
    ++count;
    low.add(effort.low);
    high.add(effort.high);
  }
  void add(const OwnSum& more) {
    count += more.count;
    low.add(more.low);
    high.add(more.high);
  }
  OwnAccounts result() const { return {count, {low.value(), high.value()}}; }
};

/// Of one task: the cells row by row, then the rows, then the columns, then everything.
struct Counted {
  std::vector<OwnSum> sums;
  std::size_t rejected = 0;
};

/// Which sum is which.
struct Places {
  std::size_t rows, columns;
  std::size_t cell(std::size_t row, std::size_t column) const { return row * columns + column; }
  std::size_t row(std::size_t row) const { return rows * columns + row; }
  std::size_t column(std::size_t column) const { return rows * columns + rows + column; }
  std::size_t all() const { return rows * columns + rows + columns; }
};

bool is_in(const MatrixRow& row, const RowResult& result) {
  if (row.cluster && row.cluster != result.outcome.cluster) return false;
  return std::all_of(row.split.begin(), row.split.end(), [&](const RowValues& of) {
    const Value& value = result.account.values[of.attribute];
    return std::find(of.values.begin(), of.values.end(), value) != of.values.end();
  });
}

std::vector<std::size_t> columns_of(const Matrix& matrix, const RowEvaluation& rows, const Account& account) {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < matrix.columns.size(); ++column) {
    const auto& condition = matrix.columns[column].condition;
    if (condition ? proof::fulfils(rows.evaluator(), account, *condition) : columns.empty()) columns.push_back(column);
  }
  return columns;
}

}  // namespace

std::size_t count_own(Matrix& matrix, const RowEvaluation& rows, const Executor& executor) {
  const Places places{matrix.rows.size(), matrix.columns.size()};
  Counted nothing;
  nothing.sums.resize(places.all() + 1);
  const auto count = [&](Counted& counted, std::size_t index) {
    const RowResult result = rows.evaluate(index);
    if (result.outcome.rejected()) {
      ++counted.rejected;
      return;
    }
    const Range& effort = result.outcome.total;
    const auto columns = columns_of(matrix, rows, result.account);
    const auto row = std::find_if(matrix.rows.begin(), matrix.rows.end(),
                                  [&](const MatrixRow& candidate) { return is_in(candidate, result); });
    if (row != matrix.rows.end()) {
      const auto place = static_cast<std::size_t>(row - matrix.rows.begin());
      counted.sums[places.row(place)].add(effort);
      for (const std::size_t column : columns) counted.sums[places.cell(place, column)].add(effort);
    }
    for (const std::size_t column : columns) counted.sums[places.column(column)].add(effort);
    counted.sums[places.all()].add(effort);
  };
  Counted all = nothing;
  for (const Counted& counted : map_rows(rows.size(), executor, nothing, count)) {
    for (std::size_t at = 0; at < all.sums.size(); ++at) all.sums[at].add(counted.sums[at]);
    all.rejected += counted.rejected;
  }
  for (std::size_t row = 0; row < places.rows; ++row) {
    matrix.rows[row].own = all.sums[places.row(row)].result();
    for (std::size_t column = 0; column < places.columns; ++column)
      matrix.rows[row].cells[column].own = all.sums[places.cell(row, column)].result();
  }
  for (std::size_t column = 0; column < places.columns; ++column)
    matrix.own.push_back(all.sums[places.column(column)].result());
  matrix.own_total = all.sums[places.all()].result();
  matrix.has_own = true;
  return all.rejected;
}

}  // namespace spanne::engine

// Derivations of many accounts as data: every line once, and for each account the numbers of its lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/value/executor.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// A line is a letter (h: heading; p: paragraph, f: a faint one; i: item, j: a faint one) and its texts, each after a
/// tab.
class DerivationLines {
 public:
  /// Of one row, as `explain` has them.
  static std::vector<std::string> of(const PortfolioFacts& facts, std::size_t row);

  /// Adds a row; rows are added in their order.
  void add(std::size_t row, std::vector<std::string> lines);

  const std::vector<std::string>& lines() const { return lines_; }
  struct Row {
    std::size_t row;
    std::vector<std::uint32_t> lines;
  };
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<std::string> lines_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<Row> rows_;
};

DerivationLines derivations_of(const PortfolioFacts& facts, const std::vector<std::size_t>& rows,
                               const engine::Executor& executor);

}  // namespace spanne::report

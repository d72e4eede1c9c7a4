// What a new version changes for a portfolio, as a document: what `diff OLD NEW ACCOUNTS` prints for programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compare/impact.hpp"
#include "records/results/results.hpp"

namespace spanne::library {

/// One version, and what it is called.
struct ImpactVersion {
  const engine::Model& model;
  std::string file, digest;
  engine::Date as_of;
  std::optional<engine::GroupBy> by;
};

/// Columns and rows, the same for CSV, JSON and workbooks.
struct ImpactSheet {
  std::vector<std::string> heads;
  std::vector<bool> is_text;
  std::vector<std::vector<std::string>> rows;
  std::vector<records::JsonMembers> more;  // of each row

  /// Every row in `format`, as an array for JSON.
  std::string text(records::Format format) const;
};

/// The groups, followed by a row `total`. `group_head` may be empty.
ImpactSheet impact_groups(const engine::Impact& impact, const ImpactVersion& before, const ImpactVersion& after,
                          const std::string& group_head, const records::FigureStyle& style);

/// The JSON document without its accounts, which stand between the two, each on a line of its own.
struct ImpactDocument {
  std::string before_accounts, after_accounts;
};
ImpactDocument impact_document(const engine::Impact& impact, const ImpactVersion& before, const ImpactVersion& after,
                               const std::string& group_head, const records::FigureStyle& style);
inline constexpr std::string_view before_first_account = "\n", between_accounts = ",\n";

}  // namespace spanne::library

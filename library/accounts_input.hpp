// Accounts and people as one rule set reads them, held in memory.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/planning/portfolio_rows.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "library/guideline.hpp"
#include "records/csv/accounts.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::library {

struct AccountsInput {
  engine::PortfolioRows rows;
  records::AccountsHeader header;
  records::AccountsSummary summary;

  /// What a reader of accounts hands over.
  void take(const records::AccountsHeader& found);
  void take(records::AccountRow&& row);
};

/// `bytes` of a file: a text, a workbook, JSON. The message of an error does not name the file.
std::variant<AccountsInput, records::AccountsError> read_accounts_input(std::string bytes, const engine::Model& model,
                                                                        const records::TableOptions& reading);

/// What there is to say of how accounts and people were read, a sentence each.
std::vector<std::string> reading_notes(const records::AccountsHeader& header, const records::AccountsSummary& accounts,
                                       const std::vector<std::string>& people_notes);

/// The first row that names an owner who is not among the people. The rule set has an owner.
std::optional<records::UnknownOwner> unknown_owner(const engine::PortfolioRows& rows, const engine::Model& model,
                                                   const std::vector<engine::Kam>& kams);
/// Why accounts and people do not fit. `kams_file` is what the file is called.
Problem owner_problem(const records::UnknownOwner& owner, const std::string& kams_file,
                      const std::vector<engine::Kam>& kams);

/// That rows cannot be grouped by `name`, but by `known`. `option` says so: "--by".
Problem group_problem(const std::string& option, const std::string& name, const std::vector<std::string>& known,
                      const engine::Model& model);

}  // namespace spanne::library

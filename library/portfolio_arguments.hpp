// A portfolio from the arguments of a call: guideline, accounts and people, read and checked.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "library/accounts_input.hpp"
#include "library/call_arguments.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {

struct PortfolioArguments {
  Guideline guideline;
  engine::Date as_of;
  records::TableOptions reading;
  AccountsInput accounts;
  std::vector<engine::Kam> kams;   // on the day; empty without a file
  std::vector<std::string> notes;  // what there is to say of how accounts and people were read

  const engine::Model& model() const { return *guideline.model; }
};

/// The names of the arguments that are read here, beside reading_arguments.
inline constexpr std::array<std::string_view, 9> portfolio_arguments{
    "rules", "name", "accounts", "accounts_base64", "accounts_name", "kams", "kams_base64", "kams_name", "as_of"};

/// Refuses names that are none of these, of reading_arguments, "decimals", "exact" or `more`.
void allow_portfolio(const CallArguments& arguments, std::initializer_list<std::string_view> more);

/// Stops where anything cannot be used. The rows are those of the file: `set` is not among the arguments.
PortfolioArguments portfolio_of(const CallArguments& arguments);
/// The same of JSON, with what it stops at as a result.
std::variant<PortfolioArguments, CallRefusal> read_portfolio(Json arguments);
/// The people of `kams` on a day; none without the argument. Stops where they cannot be read, or lack an owner of rows.
std::vector<engine::Kam> people_of(const CallArguments& arguments, const engine::Model& model,
                                   const engine::PortfolioRows& rows, engine::Date day,
                                   std::vector<std::string>& notes);

/// The document that commands print of a result with `--format json`.
std::string result_text(const PlanningResult& result, const PortfolioArguments& portfolio,
                        const CallArguments& arguments);

}  // namespace spanne::library

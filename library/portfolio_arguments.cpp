#include "library/portfolio_arguments.hpp"

#include <fmt/format.h>
#include <utility>

#include "records/results/result_table_text.hpp"

namespace spanne::library {
namespace {

[[noreturn]] void refuse_file(const std::string& name, const records::AccountsError& error) {
  throw CallRefusal{{fmt::format("{}: {}", name, error.message), error.help, false}};
}

}  // namespace

void allow_portfolio(const CallArguments& arguments, std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> names(portfolio_arguments.begin(), portfolio_arguments.end());
  names.insert(names.end(), reading_arguments.begin(), reading_arguments.end());
  names.insert(names.end(), {"decimals", "exact"});
  names.insert(names.end(), more);
  arguments.allow_only(names);
}

std::vector<engine::Kam> people_of(const CallArguments& arguments, const engine::Model& model,
                                   const engine::PortfolioRows& rows, engine::Date day,
                                   std::vector<std::string>& notes) {
  auto bytes = bytes_of(arguments, "kams");
  if (!bytes) return {};
  if (!model.owner_attribute())
    throw CallRefusal{
        {"kams needs to know who looks after an account", "write owner behind an attribute: kam text owner"}};
  const std::string name = arguments.text("kams_name", "kams");
  auto read = records::read_kams_text(std::move(*bytes), model, reading_of(arguments), day, &notes);
  if (const auto* error = std::get_if<records::AccountsError>(&read)) refuse_file(name, *error);
  auto kams = std::get<records::Kams>(std::move(read));
  if (const auto unknown = unknown_owner(rows, model, kams)) throw CallRefusal{owner_problem(*unknown, name, kams)};
  return kams;
}

PortfolioArguments portfolio_of(const CallArguments& arguments) {
  PortfolioArguments made;
  made.guideline = sound_guideline(arguments, "rules", "name", "rules");
  made.as_of = day_of(arguments, made.model());
  made.reading = reading_of(arguments);
  auto read = read_accounts_input(accounts_of(arguments), made.model(), made.reading);
  if (const auto* error = std::get_if<records::AccountsError>(&read))
    refuse_file(arguments.text("accounts_name", "accounts"), *error);
  made.accounts = std::move(std::get<AccountsInput>(read));
  std::vector<std::string> people_notes;
  made.kams = people_of(arguments, made.model(), made.accounts.rows, made.as_of, people_notes);
  made.notes = reading_notes(made.accounts.header, made.accounts.summary, people_notes);
  return made;
}

std::variant<PortfolioArguments, CallRefusal> read_portfolio(Json arguments) {
  try {
    return portfolio_of(CallArguments(std::move(arguments)));
  } catch (CallRefusal& refusal) { return std::move(refusal); }
}

std::string result_text(const PlanningResult& result, const PortfolioArguments& portfolio,
                        const CallArguments& arguments) {
  const engine::Model& model = portfolio.model();
  const records::FigureStyle style{arguments.whole("decimals", 0, 18, 6), arguments.truth("exact", false),
                                   notation_of(records::Format::json)};
  return json_text(result.tables, {model.title, model.version, portfolio.guideline.digest, to_text(portfolio.as_of)},
                   {result.what_if, result.notes}, style);
}

}  // namespace spanne::library

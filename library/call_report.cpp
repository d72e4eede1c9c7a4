#include "engine/trail/digest.hpp"
#include "library/call_functions.hpp"
#include "library/portfolio_arguments.hpp"
#include "library/portfolio_page.hpp"
#include "library/solver.hpp"

namespace spanne::library {
namespace {

std::string file_digest(const CallArguments& arguments, const char* name) {
  const auto bytes = bytes_of(arguments, name);
  return bytes ? engine::byte_digest(*bytes) : std::string();
}

}  // namespace

std::string call_report(const CallArguments& arguments) {
  allow_portfolio(arguments, {"pseudonyms", "seconds", "today"});
  PortfolioArguments portfolio = portfolio_of(arguments);
  const bool hides = arguments.truth("pseudonyms", false);
  const std::string accounts = arguments.text("accounts_name", "accounts");
  const std::string accounts_digest = file_digest(arguments, "accounts"), kams_digest = file_digest(arguments, "kams");
  auto today = read_day(arguments.text("today", to_text(portfolio.as_of)));
  if (auto* problem = std::get_if<Problem>(&today)) throw CallRefusal{std::move(*problem)};
  engine::ProofOptions options;
  options.seconds = seconds_of(arguments);
  options.solver = solver_of_this_build();
  const report::GuidelineFacts facts = guideline_facts(portfolio.guideline, options, std::get<engine::Date>(today));
  const report::ShownNames names = hides ? pseudonyms(portfolio.guideline.digest + accounts_digest + kams_digest,
                                                      portfolio.accounts.rows, portfolio.kams, portfolio.model())
                                         : report::ShownNames();
  PageInput page{portfolio.model(), portfolio.as_of, portfolio.accounts.rows, portfolio.kams, names, facts};
  page.explain_command = explain_command(arguments.text("name", "rules"), accounts, portfolio.as_of);
  std::vector<PageFile> files{{"Accounts", accounts, accounts_digest}};
  if (!kams_digest.empty()) files.push_back({"People", arguments.text("kams_name", "kams"), kams_digest});
  page.origin = page_origin(portfolio.guideline, portfolio.as_of, files, portfolio.notes, hides);
  return portfolio_page(page, engine::run_in_order).html;
}

}  // namespace spanne::library

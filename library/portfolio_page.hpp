// The page for the meeting, put together from a portfolio that has been read: what `report` writes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/compare/impact.hpp"
#include "engine/planning/scenarios/scenario_result.hpp"
#include "library/guideline.hpp"
#include "report/guideline.hpp"
#include "report/portfolio_page/shown_names.hpp"

namespace spanne::library {

/// Scenarios that are shown beside today.
struct PageScenarios {
  engine::ScenarioFile file;
  engine::ScenarioResults results;
};

/// Another version, and who gets something else from it.
struct PageComparison {
  const engine::Model& before;
  const engine::Impact& impact;
};

/// All of it outlives the call.
struct PageInput {
  const engine::Model& model;
  engine::Date as_of;
  const engine::PortfolioRows& rows;
  const std::vector<engine::Kam>& kams;
  const report::ShownNames& names;
  const report::GuidelineFacts& guideline;
  const PageScenarios* scenarios = nullptr;
  const PageComparison* comparison = nullptr;
  std::string explain_command = {};  // up to the key
  std::vector<std::pair<std::string, std::string>> origin = {};
};

struct MadePage {
  std::string html;
  std::size_t rows = 0, rejected = 0;
};
MadePage portfolio_page(const PageInput& input, const engine::Executor& executor);

/// A file that a page is made from.
struct PageFile {
  const char* heading;       // "Accounts"
  std::string name, digest;  // without a digest where there is none
};
/// Made from what, with what. With `pseudonyms` files have no digests: whoever knew them could try names out.
std::vector<std::pair<std::string, std::string>> page_origin(const Guideline& guideline, engine::Date as_of,
                                                             const std::vector<PageFile>& files,
                                                             const std::vector<std::string>& notes, bool pseudonyms);
/// `explain` with the same files and the same day, up to its key.
std::string explain_command(const std::string& rules, const std::string& accounts, engine::Date as_of);

/// Names as a page with pseudonyms shows them. `key` is made of the digests of guideline, accounts and people.
report::ShownNames pseudonyms(std::string key, const engine::PortfolioRows& rows, const std::vector<engine::Kam>& kams,
                              const engine::Model& model);

/// What documents say of a guideline beside its text: its tests, its proofs, its warnings. The findings of the proof
/// are added to those of `guideline`, which has a model. `today` is the day of tests of rule sets without a period.
report::GuidelineFacts guideline_facts(Guideline& guideline, const engine::ProofOptions& options, engine::Date today);
/// One text for each warning: "line 12: MESSAGE (W0260)".
std::vector<std::string> warnings_of(const Guideline& guideline);

}  // namespace spanne::library

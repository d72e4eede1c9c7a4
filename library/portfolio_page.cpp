#include "library/portfolio_page.hpp"

#include <fmt/format.h>

#include "engine/planning/sensitivity.hpp"
#include "engine/proof/matrix/own_accounts.hpp"
#include "engine/testing/run.hpp"
#include "engine/trail/digest.hpp"
#include "report/portfolio_page/accounts_list.hpp"
#include "report/portfolio_page/group_sections.hpp"
#include "report/portfolio_page/guideline_sections.hpp"
#include "report/portfolio_page/impact_section.hpp"
#include "report/portfolio_page/matrix_section.hpp"
#include "report/portfolio_page/people_section.hpp"
#include "report/portfolio_page/portfolio_page.hpp"
#include "report/portfolio_page/row_sections.hpp"
#include "report/portfolio_page/rules_section.hpp"
#include "report/portfolio_page/scenarios_section.hpp"
#include "report/portfolio_page/sensitivity_section.hpp"

namespace spanne::library {
namespace {

constexpr std::size_t most_rows_for_sensitivity = 10'000;

class PageMaker {
 public:
  PageMaker(const PageInput& input, const engine::Executor& executor)
      : input_(input),
        executor_(executor),
        rows_(input.model, input.as_of, input.rows),
        results_(evaluate_all(rows_, executor)),
        clusters_(portfolio_by({})),
        sources_(input.model),
        by_rule_(effort_by_rule(rows_, sources_, {}, executor)),
        likely_(by_rule_.total.likely_range()) {
    if (const auto owner = model().owner_attribute()) owners_ = portfolio_by({owner});
  }

  MadePage make() { return {to_html(page(), input_.names), results_.size(), clusters_.total.sum.rejected}; }

 private:
  const engine::Model& model() const { return input_.model; }

  engine::Portfolio portfolio_by(const engine::GroupBy& by) const {
    return engine::portfolio_of(tally_of(rows_, results_, {by}), model(), {by}, input_.kams);
  }

  report::PortfolioPage page() {
    const report::PortfolioFacts facts{rows_,       results_,     clusters_, owners_ ? &*owners_ : nullptr,
                                       input_.kams, input_.names, &likely_};
    report::PortfolioPage page;
    page.title = fmt::format("{} {}", model().title, model().version);
    page.about = fmt::format("{} {} · as of {}{}", model().title, model().version, to_text(input_.as_of),
                             input_.names.hides() ? " · names are pseudonyms" : "");
    page.head = page_head(facts);
    add_sections(page.sections, facts);
    page.origin = input_.origin;
    return page;
  }

  /// The page's order: the answer, what makes it up, what it depends on, every account, and what it rests on.
  void add_sections(std::vector<report::PageSection>& sections, const report::PortfolioFacts& facts) {
    const auto add = [&](std::optional<report::PageSection> section) {
      if (section) sections.push_back(std::move(*section));
    };
    add(matrix());
    add(spans_section(facts));
    if (facts.owners != nullptr) add(loads_section(facts));
    if (model().declares_kinds()) add(kinds_section(facts));
    add(report::rules_section(by_rule_.total, sources_, input_.names));
    add(sensitivity());
    add(widest_section(facts));
    if (const PageScenarios* scenarios = input_.scenarios) {
      add(report::scenarios_section(scenarios->results, scenarios->file, input_.names));
      add(report::capacity_section(scenarios->results, scenarios->file, input_.names));
    }
    if (const PageComparison* compared = input_.comparison)
      add(impact_section(compared->impact, compared->before, model(), input_.names));
    add(remarks_section(facts));
    add(rejected_section(facts));
    report::PageSection accounts{"all", "All accounts", "A name shows how its figures came about, step by step."};
    accounts.more = accounts_html(facts, input_.explain_command, executor_);
    add(std::move(accounts));
    if (auto proved = report::proof_section(input_.guideline.proof, model())) sections.push_back(std::move(*proved));
    sections.push_back(guideline_section(guideline_document(model(), input_.guideline), model(), input_.names));
  }

  /// Only with profiles, which say what is simple and what is complex: without them it says nothing to anyone.
  std::optional<report::PageSection> matrix() const {
    if (!input_.guideline.matrix) return std::nullopt;
    engine::Matrix counted = *input_.guideline.matrix;
    count_own(counted, rows_, executor_);
    return report::matrix_section(counted, model());
  }

  /// Evaluates the file as often as there are figures in the guideline, which takes too long for a page of many rows.
  std::optional<report::PageSection> sensitivity() const {
    if (results_.size() > most_rows_for_sensitivity) return std::nullopt;
    const auto tenth = engine::Fraction::ratio(1, 10);  // as `sensitivity` takes it
    return report::sensitivity_section(engine::sensitivity_of(rows_, tenth, executor_), model());
  }

  const PageInput& input_;
  const engine::Executor& executor_;
  engine::RowEvaluation rows_;
  std::vector<engine::RowResult> results_;
  engine::Portfolio clusters_;
  std::optional<engine::Portfolio> owners_;
  engine::ContributionSources sources_;
  engine::EffortByRule by_rule_;
  engine::LikelyRange likely_;
};

}  // namespace

MadePage portfolio_page(const PageInput& input, const engine::Executor& executor) {
  return PageMaker(input, executor).make();
}

std::vector<std::pair<std::string, std::string>> page_origin(const Guideline& guideline, engine::Date as_of,
                                                             const std::vector<PageFile>& files,
                                                             const std::vector<std::string>& notes, bool pseudonyms) {
  const engine::Model& model = *guideline.model;
  std::vector<std::pair<std::string, std::string>> facts{
      {"Guideline", fmt::format("{} {}, digest {}", model.title, model.version, guideline.digest)}};
  for (const auto& [heading, name, digest] : files)
    facts.emplace_back(heading, pseudonyms || digest.empty() ? name : fmt::format("{}, digest {}", name, digest));
  facts.emplace_back("As of", to_text(as_of));
  facts.emplace_back("Program", "spanne " SPANNE_VERSION);
  if (pseudonyms)
    facts.emplace_back("Pseudonyms",
                       "stand for customers and people; whoever has the same files can tell whose they are");
  else
    for (const auto& note : notes) facts.emplace_back("Note", note);
  return facts;
}

std::string explain_command(const std::string& rules, const std::string& accounts, engine::Date as_of) {
  const auto quoted = [](const std::string& name) {
    std::string text = "'";
    for (const char letter : name) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return text + "'";
  };
  return fmt::format("spanne explain {} {} --as-of {}", quoted(rules), quoted(accounts), to_text(as_of));
}

report::ShownNames pseudonyms(std::string key, const engine::PortfolioRows& rows, const std::vector<engine::Kam>& kams,
                              const engine::Model& model) {
  report::ShownNames names(std::move(key));
  const auto owner = model.owner_attribute();
  for (const auto& kam : kams) names.note_person(kam.name);
  for (const auto& row : rows.rows)
    for (engine::AttributeId id = 0; id < row.account.values.size(); ++id)
      if (const auto* text = std::get_if<std::string>(&row.account.values[id]))
        id == owner ? names.note_person(*text) : names.note_text(*text);
  return names;
}

report::GuidelineFacts guideline_facts(Guideline& guideline, const engine::ProofOptions& options, engine::Date today) {
  const engine::Model& model = *guideline.model;
  report::GuidelineFacts facts;
  facts.digest = engine::canonical_digest(std::string(guideline.source->text()));
  facts.text_digest = guideline.digest;
  for (const auto& test : model.tests) facts.tests_passed.push_back(run_test(model, test, today).passed());
  facts.proof = engine::prove(model, options);
  if (!model.profiles.empty()) facts.matrix = matrix_of(model, engine::usual_matrix(model), options);
  for (auto& finding : facts.proof.findings) guideline.diagnostics.push_back(finding);
  facts.warnings = warnings_of(guideline);
  return facts;
}

std::vector<std::string> warnings_of(const Guideline& guideline) {
  std::vector<std::string> warnings;
  for (const auto& diagnostic : guideline.diagnostics)
    if (diagnostic.severity == grammar::Severity::warning)
      warnings.push_back(fmt::format("line {}: {} ({})", guideline.source->position(diagnostic.span.begin).line,
                                     diagnostic.message, diagnostic.code));
  return warnings;
}

}  // namespace spanne::library

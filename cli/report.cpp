// `spanne report`: the page for the meeting, one HTML file with charts, tables and every account.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "cli/guideline_facts.hpp"
#include "cli/output_file.hpp"
#include "cli/output_format.hpp"
#include "cli/planning.hpp"
#include "cli/receipt.hpp"
#include "cli/report_comparison.hpp"
#include "cli/report_scenarios.hpp"
#include "cli/rules_text.hpp"
#include "engine/planning/sensitivity.hpp"
#include "engine/proof/matrix/own_accounts.hpp"
#include "engine/trail/digest.hpp"
#include "records/io/file.hpp"
#include "records/stream/threads.hpp"
#include "report/portfolio_page/accounts_list.hpp"
#include "report/portfolio_page/group_sections.hpp"
#include "report/portfolio_page/guideline_sections.hpp"
#include "report/portfolio_page/impact_section.hpp"
#include "report/portfolio_page/matrix_section.hpp"
#include "report/portfolio_page/portfolio_page.hpp"
#include "report/portfolio_page/row_sections.hpp"
#include "report/portfolio_page/rules_section.hpp"
#include "report/portfolio_page/scenarios_section.hpp"
#include "report/portfolio_page/sensitivity_section.hpp"

namespace spanne::cli {
namespace {

/// A tenth, as `sensitivity` takes it.
const engine::Fraction usual_step = engine::Fraction::ratio(1, 10);

constexpr std::size_t most_rows_for_sensitivity = 10'000;

struct ReportOptions : PlanningArguments {
  std::string output, format, against, scenarios;
  DayArguments days;  // of scenarios
  bool pseudonyms = false;
};

class ReportCommand {
 public:
  ReportCommand(const ReportOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    check_usage();
    OutputFile file(options_.output, output_);
    input_ = read_planning_input(options_, output_);
    choose_names();
    evaluate();
    evaluate_scenarios();
    guideline_ = guideline_facts(input_.loaded);
    if (options_.rules != "-") add_releases(guideline_, options_.rules, model().version, {}, output_);
    const std::string page = to_html(made_page(), names_);
    unguarded(file.output().out) << page;
    file.commit();
    output_.err << provenance_line(model(), input_.loaded.digest, input_.as_of);
    show_table_notes(input_.notes, output_);
    const std::size_t rejected = clusters_.total.sum.rejected;
    if (rejected > 0)
      output_.err << fmt::format("{} of {} rows rejected: the page says why\n", rejected, results_.size());
    return rejected > 0 ? findings : fine;
  }

 private:
  const engine::Model& model() const { return input_.model(); }

  void check_usage() {
    output_format_or_stop({"report", {"html"}}, options_.format, options_.output, output_);
    if (options_.output.empty() && output_.terminal.out)
      stop(output_, wrong_usage, "the page is for a browser, not for a terminal", "-o portfolio.html");
    if (options_.pseudonyms && options_.accounts == "-")
      stop(output_, wrong_usage, "--pseudonyms come from the digest of the accounts, and standard input has none",
           "name a file with the accounts");
    if (options_.scenarios.empty() &&
        !(options_.days.at.empty() && options_.days.every.empty() && options_.days.until.empty()))
      stop(output_, wrong_usage, "--at, --every and --until are days of scenarios, and none are given",
           "--scenarios options.scenarios.spanne");
    FileRoles files = planning_files(options_);
    files.read(options_.scenarios, "the scenarios");
    if (!options_.against.empty()) files.read_guideline(options_.against);
    files.write(options_.output, FileRoles::Product::document, "-o");
    stop_at_conflict(files, output_);
  }

  std::string digest_of(const std::string& path) const { return path.empty() ? "" : file_digest(path, output_); }

  /// Pseudonyms are keyed with what a receipt has of the same files.
  void choose_names() {
    if (!options_.pseudonyms) return;
    const std::string& accounts = options_.accounts_path();
    names_ = report::ShownNames(input_.loaded.digest + digest_of(accounts) + digest_of(options_.kams));
    const auto owner = model().owner_attribute();
    for (const auto& kam : input_.kams) names_.note_person(kam.name);
    for (const auto& row : input_.rows.rows)
      for (engine::AttributeId id = 0; id < row.account.values.size(); ++id)
        if (const auto* text = std::get_if<std::string>(&row.account.values[id]))
          id == owner ? names_.note_person(*text) : names_.note_text(*text);
  }

  void evaluate() {
    rows_ = std::make_unique<engine::RowEvaluation>(model(), input_.as_of, input_.rows);
    results_ = evaluate_all(*rows_, records::run_on_all_processors);
    clusters_ = portfolio_by({});
    if (const auto owner = model().owner_attribute()) owners_ = portfolio_by({owner});
    sources_ = std::make_unique<engine::ContributionSources>(model());
    by_rule_ = effort_by_rule(*rows_, *sources_, {}, records::run_on_all_processors);
    likely_ = by_rule_->total.likely_range();
  }

  void evaluate_scenarios() {
    if (options_.scenarios.empty()) return;
    FileRoles outputs;
    outputs.write(options_.output, FileRoles::Product::document, "-o");
    scenarios_ = scenarios_for_report(options_.scenarios, options_.days, options_, input_, outputs, output_);
    for (const auto& line : scenarios_->file.lines) names_.note_person(line.person);
  }

  engine::Portfolio portfolio_by(const engine::GroupBy& by) const {
    return portfolio_of(tally_of(*rows_, results_, {by}), model(), {by}, input_.kams);
  }

  report::PortfolioPage made_page() {
    const report::PortfolioFacts facts{*rows_,      results_, clusters_, owners_ ? &*owners_ : nullptr,
                                       input_.kams, names_,   &likely_};
    report::PortfolioPage page;
    page.title = fmt::format("{} {}", model().title, model().version);
    page.about = fmt::format("{} {} · as of {}{}", model().title, model().version, to_text(input_.as_of),
                             options_.pseudonyms ? " · names are pseudonyms" : "");
    page.head = page_head(facts);
    add_sections(page.sections, facts);
    page.origin = origin();
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
    add(report::rules_section(by_rule_->total));
    add(sensitivity());
    add(widest_section(facts));
    if (scenarios_) {
      add(report::scenarios_section(scenarios_->results, scenarios_->file, names_));
      add(report::capacity_section(scenarios_->results, scenarios_->file, names_));
    }
    add(comparison());
    add(remarks_section(facts));
    add(rejected_section(facts));
    report::PageSection accounts{"all", "All accounts", "A name shows how its figures came about, step by step."};
    accounts.more = accounts_html(facts, explain_command(), records::run_on_all_processors);
    add(std::move(accounts));
    add_guideline(sections);
  }

  /// Only with profiles, which say what is simple and what is complex: without them it says nothing to anyone.
  std::optional<report::PageSection> matrix() {
    if (!guideline_.matrix) return std::nullopt;
    count_own(*guideline_.matrix, *rows_, records::run_on_all_processors);
    return report::matrix_section(*guideline_.matrix, model());
  }

  /// Evaluates the file as often as there are figures in the guideline, which takes too long for a page of many rows.
  std::optional<report::PageSection> sensitivity() const {
    if (results_.size() > most_rows_for_sensitivity) return std::nullopt;
    return report::sensitivity_section(engine::sensitivity_of(*rows_, usual_step, records::run_on_all_processors));
  }

  std::optional<report::PageSection> comparison() const {
    if (options_.against.empty()) return std::nullopt;
    const auto compared = compare_with(options_.against, options_, input_, output_);
    return impact_section(compared.impact, *compared.before.model, model(), names_);
  }

  void add_guideline(std::vector<report::PageSection>& sections) {
    if (auto proved = report::proof_section(guideline_.proof, model())) sections.push_back(std::move(*proved));
    sections.push_back(guideline_section(guideline_document(model(), guideline_), model(), names_));
  }

  /// `explain` with the same files and the same day, up to its key.
  std::string explain_command() const {
    const std::string& accounts = options_.accounts_path();
    return fmt::format("spanne explain {} {} --as-of {}", quoted_for_shell(options_.rules), quoted_for_shell(accounts),
                       to_text(input_.as_of));
  }

  std::vector<std::pair<std::string, std::string>> origin() const {
    std::vector<std::pair<std::string, std::string>> facts{
        {"Guideline", fmt::format("{} {}, digest {}", model().title, model().version, input_.loaded.digest)}};
    const std::string& accounts = options_.accounts_path();
    const auto add = [&](const char* name, const std::string& path) {
      if (path.empty()) return;
      // Whoever knew these digests could try names out on the pseudonyms.
      const bool has_digest = !options_.pseudonyms && path != "-" && options_.from.empty();
      facts.emplace_back(name, records::file_name(path) + (has_digest ? ", digest " + digest_of(path) : ""));
    };
    add("Accounts", accounts);
    add("People", options_.kams);
    add("Scenarios", options_.scenarios);
    facts.emplace_back("As of", to_text(input_.as_of));
    facts.emplace_back("Program", "spanne " SPANNE_VERSION);
    if (options_.pseudonyms)
      facts.emplace_back("Pseudonyms",
                         "stand for customers and people; whoever has the same files can tell whose they are");
    else
      for (const auto& note : input_.notes) facts.emplace_back("Note", note);
    return facts;
  }

  const ReportOptions& options_;
  const Output& output_;
  PlanningInput input_;
  report::ShownNames names_;
  std::unique_ptr<engine::RowEvaluation> rows_;
  std::vector<engine::RowResult> results_;
  engine::Portfolio clusters_;
  std::optional<engine::Portfolio> owners_;
  std::unique_ptr<engine::ContributionSources> sources_;
  std::optional<engine::EffortByRule> by_rule_;
  engine::LikelyRange likely_;
  report::GuidelineFacts guideline_;
  std::optional<ReportScenarios> scenarios_;
};

}  // namespace

AddedCommand add_report(CLI::App& app) {
  auto options = std::make_shared<ReportOptions>();
  auto* command = app.add_subcommand("report", "Writes the page for the meeting: charts, tables, and every account.");
  add_planning_options(*command, *options);
  command->add_option("-o,--output", options->output, "write the page to this file: portfolio.html");
  command->add_option("--format", options->format, "html");
  command->add_option("--against", options->against, "an older version of the guideline: who gets something else");
  command->add_option("--scenarios", options->scenarios, "a file of scenarios: side by side with today");
  add_day_options(*command, options->days);
  command->add_flag("--pseudonyms", options->pseudonyms,
                    "customers and people under other names, since pages are mailed");
  return {command, [options](const Output& output) { return ReportCommand(*options, output).run(); }};
}

}  // namespace spanne::cli

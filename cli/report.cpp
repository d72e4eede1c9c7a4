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
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "library/portfolio_page.hpp"
#include "records/io/file.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

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
    evaluate_scenarios();
    guideline_ = guideline_facts(input_.loaded);
    if (options_.rules != "-") add_releases(guideline_, options_.rules, model().version, {}, output_);
    const library::MadePage page = made_page();
    unguarded(file.output().out) << page.html;
    file.commit();
    output_.err << provenance_line(model(), input_.loaded.digest, input_.as_of);
    show_table_notes(input_.notes, output_);
    const std::size_t rejected = page.rejected;
    if (rejected > 0) output_.err << fmt::format("{} of {} rows rejected: the page says why\n", rejected, page.rows);
    const bool by_scenarios = tell_rejecting_scenarios();
    return rejected > 0 || by_scenarios ? findings : fine;
  }

 private:
  const engine::Model& model() const { return input_.model(); }

  bool tell_rejecting_scenarios() {
    if (!scenarios_) return false;
    const auto rejecting = rejecting_scenarios(scenarios_->results);
    for (const auto& [name, rows] : rejecting)
      write_line(output_.err,
                 fmt::format("the scenario \"{}\" rejects {}, which {} missing from its effort: spanne plan "
                             "shows why",
                             name, engine::counted(rows, "row"), rows == 1 ? "is" : "are"));
    return !rejecting.empty();
  }

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
    names_ = library::pseudonyms(input_.loaded.digest + digest_of(accounts) + digest_of(options_.kams), input_.rows,
                                 input_.kams, model());
  }

  void evaluate_scenarios() {
    if (options_.scenarios.empty()) return;
    FileRoles outputs;
    outputs.write(options_.output, FileRoles::Product::document, "-o");
    scenarios_ = scenarios_for_report(options_.scenarios, options_.days, options_, input_, outputs, output_);
    for (const auto& line : scenarios_->file.lines) names_.note_person(line.person);
  }

  library::MadePage made_page() const {
    library::PageInput page{model(), input_.as_of, input_.rows, input_.kams, names_, guideline_};
    if (scenarios_) page.scenarios = &*scenarios_;
    std::optional<ReportComparison> compared;
    if (!options_.against.empty()) compared = compare_with(options_.against, options_, input_, output_);
    std::optional<library::PageComparison> comparison;
    if (compared)
      page.comparison = &comparison.emplace(library::PageComparison{*compared->before.model, compared->impact});
    page.explain_command = library::explain_command(options_.rules, options_.accounts_path(), input_.as_of);
    page.origin = library::page_origin(input_.loaded, input_.as_of, page_files(), input_.notes, options_.pseudonyms);
    return portfolio_page(page, records::run_on_all_processors);
  }

  std::vector<library::PageFile> page_files() const {
    std::vector<library::PageFile> files;
    const auto add = [&](const char* heading, const std::string& path) {
      const bool has_digest = !options_.pseudonyms && path != "-" && options_.from.empty();
      if (!path.empty()) files.push_back({heading, records::file_name(path), has_digest ? digest_of(path) : ""});
    };
    add("Accounts", options_.accounts_path());
    add("People", options_.kams);
    add("Scenarios", options_.scenarios);
    return files;
  }

  const ReportOptions& options_;
  const Output& output_;
  PlanningInput input_;
  report::ShownNames names_;
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

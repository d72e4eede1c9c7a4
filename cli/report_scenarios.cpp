#include "cli/report_scenarios.hpp"

#include "cli/plan.hpp"
#include "cli/scenario_file.hpp"

namespace spanne::cli {

ReportScenarios scenarios_for_report(const std::string& path, const DayArguments& days,
                                     const PlanningArguments& arguments, const PlanningInput& input,
                                     const FileRoles& outputs, const Output& output) {
  if (path == "-")
    stop(output, wrong_usage, "scenarios are read from a file, beside which the files stand that they name");
  const auto chosen = chosen_days(days, input.as_of, output);
  if (chosen.size() > 1 && arguments.kams == "-")
    stop(output, wrong_usage, "people are read once for each day, which standard input cannot be", "--kams kams.csv");
  ReportScenarios made{load_scenarios(path, input.loaded, input.kams, output), {}};
  const std::string& accounts = arguments.accounts_path();
  const auto read = read_scenario_files(made.file, path, accounts, input.rows, input.reading, outputs, output);
  read->input.days = chosen;
  read->input.kams = chosen.size() == 1 && chosen.front() == input.as_of
                         ? std::vector<std::vector<engine::Kam>>{input.kams}
                         : people_on_days(arguments.kams, input.model(), input.reading, chosen, output);
  refuse_days(read->input, output);
  made.results = results_of(read->input, output);
  return made;
}

}  // namespace spanne::cli

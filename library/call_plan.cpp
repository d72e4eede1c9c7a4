#include <fmt/format.h>
#include <utility>

#include "engine/planning/scenarios/check_scenarios.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "library/base64.hpp"
#include "library/call_functions.hpp"
#include "library/planning_days.hpp"
#include "library/portfolio_arguments.hpp"
#include "library/scenario_files.hpp"

namespace spanne::library {
namespace {

/// The bytes of a file that a line names, among `files`: `{"next.spanne": "…"}`, or `{"new.xlsx": {"base64": "…"}}`.
std::string named_bytes(const CallArguments& arguments, const std::string& path) {
  const Json& files = arguments.json("files");
  const auto found = files.is_object() ? files.find(path) : files.end();
  if (!files.is_object() || found == files.end())
    throw CallRefusal{{fmt::format("the scenarios name {}, which is not among files", path),
                       fmt::format("files: {{\"{}\": \"…\"}}", path)}};
  if (found->is_string()) return found->get<std::string>();
  const bool is_coded = found->is_object() && found->contains("base64") && found->at("base64").is_string();
  auto bytes = is_coded ? from_base64(found->at("base64").get<std::string>()) : std::nullopt;
  if (!bytes) throw CallRefusal{{fmt::format("{} among files is a text, or an object with its base64", path), {}}};
  return std::move(*bytes);
}

/// The scenarios, checked against the guideline and the people.
class ScenarioCall {
 public:
  explicit ScenarioCall(const CallArguments& arguments) : arguments_(arguments), portfolio_(portfolio_of(arguments)) {}

  std::string run() {
    auto days = chosen_days({arguments_.texts("at"), arguments_.text("every"), arguments_.text("until")},
                            portfolio_.as_of, json_mark);
    if (auto* problem = std::get_if<Problem>(&days)) throw CallRefusal{std::move(*problem)};
    const engine::ScenarioFile file = checked_file();
    auto read = read_scenario_files(file, portfolio_.accounts.rows, sources());
    if (auto* problem = std::get_if<Problem>(&read)) throw CallRefusal{std::move(*problem)};
    engine::ScenarioInput& input = std::get<std::unique_ptr<ScenarioFiles>>(read)->input;
    input.days = std::move(std::get<std::vector<engine::Date>>(days));
    for (const engine::Date day : input.days) input.kams.push_back(people_on(day));
    input.details = arguments_.truth("details", false);
    if (auto problem = uncovered_day(input)) throw CallRefusal{std::move(*problem)};
    auto made = evaluate_scenarios(input, engine::run_in_order);
    if (const auto* found = std::get_if<grammar::Diagnostics>(&made)) refuse(*found, *file.source);
    PlanningResult result = scenario_result(std::get<engine::ScenarioResults>(made), file, input.details);
    result.notes.insert(result.notes.begin(), portfolio_.notes.begin(), portfolio_.notes.end());
    return result_text(result, portfolio_, arguments_);
  }

 private:
  [[noreturn]] static void refuse(const grammar::Diagnostics& found, const grammar::Source& source) {
    throw CallRefusal{{"the scenarios have errors", {}, false}, to_json(found, source)};
  }

  engine::ScenarioFile checked_file() const {
    const auto source = std::make_shared<grammar::Source>(arguments_.text("scenarios_name", "scenarios"),
                                                          arguments_.required("scenarios"));
    grammar::ParsedScenarios parsed = grammar::parse_scenarios(*source);
    if (grammar::has_errors(parsed.diagnostics)) refuse(parsed.diagnostics, *source);
    auto checked = engine::check_scenarios(parsed.file, source, portfolio_.model());
    if (!checked.file) refuse(checked.diagnostics, *source);
    if (portfolio_.kams.empty()) {
      if (auto problem = nameless_people(*checked.file, json_mark)) throw CallRefusal{std::move(*problem)};
      return std::move(*checked.file);
    }
    std::vector<std::string> people;
    for (const auto& kam : portfolio_.kams) people.push_back(kam.name);
    const auto found = engine::check_people(*checked.file, people);
    if (grammar::has_errors(found)) refuse(found, *source);
    return std::move(*checked.file);
  }

  engine::PortfolioRows rows_of(const std::string& name, std::string bytes, const engine::Model& model,
                                const records::TableOptions& reading) const {
    auto read = read_accounts_input(std::move(bytes), model, reading);
    if (const auto* error = std::get_if<records::AccountsError>(&read))
      throw CallRefusal{{fmt::format("{}: {}", name, error->message), error->help, false}};
    return std::move(std::get<AccountsInput>(read).rows);
  }

  ScenarioSources sources() const {
    ScenarioSources sources;
    sources.guideline = [this](const engine::ScenarioLine& line) {
      Guideline found = read_guideline(line.path, named_bytes(arguments_, line.path));
      if (!found.model) throw CallRefusal{{line.path + " is no guideline without mistakes", {}, false}};
      return found;
    };
    sources.accounts = [this](const engine::Model& model) {
      return rows_of(arguments_.text("accounts_name", "accounts"), accounts_of(arguments_), model, portfolio_.reading);
    };
    sources.added = [this](const std::string& path, const engine::Model& model) {
      records::TableOptions reading = portfolio_.reading;
      reading.sheet.clear();  // which says where the accounts are, not the added ones
      return rows_of(path, named_bytes(arguments_, path), model, reading);
    };
    sources.shown_path = [](const std::string& path) { return path; };
    return sources;
  }

  std::vector<engine::Kam> people_on(engine::Date day) const {
    if (day == portfolio_.as_of) return portfolio_.kams;
    std::vector<std::string> notes;
    return people_of(arguments_, portfolio_.model(), {}, day, notes);
  }

  const CallArguments& arguments_;
  PortfolioArguments portfolio_;
};

}  // namespace

std::string call_plan(const CallArguments& arguments) {
  allow_portfolio(arguments, {"scenarios", "scenarios_name", "files", "at", "every", "until", "details"});
  return ScenarioCall(arguments).run();
}

}  // namespace spanne::library

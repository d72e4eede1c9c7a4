#include "library/call.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <utility>

#include "engine/compare/regions/regions.hpp"
#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "engine/proof/matrix/matrix.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "library/account_finder.hpp"
#include "library/call_functions.hpp"
#include "library/differences_json.hpp"
#include "library/evaluate_text.hpp"
#include "library/findings_json.hpp"
#include "library/solver.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/json/explanation.hpp"
#include "report/comparison.hpp"
#include "report/explain.hpp"
#include "report/regions.hpp"

namespace spanne::library {
namespace {

/// What is read by people is as wide as in a file.
const report::Screen page{120, false};

bool is_for_people(const CallArguments& arguments) {
  const std::string as = arguments.text("as", "json");
  if (as != "json" && as != "text") throw CallRefusal{{fmt::format("as is json or text, not {}", as), {}}};
  return as == "text";
}

std::string for_people(const std::string& text) { return as_text({{"text", text}}); }

std::string check(const CallArguments& arguments) {
  arguments.allow_only({"rules", "name", "prove", "seconds"});
  const unsigned seconds = seconds_of(arguments);
  const Guideline guideline = read_guideline(arguments.text("name", "rules"), arguments.required("rules"));
  Json findings = to_json(guideline.diagnostics, *guideline.source);
  if (guideline.model && arguments.truth("prove", true)) {
    engine::ProofOptions options;
    options.seconds = seconds;
    options.solver = solver_of_this_build();
    const engine::Proof proof = engine::prove(*guideline.model, options);
    for (const auto& finding : proof.findings) findings.push_back(to_json(finding, *guideline.source));
    add_facts(findings, proof, *guideline.model, *guideline.source);
    if (!guideline.model->profiles.empty())
      add_matrix(findings, matrix_of(*guideline.model, engine::usual_matrix(*guideline.model), options),
                 *guideline.model, *guideline.source);
  }
  return as_text(findings);
}

/// A fault of the accounts with their name, if that was given.
Problem of_accounts(const CallArguments& arguments, Problem problem) {
  if (!problem.usage && arguments.has("accounts_name"))
    problem.message = fmt::format("{}: {}", arguments.text("accounts_name"), problem.message);
  return problem;
}

std::string evaluate(const CallArguments& arguments) {
  arguments.allow_only(with_reading({"rules", "name", "accounts", "accounts_base64", "accounts_name", "as_of", "set",
                                     "columns", "decimals", "exact"}));
  const Guideline guideline = guideline_to_use(arguments);
  const engine::Evaluator evaluator(*guideline.model, day_of(arguments, *guideline.model));
  const records::FigureStyle style{arguments.whole("decimals", 0, 18, 6), arguments.truth("exact", false)};
  auto made = evaluate_text(evaluator, guideline.digest, accounts_of(arguments), reading_of(arguments),
                            records::Format::json, style, arguments.texts("columns"), arguments.texts("set"));
  if (auto* problem = std::get_if<Problem>(&made)) throw CallRefusal{of_accounts(arguments, std::move(*problem))};
  return std::move(std::get<EvaluatedText>(made).text);
}

/// The row that `key` names, among the rows of `accounts`, from which `figures` are counted.
records::AccountRow account_of(const CallArguments& arguments, const engine::Evaluator& evaluator,
                               std::optional<records::FigureRows>& figures) {
  AccountFinder finder(evaluator.model(), arguments.texts("key"), true);
  auto read = records::read_accounts_text(
      accounts_of(arguments), evaluator.model(), reading_of(arguments),
      [&](const records::AccountsHeader& header) {
        figures.emplace(evaluator, header.counted);
        figures->keep_lines();
      },
      [&](records::AccountRow&& row) {
        finder.look_at(row);
        figures->add(row);
      });
  if (auto* error = std::get_if<records::AccountsError>(&read))
    throw CallRefusal{of_accounts(arguments, {std::move(error->message), std::move(error->help), false})};
  auto found = finder.found();
  if (auto* none = std::get_if<NoSuchAccount>(&found))
    throw CallRefusal{{std::move(none->message), std::move(none->help), false}};
  return std::move(std::get<records::AccountRow>(found));
}

std::string explain(const CallArguments& arguments) {
  arguments.allow_only(
      with_reading({"rules", "name", "accounts", "accounts_base64", "accounts_name", "key", "as_of", "set", "as"}));
  const Guideline guideline = guideline_to_use(arguments);
  const engine::Model& model = *guideline.model;
  const engine::Date day = day_of(arguments, model);
  const engine::Evaluator evaluator(model, day);
  std::optional<records::FigureRows> figures;
  records::AccountRow row = account_of(arguments, evaluator, figures);
  const records::Provenance provenance{model.title, model.version, guideline.digest, to_text(day)};
  records::ExplainedAccount said;
  said.line = row.line;
  if (row.reasons.empty()) {
    auto assigned = assign(row.account, evaluator);
    said.changed = std::move(assigned.changed);
    row.reasons = std::move(assigned.reasons);
  }
  if (row.reasons.empty()) {
    row.reasons = to_texts(figures->tables().fill(row.account), model);
    said.counted = figures->counted_for(row.account);
  }
  said.key = key_values(row.account, model);
  const bool is_text = is_for_people(arguments);
  const std::string title =
      fmt::format("{} ({} line {})", key_words(row, model), arguments.text("accounts_name", "accounts"), row.line);
  if (!row.reasons.empty() && is_text)
    return for_people(
        fmt::format("{}\nrejected: {}\n", grammar::fit_to_show(title), fmt::join(row.reasons, "\nrejected: ")));
  if (!row.reasons.empty()) return records::unreadable_json(row.reasons, said, provenance);
  engine::StepBudget budget(engine::steps_for_changes);
  const auto changes = engine::nearest_changes(model, row.account, day, budget);
  const engine::Explanation explanation = engine::explain(model, row.account, day);
  if (!is_text) return records::explanation_json(explanation, changes, said, provenance);
  std::vector<std::string> counted;
  for (const auto& figure : said.counted) counted.push_back(records::counted_words(figure));
  return for_people(report::explanation_view(explanation, changes, {title, said.changed, counted}, page));
}

std::string compare(const CallArguments& arguments) {
  arguments.allow_only({"old", "old_name", "new", "new_name", "seconds", "as"});
  const Guideline before = sound_guideline(arguments, "old", "old_name", "old");
  const Guideline after = sound_guideline(arguments, "new", "new_name", "new");
  const VersionDifferences differences = compare_versions(before, after, {seconds_of(arguments), 20U});
  if (!is_for_people(arguments)) return as_text(differences_json(before, after, differences));
  std::string text = report::comparison_view(differences.comparison, *before.model, *after.model, page);
  if (differences.regions) text += report::regions_view(*differences.regions, false, page);
  return for_people(text + report::days_view(differences.days, page));
}

std::string format(const CallArguments& arguments) {
  arguments.allow_only({"rules", "name"});
  const grammar::Source source(arguments.text("name", "rules"), arguments.required("rules"));
  grammar::Parsed parsed = grammar::parse(source);
  if (!grammar::has_errors(parsed.diagnostics)) return as_text({{"text", grammar::format(source, parsed.tree)}});
  grammar::sort_by_place(parsed.diagnostics);
  throw CallRefusal{{"the rules cannot be read", {}, false}, to_json(parsed.diagnostics, source)};
}

using Function = std::string (*)(const CallArguments&);

const std::map<std::string, Function, std::less<>>& functions() {
  static const std::map<std::string, Function, std::less<>> all{{"by_rule", call_by_rule},
                                                                {"check", check},
                                                                {"compare", compare},
                                                                {"evaluate", evaluate},
                                                                {"explain", explain},
                                                                {"format", format},
                                                                {"impact", call_impact},
                                                                {"matrix", call_matrix},
                                                                {"plan", call_plan},
                                                                {"report", call_report},
                                                                {"sensitivity", call_sensitivity}};
  return all;
}

std::string answer_or_throw(std::string_view function, Json arguments) {
  const auto found = functions().find(function);
  if (found == functions().end()) {
    std::vector<std::string> names;
    for (const auto& [name, unused] : functions()) names.push_back(name);
    throw CallRefusal{{fmt::format("there is no function {}", function),
                       fmt::format("the functions are {}", fmt::join(names, ", "))}};
  }
  if (!arguments.is_object()) throw CallRefusal{{"the arguments are no JSON object", "{\"rules\": \"…\"}"}};
  return found->second(CallArguments(std::move(arguments)));
}

}  // namespace

std::variant<std::string, CallRefusal> answer(std::string_view function, Json arguments) {
  try {
    return answer_or_throw(function, std::move(arguments));
  } catch (CallRefusal& refusal) { return std::move(refusal); }
}

std::string call(std::string_view function, std::string_view arguments) {
  auto made = answer(function, Json::parse(arguments, nullptr, false));
  if (auto* text = std::get_if<std::string>(&made)) return std::move(*text);
  const auto& refusal = std::get<CallRefusal>(made);
  Json error{{"error", {{"message", refusal.problem.message}, {"help", refusal.problem.help}}}};
  if (!refusal.findings.is_null()) error["findings"] = refusal.findings;
  return as_text(error);
}

}  // namespace spanne::library

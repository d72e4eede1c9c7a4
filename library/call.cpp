#include "library/call.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "engine/compare/regions/regions.hpp"
#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "engine/proof/matrix/matrix.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "library/account_finder.hpp"
#include "library/base64.hpp"
#include "library/differences_json.hpp"
#include "library/evaluate_text.hpp"
#include "library/findings_json.hpp"
#include "library/solver.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/json/explanation.hpp"

namespace spanne::library {
namespace {

/// Ends a call early; caught in call(), where it becomes the answer.
struct Refusal {
  Problem problem;
  Json findings = nullptr;
};

/// What a function was called with. Every member is optional unless it is asked for by required().
class CallArguments {
 public:
  explicit CallArguments(Json json) : json_(std::move(json)) {}

  /// Refuses names that no function takes, so that a slip does not go unnoticed.
  void allow_only(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, value] : json_.items())
      if (std::find(names.begin(), names.end(), name) == names.end())
        throw Refusal{{fmt::format("there is no argument {}", name),
                       fmt::format("the arguments are {}", fmt::join(names, ", "))}};
  }

  bool has(const char* name) const { return json_.contains(name); }
  std::string required(const char* name) const {
    if (!has(name)) throw Refusal{{fmt::format("the argument {} is missing", name), {}}};
    return text(name);
  }
  std::string text(const char* name, std::string otherwise = {}) const {
    return get<std::string>(name, std::move(otherwise), &Json::is_string, "a text");
  }
  bool truth(const char* name, bool otherwise) const {
    return get<bool>(name, otherwise, &Json::is_boolean, "true or false");
  }
  int whole(const char* name, int low, int high, int otherwise) const {
    // Compared before it is narrowed: a number of any size may be written.
    const Json value = get<Json>(name, Json(otherwise), &Json::is_number_integer, "a whole number");
    if (value < low || value > high) throw Refusal{{fmt::format("{} is from {} to {}", name, low, high), {}}};
    return value.get<int>();
  }
  std::vector<std::string> texts(const char* name) const {
    const Json list = get<Json>(name, Json::array(), &Json::is_array, "a list of texts");
    if (!std::all_of(list.begin(), list.end(), [](const Json& item) { return item.is_string(); }))
      throw Refusal{{fmt::format("{} is a list of texts", name), {}}};
    return list.get<std::vector<std::string>>();
  }

 private:
  template <class Value>
  Value get(const char* name, Value otherwise, bool (Json::*fits)() const noexcept, const char* what) const {
    const auto found = json_.find(name);
    if (found == json_.end()) return otherwise;
    if (!((*found).*fits)()) throw Refusal{{fmt::format("{} is {}", name, what), {}}};
    return found->template get<Value>();
  }
  Json json_;
};

/// Stops if the rules have errors.
Guideline sound_guideline(const CallArguments& arguments, const char* rules, const char* name,
                          const std::string& usual_name) {
  Guideline guideline = read_guideline(arguments.text(name, usual_name), arguments.required(rules));
  if (!guideline.model)
    throw Refusal{{"the rules have errors", {}, false}, to_json(guideline.diagnostics, *guideline.source)};
  return guideline;
}

Guideline guideline_to_use(const CallArguments& arguments) {
  Guideline guideline = sound_guideline(arguments, "rules", "name", "rules");
  for (const std::string& text : arguments.texts("set")) {
    const grammar::Source source("set", text);
    const auto found = add_assignment(*guideline.model, source);
    if (!grammar::has_errors(found)) continue;
    throw Refusal{{fmt::format("{} is no assignment", text), "set: [\"sites = sites + 5\"]"}, to_json(found, source)};
  }
  return guideline;
}

/// A library reads no clock: the day has to be said.
engine::Date day_of(const CallArguments& arguments, const engine::Model& model) {
  auto day = effective_day(arguments.required("as_of"), model);
  if (auto* problem = std::get_if<Problem>(&day)) {
    problem->help = fmt::format("as_of: \"{}\"", problem->help);
    throw Refusal{std::move(*problem)};
  }
  return std::get<engine::Date>(day);
}

/// How the accounts are to be read.
records::TableOptions reading_of(const CallArguments& arguments) {
  const std::string locale = arguments.text("locale", "auto");
  const auto named = records::locale_named(locale);
  if (!named)
    throw Refusal{
        {fmt::format("there is no locale {}", locale), fmt::format("locale: auto, {}", records::locale_names)}};
  records::TableOptions options(*named);
  if (arguments.has("missing")) options.missing = records::MissingMarkers::listed(arguments.text("missing"));
  return options;
}

/// The bytes of the accounts file: a text, or, since a file may be in another encoding than UTF-8, base64.
std::string accounts_of(const CallArguments& arguments) {
  if (!arguments.has("accounts_base64")) return arguments.required("accounts");
  auto bytes = from_base64(arguments.required("accounts_base64"));
  if (!bytes) throw Refusal{{"accounts_base64 is no base64", {}}};
  return std::move(*bytes);
}

unsigned seconds_of(const CallArguments& arguments) {
  return static_cast<unsigned>(arguments.whole("seconds", 1, 1'000'000, 10));
}

std::string as_text(const Json& json) { return records::json_text(json, 2) + "\n"; }

// ---------------------------------------------------------------------------------------------- functions

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

std::string evaluate(const CallArguments& arguments) {
  arguments.allow_only({"rules", "name", "accounts", "accounts_base64", "as_of", "set", "locale", "missing", "columns",
                        "decimals", "exact"});
  const Guideline guideline = guideline_to_use(arguments);
  const engine::Evaluator evaluator(*guideline.model, day_of(arguments, *guideline.model));
  const records::FigureStyle style{arguments.whole("decimals", 0, 18, 6), arguments.truth("exact", false)};
  auto made = evaluate_text(evaluator, guideline.digest, accounts_of(arguments), reading_of(arguments),
                            records::Format::json, style, arguments.texts("columns"));
  if (auto* problem = std::get_if<Problem>(&made)) throw Refusal{std::move(*problem)};
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
    throw Refusal{{std::move(error->message), std::move(error->help), false}};
  auto found = finder.found();
  if (auto* none = std::get_if<NoSuchAccount>(&found))
    throw Refusal{{std::move(none->message), std::move(none->help), false}};
  return std::move(std::get<records::AccountRow>(found));
}

std::string explain(const CallArguments& arguments) {
  arguments.allow_only({"rules", "name", "accounts", "accounts_base64", "key", "as_of", "set", "locale", "missing"});
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
  if (!row.reasons.empty()) return records::unreadable_json(row.reasons, said, provenance);
  engine::StepBudget budget(engine::steps_for_changes);
  const auto changes = engine::nearest_changes(model, row.account, day, budget);
  return records::explanation_json(engine::explain(model, row.account, day), changes, said, provenance);
}

std::string compare(const CallArguments& arguments) {
  arguments.allow_only({"old", "old_name", "new", "new_name", "seconds"});
  const Guideline before = sound_guideline(arguments, "old", "old_name", "old");
  const Guideline after = sound_guideline(arguments, "new", "new_name", "new");
  return as_text(differences_json(before, after, compare_versions(before, after, {seconds_of(arguments), 20U})));
}

std::string format(const CallArguments& arguments) {
  arguments.allow_only({"rules", "name"});
  const grammar::Source source(arguments.text("name", "rules"), arguments.required("rules"));
  grammar::Parsed parsed = grammar::parse(source);
  if (!grammar::has_errors(parsed.diagnostics)) return as_text({{"text", grammar::format(source, parsed.tree)}});
  grammar::sort_by_place(parsed.diagnostics);
  throw Refusal{{"the rules cannot be read", {}, false}, to_json(parsed.diagnostics, source)};
}

using Function = std::string (*)(const CallArguments&);

const std::map<std::string, Function, std::less<>>& functions() {
  static const std::map<std::string, Function, std::less<>> all{
      {"check", check}, {"compare", compare}, {"evaluate", evaluate}, {"explain", explain}, {"format", format}};
  return all;
}

CallArguments parsed(std::string_view arguments) {
  Json json = Json::parse(arguments, nullptr, false);
  if (!json.is_object()) throw Refusal{{"the arguments are no JSON object", "{\"rules\": \"…\"}"}};
  return CallArguments(std::move(json));
}

std::string called(std::string_view function, std::string_view arguments) {
  const auto found = functions().find(function);
  if (found != functions().end()) return found->second(parsed(arguments));
  std::vector<std::string> names;
  for (const auto& [name, unused] : functions()) names.push_back(name);
  throw Refusal{
      {fmt::format("there is no function {}", function), fmt::format("the functions are {}", fmt::join(names, ", "))}};
}

}  // namespace

std::string call(std::string_view function, std::string_view arguments) {
  try {
    return called(function, arguments);
  } catch (const Refusal& refusal) {
    Json answer{{"error", {{"message", refusal.problem.message}, {"help", refusal.problem.help}}}};
    if (!refusal.findings.is_null()) answer["findings"] = refusal.findings;
    return as_text(answer);
  }
}

}  // namespace spanne::library

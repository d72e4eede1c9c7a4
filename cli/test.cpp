// `spanne test`: the tests that stand in rule files, with what came instead where one fails; what they do not reach,
// and the changes they would not notice.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/testing/brief.hpp"
#include "report/tests.hpp"

namespace spanne::cli {
namespace {

using Json = nlohmann::ordered_json;

/// How far a long search is, on a terminal: silent for the first second, then one line that is wiped at the end.
class Progress {
 public:
  Progress(const Output& output, std::size_t all) : output_(output), all_(all) {}
  ~Progress() {
    if (shown_) output_.err << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void tell(std::size_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (!output_.terminal.err || now < next_) return;
    output_.err << fmt::format("\r{} of {} changes tried\x1b[K", done, all_) << std::flush;
    shown_ = true;
    next_ = now + std::chrono::milliseconds(200);
  }

 private:
  const Output& output_;
  std::size_t all_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  bool shown_ = false;
};

std::uint32_t line_of(const engine::Model& model, grammar::Span span) {
  return model.source->position(span.begin).line;
}

// ---------------------------------------------------------------------------------------------- as data

Json to_json(const engine::Model& model, const engine::Test& test, const engine::TestResult& result) {
  Json json = {{"title", test.title},
               {"line", line_of(model, test.span)},
               {"as_of", to_text(result.as_of)},
               {"passed", result.passed()}};
  if (result.passed()) return json;
  json["differences"] = Json::array();
  for (const auto& one : result.differences)
    json["differences"].push_back(
        {{"line", line_of(model, one.span)}, {"expected", one.expected}, {"got", one.actual}});
  json["because"] = Json::array();
  for (const auto& one : engine::brief(model, test, result)) {
    Json line = {{"name", one.name}, {"line", nullptr}, {"text", one.text}};
    if (one.span) line["line"] = line_of(model, *one.span);
    json["because"].push_back(std::move(line));
  }
  return json;
}

Json to_json(const engine::Model& model, const engine::Coverage& coverage) {
  Json json;
  const auto share = [&](const char* what, const engine::Reached& reached) {
    json[what] = {{"reached", reached.count}, {"all", reached.all}, {"percent", reached.percent()}};
  };
  share("clusters", coverage.clusters);
  share("rules", coverage.rules);
  share("rows", coverage.rows);
  share("sides", coverage.sides);
  static constexpr const char* sorts[] = {"cluster", "rule", "row", "side"};
  json["unreached"] = Json::array();
  for (const auto& gap : coverage.gaps) {
    Json one = {{"line", line_of(model, gap.span)},
                {"sort", sorts[static_cast<int>(gap.sort)]},
                {"name", gap.name},
                {"message", report::gap_words(gap)}};
    if (gap.sort == engine::Gap::Sort::side) {
      one["condition"] = gap.condition;
      one["never"] = !gap.never ? "tried" : *gap.never ? "yes" : "no";
    }
    json["unreached"].push_back(std::move(one));
  }
  return json;
}

Json to_json(const engine::Model& model, const std::vector<engine::Mutant>& mutants, const engine::Mutation& mutation) {
  Json json = {{"changes", mutants.size()},
               {"noticed", mutation.count()},
               {"score", mutation.percent()},
               {"tests_that_fail_already", mutation.unusable},
               {"unnoticed", Json::array()}};
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutation.noticed[i]) continue;
    json["unnoticed"].push_back({{"line", line_of(model, mutants[i].span)},
                                 {"name", name_of(mutants[i].owner, model)},
                                 {"was", mutants[i].was},
                                 {"is", mutants[i].is},
                                 {"message", report::change_words(mutants[i], model)}});
  }
  return json;
}

// ---------------------------------------------------------------------------------------------- one file

/// Runs one file's tests; counts those that fail.
std::size_t run_tests(const engine::Model& model, const Output& output, Json* json) {
  std::size_t failed = 0;
  for (const auto& test : model.tests) {
    const auto result = run_test(model, test, today());
    failed += result.passed() ? 0U : 1U;
    if (json != nullptr)
      (*json)["tests"].push_back(to_json(model, test, result));
    else
      output.out << report::test_view(model, test, result, output.color_out);
  }
  if (json != nullptr) return failed;
  const std::size_t all = model.tests.size();
  output.out << (all == 0 ? fmt::format("{}: no tests in this file\n", model.source->name())
                          : fmt::format("{}: {} of {} tests passed\n", model.source->name(), all - failed, all));
  return failed;
}

void survey(const engine::Model& model, const TestOptions& options, const Output& output, Json* json) {
  if (options.coverage) {
    const auto reached = engine::coverage(model, today());
    if (json != nullptr)
      (*json)["coverage"] = to_json(model, reached);
    else
      output.out << report::coverage_view(model, reached, output.color_out);
  }
  if (!options.mutate) return;
  auto mutants = engine::mutants(model);
  const auto mutation = [&] {
    Progress progress(output, mutants.size());
    return engine::mutate(model, mutants, today(), [&](std::size_t done) { progress.tell(done); });
  }();
  if (json != nullptr)
    (*json)["mutation"] = to_json(model, mutants, mutation);
  else
    output.out << report::mutation_view(model, mutants, mutation, output.color_out);
}

}  // namespace

int test(const TestOptions& options, const Output& output) {
  int status = fine;
  Json files = Json::array();
  for (const auto& path : options.rules) {
    const Loaded loaded = load(path, output);
    status = std::max(status, loaded.status);
    if (!loaded.model) continue;
    const auto& model = *loaded.model;
    Json json = {{"file", loaded.source->name()},
                 {"ruleset", model.title},
                 {"version", model.version},
                 {"tests", Json::array()}};
    Json* data = options.json ? &json : nullptr;
    if (run_tests(model, output, data) > 0) status = std::max<int>(status, findings);
    survey(model, options, output, data);
    files.push_back(std::move(json));
  }
  if (options.json) output.out << Json{{"files", files}}.dump(2) << "\n";
  return status;
}

}  // namespace spanne::cli

// `spanne test`: runs the tests of rule files and shows the actual results of those that fail, what no test reaches,
// and the changes that no test would notice.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <mutex>
#include <utility>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "engine/testing/trace_lines.hpp"
#include "grammar/text/characters.hpp"
#include "records/json/json_text.hpp"
#include "records/stream/threads.hpp"
#include "report/tests.hpp"

namespace spanne::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Progress of a long search on a terminal: silent for the first second, then one line that is erased at the end.
class MutantProgress {
 public:
  MutantProgress(const Output& output, std::size_t all) : output_(output), all_(all) {}
  void show(std::size_t done) {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (!output_.terminal.err || now < next_) return;
    unguarded(output_.err) << fmt::format("\r{} of {} changes tried\x1b[K", done, all_) << std::flush;
    shown_ = true;
    next_ = now + std::chrono::milliseconds(200);
  }

  void wipe() const {
    if (shown_) unguarded(output_.err) << "\r\x1b[K" << std::flush;
  }

 private:
  const Output& output_;
  std::size_t all_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  bool shown_ = false;
  std::mutex mutex_;
};

std::uint32_t line_of(const engine::Model& model, grammar::TextSpan span) {
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
  for (const auto& difference : result.differences)
    json["differences"].push_back(
        {{"line", line_of(model, difference.span)}, {"expected", difference.expected}, {"got", difference.actual}});
  json["because"] = Json::array();
  for (const auto& trace_line : engine::trace_lines(model, result)) {
    Json line = {{"name", trace_line.name}, {"line", nullptr}, {"text", trace_line.text}};
    if (trace_line.span) line["line"] = line_of(model, *trace_line.span);
    json["because"].push_back(std::move(line));
  }
  return json;
}

const char* word_of(engine::Gap::Kind kind) {
  switch (kind) {
    case engine::Gap::Kind::cluster: return "cluster";
    case engine::Gap::Kind::rule: return "rule";
    case engine::Gap::Kind::row: return "row";
    case engine::Gap::Kind::side: break;
  }
  return "side";
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
  json["unreached"] = Json::array();
  for (const auto& gap : coverage.gaps) {
    Json entry = {{"line", line_of(model, gap.span)},
                  {"sort", word_of(gap.kind)},
                  {"name", gap.name},
                  {"message", report::gap_words(gap)}};
    if (gap.kind == engine::Gap::Kind::side) {
      entry["condition"] = gap.condition;
      entry["never"] = !gap.missing_result ? "tried" : *gap.missing_result ? "yes" : "no";
    }
    json["unreached"].push_back(std::move(entry));
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

Json to_json(const engine::Model& model, const std::vector<engine::Mutant>& mutants,
             const engine::Suggestions& suggestions) {
  const auto words = [&](std::size_t index) { return report::change_words(mutants[index], model); };
  Json json = {{"tests", Json::array()}, {"not_found", Json::array()}, {"left_off", suggestions.left_off}};
  for (const auto* list : {&suggestions.noticing, &suggestions.around})
    for (const auto& entry : *list) {
      Json test = {{"title", entry.test.title}, {"text", entry.text}, {"notices", Json::array()}};
      for (const std::size_t index : entry.notices) test["notices"].push_back(words(index));
      json["tests"].push_back(std::move(test));
    }
  for (const std::size_t index : suggestions.not_found)
    json["not_found"].push_back({{"line", line_of(model, mutants[index].span)}, {"message", words(index)}});
  return json;
}

// ---------------------------------------------------------------------------------------------- one file

/// Limit of suggestions, as many as can be read at once.
constexpr std::size_t max_suggestions = 30;

/// Reports on one file: shown at once, or collected as data.
class Examination {
 public:
  Examination(const engine::Model& model, const TestOptions& options, const Output& output)
      : model_(model),
        options_(options),
        output_(output),
        day_(options.day ? *options.day : today()),
        // Only suggested tests are written to standard output, so that they can be appended to the guideline.
        shown_(options.suggest ? output.err : output.out),
        color_(options.suggest ? output.color_err : output.color_out),
        json_{{"file", model.source->name()},
              {"ruleset", model.title},
              {"version", model.version},
              {"tests", Json::array()}} {}

  /// Returns whether all tests passed.
  bool run() {
    const bool passed = run_tests();
    if (options_.coverage) coverage();
    if (options_.mutate || options_.suggest) mutate();
    return passed;
  }

  Json take_json() { return std::move(json_); }

 private:
  bool run_tests() {
    std::size_t failed = 0;
    for (const auto& test : model_.tests) {
      const auto result = run_test(model_, test, day_);
      failed += result.passed() ? 0U : 1U;
      if (options_.json)
        json_["tests"].push_back(to_json(model_, test, result));
      else
        shown_ << report::test_view(model_, test, result, color_);
    }
    const std::size_t all = model_.tests.size();
    if (!options_.json)
      shown_ << (all == 0 ? fmt::format("{}: no tests in this file\n", grammar::fit_to_show(model_.source->name()))
                          : fmt::format("{}: {} of {} tests passed\n", grammar::fit_to_show(model_.source->name()),
                                        all - failed, all));
    return failed == 0;
  }

  void coverage() {
    const auto reached = engine::coverage(model_, day_);
    if (options_.json)
      json_["coverage"] = to_json(model_, reached);
    else
      shown_ << report::coverage_view(model_, reached, color_);
  }

  void mutate() {
    auto mutants = engine::mutants(model_);
    MutantProgress progress(output_, mutants.size());
    const auto mutation = engine::mutate(
        model_, mutants, day_, [&](std::size_t done) { progress.show(done); }, records::run_on_all_processors);
    progress.wipe();
    if (options_.json)
      json_["mutation"] = to_json(model_, mutants, mutation);
    else if (options_.mutate)
      shown_ << report::mutation_view(model_, mutants, mutation, color_);
    if (options_.suggest) suggest(mutants, mutation);
  }

  void suggest(std::vector<engine::Mutant>& mutants, const engine::Mutation& mutation) {
    MutantProgress progress(output_, mutants.size());
    const auto suggestions = engine::suggest(model_, mutants, mutation, day_, max_suggestions,
                                             [&](std::size_t done) { progress.show(done); });
    progress.wipe();
    if (options_.json)
      json_["suggestions"] = to_json(model_, mutants, suggestions);
    else
      unguarded(output_.out) << report::suggestions_view(model_, mutants, suggestions);
  }

  const engine::Model& model_;
  const TestOptions& options_;
  const Output& output_;
  engine::Date day_;  // of tests that name none
  std::ostream& shown_;
  bool color_;
  Json json_;
};

}  // namespace

int test(const TestOptions& options, const Output& output) {
  int status = fine;
  Json files = Json::array();
  FileRoles sources;
  if (!options.suggest || options.json)  // suggestions are meant to be appended to the guideline
    for (const auto& path : options.rules) sources.read_guideline(path);
  stop_if_answered_into(std::move(sources), output);
  for (const auto& path : options.rules) {
    const Loaded loaded = load(path, output);
    status = std::max(status, loaded.status);
    if (!loaded.model) continue;
    Examination examination(*loaded.model, options, output);
    if (!examination.run()) status = std::max<int>(status, findings);
    files.push_back(examination.take_json());
  }
  if (options.json) unguarded(output.out) << records::json_text(Json{{"files", files}}, 2) << "\n";
  return status;
}

}  // namespace spanne::cli

// `spanne test`: the tests that stand in rule files, with what came instead where one fails.
#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "engine/testing/run.hpp"
#include "report/table.hpp"

namespace spanne::cli {
namespace {

using report::Tone;

/// Shows one file's tests and counts those that fail.
std::size_t run_tests(const Loaded& loaded, const Output& output) {
  std::size_t failed = 0;
  for (const auto& test : loaded.model->tests) {
    const auto result = run_test(*loaded.model, test, today());
    output.out << fmt::format(
        "{}  {}\n",
        report::toned(result.passed() ? "pass" : "FAIL", result.passed() ? Tone::good : Tone::bad, output.color_out),
        test.title);
    failed += result.passed() ? 0U : 1U;
    for (const auto& difference : result.differences)
      output.out << fmt::format(
          "      {}:{}: expected {}\n      {:{}}       got {}\n", loaded.source->name(),
          loaded.source->position(difference.span.begin).line, difference.expected, "",
          loaded.source->name().size() + std::to_string(loaded.source->position(difference.span.begin).line).size(),
          difference.actual);
  }
  return failed;
}

}  // namespace

int test(const std::vector<std::string>& rules, const Output& output) {
  int status = fine;
  for (const auto& path : rules) {
    const Loaded loaded = load(path, output);
    status = std::max(status, loaded.status);
    if (!loaded.model) continue;
    const std::size_t failed = run_tests(loaded, output);
    const std::size_t all = loaded.model->tests.size();
    if (failed > 0) status = std::max<int>(status, findings);
    output.out << (all == 0 ? fmt::format("{}: no tests in this file\n", loaded.source->name())
                            : fmt::format("{}: {} of {} tests passed\n", loaded.source->name(), all - failed, all));
  }
  return status;
}

}  // namespace spanne::cli

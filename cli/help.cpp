// `spanne help CODE`: explains a code, with an example before and after, and the program's message for it.
#include <fmt/format.h>
#include <memory>

#include "cli/commands.hpp"
#include "engine/check/check.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "report/codes/codes.hpp"

namespace spanne::cli {
namespace {

constexpr std::size_t widest = 100;

std::string wrapped(std::string_view text, std::size_t width) {
  std::string result;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (column > 0) result += column + 1 + word.size() > width ? '\n' : ' ';
    column = result.empty() || result.back() == '\n' ? word.size() : column + 1 + word.size();
    result += word;
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return result + "\n";
}

std::string example(std::string_view heading, std::string_view lines) {
  std::string text = fmt::format("\n{}:\n", heading);
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    text += fmt::format("  {}\n", grammar::fit_to_show(line));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  return text;
}

/// The program's actual message for the example; empty if another command gives it.
std::string answer(const report::CodeExplanation& explanation) {
  const auto source =
      std::make_shared<grammar::Source>("example", report::example_file(explanation, explanation.before));
  auto parsed = grammar::parse(*source);
  auto found = std::move(parsed.diagnostics);
  for (auto& diagnostic : engine::check(parsed.tree, source).diagnostics) found.push_back(std::move(diagnostic));
  for (const auto& topic : found) {
    if (topic.code != explanation.code) continue;
    std::string text = fmt::format("\n  {}[{}]: {}\n", name_of(topic.severity), topic.code, topic.message);
    if (!topic.help.empty()) text += fmt::format("  help: {}\n", topic.help);
    return text;
  }
  return {};
}

}  // namespace

int help_with_code(const std::string& code, const Output& output) {
  const auto* explanation = report::find_explanation(code);
  if (explanation == nullptr) {
    const std::string near = report::nearest_code(code);
    output.err << fmt::format("error: there is no code {}; the nearest is {}: {}\n  help: spanne help {}\n", code, near,
                              report::find_explanation(near)->title, near);
    return wrong_usage;
  }
  const std::size_t width = std::min(output.terminal.width, widest);
  output.out << fmt::format("{}: {}\n\n{}", code, explanation->title, wrapped(explanation->why, width));
  const bool checked = explanation->shown_by == "check";
  const std::string shown_by = checked ? "" : fmt::format(" (spanne {})", explanation->shown_by);
  if (!explanation->before.empty()) output.out << example("Before" + shown_by, explanation->before);
  if (checked && !explanation->before.empty()) output.out << answer(*explanation);
  if (!explanation->after.empty()) output.out << example("After" + shown_by, explanation->after);
  return fine;
}

}  // namespace spanne::cli

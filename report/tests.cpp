#include "report/tests.hpp"

#include <cstdint>
#include <fmt/format.h>

#include "engine/testing/trace_lines.hpp"
#include "grammar/text/characters.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

constexpr std::size_t never_cut = SIZE_MAX;

std::string place(const engine::Model& model, grammar::TextSpan span) {
  return fmt::format("{}:{}", grammar::fit_to_show(model.source->name()), model.source->position(span.begin).line);
}

std::string indented(const std::string& text, const std::string& indent) {
  std::string result;
  bool at_start = true;
  for (const char byte : text) {
    if (at_start) result += indent;
    result += byte;
    at_start = byte == '\n';
  }
  return result;
}

/// A table without heads.
std::string aligned(const std::vector<std::vector<TableCell>>& rows, std::size_t columns, bool color) {
  const std::string text = table(std::vector<TableColumn>(columns), rows, never_cut, color);
  return text.substr(text.find('\n') + 1);
}

std::string side_by_side(const engine::TestResult& result, bool color) {
  std::vector<std::vector<TableCell>> rows;
  for (const auto& difference : result.differences)
    rows.push_back({{difference.expected, Tone::good}, {difference.actual, Tone::bad}});
  return table({{"expected"}, {"got"}}, rows, never_cut, color);
}

std::string derivation(const engine::Model& model, const engine::TestResult& result, bool color) {
  std::vector<std::vector<TableCell>> rows;
  for (const auto& line : engine::trace_lines(model, result)) {
    const std::string number =
        line.span ? fmt::format("line {}", model.source->position(line.span->begin).line) : std::string();
    rows.push_back({{line.name}, {number, Tone::faint}, {line.text}});
  }
  return "because\n" + indented(aligned(rows, 3, color), "  ");
}

std::string listed(const std::vector<std::pair<std::string, std::string>>& lines, bool color) {
  std::vector<std::vector<TableCell>> rows;
  for (const auto& [where, what] : lines) rows.push_back({{where, Tone::faint}, {what}});
  return lines.empty() ? std::string() : indented(aligned(rows, 2, color), "  ");
}

std::string share(const char* what, const engine::Reached& reached) {
  return fmt::format("{} {} of {} ({} %)", what, reached.count, reached.all, reached.percent());
}

std::string counted(std::size_t count, const char* singular, const char* plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

}  // namespace

std::string test_view(const engine::Model& model, const engine::Test& test, const engine::TestResult& result,
                      bool color) {
  if (result.passed())
    return fmt::format("{}  {}\n", toned("pass", Tone::good, color), grammar::fit_to_show(test.title));
  const std::string head = fmt::format("{}  {} ({})\n", toned("FAIL", Tone::bad, color),
                                       grammar::fit_to_show(test.title), place(model, test.span));
  return head + indented(side_by_side(result, color) + derivation(model, result, color), "      ");
}

std::string gap_words(const engine::Gap& gap) {
  switch (gap.kind) {
    case engine::Gap::Kind::cluster: return fmt::format("cluster {} is never reached", gap.name);
    case engine::Gap::Kind::rule: return fmt::format("rule {} never matches", gap.name);
    case engine::Gap::Kind::row: return fmt::format("row {} never matches", gap.name);
    case engine::Gap::Kind::side: break;
  }
  return fmt::format("{}: {} is never {}", gap.name, gap.condition,
                     !gap.missing_result   ? "tried"
                     : *gap.missing_result ? "yes"
                                           : "no");
}

std::string change_words(const engine::Mutant& mutant, const engine::Model& model) {
  const std::string name = engine::name_of(mutant.owner, model);
  return name.empty() ? engine::change_text(mutant) : fmt::format("{}: {}", name, engine::change_text(mutant));
}

std::string coverage_view(const engine::Model& model, const engine::Coverage& coverage, bool color) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto& gap : coverage.gaps) lines.emplace_back(place(model, gap.span), gap_words(gap));
  return (lines.empty() ? std::string() : "What no test reaches:\n" + listed(lines, color)) +
         fmt::format("{}: reached by tests: {}, {}, {}, {}\n", grammar::fit_to_show(model.source->name()),
                     share("clusters", coverage.clusters), share("rules", coverage.rules), share("rows", coverage.rows),
                     share("sides of conditions", coverage.sides));
}

std::string mutation_view(const engine::Model& model, const std::vector<engine::Mutant>& mutants,
                          const engine::Mutation& mutation, bool color) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    if (!mutation.noticed[i]) lines.emplace_back(place(model, mutants[i].span), change_words(mutants[i], model));
  std::string text = lines.empty() ? std::string() : "Changes that no test notices:\n" + listed(lines, color);
  if (mutation.unusable > 0)
    text +=
        fmt::format("{} already and cannot notice anything\n", counted(mutation.unusable, "test fails", "tests fail"));
  return text + fmt::format("{}: {} tried one at a time, {} noticed by a test: mutation score {} %\n",
                            grammar::fit_to_show(model.source->name()), counted(mutants.size(), "change", "changes"),
                            mutation.count(), mutation.percent());
}

std::string suggestions_view(const engine::Model& model, const std::vector<engine::Mutant>& mutants,
                             const engine::Suggestions& suggestions) {
  const std::size_t count = suggestions.noticing.size() + suggestions.around.size();
  std::string text = count == 0 ? fmt::format("# No more tests to suggest for {}.\n", model.source->name())
                                : fmt::format(
                                      "# {} suggested for {}.\n"
                                      "# What they expect is what the guideline gives now, which need not be "
                                      "right: read each before you paste it.\n",
                                      counted(count, "test", "tests"), model.source->name());
  for (const auto& suggestion : suggestions.noticing) {
    const std::size_t others = suggestion.notices.size() - 1;
    text += fmt::format("\n# Notices {}{}\n{}", change_words(mutants[suggestion.notices.front()], model),
                        others == 0 ? "" : fmt::format(", and {}", counted(others, "other change", "other changes")),
                        suggestion.text);
  }
  if (!suggestions.around.empty())
    text += "\n# The rest of just below, at and just above, where no test had been yet:\n";
  for (const auto& suggestion : suggestions.around) text += "\n" + suggestion.text;
  if (!suggestions.not_found.empty())
    text += "\n# No account was found that would show these changes; perhaps there is none:\n";
  for (const std::size_t index : suggestions.not_found)
    text += fmt::format("#   {}  {}\n", place(model, mutants[index].span), change_words(mutants[index], model));
  if (suggestions.left_off > 0)
    text += fmt::format("\n# {} for the next time: paste these tests, then ask again.\n",
                        counted(suggestions.left_off, "change is left", "changes are left"));
  return text;
}

}  // namespace spanne::report

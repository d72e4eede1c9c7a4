#include "service/analysis.hpp"

#include <fmt/format.h>
#include <utility>

#include "grammar/scenarios/parse_scenarios.hpp"
#include "library/guideline.hpp"

namespace spanne::service {
namespace {

grammar::Diagnostic no_guideline(const grammar::Text& named, const RulesAnalysis* guideline) {
  grammar::Diagnostic finding;
  finding.code = "E0610";
  finding.span = named.span;
  finding.message = guideline == nullptr
                        ? fmt::format("{} is not at hand, so names and values are not checked", named.value)
                        : fmt::format("{} is no guideline without mistakes", named.value);
  finding.help = guideline == nullptr ? "paths are relative to the file of scenarios" : "open it, and mend it first";
  return finding;
}

}  // namespace

RulesAnalysis analyse_rules(std::string name, std::string text) {
  RulesAnalysis made;
  made.source = std::make_shared<grammar::Source>(std::move(name), std::move(text));
  made.tokens = grammar::tokenize(made.source->text());
  library::CheckedText checked = library::check_text(made.source, &made.names);
  made.tree = std::move(checked.tree);
  made.findings = std::move(checked.diagnostics);
  made.model = std::move(checked.model);
  return made;
}

ScenariosAnalysis analyse_scenarios(std::string name, std::string text, const RulesAnalysis* guideline) {
  ScenariosAnalysis made;
  made.source = std::make_shared<grammar::Source>(std::move(name), std::move(text));
  made.tokens = grammar::tokenize(made.source->text());
  grammar::ParsedScenarios parsed = grammar::parse_scenarios(*made.source);
  made.findings = std::move(parsed.diagnostics);
  made.tree = std::move(parsed.file);
  if (!made.tree.header) return made;
  if (guideline != nullptr && guideline->model) {
    auto checked = engine::check_scenarios(made.tree, made.source, *guideline->model, &made.names);
    for (auto& finding : checked.diagnostics) made.findings.push_back(std::move(finding));
    if (!grammar::has_errors(made.findings)) made.file = std::move(checked.file);
  } else {
    made.findings.push_back(no_guideline(made.tree.header->guideline, guideline));
  }
  grammar::sort_by_place(made.findings);
  grammar::shorten(made.findings);
  return made;
}

}  // namespace spanne::service

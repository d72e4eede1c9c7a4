// Rule sets, findings and layout towards users of the library.
#include "library/public_rules.hpp"

#include <spanne/format.hpp>
#include <utility>

#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne {

FindingList library::public_findings(const grammar::Diagnostics& findings, const grammar::Source& source) {
  FindingList made;
  for (const grammar::Diagnostic& finding : findings) {
    const auto begin = source.position(finding.span.begin), end = source.position(finding.span.end);
    const auto severity = finding.severity == grammar::Severity::error     ? Finding::Severity::error
                          : finding.severity == grammar::Severity::warning ? Finding::Severity::warning
                                                                           : Finding::Severity::note;
    made.push_back({severity, finding.code, finding.message, finding.help, begin.line, begin.column, end.line,
                    end.column, finding.account, grammar::render(finding, source, false)});
  }
  return made;
}

ReadRules RuleSet::read(std::string text, std::string name) {
  auto state = std::make_shared<State>(State{library::read_guideline(std::move(name), std::move(text))});
  ReadRules made{std::nullopt, library::public_findings(state->guideline.diagnostics, *state->guideline.source)};
  if (state->guideline.model) made.rules = RuleSet(std::move(state));
  return made;
}

const std::string& RuleSet::title() const { return library::model_of(*this).title; }
const std::string& RuleSet::version() const { return library::model_of(*this).version; }
const std::string& RuleSet::digest() const { return state_->guideline.digest; }

std::vector<AttributeInfo> RuleSet::attributes() const {
  std::vector<AttributeInfo> made;
  for (const engine::Attribute& attribute : library::model_of(*this).attributes)
    made.push_back(
        {attribute.name, attribute.label, attribute.key, attribute.optional, attribute.fallback.has_value()});
  return made;
}

FormattedText format(std::string text, std::string name) {
  const grammar::Source source(std::move(name), std::move(text));
  grammar::Parsed parsed = grammar::parse(source);
  grammar::sort_by_place(parsed.diagnostics);
  FormattedText made{std::nullopt, library::public_findings(parsed.diagnostics, source)};
  if (!grammar::has_errors(parsed.diagnostics)) made.text = grammar::format(source, parsed.tree);
  return made;
}

}  // namespace spanne

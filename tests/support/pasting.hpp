// Helps of messages pasted where they say, and the rule file that comes of it.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/check/check.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::tests {

/// All findings of a text as `spanne check --no-proof` has them, and its model if it has no error.
struct CheckedText {
  std::shared_ptr<const grammar::Source> source;
  grammar::Diagnostics findings;
  std::optional<engine::Model> model;

  std::size_t errors() const {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [](const auto& finding) {
      return finding.severity == grammar::Severity::error;
    }));
  }
};

inline CheckedText check_text(const std::string& text) {
  CheckedText made{std::make_shared<grammar::Source>("pasted.spanne", text), {}, {}};
  grammar::Parsed parsed = grammar::parse(*made.source);
  made.findings = std::move(parsed.diagnostics);
  if (parsed.tree.ruleset || !parsed.tree.order.empty()) {
    engine::Checked checked = engine::check(parsed.tree, made.source);
    for (auto& finding : checked.diagnostics) made.findings.push_back(std::move(finding));
    if (!grammar::has_errors(made.findings)) made.model = std::move(checked.model);
  }
  grammar::sort_by_place(made.findings);
  return made;
}

/// `text` with one of the finding's helps in place of what it replaces.
inline std::string pasted(const std::string& text, const grammar::Diagnostic& finding, std::size_t which = 0) {
  std::string result = text;
  return result.replace(finding.replaced.begin, finding.replaced.end - finding.replaced.begin,
                        finding.replacements.at(which));
}

/// For messages of tests.
inline std::string shown(const CheckedText& checked) {
  std::string all;
  for (const auto& finding : checked.findings) all += grammar::render(finding, *checked.source, false);
  return all;
}

}  // namespace spanne::tests

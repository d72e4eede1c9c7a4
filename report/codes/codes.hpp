// Explains every code the program can print; `spanne help CODE` shows the explanations.
//
// They form one table, with a file for each range of codes. To add an entry, put it into the file of its range. Tests
// check that every code in the sources has an entry, and that every example gives exactly its code.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::report {

struct CodeExplanation {
  std::string_view code;
  std::string_view title;  // what is wrong, in a few words
  std::string_view why;    // the rule, its reason, and what to do; one paragraph
  /// An example that gives this code and no other finding, and its correction, which gives none. Both are lines of a
  /// rule file that example_file() completes. Empty if no example can be shown.
  std::string_view before, after;
  /// How to reproduce it: `check` of a file with the example, `eval --set` with the example, or `plan` with it as the
  /// file of scenarios.
  std::string_view shown_by = "check";
  bool whole_file = false;  // the example is already complete
};

/// All explanations, ordered by code.
const std::vector<CodeExplanation>& explanations();
const CodeExplanation* find_explanation(std::string_view code);

/// Completes the lines of an example to a rule file: adds a header, attributes and a cluster if missing.
std::string example_file(const CodeExplanation& explanation, std::string_view lines);

/// The code in what a user typed or pasted (`e0316`, `[E0316]`, `error[E0316]: …`, `316`), in capitals; returns nullopt
/// if there is none.
std::string code_in(std::string_view typed);
/// The known code nearest to an unknown one.
std::string nearest_code(std::string_view code);

// The ranges of docs/diagnostics.md#ranges-of-codes.
std::span<const CodeExplanation> opening_codes();      // 01xx: the file, words, texts, dates, versions
std::span<const CodeExplanation> condition_codes();    // 012x to 014x: conditions, numbers, effects
std::span<const CodeExplanation> declaration_codes();  // 015x to 018x: declarations, tables
std::span<const CodeExplanation> name_codes();      // 02xx: names, attributes, the whole, what deserves a second look
std::span<const CodeExplanation> type_codes();      // 03xx: types and units
std::span<const CodeExplanation> value_codes();     // 04xx: missing values, periods, tests, properties
std::span<const CodeExplanation> proof_codes();     // 05xx: what is proved
std::span<const CodeExplanation> scenario_codes();  // 06xx: files of scenarios

}  // namespace spanne::report

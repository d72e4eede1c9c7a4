// Every code the program can print, explained: what `spanne help CODE` shows.
//
// One table, in a file for each range of codes. To add an entry, put it into the file of its range; tests see to it
// that every code in the sources has one, and that every example shows exactly its code.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::report {

struct CodeExplanation {
  std::string_view code;
  std::string_view title;  // what is wrong, in a few words
  std::string_view why;    // what the rule is, why it is so, and what to do; one paragraph
  /// An example that gets this code and no other finding, and the same mended, which gets none. Both are lines of a
  /// rule file: what they leave out is filled in by example_file(). Empty where no example can be shown.
  std::string_view before, after;
  /// What shows it: `check` of a file with the example, or `eval --set` of the example itself.
  std::string_view shown_by = "check";
  bool whole_file = false;  // nothing is to be filled in
};

/// All of them, by code.
const std::vector<CodeExplanation>& explanations();
const CodeExplanation* find_explanation(std::string_view code);

/// A complete rule file around the lines of an example: a head, attributes and a cluster where it has none.
std::string example_file(const CodeExplanation& explanation, std::string_view lines);

/// The code in what a person typed or pasted (`e0316`, `[E0316]`, `error[E0316]: …`, `316`), in capitals; nullopt where
/// there is none.
std::string code_in(std::string_view typed);
/// The known code nearest to one that is not known.
std::string nearest_code(std::string_view code);

// The ranges of docs/diagnostics.md.
std::span<const CodeExplanation> opening_codes();      // 01xx: the file, words, texts, dates, versions
std::span<const CodeExplanation> condition_codes();    // 012x to 014x: conditions, numbers, effects
std::span<const CodeExplanation> declaration_codes();  // 015x to 018x: declarations, tables
std::span<const CodeExplanation> name_codes();   // 02xx: names, attributes, the whole, what deserves a second look
std::span<const CodeExplanation> type_codes();   // 03xx: types and units
std::span<const CodeExplanation> value_codes();  // 04xx: missing values, periods, tests, properties
std::span<const CodeExplanation> proof_codes();  // 05xx: what is proved

}  // namespace spanne::report

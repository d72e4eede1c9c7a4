// What the program has to say about rule text: one mistake, one Diagnostic.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/help.hpp"
#include "grammar/text/source.hpp"

namespace spanne::grammar {

enum class Severity { error, warning, note };

/// A second place that helps to understand the first ("declared here").
struct Related {
  TextSpan span;
  std::string message;
};

/// One finding. `code` is stable ("E0207": see docs/diagnostics.md for the ranges); `message` is one plain sentence
/// without a full stop; `span` is the culprit itself, as short as possible; `help` says how to mend it and can be
/// pasted (empty where there is nothing to say).
struct Diagnostic {
  std::string code;
  Severity severity = Severity::error;
  TextSpan span;
  std::string message;
  std::string help;
  std::vector<Related> related;
  std::string account = {};  // one that shows it, as `given` takes it; mostly empty
  /// What can be pasted, each text by itself in place of `replaced`; none where the help is advice in words.
  std::vector<std::string> replacements = {};
  TextSpan replaced = {};

  /// Takes the help over; one that is too long to be read and pasted is none. In the text, of which the spans are,
  /// what is pasted gets a blank where it would grow together with the word beside it.
  void set_help(Help suggested, std::string_view text = {});
};

using Diagnostics = std::vector<Diagnostic>;

/// As many bytes of a message as anybody reads on: names can be of any length.
inline constexpr std::size_t longest_message = 400;
/// A text of at most `most` bytes, cut before a character, with … in place of the rest.
std::string cut_short(std::string text, std::size_t most = longest_message);

bool has_errors(const Diagnostics& diagnostics);

/// Sorts by place (then code), so that the messages of all stages read from top to bottom.
void sort_by_place(Diagnostics& diagnostics);

/// As many as anybody reads at once.
constexpr std::size_t max_diagnostics = 1'000;
/// Keeps the first `max_diagnostics` of a sorted list, errors before all others, and says so with a note.
void shorten(Diagnostics& diagnostics);

std::string_view name_of(Severity severity);  // "error"

/// For people: `path:line:column: error[E0207]: message`, the author's line with carets, related places, the help.
/// `color` adds terminal escapes.
std::string render(const Diagnostic& diagnostic, const Source& source, bool color);

}  // namespace spanne::grammar

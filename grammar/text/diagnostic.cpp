// How a finding looks to a person: place, code, sentence, the author's line with carets, related places, help.
#include "grammar/text/diagnostic.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"

namespace spanne::grammar {
namespace {

constexpr std::size_t widest = 100;  // characters of the author's line shown around the culprit

struct Colors {
  const char *severity, *bold, *gutter, *help, *off;
};
constexpr Colors plain{"", "", "", "", ""};
constexpr Colors error_colors{"\x1b[1;31m", "\x1b[1m", "\x1b[34m", "\x1b[32m", "\x1b[0m"};
constexpr Colors warning_colors{"\x1b[1;33m", "\x1b[1m", "\x1b[34m", "\x1b[32m", "\x1b[0m"};

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The part of a text from character `first` on, `count` characters long.
std::string_view slice(std::string_view text, std::size_t first, std::size_t count) {
  std::size_t begin = 0;
  for (; begin < text.size() && (first > 0 || !begins_character(text[begin])); ++begin)
    if (begins_character(text[begin])) --first;
  while (begin < text.size() && !begins_character(text[begin])) ++begin;
  std::size_t end = begin;
  for (; end < text.size() && (count > 0 || !begins_character(text[end])); ++end)
    if (begins_character(text[end])) --count;
  return text.substr(begin, end - begin);
}

std::string excerpt(TextSpan span, const Source& source, const Colors& colors) {
  const Position begin = source.position(span.begin);
  const std::string_view line = source.line(begin.line);
  const std::size_t column = begin.column - 1;
  const std::size_t first = column > widest * 2 / 3 ? column - widest / 3 : 0;
  const std::size_t length = characters(line);
  const std::string_view part = slice(line, first, widest);
  const std::string before = (first > 0 ? "…" : "") + fit_to_show(slice(part, 0, column - first));
  const Position end = source.position(span.end);
  const std::size_t marked = end.line == begin.line ? end.column - begin.column : length - std::min(length, column);
  const std::string culprit = fit_to_show(slice(part, column - first, marked));
  const std::string text = (first > 0 ? "…" : "") + fit_to_show(part) + (first + widest < length ? "…" : "");
  const bool goes_on = first + widest < length && column - first + marked > widest;  // below the `…`
  const std::size_t indent = display_width(before);
  const std::size_t marks = std::max<std::size_t>(1, display_width(culprit) + (goes_on ? 1 : 0));
  const std::string number = fmt::format("{}", begin.line);
  return fmt::format("{3}{0} |{6} {1}\n{3}{2:{7}} |{6} {2:{8}}{4}{5}{6}\n", number, text, "", colors.gutter,
                     colors.severity, std::string(marks, '^'), colors.off, number.size(), indent);
}

std::string place(TextSpan span, const Source& source) {
  const Position position = source.position(span.begin);
  return fmt::format("{}:{}:{}", fit_to_show(source.name()), position.line, position.column);
}

}  // namespace

std::string_view name_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

std::string cut_short(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && !begins_character(text[end])) --end;
  return text.substr(0, end) + "…";
}

namespace {

bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_' ||
         byte >= 0x80;
}

}  // namespace

void Diagnostic::set_help(Help suggested, std::string_view text) {
  if (suggested.shown.size() > longest_message) suggested = {};
  help = std::move(suggested.shown);
  replacements = std::move(suggested.texts);
  replaced = suggested.replaced.value_or(span);
  const bool before = replaced.begin > 0 && replaced.begin <= text.size() && is_of_word(text[replaced.begin - 1]);
  const bool behind = replaced.end < text.size() && is_of_word(text[replaced.end]);
  for (std::string& one : replacements) {
    if (one.empty()) continue;
    if (before && is_of_word(one.front())) one.insert(one.begin(), ' ');
    if (behind && is_of_word(one.back())) one += ' ';
  }
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& one) { return one.severity == Severity::error; });
}

void sort_by_place(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.begin, a.code) < std::tie(b.span.begin, b.code);
  });
}

void shorten(Diagnostics& diagnostics) {
  if (diagnostics.size() <= max_diagnostics) return;
  if (has_errors(diagnostics))
    std::erase_if(diagnostics, [](const Diagnostic& one) { return one.severity != Severity::error; });
  if (diagnostics.size() <= max_diagnostics) return;
  const TextSpan next = diagnostics[max_diagnostics].span;
  diagnostics.resize(max_diagnostics);
  diagnostics.push_back({"E0107",
                         Severity::note,
                         next,
                         "more follows from here on, but the list ends here",
                         "mend the first ones: is this a rule file?",
                         {}});
}

std::string render(const Diagnostic& diagnostic, const Source& source, bool color) {
  const Colors& colors = !color ? plain : diagnostic.severity == Severity::error ? error_colors : warning_colors;
  std::string text = fmt::format("{}: {}{}[{}]{}: {}{}{}\n", place(diagnostic.span, source), colors.severity,
                                 name_of(diagnostic.severity), diagnostic.code, colors.off, colors.bold,
                                 fit_to_show(diagnostic.message), colors.off);
  if (!source.text().empty()) text += excerpt(diagnostic.span, source, colors);
  for (const auto& related : diagnostic.related)
    text += fmt::format("  {}: {}\n{}", place(related.span, source), fit_to_show(related.message),
                        excerpt(related.span, source, colors));
  if (!diagnostic.account.empty()) text += fmt::format("  account: {}\n", fit_to_show(diagnostic.account));
  if (!diagnostic.help.empty())
    text += fmt::format("  {}help:{} {}\n", colors.help, colors.off, lines_fit_to_show(diagnostic.help));
  return text;
}

}  // namespace spanne::grammar

#include "grammar/suggestions/heads.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "grammar/suggestions/suggestion.hpp"
#include "grammar/tokens/keywords.hpp"

namespace spanne::grammar {
namespace {

constexpr std::size_t most_words = 12;

/// Small letters, each blank once.
std::string compared(std::string_view text) {
  std::string result;
  for (const char c : small(text)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank || (!result.empty() && result.back() != ' ')) result += blank ? ' ' : c;
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string_view slice(std::string_view text, const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  const std::uint32_t begin = tokens[first].span.begin;
  return text.substr(begin, tokens[last].span.end - begin);
}

Diagnostic head_message(TextSpan where, std::string_view head, const std::string& name) {
  Diagnostic made{"E0192", Severity::error, where, {}, {}, {}};
  made.message = cut_short(
      fmt::format("\"{}\" is the head of a column or a label; in rules its attribute is called {}", head, name));
  made.set_help(name);
  return made;
}

}  // namespace

HeadNames::HeadNames(std::string_view text, const std::vector<Token>& tokens) {
  std::size_t line = 0;
  const auto word = [&](std::size_t at) { return word_of(tokens[at], text); };
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at].first_on_line) line = at;
    if (line + 1 >= tokens.size() || (!is_type(word(line + 1)) && word(line + 1) != "one")) continue;
    if (at == line) names_.emplace(compared(word(at)), word(at));
    // The values of a choice and what files write for them are texts, too, but no heads.
    const bool value = at > 0 && is_any_of({"as", "default", "of"}, word(at - 1));
    const std::string_view quoted = word(at);
    if (tokens[at].kind == TokenKind::text && !value)
      names_.emplace(compared(quoted.substr(1, quoted.size() - 2)), word(line));
  }
}

std::optional<std::string> HeadNames::attribute_of(std::string_view head) const {
  const auto found = names_.find(compared(head));
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

bool HeadNames::may_begin_with(std::string_view word) const {
  const std::string begin = compared(word);
  const auto found = names_.lower_bound(begin);
  return found != names_.end() && found->first.starts_with(begin);
}

bool is_declared_choice(std::string_view text, std::string_view name) {
  constexpr std::size_t looked_at = 50'000;  // declarations stand at the beginning, and messages are many
  text = text.substr(0, looked_at);
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t begin =
        at == 0 ? 0 : text.find_last_not_of(" \t", at - 1) + 1;  // of the line, where it begins it
    const bool first = at == 0 || (begin > 0 && text[begin - 1] == '\n');
    std::string_view rest = text.substr(at + name.size());
    const std::size_t blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    if (first && blanks > 0 && rest.substr(blanks).starts_with("one of ")) return true;
  }
  return false;
}

std::optional<Diagnostic> head_as_name(std::string_view text, const std::vector<Token>& tokens, TokenRange statement,
                                       const HeadNames& names) {
  const bool declares = statement.begin + 1 < statement.end && is_type(word_of(tokens[statement.begin + 1], text));
  if (declares) return std::nullopt;
  for (std::size_t at = statement.begin; at < statement.end; ++at) {
    if (!names.may_begin_with(slice(text, tokens, at, at))) continue;
    for (std::size_t last = std::min(at + most_words, statement.end) - 1; last > at; --last)
      if (const auto name = names.attribute_of(slice(text, tokens, at, last)))
        return head_message({tokens[at].span.begin, tokens[last].span.end}, slice(text, tokens, at, last), *name);
  }
  return std::nullopt;
}

}  // namespace spanne::grammar

#include "grammar/completion/writing_place.hpp"

#include <algorithm>
#include <utility>

#include "grammar/tokens/keywords.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

/// Longer statements than any guideline has; reading them again for each candidate would take too long.
constexpr std::size_t max_statement_tokens = 2'000;
constexpr std::size_t max_statement_bytes = 50'000;

/// The statements before the cursor, from the last one upwards.
class Above {
 public:
  Above(std::string_view text, const std::vector<Token>& tokens, FileKind file)
      : text_(text), tokens_(tokens), ranges_(statements(tokens, text, file)) {}

  bool empty() const { return ranges_.empty(); }
  std::size_t last() const { return ranges_.size() - 1; }
  TokenRange range(std::size_t at) const { return ranges_[at]; }
  Reader reader(std::size_t at) { return {{text_, tokens_, expressions_, diagnostics_}, ranges_[at]}; }
  std::string line(std::size_t at) {
    const TextSpan span = reader(at).statement();
    return std::string(text_.substr(span.begin, span.end - span.begin)) + '\n';
  }
  /// From one statement to the begin of another.
  std::string lines(std::size_t from, std::size_t to) const {
    const std::uint32_t begin = tokens_[ranges_[from].begin].span.begin, end = tokens_[ranges_[to].begin].span.begin;
    return std::string(text_.substr(begin, end - begin));
  }
  std::string_view first_word(std::size_t at) const { return word_of(tokens_[ranges_[at].begin], text_); }

 private:
  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<TokenRange> ranges_;
  Expressions expressions_;
  Diagnostics diagnostics_;
};

/// A statement after which no line of a block can follow.
constexpr std::string_view ends_block = "define a = 1\n";

/// What is above `at` in a rule file, as far as it decides how `at` is read.
std::string rules_context(Above& above, std::size_t at) {
  std::string heads;
  const std::size_t statement = at;
  while (at-- > 0) {
    Reader reader = above.reader(at);
    if (reader.is("|")) {
      heads = above.line(at);
      continue;
    }
    if (declares(reader)) {
      if (reader.is("attributes")) return "attributes\n";
      if (reader.is("table")) return above.line(at) + heads;
      if (reader.is("ruleset")) return above.lines(at, statement);
      return reader.is("test") ? above.line(at) : std::string(ends_block);
    }
    const bool attribute = is_type(reader.word(2)) || reader.is("one", 2);  // with a colon that does not belong there
    if (reader.has("->") || (reader.is(":", 1) && !attribute)) return std::string(ends_block);
  }
  return {};
}

std::string scenarios_context(Above& above, std::size_t at) {
  while (at-- > 0) {
    const std::string_view word = above.first_word(at);
    if (word == "scenario") return "scenario \"a\"\n";
    if (word == "balance") return "balance\n";
    if (word == "scenarios") return above.line(at);
  }
  return {};
}

/// `cluster …`, `given …`, `sites integer …`, a line of the header.
bool is_no_rule(const Reader& reader, std::string_view context) {
  if (declares(reader) || (reader.is_any({"given", "expect"}) && context.starts_with("test"))) return true;
  if (context.starts_with("ruleset")) return is_header_line(reader.word()) && !reader.is(":", 1);
  const bool typed = is_type(reader.word(1)) || (reader.is("one", 1) && reader.is("of", 2));
  return context.starts_with("attributes") && typed;
}

/// The word or text that is being written, out of the tokens before the cursor.
TextSpan take_begun(std::vector<Token>& tokens, std::uint32_t offset, WritingPlace::Inside& inside) {
  using Inside = WritingPlace::Inside;
  if (tokens.empty() || tokens.back().span.end != offset) return {offset, offset};
  const Token last = tokens.back();
  if (last.kind == TokenKind::foreign_comment) inside = Inside::comment;
  if (last.kind == TokenKind::open_text) inside = Inside::text;
  if (last.kind != TokenKind::word && last.kind != TokenKind::open_text) return {offset, offset};
  tokens.pop_back();
  return last.span;
}

bool in_comment(const std::vector<Comment>& comments, std::string_view text, std::uint32_t offset) {
  if (comments.empty()) return false;
  const std::uint32_t begin = comments.back().span.begin;
  return begin < offset && text.substr(begin, offset - begin).find('\n') == std::string_view::npos;
}

bool is_bar(const WritingPlace& place, std::size_t token) {
  return place.tokens[token].kind == TokenKind::sign && (place.word(token) == "|" || place.word(token) == "||");
}

/// The cells of the line of heads from `at` on, before and after its `||`.
void find_heads(const WritingPlace& place, std::size_t at, RowPlace& row) {
  bool outcome = false;
  for (++at; at < place.tokens.size() && !place.tokens[at].first_on_line; ++at) {
    if (is_bar(place, at)) {
      outcome = outcome || place.word(at) == "||";
      continue;
    }
    std::vector<TextSpan>& heads = outcome ? row.outcomes : row.conditions;
    if (is_bar(place, at - 1))
      heads.push_back(place.tokens[at].span);
    else if (!heads.empty())
      heads.back().end = place.tokens[at].span.end;
  }
}

std::optional<RowPlace> row_place(const WritingPlace& place) {
  if (place.fresh_line || place.first >= place.tokens.size() || place.word(place.first) != "|") return std::nullopt;
  RowPlace row;
  std::size_t heads = 0;
  while (heads < place.first && place.word(heads) != "|") ++heads;
  row.heads = heads >= place.first;
  if (!row.heads) find_heads(place, heads, row);
  for (std::size_t at = place.first + 1; at < place.tokens.size(); ++at) {
    if (!is_bar(place, at)) continue;
    const bool divides = place.word(at) == "||";
    row.cell = divides ? 0 : row.cell + 1;
    row.outcome = row.outcome || divides;
  }
  return row;
}

}  // namespace

std::string_view WritingPlace::last(std::size_t back) const {
  return tokens.size() > first + back ? word(tokens.size() - 1 - back) : std::string_view();
}

WritingPlace writing_place(std::string_view text, std::uint32_t offset, FileKind file) {
  using Inside = WritingPlace::Inside;
  text = text.substr(0, offset);
  WritingPlace place;
  place.file = file;
  auto [tokens, comments] = tokenize(text);
  if (in_comment(comments, text, offset)) place.inside = Inside::comment;
  place.begun = take_begun(tokens, offset, place.inside);
  const std::string_view before = text.substr(0, place.begun.begin);
  place.fresh_line = tokens.empty() || before.find('\n', tokens.back().span.end) != std::string_view::npos;
  place.statement = {place.begun.begin, place.begun.begin};
  // What is going to be written decides whether a line that begins with `where` goes on.
  if (!place.fresh_line) tokens.push_back({TokenKind::word, false, false, {place.begun.begin, place.begun.begin}});
  Above above(before, tokens, file);
  if (!above.empty()) {
    const std::size_t last = above.last();
    const TokenRange range = above.range(last);
    place.statement.begin = tokens[range.begin].span.begin;
    place.context = file == FileKind::rules ? rules_context(above, last) : scenarios_context(above, last);
    place.before = before.substr(place.statement.begin);
    const std::size_t bytes = place.context.size() + place.before.size();
    if (range.end - range.begin > max_statement_tokens || bytes > max_statement_bytes) place.inside = Inside::nothing;
    const std::string_view word = above.first_word(last);
    place.declares = file == FileKind::scenarios || is_no_rule(above.reader(last), place.context);
    place.in_table = file == FileKind::rules && (word == "|" || word == "table");
  }
  place.written_ = place.context + place.before;
  place.tokens = tokenize(place.written_).tokens;
  while (place.first < place.tokens.size() && place.tokens[place.first].span.begin < place.context.size())
    ++place.first;
  place.row = row_place(place);
  return place;
}

}  // namespace spanne::grammar

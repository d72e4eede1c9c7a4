#include "grammar/layout/statement_reader.hpp"

#include <algorithm>
#include <utility>

#include "grammar/text/display_width.hpp"

namespace spanne::grammar::layout {

StatementList StatementReader::run(const std::function<void(LayoutStatement&, std::uint32_t begin)>& classify) {
  for (const TokenRange range : statements(tokens_.tokens, text_, file_)) {
    const std::uint32_t begin = tokens_.tokens[range.begin].span.begin;
    LayoutStatement statement;
    statement.comments = remarks_before(begin);
    statement.blank_before = blank_before(begin);
    classify(statement, begin);
    for (std::size_t at = range.begin; at < range.end; ++at) add_word(statement.words, at, range);
    document_.statements.push_back(std::move(statement));
  }
  document_.comments = remarks_before(static_cast<std::uint32_t>(text_.size()));
  return std::move(document_);
}

/// Whether there is a blank line between the last thing read and `begin`; nothing stands above the first thing.
bool StatementReader::blank_before(std::uint32_t begin) const {
  const std::string_view between = text({read_, begin});
  return read_ > 0 && std::count(between.begin(), between.end(), '\n') > 1;
}

bool StatementReader::remark_before(std::uint32_t place) const {
  return next_remark_ < comments_.size() && comments_[next_remark_].span.begin < place;
}

PlacedComment StatementReader::take_remark() {
  const Comment& comment = comments_[next_remark_++];
  std::string_view words = text(comment.span);
  while (words.ends_with('\t') || words.ends_with("\xC2\xA0") || words.ends_with(' ') || words.ends_with('\r'))
    words.remove_suffix(words.ends_with("\xC2\xA0") ? 2 : 1);
  const bool blank = blank_before(comment.span.begin);
  read_ = comment.span.end;
  return {words, comment.own_line, blank};
}

std::vector<PlacedComment> StatementReader::remarks_before(std::uint32_t place) {
  std::vector<PlacedComment> comments;
  while (remark_before(place)) comments.push_back(take_remark());
  return comments;
}

void StatementReader::add_word(Words& words, std::size_t at, TokenRange range) {
  const TextSpan span = tokens_.tokens[at].span;
  close_bracket(words, span.begin);
  if (next_bracket_ < marks_.brackets.size() && marks_.brackets[next_bracket_].begin == span.begin) {
    add(words, "(", span.begin);
    open_bracket_ = true;
  }
  add(words, text(span), span.begin);
  read_ = span.end;
  const auto& all = tokens_.tokens;
  const auto next = at + 1 < all.size() ? all[at + 1].span.begin : static_cast<std::uint32_t>(text_.size());
  if (at + 1 < range.end)
    words.back().comments = remarks_before(next);
  else if (remark_before(next) && !comments_[next_remark_].own_line)
    words.back().comments.push_back(take_remark());
}

void StatementReader::close_bracket(Words& words, std::uint32_t place) {
  if (!open_bracket_ || place < marks_.brackets[next_bracket_].end) return;
  add(words, ")", words.back().offset);
  open_bracket_ = false;
  ++next_bracket_;
}

void StatementReader::add(Words& words, std::string_view text, std::uint32_t offset) {
  const bool glued = !words.empty() && is_glued(text, words.back());
  words.push_back({text, display_width(text), glued, offset, {}});
}

bool StatementReader::is_glued(std::string_view word, const Word& before) {
  while (next_tight_ < marks_.tight.size() && marks_.tight[next_tight_] < before.offset) ++next_tight_;
  if (next_tight_ < marks_.tight.size() && marks_.tight[next_tight_] == before.offset) return true;
  const bool in_unit = (before.text == "/" || before.text == "-") && before.glued;  // h/month, en-GB
  return word == ")" || word == "," || word == ":" || before.text == "(" || in_unit;
}

}  // namespace spanne::grammar::layout

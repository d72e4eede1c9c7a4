// Puts the words and comments of a text together to statements, whatever kind of file it is.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/layout/marks.hpp"
#include "grammar/layout/words.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::grammar::layout {

class StatementReader {
 public:
  /// `text` and `comments` outlive it; the text has been read without errors.
  StatementReader(std::string_view text, FileKind file, const std::vector<Comment>& comments, Marks marks)
      : text_(text), file_(file), comments_(comments), marks_(std::move(marks)), tokens_(tokenize(text_)) {}

  /// `classify` says of each statement what it is, by the place where its first word begins.
  StatementList run(const std::function<void(LayoutStatement&, std::uint32_t begin)>& classify);

 private:
  std::string_view text(TextSpan span) const { return text_.substr(span.begin, span.end - span.begin); }
  bool blank_before(std::uint32_t begin) const;
  bool remark_before(std::uint32_t place) const;
  PlacedComment take_remark();
  std::vector<PlacedComment> remarks_before(std::uint32_t place);
  void add_word(Words& words, std::size_t at, TokenRange range);
  void close_bracket(Words& words, std::uint32_t place);
  void add(Words& words, std::string_view text, std::uint32_t offset);
  bool is_glued(std::string_view word, const Word& before);

  std::string_view text_;
  FileKind file_;
  const std::vector<Comment>& comments_;
  const Marks marks_;
  const Tokens tokens_;
  StatementList document_;
  std::uint32_t read_ = 0;  // where the last word or comment read ends
  std::size_t next_remark_ = 0, next_tight_ = 0, next_bracket_ = 0;
  bool open_bracket_ = false;
};

}  // namespace spanne::grammar::layout

// A WritingPlace is where somebody is writing: the statement under the cursor as far as it stands before it, and the
// lines above that decide how that statement is read. What stands after the cursor has no part in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/source.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::grammar {

/// A place in a line between bars.
struct RowPlace {
  bool heads = false;                // the line names the columns
  bool outcome = false;              // it is after the ||
  std::size_t cell = 0;              // of its side
  std::vector<TextSpan> conditions;  // the heads, in the context; none while they are being written
  std::vector<TextSpan> outcomes;
};

struct WritingPlace {
  enum class Inside : std::uint8_t { statement, text, comment, nothing } inside = Inside::statement;
  FileKind file = FileKind::rules;
  TextSpan begun;             // the word or open text before the cursor, which a completion replaces; may be empty
  TextSpan statement;         // from the statement's first word up to `begun`
  std::string context;        // the lines above that decide how the statement is read
  std::string before;         // the statement's text up to `begun`
  std::vector<Token> tokens;  // of `context` and `before`, one after the other
  std::size_t first = 0;      // index of the statement's first token
  bool fresh_line = false;    // `begun` is the first on its line: a statement may begin or go on
  std::optional<RowPlace> row;

  std::string_view word(std::size_t token) const { return word_of(tokens[token], written_); }
  /// `context` and `before` in one.
  std::string_view written() const { return written_; }
  /// The last token before the cursor, counted from the end; empty where there is none in the statement.
  std::string_view last(std::size_t back = 0) const;
  bool in_table = false;  // a row may begin here
  bool declares = false;  // the statement is no rule: its first word says so

 private:
  friend WritingPlace writing_place(std::string_view, std::uint32_t, FileKind);
  std::string written_;
};

/// `offset` is a byte of the text; time is linear in what stands before it.
WritingPlace writing_place(std::string_view text, std::uint32_t offset, FileKind file);

}  // namespace spanne::grammar

// A rule file as a list of statements, each of words with the comments that stand among them: what layout moves about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/text/source.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar::layout {

constexpr std::size_t indentation = 2;

/// A comment without the blanks at its end.
struct PlacedComment {
  std::string_view text;
  bool own_line = false;      // nothing but blanks before it
  bool blank_before = false;  // a blank line above it
};

/// A word, number, text or sign as it will be printed. `comments`: the comments after it that stand in the same
/// statement or, after its last word, on the same line; a line break has to follow them.
struct Word {
  std::string_view text;
  std::size_t width = 0;  // in columns
  bool glued = false;     // no blank before it
  std::uint32_t offset = 0;
  std::vector<PlacedComment> comments;
};

using Words = std::vector<Word>;

/// Columns of the words [begin, end) on one line; 0 where there are none.
std::size_t width_of(const Words& words, std::size_t begin, std::size_t end);

/// The words [begin, end), which begin in a column of their group's.
struct LayoutCell {
  std::size_t begin, end;
  std::size_t column;       // counted from 0
  std::size_t last_column;  // a cell may reach over columns that its statement leaves out
  enum class Line { same, period, arrow, reason } line = Line::same;  // what may begin a line of its own
  bool one_each = false;                                              // see Wrap
};

struct LayoutStatement {
  enum class Kind {
    ruleset,
    header,      // a line below it
    attributes,  // the word alone
    attribute,
    define,
    cluster,
    heading,  // rules …
    rule,
    table,
    row,         // of a table, its head included
    decoration,  // the line of dashes in a table
    test,
    claim,  // given …, expect …
    property,
    scenarios,      // the heading of a file of scenarios
    scenario,       // scenario …
    scenario_line,  // set …, assign …
    profile
  };
  Kind kind = Kind::ruleset;
  std::size_t item = 0;  // index of what it declares, or of what it belongs to, into its vector of the tree
  bool indented = false;
  bool blank_before = false;            // a blank line directly above it
  std::vector<PlacedComment> comments;  // above it, since the statement before
  Words words;
  std::vector<LayoutCell> cells;  // filled by cut_into_cells(); none in tables
  std::size_t line = 0;           // where it stands in the new layout, counted from 1

  std::size_t indent() const { return indented ? indentation : 0; }
  bool has_inner_remarks() const;
};

struct StatementList {
  std::vector<LayoutStatement> statements;
  std::vector<PlacedComment> comments;  // after the last statement
};

/// `tree` is what parse() has made of `source`, without errors. The document points into the source.
StatementList read_document(const Source& source, const SyntaxTree& tree);

}  // namespace spanne::grammar::layout

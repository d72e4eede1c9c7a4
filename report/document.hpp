// A document of headings, paragraphs, lists and tables, as Markdown or as a page that can be printed.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace spanne::report {

/// A piece of text in one style; `code` is what an author wrote, letter by letter.
struct StyledRun {
  enum class Style { plain, strong, code } style = Style::plain;
  std::string text;
};
using StyledText = std::vector<StyledRun>;

inline StyledText plain(std::string text) { return {{StyledRun::Style::plain, std::move(text)}}; }
inline StyledText code(std::string text) { return {{StyledRun::Style::code, std::move(text)}}; }
inline StyledText strong(std::string text) { return {{StyledRun::Style::strong, std::move(text)}}; }
StyledText operator+(StyledText a, const StyledText& b);

struct Heading {
  int level = 1;  // 1 to 3
  std::string text;
};
struct Paragraph {
  StyledText text;
};
struct List {
  std::vector<StyledText> items;
};
struct Grid {
  std::vector<std::string> heads;
  std::vector<std::vector<StyledText>> rows;  // as many cells as heads
};
using DocumentBlock = std::variant<Heading, Paragraph, List, Grid>;

struct Document {
  std::string title;
  std::vector<DocumentBlock> blocks;
};

/// Signs that mean something in Markdown are escaped.
std::string to_markdown(const Document& document);
/// One file without scripts or anything from elsewhere; every text is escaped.
std::string to_html(const Document& document);

}  // namespace spanne::report

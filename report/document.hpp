// A document of headings, paragraphs, lists and tables, as Markdown or as a page that can be printed.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace spanne::report {

/// A piece of text in one style; `code` is what an author wrote, letter by letter.
struct Run {
  enum class Style { plain, strong, code } style = Style::plain;
  std::string text;
};
using Text = std::vector<Run>;

inline Text plain(std::string text) { return {{Run::Style::plain, std::move(text)}}; }
inline Text code(std::string text) { return {{Run::Style::code, std::move(text)}}; }
inline Text strong(std::string text) { return {{Run::Style::strong, std::move(text)}}; }
Text operator+(Text a, const Text& b);

struct Heading {
  int level = 1;  // 1 to 3
  std::string text;
};
struct Paragraph {
  Text text;
};
struct List {
  std::vector<Text> items;
};
struct Grid {
  std::vector<std::string> heads;
  std::vector<std::vector<Text>> rows;  // as many cells as heads
};
using Block = std::variant<Heading, Paragraph, List, Grid>;

struct Document {
  std::string title;
  std::vector<Block> blocks;
};

/// Signs that mean something in Markdown are escaped.
std::string to_markdown(const Document& document);
/// One file without scripts or anything from elsewhere; every text is escaped.
std::string to_html(const Document& document);

}  // namespace spanne::report

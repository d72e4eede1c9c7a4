// A Document consists of headings, paragraphs, lists and tables; it is written as Markdown or as a printable HTML page.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace spanne::report {

/// A run of text in one style; `code` is literal rule text.
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
  std::vector<std::vector<StyledText>> rows;  // each with as many cells as there are heads
};
/// Lines of text as they are laid out already, each with its line break.
struct Preformatted {
  std::string text;
};
using DocumentBlock = std::variant<Heading, Paragraph, List, Grid, Preformatted>;

struct Document {
  std::string title;
  std::vector<DocumentBlock> blocks;
};

/// Characters with a meaning in Markdown are escaped.
std::string to_markdown(const Document& document);
/// Text for a terminal or a plain file, in lines of at most 100 columns (preformatted ones as they are).
std::string to_plain_text(const Document& document);
/// One self-contained file without scripts or external resources; every text is escaped.
std::string to_html(const Document& document);
/// The blocks alone, for a page of which they are a part; headings are `deeper` levels below their own.
std::string html_blocks(const Document& document, int deeper);

}  // namespace spanne::report

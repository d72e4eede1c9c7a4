#include "report/document.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"
#include "report/html_text.hpp"
#include "report/page.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

// ---- Markdown

std::string escaped_markdown(const std::string& text) {
  std::string result;
  for (const char letter : grammar::fit_to_show(text)) {
    if (std::string_view("\\`*_[]<>#|~").find(letter) != std::string_view::npos) result += '\\';
    result += letter;
  }
  return result;
}

/// Uses more backticks than the text contains in a row; a bar would end a table cell even inside code.
std::string markdown_code(const std::string& text, bool in_table) {
  const std::string shown = grammar::fit_to_show(text);
  std::string fence = "`", body;
  while (shown.find(fence) != std::string::npos) fence += '`';
  for (const char letter : shown) {
    if (letter == '|' && in_table) body += '\\';
    body += letter;
  }
  const char* pad = fence.size() > 1 ? " " : "";
  return fence + pad + body + pad + fence;
}

std::string markdown(const StyledText& text, bool in_table = false) {
  std::string result;
  for (const StyledRun& run : text) {
    if (run.text.empty()) continue;
    switch (run.style) {
      case StyledRun::Style::plain: result += escaped_markdown(run.text); break;
      case StyledRun::Style::strong: result += "**" + escaped_markdown(run.text) + "**"; break;
      case StyledRun::Style::code: result += markdown_code(run.text, in_table); break;
    }
  }
  return result;
}

struct Markdown {
  std::string operator()(const Heading& heading) const {
    return std::string(static_cast<std::size_t>(heading.level), '#') + " " + escaped_markdown(heading.text) + "\n";
  }
  std::string operator()(const Paragraph& paragraph) const { return markdown(paragraph.text) + "\n"; }
  std::string operator()(const List& list) const {
    std::string text;
    for (const StyledText& item : list.items) text += "- " + markdown(item) + "\n";
    return text;
  }
  std::string operator()(const Grid& grid) const {
    std::string text = "|", line = "|";
    for (const auto& head : grid.heads) {
      text += " " + escaped_markdown(head) + " |";
      line += "---|";
    }
    text += "\n" + line + "\n";
    for (const auto& row : grid.rows) {
      text += "|";
      for (const StyledText& cell : row) text += " " + markdown(cell, true) + " |";
      text += "\n";
    }
    return text;
  }
  /// Indented by four blanks, it is code whatever stands in it.
  std::string operator()(const Preformatted& block) const {
    std::string text;
    std::istringstream lines(grammar::lines_fit_to_show(block.text));
    for (std::string line; std::getline(lines, line);) text += line.empty() ? "\n" : "    " + line + "\n";
    return text;
  }
};

// ---- plain text

std::string plain_words(const StyledText& text) {
  std::string words;
  for (const StyledRun& run : text) words += run.text;
  return words;
}

struct PlainText {
  std::string operator()(const Heading& heading) const {
    const std::string text = grammar::fit_to_show(heading.text);
    return text + "\n" + std::string(grammar::display_width(text), heading.level == 1 ? '=' : '-') + "\n";
  }
  std::string operator()(const Paragraph& paragraph) const {
    return wrapped_lines(plain_words(paragraph.text), "", "");
  }
  std::string operator()(const List& list) const {
    std::string text;
    for (const StyledText& item : list.items) text += wrapped_lines(plain_words(item), "- ", "  ");
    return text;
  }
  std::string operator()(const Grid& grid) const {
    std::vector<TableColumn> columns;
    for (const auto& head : grid.heads) columns.push_back({head});
    std::vector<std::vector<TableCell>> rows;
    for (const auto& row : grid.rows)
      for (auto& cells = rows.emplace_back(); const StyledText& cell : row) cells.push_back({plain_words(cell)});
    return table(std::move(columns), std::move(rows), plain_width, false);
  }
  std::string operator()(const Preformatted& block) const { return grammar::lines_fit_to_show(block.text); }

 private:
  static constexpr std::size_t plain_width = 100;

  static std::string wrapped_lines(const std::string& text, const std::string& first, const std::string& further) {
    std::string result;
    for (const auto& line : wrapped(grammar::fit_to_show(text), plain_width - first.size()))
      result += (result.empty() ? first : further) + line + "\n";
    return result;
  }
};

// ---- HTML

std::string html(const StyledText& text) {
  std::string result;
  for (const StyledRun& run : text) {
    const std::string body = escaped_html(run.text);
    result += run.style == StyledRun::Style::plain    ? body
              : run.style == StyledRun::Style::strong ? "<strong>" + body + "</strong>"
                                                      : "<code>" + body + "</code>";
  }
  return result;
}

struct Html {
  int deeper = 0;  // levels of headings below their own
  std::string operator()(const Heading& heading) const {
    return fmt::format("<h{0}>{1}</h{0}>\n", heading.level + deeper, escaped_html(heading.text));
  }
  std::string operator()(const Paragraph& paragraph) const { return "<p>" + html(paragraph.text) + "</p>\n"; }
  std::string operator()(const List& list) const {
    std::string text = "<ul>\n";
    for (const StyledText& item : list.items) text += "<li>" + html(item) + "</li>\n";
    return text + "</ul>\n";
  }
  std::string operator()(const Grid& grid) const {
    std::string text = "<table>\n<thead><tr>";
    for (const auto& head : grid.heads) text += "<th>" + escaped_html(head) + "</th>";
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : grid.rows) {
      text += "<tr>";
      for (const StyledText& cell : row) text += "<td>" + html(cell) + "</td>";
      text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n";
  }
  std::string operator()(const Preformatted& block) const {
    std::string text = "<pre>";
    std::istringstream lines(grammar::lines_fit_to_show(block.text));
    for (std::string line; std::getline(lines, line);) text += escaped_html(line) + "\n";
    return text + "</pre>\n";
  }
};

// Black on white; rows are not split across pages, and headings stay with the text after them.
constexpr const char* style =
    "body{font:11pt/1.45 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#111}\n"
    "h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.2;break-after:avoid}\n"
    "h2{margin-top:2rem;border-bottom:1px solid #999}\n"
    "table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:10pt}\n"
    "th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}\n"
    "th{background:#eee}tr{break-inside:avoid}thead{display:table-header-group}\n"
    "code{font-family:Menlo,Consolas,monospace;font-size:90%;overflow-wrap:break-word}\n"
    "@media print{body{margin:0;max-width:none}@page{margin:2cm}}\n";

// Of documents that have preformatted text; all others stay as they were.
constexpr const char* style_of_lines =
    "pre{font-family:Menlo,Consolas,monospace;font-size:75%;line-height:1.35;white-space:pre-wrap}\n";

bool has_lines(const Document& document) {
  return std::any_of(document.blocks.begin(), document.blocks.end(),
                     [](const DocumentBlock& block) { return std::holds_alternative<Preformatted>(block); });
}

}  // namespace

StyledText operator+(StyledText a, const StyledText& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string to_markdown(const Document& document) {
  std::string text;
  for (const DocumentBlock& block : document.blocks) text += (text.empty() ? "" : "\n") + std::visit(Markdown{}, block);
  return text;
}

std::string to_plain_text(const Document& document) {
  std::string text;
  for (const DocumentBlock& block : document.blocks)
    text += (text.empty() ? "" : "\n") + std::visit(PlainText{}, block);
  return text;
}

std::string html_blocks(const Document& document, int deeper) {
  std::string text;
  for (const DocumentBlock& block : document.blocks) text += std::visit(Html{deeper}, block);
  return text;
}

std::string to_html(const Document& document) {
  const std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
      "charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}{}</style>\n"
      "</head>\n<body>\n",
      escaped_html(document.title), style, has_lines(document) ? style_of_lines : "");
  return text + html_blocks(document, 0) + "</body>\n</html>\n";
}

}  // namespace spanne::report

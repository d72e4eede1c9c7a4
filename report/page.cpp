#include "report/page.hpp"

#include <algorithm>
#include <utility>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"
#include "report/table.hpp"

namespace spanne::report {

using grammar::display_width;
using grammar::fit_to_show;

namespace {

constexpr std::size_t widest = 100;
constexpr std::size_t narrowest_text = 24;

/// Whether to keep two words on one line: a number and its unit, as in 15 %, 1 bn EUR, 0.3 FTE.
bool belong_together(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  const char first = after.front();
  const bool unit = first == '%' || (first >= 'A' && first <= 'Z') || after == "bn" || after.find('/') != after.npos;
  const bool number = before.back() >= '0' && before.back() <= '9';
  return (unit && (number || before == "bn" || before == "M")) || before == "≈" || (number && after == "≈");
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  // Positions of blanks at which a line may end; between them there may be other blanks at which it may not.
  std::vector<std::string> pieces;
  std::string_view before;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!word.empty()) {
      if (belong_together(before, word))
        pieces.back() += " " + std::string(word);
      else
        pieces.emplace_back(word);
      before = word;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::vector<std::string> lines(1);
  for (const auto& piece : pieces) {
    const bool fits = display_width(lines.back()) + 1 + display_width(piece) <= width;
    if (!lines.back().empty() && !fits) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + piece;
  }
  return lines;
}

namespace {

/// Lays out the entries of a page, from top to bottom.
class PageLayout {
 public:
  PageLayout(std::size_t width, bool color) : width_(width), color_(color) {}

  void add(const PageEntry& entry) {
    if (entry.kind == PageEntry::Kind::heading && !text_.empty()) text_ += '\n';
    if (entry.kind == PageEntry::Kind::item)
      item(entry);
    else
      paragraph(entry);
  }
  std::string take() { return std::move(text_); }

 private:
  std::vector<std::string> lines(const std::string& text, std::size_t begin) const {
    return wrapped(fit_to_show(text), std::max(width_ - std::min(begin, width_), narrowest_text));
  }

  void paragraph(const PageEntry& entry) {
    for (const auto& line : lines(entry.text.text, entry.indent))
      text_ += std::string(entry.indent, ' ') + toned(line, entry.text.tone, color_) + "\n";
  }

  void item(const PageEntry& entry) {
    std::size_t used = 0;
    const auto put = [&](const std::string& words, Tone tone, std::size_t begin) {
      if (words.empty()) return;
      if (used > 0 && used + column_gap > begin) {
        text_ += '\n';
        used = 0;
      }
      text_ += std::string(begin - used, ' ') + toned(words, tone, color_);
      used = begin + display_width(words);
    };
    std::size_t begin = entry.indent;
    for (std::size_t i = 0; i < entry.labels.size(); ++i) {
      put(entry.labels[i].text, entry.labels[i].tone, begin);
      begin += entry.widths[i] + column_gap;
    }
    const auto text_lines = lines(entry.text.text, begin);
    for (std::size_t i = 0; i < text_lines.size(); ++i) {
      if (i > 0) text_ += '\n';
      if (i > 0) used = 0;
      put(text_lines[i], entry.text.tone, begin);
    }
    text_ += '\n';
  }

  const std::size_t width_;
  const bool color_;
  std::string text_;
};

}  // namespace

Page::Page(const Screen& screen) : width_(std::min(screen.width, widest)), color_(screen.color) {}

void Page::heading(const std::string& text) {
  entries_.push_back({PageEntry::Kind::heading, {}, {}, {text, Tone::strong}, 0});
}

void Page::paragraph(const std::string& text, std::size_t indent, Tone tone) {
  entries_.push_back({PageEntry::Kind::paragraph, {}, {}, {text, tone}, indent});
}

void Page::item(const std::vector<TableCell>& labels, const std::vector<std::size_t>& widths, const TableCell& text,
                std::size_t indent) {
  entries_.push_back({PageEntry::Kind::item, labels, widths, text, indent});
}

std::string Page::take() const {
  PageLayout layout(width_, color_);
  for (const PageEntry& entry : entries_) layout.add(entry);
  return layout.take();
}

}  // namespace spanne::report

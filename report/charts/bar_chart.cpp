#include "report/charts/bar_chart.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/text/display_width.hpp"
#include "report/html_text.hpp"

namespace spanne::report {

using engine::Fraction;

namespace {

/// About what letters take of the drawing, at the sizes of type the page sets and in a wide typeface.
Fraction width_of(std::size_t columns) { return static_cast<std::int64_t>(columns) * 8; }
Fraction width_of(const std::string& text) { return width_of(grammar::display_width(text)); }

constexpr int widest_label_columns = 30;

class BarDrawing {
 public:
  BarDrawing(const BarChart& chart, ChartWidth width) : chart_(chart), wide_(width == ChartWidth::wide), width_(width) {
    if (wide_) lay_out_wide();
  }

  std::string run() {
    std::string text = svg_begin(chart_.words, width_, height());
    text += background();
    Fraction y = top_;
    for (const ChartBar& bar : chart_.bars) {
      text += row(bar, y);
      y += pitch(bar);
    }
    return text + references() + "</svg>\n";
  }

 private:
  /// Labels to the left of the bars, figures to their right.
  void lay_out_wide() {
    std::size_t label_columns = 8, words_columns = 4;
    for (const ChartBar& bar : chart_.bars) {
      for (const auto& line : label_lines(bar)) label_columns = std::max(label_columns, grammar::display_width(line));
      words_columns = std::max(words_columns, grammar::display_width(bar.words));
    }
    left_ = width_of(label_columns) + 12;
    right_ = Fraction(720) - std::min(width_of(words_columns) + 8, Fraction(240));
  }

  std::vector<std::string> label_lines(const ChartBar& bar) const {
    if (wide_ && bar.below.empty()) return fitted(bar.label, widest_label_columns, 2);
    if (wide_)
      return {fitted(bar.label, widest_label_columns, 1).front(), fitted(bar.below, widest_label_columns, 1).front()};
    // Label and figures share a line above the bar.
    const std::string& words = bar.words.empty() ? bar.instead : bar.words;
    const std::size_t taken = grammar::display_width(words) + 2;
    const std::string label = bar.below.empty() ? bar.label : bar.label + " · " + bar.below;
    return fitted(label, taken < 34 ? 48 - taken : 14, 1);
  }

  Fraction pitch(const ChartBar& bar) const { return !wide_ ? 40 : label_lines(bar).size() > 1 ? 36 : 26; }
  Fraction bottom() const {
    Fraction y = top_;
    for (const ChartBar& bar : chart_.bars) y += pitch(bar);
    return y + 4;
  }
  Fraction height() const { return bottom() + (chart_.axis.ticks.empty() ? 2 : 22); }
  Fraction x(const Fraction& figure) const { return left_ + chart_.axis.share(figure) * (right_ - left_); }

  std::string background() const {
    std::string text;
    if (chart_.band) {
      const Fraction begin = x(chart_.band->low);
      text += svg_box(begin, top_ - 4, x(chart_.band->high) - begin, bottom() - top_ + 4, "band");
    }
    Fraction free = -100;
    for (const ChartMark& tick : chart_.axis.ticks) {
      const Fraction at = x(tick.at);
      text += svg_line(at, top_ - 4, at, bottom(), "grid");
      const Fraction length = width_of(tick.label), half = length / 2;
      const bool first = at - half<0, last = at + half> end();
      const Fraction begin = first ? at : last ? at - length : at - half;
      if (begin < free) continue;  // there is no place for its label
      text += svg_text(at, bottom() + 16, tick.label, "tick", first ? "start" : last ? "end" : "middle");
      free = begin + length + 6;
    }
    return text;
  }

  std::string references() const {
    std::string text;
    for (const ChartMark& reference : chart_.references) {
      const Fraction at = x(reference.at);
      const Fraction length = width_of(reference.label) + 6;
      const bool before = at + length > end();
      text += svg_line(at, 6, at, bottom(), "reference");
      text += svg_text(before ? at - 5 : at + 5, 14, reference.label, "reference-label", before ? "end" : "start");
    }
    return text;
  }

  std::string row(const ChartBar& bar, const Fraction& y) const {
    const auto lines = label_lines(bar);
    const Fraction middle = y + (wide_ ? (lines.size() > 1 ? 18 : 13) : 26);
    std::string text = "<g>";
    if (wide_) {
      Fraction line_y = middle + (lines.size() > 1 ? -3 : 4);
      for (const auto& line : lines) {
        const bool is_below = !bar.below.empty() && &line != &lines.front();
        text += svg_text(left_ - 10, line_y, line, is_below ? "tick" : "label", "end");
        line_y += 15;
      }
    } else {
      text += svg_text(left_, y + 13, lines.front(), "label");
      text += svg_text(right_, y + 13, bar.words.empty() ? bar.instead : bar.words, "words", "end");
    }
    Fraction end = left_;
    for (const BarPiece& piece : bar.pieces) end = std::max(end, x(std::max(piece.range.low, piece.range.high)));
    if (bar.whisker) end = std::max(end, x(std::max(bar.whisker->low, bar.whisker->high)));
    if (bar.against) end = std::max(end, x(*bar.against));
    text += pieces(bar, middle);
    if (wide_ && !bar.words.empty()) text += svg_text(end + 8, middle + 4, bar.words, "words");
    if (wide_ && bar.pieces.empty()) text += svg_text(left_ + 4, middle + 4, bar.instead, "instead");
    return text + "</g>\n";
  }

  std::string pieces(const ChartBar& bar, const Fraction& middle) const {
    std::string text;
    const int round = bar.pieces.size() == 1 ? 3 : 0;
    for (const BarPiece& piece : bar.pieces) {
      const Fraction begin = x(std::min(piece.range.low, piece.range.high));
      // A figure without a range is a stroke that can still be seen.
      const Fraction length = std::max(x(std::max(piece.range.low, piece.range.high)) - begin, Fraction(3));
      text += svg_box(begin, middle - 6, length, 12, tone_class(piece.tone), round);
    }
    if (bar.whisker) {
      const Fraction begin = x(bar.whisker->low), end = x(bar.whisker->high);
      text += svg_line(begin, middle, end, middle, "whisker");
      for (const Fraction& at : {begin, end}) text += svg_line(at, middle - 4, at, middle + 4, "whisker");
    }
    if (bar.against) text += svg_line(x(*bar.against), middle - 10, x(*bar.against), middle + 10, "reference");
    if (bar.middle) text += svg_line(x(*bar.middle), middle - 8, x(*bar.middle), middle + 8, "middle");
    return text;
  }

  Fraction end() const { return wide_ ? 720 : 360; }

  const BarChart& chart_;
  const bool wide_;
  const ChartWidth width_;
  Fraction left_ = 4, right_ = 356;
  Fraction top_ = chart_.references.empty() ? 6 : 24;
};

}  // namespace

std::string to_html(const BarChart& chart) {
  std::string text = BarDrawing(chart, ChartWidth::wide).run() + BarDrawing(chart, ChartWidth::narrow).run();
  if (chart.legend.empty()) return text;
  text += "<p class=\"legend\">";
  for (const auto& [tone, words] : chart.legend)
    text += fmt::format("<span class=\"key\"><span class=\"swatch {}\"></span>{}</span> ", tone_class(tone),
                        escaped_html(words));
  return text + "</p>\n";
}

}  // namespace spanne::report

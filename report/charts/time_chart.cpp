#include "report/charts/time_chart.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/html_text.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Range;

namespace {

class TimeDrawing {
 public:
  TimeDrawing(const TimeChart& chart, ChartWidth width)
      : chart_(chart), width_(width), right_(width == ChartWidth::wide ? 704 : 350) {
    Fraction greatest = 0;
    for (const ChartDay& day : chart.days) {
      greatest = std::max(greatest, day.need.high);
      if (day.capacity) greatest = std::max(greatest, *day.capacity);
    }
    axis_ = round_axis(0, greatest, 5, chart.unit);
  }

  std::string run() const {
    std::string text = svg_begin(chart_.words, width_, bottom_ + 26) + grid();
    text += area("need", [](const ChartDay& day) { return day.need; });
    if (chart_.days.front().likely)
      text += area("likely", [](const ChartDay& day) { return day.likely.value_or(day.need); });
    text += line("need-middle", false, [](const ChartDay& day) { return std::optional(day.need.middle()); });
    text += line("capacity", true, [](const ChartDay& day) { return day.capacity; });
    return text + "</svg>\n";
  }

 private:
  Fraction x(const ChartDay& day) const {
    const std::int64_t first = chart_.days.front().day.days, last = chart_.days.back().day.days;
    if (first == last) return (left_ + right_) / 2;
    return left_ + Fraction::ratio(day.day.days - first, last - first) * (right_ - left_);
  }
  Fraction y(const Fraction& figure) const { return bottom_ - axis_.share(figure) * (bottom_ - top_); }

  std::string grid() const {
    std::string text;
    for (const ChartMark& tick : axis_.ticks) {
      text += svg_line(left_, y(tick.at), right_, y(tick.at), "grid");
      text += svg_text(left_ - 8, y(tick.at) + 4, tick.label, "tick", "end");
    }
    Fraction free = -100;
    for (const ChartDay& day : chart_.days) {
      if (x(day) < free) continue;
      const bool first = &day == &chart_.days.front(), last = x(day) + 36 > right_;
      text += svg_text(x(day), bottom_ + 20, to_text(day.day), "tick", first ? "start" : last ? "end" : "middle");
      free = x(day) + (first ? 126 : 90);
    }
    return text;
  }

  /// The range that `of` gives of each day, as an area.
  template <class Of>
  std::string area(std::string_view style, Of of) const {
    std::string points;
    for (const ChartDay& day : chart_.days) points += fmt::format("{},{} ", units(x(day)), units(y(of(day).high)));
    for (auto day = chart_.days.rbegin(); day != chart_.days.rend(); ++day)
      points += fmt::format("{},{} ", units(x(*day)), units(y(of(*day).low)));
    points.pop_back();
    return fmt::format("<polygon class=\"{}\" points=\"{}\"/>\n", style, points);
  }

  /// The figure that `of` gives of each day; `steps`: it stays as it is until the next day.
  template <class Of>
  std::string line(std::string_view style, bool steps, Of of) const {
    std::string points;
    std::optional<Fraction> before;
    for (const ChartDay& day : chart_.days) {
      const std::optional<Fraction> figure = of(day);
      if (!figure) continue;
      if (steps && before) points += fmt::format("{},{} ", units(x(day)), units(y(*before)));
      points += fmt::format("{},{} ", units(x(day)), units(y(*figure)));
      before = figure;
    }
    if (points.empty()) return {};
    points.pop_back();
    return fmt::format("<polyline class=\"{}\" points=\"{}\"/>\n", style, points);
  }

  const TimeChart& chart_;
  const ChartWidth width_;
  ChartAxis axis_;
  Fraction left_ = 64, right_, top_ = 10, bottom_ = 220;
};

std::string legend_key(std::string_view style, const std::string& words) {
  if (words.empty()) return {};
  return fmt::format("<span class=\"key\"><span class=\"swatch {}\"></span>{}</span> ", style, escaped_html(words));
}

}  // namespace

std::string to_html(const TimeChart& chart) {
  return TimeDrawing(chart, ChartWidth::wide).run() + TimeDrawing(chart, ChartWidth::narrow).run() +
         "<p class=\"legend\">" + legend_key("need", chart.need_words) + legend_key("likely", chart.likely_words) +
         legend_key("capacity", chart.capacity_words) + "</p>\n";
}

}  // namespace spanne::report

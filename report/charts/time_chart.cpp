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
    Fraction least = chart.days.front().need.low, greatest = 0;
    for (const ChartDay& day : chart.days) {
      for (const Fraction& figure : {day.need.low, day.need.high, day.capacity.value_or(day.need.low)}) {
        least = std::min(least, figure);
        greatest = std::max(greatest, figure);
      }
    }
    // Lines and areas need no zero; what changes is seen better without the empty part below them.
    axis_ = round_axis(least, greatest, 5, chart.unit);
  }

  std::string run() const {
    std::string text = svg_begin(chart_.words, width_, bottom_ + 26) + grid();
    text += area("need", [](const ChartDay& day) { return std::optional(day.need); });
    text += area("likely", [](const ChartDay& day) { return day.likely; });
    text += line("need-middle", [](const ChartDay& day) { return std::optional(day.need.middle()); });
    text += line("capacity", [](const ChartDay& day) { return day.capacity; });
    return text + "</svg>\n";
  }

 private:
  Fraction x(const ChartDay& day) const {
    const std::int64_t first = chart_.days.front().day.days, last = chart_.days.back().day.days;
    if (first == last) return left_;
    return left_ + Fraction::ratio(day.day.days - first, last - first) * (right_ - left_ - last_width_);
  }
  /// Where a day ends: what is known of it holds until the next one.
  Fraction end_of(std::size_t place) const {
    if (place + 1 < chart_.days.size()) return x(chart_.days[place + 1]);
    return chart_.days.size() == 1 ? right_ : x(chart_.days[place]) + last_width_;
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

  /// The ranges that `of` gives, each from its day until the next, as areas; days without one leave a gap.
  template <class Of>
  std::string area(std::string_view style, Of of) const {
    std::string text, upper, lower;
    const auto end = [&] {
      if (!upper.empty())
        text +=
            fmt::format("<polygon class=\"{}\" points=\"{}\"/>\n", style, upper + lower.substr(0, lower.size() - 1));
      upper = lower = {};
    };
    for (std::size_t place = 0; place < chart_.days.size(); ++place) {
      const std::optional<Range> range = of(chart_.days[place]);
      if (!range) {
        end();
        continue;
      }
      const std::string from = units(x(chart_.days[place])), to = units(end_of(place));
      upper += fmt::format("{0},{2} {1},{2} ", from, to, units(y(range->high)));
      lower = fmt::format("{1},{2} {0},{2} ", from, to, units(y(range->low))) + lower;
    }
    end();
    return text;
  }

  /// The figures that `of` gives, each from its day until the next.
  template <class Of>
  std::string line(std::string_view style, Of of) const {
    std::string points;
    for (std::size_t place = 0; place < chart_.days.size(); ++place)
      if (const std::optional<Fraction> figure = of(chart_.days[place]))
        points +=
            fmt::format("{0},{2} {1},{2} ", units(x(chart_.days[place])), units(end_of(place)), units(y(*figure)));
    if (points.empty()) return {};
    points.pop_back();
    return fmt::format("<polyline class=\"{}\" points=\"{}\"/>\n", style, points);
  }

  const TimeChart& chart_;
  const ChartWidth width_;
  ChartAxis axis_;
  Fraction last_width_ = 24;  // of the last day, which nothing ends
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

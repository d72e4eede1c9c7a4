#include "report/charts/chart.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"
#include "report/html_text.hpp"
#include "report/page.hpp"

namespace spanne::report {

using engine::Fraction;

namespace {

/// Cuts `text` to `columns` columns, the last of which is `…`.
std::string cut(std::string_view text, std::size_t columns) {
  std::string result;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto letter = grammar::first_letter(text);
    if (used + letter.columns + 1 > columns) break;
    result += text.substr(0, letter.bytes);
    used += letter.columns;
    text.remove_prefix(letter.bytes);
  }
  return result + "…";
}

/// The smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) that is not below `least`, which is above 0.
Fraction round_step(const Fraction& least) {
  Fraction power = 1;
  while (power < least) power *= 10;
  while (power / 10 >= least) power = power / 10;
  for (const int parts : {5, 2})
    if (power / parts >= least) return power / parts;
  return power;
}

}  // namespace

std::string_view tone_class(ChartTone tone) {
  switch (tone) {
    case ChartTone::plain: return "tone-plain";
    case ChartTone::second: return "tone-second";
    case ChartTone::good: return "tone-good";
    case ChartTone::bad: return "tone-bad";
    case ChartTone::faint: break;
  }
  return "tone-faint";
}

Fraction ChartAxis::share(const Fraction& figure) const {
  const Fraction within = std::clamp(figure, from, to);
  const auto place = [&](const Fraction& number) {
    if (!root) return number;
    // Rounded first: a root of a long fraction would take long to compute, for units nobody can see.
    return engine::power(round(number, 6), Fraction::ratio(1, 2)).value_or(number);
  };
  const Fraction begin = place(from), end = place(to);
  return begin == end ? Fraction(0) : (place(within) - begin) / (end - begin);
}

ChartAxis round_axis(const Fraction& from, const Fraction& to, int count, const std::string& unit) {
  const Fraction least = std::min(from, to), greatest = std::max(from, to);
  const Fraction step = least == greatest ? Fraction(1) : round_step((greatest - least) / count);
  ChartAxis axis;
  axis.from = (least / step).floor() * step;
  axis.to = std::max((greatest / step).ceil() * step, axis.from + step);
  for (Fraction at = axis.from; at <= axis.to; at += step) axis.ticks.push_back({at, at.to_text(6) + unit});
  return axis;
}

std::string units(const Fraction& number) { return number.to_text(1); }

std::vector<std::string> fitted(const std::string& text, std::size_t columns, std::size_t lines) {
  auto wrapped_lines = wrapped(grammar::fit_to_show(text), columns);
  const bool more = wrapped_lines.size() > lines;
  if (more) {
    for (std::size_t i = lines; i < wrapped_lines.size(); ++i) wrapped_lines[lines - 1] += " " + wrapped_lines[i];
    wrapped_lines.resize(lines);
  }
  for (auto& line : wrapped_lines)
    if (grammar::display_width(line) > columns) line = cut(line, columns);
  return wrapped_lines;
}

std::string svg_begin(const ChartWords& words, ChartWidth width, const Fraction& height) {
  const bool wide = width == ChartWidth::wide;
  const std::string id = words.id + (wide ? "-w" : "-n");
  return fmt::format(
      "<svg class=\"chart {0}\" viewBox=\"0 0 {1} {2}\" role=\"img\" aria-labelledby=\"{3}-t {3}-d\">"
      "<title id=\"{3}-t\">{4}</title><desc id=\"{3}-d\">{5}</desc>\n",
      wide ? "wide" : "narrow", wide ? 720 : 360, units(height), id, escaped_html(words.title),
      escaped_html(words.description));
}

std::string svg_text(const Fraction& x, const Fraction& y, std::string_view text, std::string_view classes,
                     std::string_view anchor) {
  return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\" text-anchor=\"{}\">{}</text>\n", units(x), units(y), classes,
                     anchor, escaped_html(text));
}

std::string svg_line(const Fraction& x1, const Fraction& y1, const Fraction& x2, const Fraction& y2,
                     std::string_view classes) {
  return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", units(x1), units(y1), units(x2),
                     units(y2), classes);
}

std::string svg_box(const Fraction& x, const Fraction& y, const Fraction& width, const Fraction& height,
                    std::string_view classes, int round) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" class=\"{}\"/>\n", units(x),
                     units(y), units(width), units(height), round, classes);
}

}  // namespace spanne::report

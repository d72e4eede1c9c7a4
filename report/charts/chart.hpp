// What every chart is made of: its words for those who cannot see it, tones, and an axis with its marks.
//
// Charts are SVG. Colours and type come from the style of the page they stand in (classes `tone-…`, `tick`, `words`),
// so that one drawing serves light, dark and paper. Each chart is drawn twice, 720 and 360 units wide, since text that
// is scaled down with its picture cannot be read on a phone; the page shows one of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/fraction.hpp"

namespace spanne::report {

/// What a screen reader says instead of the picture. `id` is unique in its page: letters, digits and `-`.
struct ChartWords {
  std::string id, title, description;
};

/// What a colour means. It is never the only sign: words stand beside it.
enum class ChartTone {
  plain,   // a figure
  second,  // another kind of figure beside it
  good,    // within the band
  bad,     // over the band
  faint,   // under the band; what is only context
};
std::string_view tone_class(ChartTone tone);

/// A place on an axis and its name.
struct ChartMark {
  engine::Fraction at;
  std::string label;
};

/// The figures an axis shows, from its begin to its end. `root`: distances are square roots, for figures of which the
/// small ones matter most; then neither end is below 0.
struct ChartAxis {
  engine::Fraction from = 0, to = 1;
  bool root = false;
  std::vector<ChartMark> ticks;
  /// Where a figure lies, as a share of the axis; figures beyond its ends lie at the ends.
  engine::Fraction share(const engine::Fraction& figure) const;
};

/// An axis with about `count` round ticks that reaches from at most `from` to at least `to`; labels end in `unit`.
ChartAxis round_axis(const engine::Fraction& from, const engine::Fraction& to, int count, const std::string& unit = {});

/// The two widths of a drawing.
enum class ChartWidth { wide, narrow };

/// A number of units in a drawing: at most one decimal.
std::string units(const engine::Fraction& number);
/// The text in at most `lines` lines of about `columns` columns, broken at blanks; the last ends in … if more is left.
std::vector<std::string> fitted(const std::string& text, std::size_t columns, std::size_t lines);

/// Opens the drawing: `<svg …>`, title and description.
std::string svg_begin(const ChartWords& words, ChartWidth width, const engine::Fraction& height);
std::string svg_text(const engine::Fraction& x, const engine::Fraction& y, std::string_view text,
                     std::string_view classes, std::string_view anchor = "start");
std::string svg_line(const engine::Fraction& x1, const engine::Fraction& y1, const engine::Fraction& x2,
                     const engine::Fraction& y2, std::string_view classes);
/// `round`: the radius of its corners.
std::string svg_box(const engine::Fraction& x, const engine::Fraction& y, const engine::Fraction& width,
                    const engine::Fraction& height, std::string_view classes, int round = 0);

}  // namespace spanne::report

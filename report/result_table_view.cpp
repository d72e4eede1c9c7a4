#include "report/result_table_view.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/portfolio/readings.hpp"
#include "grammar/text/display_width.hpp"

namespace spanne::report {

using engine::Enclosure;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

std::string number_words(const Enclosure& sum, const Screen& screen) {
  std::string text = screen.exact ? marked_exact_text(sum) : sum.middle().to_text(screen.places);
  std::replace(text.begin(), text.end(), '.', screen.decimal_mark);
  return text;
}

std::string figure_words(const Enclosure& sum, Kind kind, const Screen& screen) {
  if (kind == Kind::share) {
    const engine::Fraction percent = sum.middle() * 100;
    return (screen.exact ? percent.to_exact_text() : percent.to_text(1)) + " %";
  }
  std::string text = kind == Kind::count ? sum.middle().to_text(0) : number_words(sum, screen);
  if (kind == Kind::change && sum.middle().sign() > 0) text.insert(0, "+");
  return text;
}

Tone tone_of(const std::string& band) {
  return band == "over" ? Tone::bad : band == "in band" ? Tone::good : Tone::faint;
}

/// The columns of a ResultTable that have a text in some row.
struct ShownTable {
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows;
};

ShownTable shown_columns(const ResultTable& all, const Screen& screen) {
  ShownTable shown{{}, std::vector<std::vector<TableCell>>(all.rows.size())};
  for (std::size_t i = 0; i < all.columns.size(); ++i) {
    const ViewColumn& column = all.columns[i];
    std::vector<std::string> texts;
    bool any = false;
    for (const auto& row : all.rows) any = !texts.emplace_back(cell_words(row[i], column.kind, screen)).empty() || any;
    if (!any) continue;
    const bool is_figure = is_figure_column(column.kind);
    shown.columns.push_back(
        {column.head, is_figure ? Align::right : Align::left,
         is_figure || column.kind == Kind::band || column.kind == Kind::date ? Fit::keep : Fit::wrap});
    for (std::size_t row = 0; row < all.rows.size(); ++row) {
      const bool is_total = all.has_total && row + 1 == all.rows.size();
      const Tone tone = column.kind == Kind::band ? tone_of(texts[row]) : is_total ? Tone::strong : Tone::plain;
      shown.rows[row].push_back({std::move(texts[row]), tone});
    }
  }
  return shown;
}

/// What a first column of names may take before it is wrapped.
constexpr std::size_t enough_for_names = 30;

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    longest = std::max(longest, grammar::display_width(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

/// How wide a column is whose head is broken at its blanks.
std::size_t width_of(const ShownTable& table, std::size_t column) {
  std::size_t width = longest_word(table.columns[column].head);
  for (const auto& row : table.rows) width = std::max(width, grammar::display_width(row[column].text));
  return width;
}

/// The columns of each part of a table: all of them, or, where names (and days) are followed by more figures than there
/// is place for beside them, as many as there is; the names stand in each part.
std::vector<std::vector<std::size_t>> parts_of(const ShownTable& table, std::size_t screen_width) {
  const auto& columns = table.columns;
  const auto first_figure = std::find_if(columns.begin() + 1, columns.end(),
                                         [](const TableColumn& column) { return column.align == Align::right; });
  const bool names_then_figures = std::all_of(columns.begin() + 1, columns.end(),
                                              [](const TableColumn& column) { return column.fit == Fit::keep; });
  std::vector<std::size_t> names(static_cast<std::size_t>(first_figure - columns.begin()));
  std::iota(names.begin(), names.end(), std::size_t{0});
  std::size_t beside = 0;
  for (const std::size_t name : names)
    beside += (name == 0 ? std::min(width_of(table, 0), enough_for_names) : column_gap + width_of(table, name));
  std::vector<std::vector<std::size_t>> parts{names};
  std::size_t used = beside;
  for (std::size_t column = names.size(); column < columns.size(); ++column) {
    used += column_gap + width_of(table, column);
    if (names_then_figures && used > screen_width && parts.back().size() > names.size()) {
      parts.push_back(names);
      used = beside + column_gap + width_of(table, column);
    }
    parts.back().push_back(column);
  }
  return parts;
}

/// Names tell the rows apart: they are cut last.
void keep_names(ShownTable& table) {
  if (width_of(table, 0) <= enough_for_names) table.columns.front().fit = Fit::keep;
}

std::string part_view(const ShownTable& all, const std::vector<std::size_t>& part, const Screen& screen) {
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows(all.rows.size());
  for (const std::size_t column : part) {
    columns.push_back(all.columns[column]);
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row].push_back(all.rows[row][column]);
  }
  return table(std::move(columns), std::move(rows), screen.width, screen.color);
}

}  // namespace

bool is_figure_column(Kind kind) {
  return kind == Kind::count || kind == Kind::figure || kind == Kind::change || kind == Kind::share ||
         kind == Kind::range;
}

std::string cell_words(const ResultCell& cell, Kind kind, const Screen& screen) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* value = std::get_if<engine::WrittenValue>(&cell)) return value->text;
  if (const auto* figure = std::get_if<Enclosure>(&cell)) return figure_words(*figure, kind, screen);
  if (const auto* range = std::get_if<engine::SumRange>(&cell))
    return between(number_words(range->low, screen), number_words(range->high, screen));
  if (const auto* span = std::get_if<engine::AccountRange>(&cell)) return span_words(*span);
  if (const auto* day = std::get_if<engine::Date>(&cell)) return to_text(*day);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  return {};
}

std::string result_table_view(const ResultTable& all, const Screen& screen) {
  std::string text = all.title.empty() ? "" : toned(all.title, Tone::strong, screen.color) + "\n";
  if (all.rows.empty()) return text + "  none\n";
  ShownTable shown = shown_columns(all, screen);
  if (shown.columns.empty()) return text;
  keep_names(shown);
  const auto parts = parts_of(shown, screen.width);
  for (const auto& part : parts) text += (&part == &parts.front() ? "" : "\n") + part_view(shown, part, screen);
  return text;
}

}  // namespace spanne::report

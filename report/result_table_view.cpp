#include "report/result_table_view.hpp"

#include <utility>

#include "engine/portfolio/readings.hpp"

namespace spanne::report {

using engine::Enclosure;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

std::string number_words(const Enclosure& sum, const Screen& screen) {
  return screen.exact ? marked_exact_text(sum) : sum.middle().to_text(screen.places);
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

}  // namespace

bool is_figure_column(Kind kind) {
  return kind == Kind::count || kind == Kind::figure || kind == Kind::change || kind == Kind::share ||
         kind == Kind::range;
}

std::string cell_words(const ResultCell& cell, Kind kind, const Screen& screen) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* figure = std::get_if<Enclosure>(&cell)) return figure_words(*figure, kind, screen);
  if (const auto* range = std::get_if<engine::SumRange>(&cell))
    return between(number_words(range->low, screen), number_words(range->high, screen));
  if (const auto* span = std::get_if<engine::AccountRange>(&cell)) return span_words(*span);
  if (const auto* day = std::get_if<engine::Date>(&cell)) return to_text(*day);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  return {};
}

std::string result_table_view(const ResultTable& shown, const Screen& screen) {
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows(shown.rows.size());
  for (std::size_t i = 0; i < shown.columns.size(); ++i) {
    const ViewColumn& column = shown.columns[i];
    std::vector<std::string> texts;
    bool any = false;
    for (const auto& row : shown.rows)
      any = !texts.emplace_back(cell_words(row[i], column.kind, screen)).empty() || any;
    if (!any) continue;
    columns.push_back({column.head, is_figure_column(column.kind) ? Align::right : Align::left,
                       is_figure_column(column.kind) || column.kind == Kind::band ? Fit::keep : Fit::wrap});
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool is_total = shown.has_total && row + 1 == rows.size();
      const Tone tone = column.kind == Kind::band ? tone_of(texts[row]) : is_total ? Tone::strong : Tone::plain;
      rows[row].push_back({std::move(texts[row]), tone});
    }
  }
  std::string text = shown.title.empty() ? "" : toned(shown.title, Tone::strong, screen.color) + "\n";
  if (rows.empty()) return text + "  none\n";
  return text + table(std::move(columns), std::move(rows), screen.width, screen.color);
}

}  // namespace spanne::report

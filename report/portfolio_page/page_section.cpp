#include "report/portfolio_page/page_section.hpp"

#include <fmt/format.h>

#include "report/html_text.hpp"
#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::ResultTable;
using engine::ViewColumn;

namespace {

std::string_view band_style(const std::string& band) {
  return band == "over" ? "tone-bad" : band == "in band" ? "tone-good" : "tone-faint";
}

/// A cell of several lines has the first of them as its main text.
std::string cell_html(const std::string& words) {
  const std::size_t end = words.find('\n');
  if (end == words.npos) return escaped_html(words);
  std::string text = "<strong>" + escaped_html(words.substr(0, end)) + "</strong> ";
  for (std::size_t at = end; at != words.npos;) {
    const std::size_t next = words.find('\n', at + 1);
    text += "<small>" + escaped_html(words.substr(at + 1, next == words.npos ? next : next - at - 1)) + "</small>";
    at = next;
  }
  return text;
}

/// The texts of a table by column, and which columns have any.
class TableTexts {
 public:
  TableTexts(const ResultTable& table, const ShownNames& names) : table_(table), texts_(table.columns.size()) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      for (const auto& row : table.rows) {
        const bool is_text = std::holds_alternative<std::string>(row[column]) ||
                             std::holds_alternative<engine::WrittenValue>(row[column]);
        std::string words = cell_words(row[column], table.columns[column].kind, {});
        texts_[column].push_back(is_text ? names.in_cell(words) : std::move(words));
      }
    for (std::size_t column = 0; column < texts_.size(); ++column)
      for (const auto& text : texts_[column])
        if (!text.empty()) {
          shown_.push_back(column);
          break;
        }
  }

  std::string head() const {
    std::string text = "<thead><tr>";
    for (const std::size_t column : shown_)
      text +=
          fmt::format("<th scope=\"col\"{}>{}</th>", style_of(column, {}), escaped_html(table_.columns[column].head));
    return text + "</tr></thead>\n";
  }

  /// `with_heads`: each cell has the head of its column as an attribute, for where the page is too narrow for columns.
  std::string row(std::size_t row, bool with_heads) const {
    const bool is_total = table_.has_total && row + 1 == table_.rows.size();
    std::string text = is_total ? "<tr class=\"total\">" : "<tr>";
    for (const std::size_t column : shown_) {
      const std::string words = cell_html(texts_[column][row]);
      text += column == shown_.front() ? fmt::format("<th scope=\"row\"{}>{}</th>", style_of(column, {}), words)
                                       : fmt::format("<td{}{}>{}</td>", style_of(column, texts_[column][row]),
                                                     with_heads ? head_of(column) : std::string(), words);
    }
    return text + "</tr>\n";
  }

 private:
  std::string head_of(std::size_t column) const {
    return fmt::format(" data-words=\"{}\"", escaped_html(table_.columns[column].head));
  }

  std::string style_of(std::size_t column, const std::string& words) const {
    const auto kind = table_.columns[column].kind;
    if (is_figure_column(kind)) return " class=\"number\"";
    if (kind == ViewColumn::Kind::band && !words.empty()) return fmt::format(" class=\"{}\"", band_style(words));
    return {};
  }

  const ResultTable& table_;
  std::vector<std::vector<std::string>> texts_;  // by column
  std::vector<std::size_t> shown_;
};

}  // namespace

std::string table_html(const ResultTable& table, const ShownNames& names, std::string_view section,
                       std::string_view style) {
  if (table.rows.empty()) return "<p class=\"note\">None.</p>\n";
  const TableTexts texts(table, names);
  // Two sections may have a table of one title; for a screen reader they are two places.
  const std::string title = escaped_html(names.in_cell(table.title));
  std::string text = fmt::format(
      "<div class=\"scroll\" role=\"region\" aria-label=\"{}: {}\" tabindex=\"0\"><table{}><caption "
      "class=\"visually-hidden\">{}</caption>\n",
      escaped_html(section), title, style.empty() ? "" : fmt::format(" class=\"{}\"", style), title);
  text += texts.head() + "<tbody>\n";
  for (std::size_t row = 0; row < table.rows.size(); ++row) text += texts.row(row, !style.empty());
  return text + "</tbody></table></div>\n";
}

std::string section_html(const PageSection& section, const ShownNames& names) {
  // On paper a heading stays with its sentence and the first chart.
  std::string text =
      fmt::format("<section aria-labelledby=\"{0}\">\n<div class=\"together\">\n<h2 id=\"{0}\">{1}</h2>\n", section.id,
                  escaped_html(section.heading));
  if (!section.sentence.empty())
    text += fmt::format("<p class=\"sentence\">{}</p>\n", escaped_html(names.in_cell(section.sentence)));
  if (section.charts.empty()) text += "</div>\n";
  for (const auto& chart : section.charts) {
    text += "<figure>" + chart + "</figure>\n";
    if (&chart == &section.charts.front()) text += "</div>\n";
  }
  for (const SectionTable& shown : section.tables) {
    const std::string table = table_html(shown.table, names, section.heading, shown.style);
    text += shown.closed.empty()
                ? table
                : fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped_html(shown.closed), table);
  }
  return text + section.more + "</section>\n";
}

}  // namespace spanne::report

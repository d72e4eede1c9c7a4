#include "report/portfolio_page/row_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/shown_labels.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

constexpr std::size_t widest_shown = 12;
/// Rows of a table on the page; the table of all accounts has the others.
constexpr std::size_t most_listed = 200;

Fraction width_of(const engine::Outcome& outcome) { return outcome.total.high - outcome.total.low; }

Fraction total_width(const PortfolioFacts& facts) {
  const engine::Range ends = effort_ends(facts.clusters.total.sum);
  return ends.high - ends.low;
}

/// The head of a column of owners.
std::string owner_head(const PortfolioFacts& facts) {
  const auto owner = facts.model().owner_attribute();
  return owner ? attribute_head(facts.model().attributes[*owner]) : std::string();
}

std::string cluster_of(const PortfolioFacts& facts, std::size_t row) {
  const auto& cluster = facts.outcome(row).cluster;
  return cluster ? cluster_label(facts.model().clusters[*cluster]) : std::string();
}

/// A flag's text with … for what is filled in.
std::string without_values(const engine::Effect& effect) {
  std::string text;
  for (const auto& piece : effect.flag) text += piece.text + (piece.hole ? "…" : "");
  return text;
}

std::string listed_words(std::size_t listed, std::size_t all) {
  return listed == all ? std::string()
                       : fmt::format(" These are the first {} of {}.", listed, plural_words(all, "row", "rows"));
}

/// " or 88 % of the total's width"; empty where the total has none.
std::string share_words(const Fraction& width, const Fraction& all) {
  if (all.sign() <= 0) return {};
  return fmt::format(" or {} % of the total's width", (width / all * 100).to_text(0));
}

ResultTable widest_table(const PortfolioFacts& facts, const std::vector<std::size_t>& rows) {
  ResultTable table{"widest",
                    "The widest ranges",
                    {{"account", "account", Kind::text},
                     {"owner", owner_head(facts), Kind::text},
                     {"cluster", "cluster", Kind::text},
                     {"fte", "FTE", Kind::range},
                     {"width", "width", Kind::figure},
                     {"share", "of the total's", Kind::share}},
                    {}};
  const Fraction all = total_width(facts);
  for (const std::size_t row : rows)
    table.rows.push_back(
        {row_name(facts, row), row_owner(facts, row), cluster_of(facts, row),
         engine::range_cell(facts.outcome(row).total), engine::figure_cell(width_of(facts.outcome(row))),
         all.sign() > 0 ? engine::figure_cell(width_of(facts.outcome(row)) / all) : engine::ResultCell()});
  return table;
}

}  // namespace

std::string remarks_of(const PortfolioFacts& facts, std::size_t row) {
  const engine::Outcome& outcome = facts.outcome(row);
  if (!facts.names.hides()) return fmt::format("{}", fmt::join(outcome.flags, "; "));
  std::vector<std::string> texts;
  for (const auto& match : outcome.matched)
    for (const auto& effect : effects_of(match, facts.model()))
      if (effect.kind == engine::EffectKind::flag) texts.push_back(without_values(effect));
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string reasons_of(const PortfolioFacts& facts, std::size_t row) {
  if (facts.names.hides()) return "not evaluated; the reason may name somebody and is left out";
  return fmt::format("{}", fmt::join(to_texts(facts.outcome(row).rejections, facts.model()), "; "));
}

std::vector<std::size_t> widest_rows(const PortfolioFacts& facts, std::size_t count) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < facts.results.size(); ++row)
    if (!facts.outcome(row).rejected() && width_of(facts.outcome(row)).sign() > 0) rows.push_back(row);
  const auto wider = [&](std::size_t a, std::size_t b) {
    const Fraction first = width_of(facts.outcome(a)), second = width_of(facts.outcome(b));
    return first == second ? a < b : first > second;
  };
  const std::size_t kept = std::min(count, rows.size());
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), wider);
  rows.resize(kept);
  return rows;
}

std::optional<PageSection> widest_section(const PortfolioFacts& facts) {
  const auto rows = widest_rows(facts, widest_shown);
  if (rows.empty()) return std::nullopt;
  PageSection section{"widest", "Where better knowledge pays",
                      "The accounts whose low and high ends lie farthest apart: the bar is the distance. To know more "
                      "about them narrows "
                      "the total most."};
  BarChart chart;
  std::vector<Fraction> widths;
  for (const std::size_t row : rows) widths.push_back(width_of(facts.outcome(row)));
  const Fraction all = total_width(facts);
  const std::size_t giants = giant_count(widths);
  for (std::size_t i = 0; i < giants; ++i)
    section.sentence += fmt::format(" {} is many times wider, {} FTE{}, and stands in the table only.",
                                    row_name(facts, rows[i]), headline_figure(widths[i]), share_words(widths[i], all));
  for (std::size_t i = giants; i < rows.size(); ++i) {
    const auto& outcome = facts.outcome(rows[i]);
    ChartBar bar;
    const auto [name, keys] = row_names(facts, rows[i]);
    bar.label = name;
    bar.below = keys;
    bar.pieces.push_back({{0, widths[i]}, ChartTone::plain});
    bar.words = fmt::format("{} FTE wide ({})", headline_figure(widths[i]), headline_range(outcome.total));
    chart.bars.push_back(std::move(bar));
  }
  chart.axis = round_axis(0, giants < widths.size() ? widths[giants] : Fraction(1), 6);
  std::string description = "One bar for each account: how far the low and the high end of its effort lie apart.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {} {}: {}.", bar.label, bar.below, bar.words);
  chart.words = {"widest-chart", "The widest ranges, in FTE", description};
  section.charts.push_back(to_html(chart));
  section.tables.push_back({widest_table(facts, rows), "The widest ranges as a table"});
  return section;
}

std::optional<PageSection> remarks_section(const PortfolioFacts& facts) {
  ResultTable table{"remarks",
                    "Remarks",
                    {{"account", "account", Kind::text},
                     {"owner", owner_head(facts), Kind::text},
                     {"remarks", "remark", Kind::long_text}},
                    {}};
  std::size_t all = 0;
  for (std::size_t row = 0; row < facts.results.size(); ++row) {
    if (facts.outcome(row).rejected() || facts.outcome(row).flags.empty()) continue;
    if (++all <= most_listed)
      table.rows.push_back({row_name(facts, row), row_owner(facts, row), remarks_of(facts, row)});
  }
  if (all == 0) return std::nullopt;
  PageSection section{"remarks", "What to look at",
                      "What the guideline remarks on single accounts." + listed_words(table.rows.size(), all)};
  section.tables.push_back({std::move(table)});
  return section;
}

std::optional<PageSection> rejected_section(const PortfolioFacts& facts) {
  ResultTable table{
      "rejected",
      "Rows that are not evaluated",
      {{"line", "line", Kind::count}, {"account", "account", Kind::text}, {"reason", "reason", Kind::long_text}},
      {}};
  std::size_t all = 0;
  for (std::size_t row = 0; row < facts.results.size(); ++row) {
    if (!facts.outcome(row).rejected()) continue;
    if (++all <= most_listed)
      table.rows.push_back(
          {engine::count_cell(facts.rows.row(row).line), row_name(facts, row), reasons_of(facts, row)});
  }
  if (all == 0) return std::nullopt;
  PageSection section{"rejected", "What could not be evaluated",
                      fmt::format("{} not in any figure of this page.{}",
                                  plural_words(all, "row of the file is", "rows of the file are"),
                                  listed_words(table.rows.size(), all))};
  section.tables.push_back({std::move(table)});
  return section;
}

}  // namespace spanne::report

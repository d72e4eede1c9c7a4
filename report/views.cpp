#include "report/views.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/table.hpp"

namespace spanne::report {

using engine::Count;
using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

std::string between(const std::string& low, const std::string& high) { return low == high ? low : low + "–" + high; }
std::string percent(const Fraction& share) { return (share * 100).to_text(0) + " %"; }
std::string plural(const Count& count, const char* one, const char* many) {
  return count && *count == Fraction(1) ? one : many;
}
std::string text_of(const Count& count) { return count ? count->to_text() : "unlimited"; }

std::string figure(const Fraction& number, const Screen& screen) {
  return screen.exact ? number.to_exact_text() : number.to_text(screen.places);
}

std::string figures(const Range& effort, const Screen& screen) {
  return between(figure(effort.low, screen), figure(effort.high, screen));
}

std::string key_text(const engine::Account& account, const Model& model, std::size_t id) {
  return to_text(account.values[id], model.attributes[id].type, model);
}

Tone tone_of(engine::Band band) {
  return band == engine::Band::over ? Tone::bad : band == engine::Band::in_band ? Tone::good : Tone::faint;
}

/// Ten signs are 100 %; more than 150 % is cut there.
std::string bar(const Fraction& load) {
  const Fraction signs = std::min(load * 10, Fraction(15)).floor();
  std::string text;
  for (std::int64_t i = 0; Fraction(i) < signs; ++i) text += "█";
  return text;
}

std::string group_label(const std::string& label, const engine::GroupBy& by, const Model& model) {
  return label.empty() && by.attribute && by.attribute == model.owner_attribute() ? "unassigned" : label;
}

}  // namespace

std::string effort_words(const Range& effort, const Screen& screen) { return figures(effort, screen) + " FTE"; }

std::string span_words(const engine::Span& span) {
  if (span.needs_team) return fmt::format("a team of {}", between(text_of(span.kams_low), text_of(span.kams_high)));
  if (!span.accounts_low) return "any number";
  if (!span.accounts_high) return fmt::format("{} or more", text_of(span.accounts_low));
  if (span.accounts_high->sign() == 0) return "less than 1";  // of a mix: its team is the headcount
  if (span.accounts_low->sign() == 0) return fmt::format("up to {}", text_of(span.accounts_high));
  return between(text_of(span.accounts_low), text_of(span.accounts_high));
}

std::string accounts_view(const std::vector<Line>& lines, const Model& model, const Screen& screen) {
  std::vector<std::size_t> shown;
  for (const auto id : model.key_attributes()) shown.push_back(id);
  if (const auto owner = model.owner_attribute(); owner && !model.attributes[*owner].key) shown.push_back(*owner);
  std::vector<Column> columns;
  if (shown.empty()) columns.push_back({"line", Align::right});
  for (const auto id : shown) columns.push_back({model.attributes[id].name, Align::left});
  columns.insert(columns.end(), {{"cluster", Align::left},
                                 {"FTE", Align::right},
                                 {"accounts per KAM", Align::left, Fit::keep},
                                 {"remarks", Align::left}});
  std::vector<std::vector<Cell>> rows;
  std::string rejected;
  for (const Line& line : lines) {
    if (!line.reasons.empty()) {
      std::string key = fmt::format("  line {}", line.number);
      for (const auto id : shown) key += " " + key_text(*line.account, model, id);
      const std::string text = on_one_line(fmt::format("{}: {}", key, fmt::join(line.reasons, "; ")));
      rejected += toned(text, Tone::bad, screen.color) + "\n";
      continue;
    }
    std::vector<Cell> row;
    if (shown.empty()) row.push_back({std::to_string(line.number)});
    for (const auto id : shown) row.push_back({key_text(*line.account, model, id)});
    row.push_back({model.clusters[*line.outcome->cluster].name});
    row.push_back({figures(line.outcome->total, screen), Tone::strong});
    row.push_back({span_words(line.outcome->span), line.outcome->span.needs_team ? Tone::bad : Tone::plain});
    row.push_back({fmt::format("{}", fmt::join(line.outcome->flags, "; ")), Tone::faint});
    rows.push_back(std::move(row));
  }
  std::string text = rows.empty() ? std::string() : table(columns, rows, screen.width, screen.color);
  if (!rejected.empty())
    text += (text.empty() ? "" : "\n") + toned("Rejected", Tone::strong, screen.color) + "\n" + rejected;
  return text;
}

std::string groups_view(const engine::Portfolio& portfolio, const std::vector<engine::GroupBy>& by, const Model& model,
                        const Screen& screen) {
  const bool loads = std::any_of(portfolio.groups.begin(), portfolio.groups.end(),
                                 [](const engine::Group& group) { return group.load.has_value(); });
  std::vector<Column> columns;
  for (const auto& one : by)
    columns.push_back({one.attribute ? model.attributes[*one.attribute].name : "cluster", Align::left});
  columns.insert(columns.end(), {{"rows", Align::right},
                                 {"FTE", Align::right},
                                 {"KAMs needed", Align::right, loads ? Fit::drop : Fit::keep},  // of one person
                                 {"typical per KAM", Align::right}});
  if (loads)
    columns.insert(columns.end(), {{"capacity", Align::right},
                                   {"load", Align::right},
                                   {"band", Align::left, Fit::keep},
                                   {"", Align::left, Fit::drop}});
  std::vector<std::vector<Cell>> rows;
  const auto add = [&](const engine::Group& group, bool total) {
    std::vector<Cell> row;
    for (std::size_t i = 0; i < by.size(); ++i)
      row.push_back({total ? (i == 0 ? "total" : "") : group_label(group.labels[i], by[i], model),
                     total ? Tone::strong : Tone::plain});
    row.push_back({group.sum.rejected == 0 ? std::to_string(group.sum.rows)
                                           : fmt::format("{} ({} rejected)", group.sum.rows, group.sum.rejected)});
    row.push_back({figures(group.sum.effort, screen), Tone::strong});
    row.push_back({between(text_of(group.headcount.low), text_of(group.headcount.high))});
    row.push_back({group.typical ? span_words(*group.typical) : ""});
    if (loads && group.load) {
      row.push_back({figure(group.load->capacity, screen)});
      row.push_back({between(percent(group.load->load.low), percent(group.load->load.high))});
      row.push_back({to_text(group.load->band), tone_of(group.load->band)});
      row.push_back({bar(group.load->middle), tone_of(group.load->band)});
    } else if (loads) {
      row.resize(columns.size());
    }
    rows.push_back(std::move(row));
  };
  for (const auto& group : portfolio.groups) add(group, false);
  add(portfolio.total, true);
  return table(columns, rows, screen.width, screen.color);
}

std::string summary_view(const engine::Portfolio& portfolio, const Model& model, const Screen& screen) {
  const auto& [rows, rejected, effort, parts] = portfolio.total.sum;
  const engine::Headcount& needed = portfolio.total.headcount;
  std::string text = fmt::format("{} engagements", rows);
  if (!model.key_attributes().empty()) text += fmt::format(" of {} accounts", portfolio.accounts);
  if (rejected > 0) text += ", " + toned(fmt::format("{} rejected", rejected), Tone::bad, screen.color);
  return text + fmt::format(": {}, which needs {} {}\n", effort_words(effort, screen),
                            between(text_of(needed.low), text_of(needed.high)), plural(needed.high, "KAM", "KAMs"));
}

}  // namespace spanne::report

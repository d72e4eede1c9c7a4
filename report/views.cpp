#include "report/views.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "report/capacity_gap.hpp"
#include "report/load_words.hpp"
#include "report/table.hpp"

namespace spanne::report {

using engine::Count;
using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

std::string plural(const Count& count, const char* byte, const char* many) {
  return count && *count == Fraction(1) ? byte : many;
}
std::string text_of(const Count& count) { return count ? count->to_text() : "unlimited"; }

std::string figure(const Fraction& number, const Screen& screen) {
  return screen.exact ? number.to_exact_text() : number.to_text(screen.places);
}

/// Of a sum: ≈ where a fraction was asked for and is not known, or too long.
std::string figure(const engine::Enclosure& sum, const Screen& screen) {
  return screen.exact ? marked_exact_text(sum) : sum.middle().to_text(screen.places);
}

template <class Figure>
std::string figures(const Figure& low, const Figure& high, const Screen& screen) {
  return between(figure(low, screen), figure(high, screen));
}

std::string figures(const Range& effort, const Screen& screen) { return figures(effort.low, effort.high, screen); }

std::string words(const engine::Readings<engine::Headcount>& readings) {
  return both_readings(readings,
                       [](const engine::Headcount& count) { return between(text_of(count.low), text_of(count.high)); });
}

std::string words(const engine::Readings<engine::Band>& readings) {
  return both_readings(readings, [](engine::Band band) { return to_text(band); });
}

std::string key_text(const engine::Account& account, const Model& model, std::size_t id) {
  return to_text(account.values[id], model.attributes[id].type, model);
}

Tone tone_of(engine::Band band) {
  return band == engine::Band::over ? Tone::bad : band == engine::Band::in_band ? Tone::good : Tone::faint;
}

/// A bar in which ten characters are 100 %; it ends at 150 %.
std::string bar(const Fraction& load) {
  const Fraction signs = std::min(load * 10, Fraction(15)).floor();
  std::string text;
  for (std::int64_t i = 0; Fraction(i) < signs; ++i) text += "█";
  return text;
}

/// The key values of a row, each preceded by `before`: " G-001 lead all".
std::string key_words(const AccountLine& line, const std::vector<std::size_t>& shown, const Model& model,
                      std::string_view before) {
  std::string words;
  for (const auto id : shown) words += fmt::format("{}{}", before, key_text(*line.account, model, id));
  return words;
}

std::string counted(std::size_t count, std::string_view text) {
  return fmt::format("{} {}{}", count, text, count == 1 ? "" : "s");
}

/// Columns for the middle of each component of an effort; they add up to the middle of the total. Declared kinds are
/// always shown; `general` and the effect of limits only if some row has any.
class PartColumns {
 public:
  explicit PartColumns(const Model& model) : model_(model), shown_(model.kinds.size() + 1, false) {
    for (std::size_t kind = 0; kind < model.general(); ++kind) shown_[kind] = true;
  }

  /// Notes that a row of the table has these components.
  void note(const std::vector<Range>& kinds, const Range& limit) {
    if (!model_.declares_kinds()) return;
    shown_[model_.general()] = shown_[model_.general()] || is_some(kinds[model_.general()]);
    shown_.back() = shown_.back() || is_some(limit);
  }
  void add_heads(std::vector<TableColumn>& columns) const {
    for (std::size_t part = 0; part < shown_.size(); ++part)
      if (shown_[part]) columns.push_back(head(part));
  }
  void add_cells(std::vector<TableCell>& row, const std::vector<Range>& kinds, const Range& limit,
                 const Screen& screen) const {
    for (std::size_t part = 0; part < shown_.size(); ++part)
      if (shown_[part]) row.push_back({figure((part < kinds.size() ? kinds[part] : limit).middle(), screen)});
  }
  /// Of a sum: `all` are its engine::result_figures.
  void add_cells(std::vector<TableCell>& row, const std::vector<engine::Enclosure>& all, const Screen& screen) const {
    for (std::size_t part = 0; part < shown_.size(); ++part)
      if (shown_[part]) row.push_back({figure(all[3 * (part + 1) + 1], screen)});
  }

 private:
  TableColumn head(std::size_t part) const {
    return part < model_.kinds.size() ? TableColumn{model_.kinds[part].name, Align::right}
                                      : TableColumn{"limit", Align::right, Fit::drop};
  }
  static bool is_some(const Range& range) { return range.low.sign() != 0 || range.high.sign() != 0; }

  const Model& model_;
  std::vector<bool> shown_;  // one per Model::kinds, then one for the limit
};

/// The total effort in relation to the total capacity; returns nullopt if the table has no people.
std::optional<engine::Load> team_load(const engine::Portfolio& portfolio, const Model& model) {
  Fraction capacity(0);
  bool any = false;
  for (const auto& group : portfolio.groups) {
    if (!group.load) continue;
    capacity += group.load->capacity;
    any = true;
  }
  if (!any) return std::nullopt;
  return engine::load_of(portfolio.total.sum, capacity, model);
}

bool has_any(const LikelyRanges& likely) {
  const auto has_one = [](const auto& group) { return group.second.by_account.range.has_value(); };
  return likely.total.by_account.range || std::any_of(likely.groups.begin(), likely.groups.end(), has_one);
}

/// Empty where one unknown has too much of the variance, and where there is nothing to add up.
std::string likely_cell(const LikelyRanges& likely, const engine::Group& group, bool total, const Screen& screen) {
  const auto found = likely.groups.find(group.labels);
  if (!total && found == likely.groups.end()) return {};
  const auto& range = (total ? likely.total : found->second).by_account.range;
  return range ? figures(*range, screen) : std::string();
}

}  // namespace

std::string between(const std::string& low, const std::string& high) {
  if (low == high) return low;
  return low.starts_with('-') || high.starts_with('-') ? low + " to " + high : low + "–" + high;
}

std::string effort_words(const Range& effort, const Screen& screen) { return figures(effort, screen) + " FTE"; }

std::string span_words(const engine::AccountRange& span) {
  if (span.needs_team) return fmt::format("team of {}", between(text_of(span.kams_low), text_of(span.kams_high)));
  if (!span.accounts_low) return "any number";
  if (!span.accounts_high) return fmt::format("{} or more", text_of(span.accounts_low));
  if (span.accounts_high->sign() == 0) return "less than 1";  // of a group: its team is the headcount
  if (span.accounts_low->sign() == 0) return fmt::format("up to {}", text_of(span.accounts_high));
  return between(text_of(span.accounts_low), text_of(span.accounts_high));
}

std::string accounts_view(const std::vector<AccountLine>& lines, const Model& model, const Screen& screen) {
  std::vector<std::size_t> shown;
  for (const auto id : model.key_attributes()) shown.push_back(id);
  if (const auto owner = model.owner_attribute(); owner && !model.attributes[*owner].key) shown.push_back(*owner);
  PartColumns parts(model);
  for (const AccountLine& line : lines)
    if (line.reasons.empty()) parts.note(line.outcome->kinds, line.outcome->limit);
  std::vector<TableColumn> columns;
  if (shown.empty()) columns.push_back({"line", Align::right});
  for (const auto id : shown) columns.push_back({model.attributes[id].name, Align::left});
  columns.push_back({"cluster", Align::left});
  columns.insert(columns.end(), {{"FTE", Align::right}, {"middle", Align::right}});
  parts.add_heads(columns);
  columns.push_back({"accounts per KAM", Align::left, Fit::keep});
  std::vector<std::vector<TableCell>> rows;
  std::string rejected, remarks;
  for (const AccountLine& line : lines) {
    if (!line.reasons.empty()) {
      const std::string text = fmt::format("  line {}{}: {}", line.number, key_words(line, shown, model, " "),
                                           fmt::join(line.reasons, "; "));
      rejected += toned(text, Tone::bad, screen.color) + "\n";
      continue;
    }
    const engine::Outcome& outcome = *line.outcome;
    std::vector<TableCell> row;
    if (shown.empty()) row.push_back({std::to_string(line.number)});
    for (const auto id : shown) row.push_back({key_text(*line.account, model, id)});
    row.push_back({model.clusters[*outcome.cluster].name});
    row.push_back({figures(outcome.total, screen), Tone::strong});
    row.push_back({figure(outcome.total.middle(), screen)});
    parts.add_cells(row, outcome.kinds, outcome.limit, screen);
    row.push_back({span_words(outcome.span), outcome.span.needs_team ? Tone::bad : Tone::plain});
    rows.push_back(std::move(row));
    if (outcome.flags.empty()) continue;
    const std::string who =
        shown.empty() ? fmt::format("  line {}", line.number) : " " + key_words(line, shown, model, " ");
    remarks += grammar::fit_to_show(fmt::format("{}: {}", who, fmt::join(outcome.flags, "; "))) + "\n";
  }
  std::string text = rows.empty() ? std::string() : table(columns, rows, screen.width, screen.color);
  const auto section = [&](const char* heading, const std::string& body) {
    if (!body.empty()) text += (text.empty() ? "" : "\n") + toned(heading, Tone::strong, screen.color) + "\n" + body;
  };
  section("Remarks", remarks);
  section("Rejected", rejected);
  return text;
}

std::string groups_view(const engine::Portfolio& portfolio, const std::vector<engine::GroupBy>& by, const Model& model,
                        const Screen& screen, const LikelyRanges* likely) {
  const auto team = team_load(portfolio, model);
  PartColumns parts(model);
  parts.note(portfolio.total.sum.parts->kinds, portfolio.total.sum.parts->limit);
  for (const auto& group : portfolio.groups) parts.note(group.sum.parts->kinds, group.sum.parts->limit);
  std::vector<TableColumn> columns;
  for (const auto& label : by)
    columns.push_back({label.attribute ? model.attributes[*label.attribute].name : "cluster", Align::left});
  columns.insert(columns.end(), {{"rows", Align::right}, {"FTE", Align::right}, {"middle", Align::right}});
  const bool shows_likely = likely != nullptr && has_any(*likely);
  if (shows_likely) columns.push_back({"likely (90 %)", Align::right, Fit::drop});
  parts.add_heads(columns);
  columns.insert(columns.end(), {{"KAMs needed", Align::right, team ? Fit::drop : Fit::keep},  // for one person
                                 {"typical per KAM", Align::right, portfolio.has_actuals ? Fit::drop : Fit::keep}});
  if (team)
    columns.insert(columns.end(), {{"capacity", Align::right},
                                   {"load", Align::right},
                                   {"middle", Align::right},
                                   {"band", Align::left, Fit::keep},
                                   {"", Align::left, Fit::drop}});
  if (portfolio.has_actuals) columns.insert(columns.end(), {{"actual", Align::right}, {"minus actual", Align::right}});
  std::vector<std::vector<TableCell>> rows;
  const auto add = [&](const engine::Group& group, bool total, const std::optional<engine::Load>& load) {
    std::vector<TableCell> row;
    for (std::size_t i = 0; i < by.size(); ++i)
      row.push_back({total ? (i == 0 ? "total" : "") : group_name(group.labels[i], by[i], i == 0, model),
                     total ? Tone::strong : Tone::plain});
    row.push_back({group.sum.rejected == 0 ? std::to_string(group.sum.rows)
                                           : fmt::format("{} ({} rejected)", group.sum.rows, group.sum.rejected)});
    const auto sums = result_figures(group.sum);
    row.push_back({figures(sums[0], sums[2], screen), Tone::strong});
    row.push_back({figure(sums[1], screen)});
    if (shows_likely) row.push_back({likely_cell(*likely, group, total, screen)});
    parts.add_cells(row, sums, screen);
    row.push_back({words(group.headcount)});
    row.push_back({group.typical ? both_readings(*group.typical, span_words) : ""});
    if (load) {
      row.push_back({figure(load->capacity, screen)});
      row.push_back(
          {load->shares ? between(load_words(load->shares->low, model), load_words(load->shares->high, model)) : ""});
      row.push_back({load->shares ? load_words(load->shares->middle, model) : ""});
      row.push_back({words(load->band), tone_of(load->band.value)});
      row.push_back({load->shares ? bar(load->shares->middle.middle()) : "", tone_of(load->band.value)});
    }
    row.resize(columns.size());
    if (group.actual) {
      row[columns.size() - 2] = {figure(*group.actual, screen)};
      row.back() = {figure(minus(sums[1], *group.actual), screen)};
    }
    rows.push_back(std::move(row));
  };
  for (const auto& group : portfolio.groups) add(group, false, group.load);
  add(portfolio.total, true, team);
  return table(columns, rows, screen.width, screen.color);
}

std::string gap_view(const engine::Subtotal& sum, const engine::CapacityGap& gap, const Model& model,
                     const Screen& screen) {
  const auto sums = result_figures(sum);
  const engine::Load load = engine::load_of(sum, gap.capacity, model);
  const std::string loaded =
      load.shares ? fmt::format(" (load {}, {})", load_words(load.shares->middle, model), words(load.band))
                  : std::string();
  const std::string lacking = capacity_gap_words(
      gap.low.middle(), gap.high.middle(), [&](const Fraction& size) { return figure(size, screen); }, " FTE");
  const Fraction least = model.utilisation_low * 100, most = model.utilisation_high * 100;
  return fmt::format("needed {} FTE (middle {}), there are {}{}\n", figures(sums[0], sums[2], screen),
                     figure(sums[1], screen), figure(gap.capacity, screen), loaded) +
         fmt::format("with everybody {} % busy: {}; in people of {} FTE: {}\n",
                     between(least.to_text(), most.to_text()), lacking, figure(model.capacity, screen),
                     people_gap_words(gap));
}

std::string summary_view(const engine::Portfolio& portfolio, const Model& model, const Screen& screen) {
  const engine::Subtotal& sum = portfolio.total.sum;
  const auto& needed = portfolio.total.headcount;
  const auto sums = result_figures(sum);
  std::string text = counted(sum.rows, "engagement");
  if (!model.key_attributes().empty()) text += " of " + counted(portfolio.accounts, "account");
  if (sum.rejected > 0) text += ", " + toned(fmt::format("{} rejected", sum.rejected), Tone::bad, screen.color);
  text += fmt::format(": {} FTE, which needs {} {}", figures(sums[0], sums[2], screen), words(needed),
                      plural(needed.value.high, "KAM", "KAMs"));
  if (sum.rejected > 0) text += fmt::format("; the rejected {} not in it", sum.rejected == 1 ? "row is" : "rows are");
  text += "\n";
  return portfolio.gap ? text + gap_view(sum, *portfolio.gap, model, screen) : text;
}

}  // namespace spanne::report

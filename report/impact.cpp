#include "report/impact.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/amounts.hpp"
#include "report/load_words.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

using engine::Fraction;
using engine::GroupPair;
using engine::GroupSide;
using engine::Impact;
using engine::Model;
using engine::Mover;
using engine::Outcome;

std::string arrow(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

std::string figure(const engine::Enclosure& sum, bool exact) {
  return exact ? marked_exact_text(sum) : sum.middle().to_text(3);
}

std::string figures(const engine::Enclosure& low_end, const engine::Enclosure& high_end, bool exact) {
  const std::string low = figure(low_end, exact), high = figure(high_end, exact);
  return low == high ? low : low + "–" + high;
}

std::string figures(const engine::Range& range, bool exact) {
  return figures({range.low, range.low}, {range.high, range.high}, exact);
}

std::string figures(const engine::Subtotal& sum, bool exact) {
  const auto all = result_figures(sum);
  return figures(all[0], all[2], exact);
}

std::string signed_figure(const engine::Enclosure& change, bool exact) {
  return (change.middle().sign() > 0 ? "+" : "") + figure(change, exact);
}

std::string cluster(const Outcome& outcome, const Model& model) {
  return outcome.rejected() ? "rejected" : model.clusters[*outcome.cluster].name;
}
std::string effort(const Outcome& outcome, bool exact) {
  return outcome.rejected() ? "–" : figures(outcome.total, exact);
}
std::string span(const Outcome& outcome) { return outcome.rejected() ? "–" : span_words(outcome.span); }

std::string because(const Mover& mover, const Model& before, const Model& after) {
  if (!mover.rejected_once()) {
    std::vector<std::string> names;  // contributions would be too wide; files contain them
    for (const auto& contribution : mover.responsible)
      names.push_back(contribution.name.substr(contribution.name.find(' ') + 1));
    return fmt::format("{}", fmt::join(names, ", "));
  }
  const bool now = mover.after.rejected();
  return fmt::format(
      "{}: {}", now ? "rejected now" : "was rejected",
      fmt::join(now ? to_texts(mover.after.rejections, after) : to_texts(mover.before.rejections, before), "; "));
}

std::string movers_table(const Impact& impact, const Model& before, const Model& after, const ImpactNames& names,
                         const Screen& screen) {
  std::vector<TableColumn> columns;
  if (names.key_heads.empty()) columns.push_back({"line", Align::right});
  for (const auto& head : names.key_heads) columns.push_back({head, Align::left});
  if (!names.owner_head.empty()) columns.push_back({names.owner_head, Align::left});
  columns.insert(columns.end(), {{"cluster", Align::left},
                                 {"FTE", Align::right},
                                 {"change", Align::right},
                                 {"accounts per KAM", Align::right},
                                 {"because of", Align::left}});
  std::vector<std::vector<TableCell>> rows;
  for (const Mover& mover : impact.movers) {
    const bool both = !mover.rejected_once();
    std::vector<TableCell> row;
    if (names.key_heads.empty()) row.push_back({std::to_string(mover.line)});
    for (const auto& text : mover.key) row.push_back({text});
    if (!names.owner_head.empty()) row.push_back({mover.owner});
    row.push_back({arrow(cluster(mover.before, before), cluster(mover.after, after))});
    row.push_back({arrow(effort(mover.before, screen.exact), effort(mover.after, screen.exact)), Tone::strong});
    row.push_back({both ? signed_figure({mover.change, mover.change}, screen.exact) : "",
                   mover.change.sign() > 0 ? Tone::bad : Tone::good});
    row.push_back({arrow(span(mover.before), span(mover.after))});
    row.push_back({because(mover, before, after), both ? Tone::plain : Tone::bad});
    rows.push_back(std::move(row));
  }
  std::string text = table(columns, rows, screen.width, screen.color);
  if (impact.moved > impact.movers.size())
    text += fmt::format("… and {} more: --format csv has all of them\n", impact.moved - impact.movers.size());
  return text;
}

/// How often each rule is responsible, the most frequent first, then by name.
std::string responsible_counts(const Impact& impact) {
  std::vector<std::pair<std::string, std::size_t>> counts(impact.responsible.begin(), impact.responsible.end());
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> words;
  for (const auto& [name, count] : counts) words.push_back(fmt::format("{} for {}", name, count));
  return words.empty() ? "" : fmt::format("\nresponsible: {}\n", fmt::join(words, ", "));
}

std::string effort_of(const std::optional<GroupSide>& group, bool exact) {
  return group ? figures(group->sum, exact) : "–";
}

std::optional<engine::Load> load_of(const std::optional<GroupSide>& group, const Model& model) {
  if (!group || !group->capacity) return std::nullopt;
  return engine::load_of(group->sum, *group->capacity, model);
}
std::string load_cell(const std::optional<engine::Load>& load, const Model& model) {
  return load && load->shares ? load_words(load->shares->middle, model) : "–";
}
std::string band_words(const std::optional<engine::Load>& load) {
  return load ? both_readings(load->band, [](engine::Band band) { return to_text(band); }) : "–";
}

bool differs(const GroupPair& pair) {
  return !pair.before || !pair.after || !(pair.before->sum.effort == pair.after->sum.effort) ||
         pair.before->sum.rejected != pair.after->sum.rejected || pair.before->capacity != pair.after->capacity;
}

std::string groups_table(const Impact& impact, const Model& before, const Model& after, const ImpactNames& names,
                         const Screen& screen) {
  const bool loads = std::any_of(impact.groups.begin(), impact.groups.end(), [](const GroupPair& pair) {
    return (pair.before && pair.before->capacity) || (pair.after && pair.after->capacity);
  });
  std::vector<TableColumn> columns{{names.group_head, Align::left}, {"FTE", Align::right}, {"change", Align::right}};
  if (loads) columns.insert(columns.end(), {{"load", Align::right}, {"band", Align::left}});
  std::vector<std::vector<TableCell>> rows;
  std::size_t more = 0;
  for (const GroupPair& pair : impact.groups) {
    if (!differs(pair)) continue;
    if (rows.size() == rows_shown) {
      ++more;
      continue;
    }
    std::vector<TableCell> row{
        {names.by ? group_name(pair.label, *names.by, true, after) : pair.label},
        {arrow(effort_of(pair.before, screen.exact), effort_of(pair.after, screen.exact)), Tone::strong},
        {signed_figure(pair.change_bounds(), screen.exact)}};
    if (loads) {
      const auto old_load = load_of(pair.before, before), new_load = load_of(pair.after, after);
      row.push_back({arrow(load_cell(old_load, before), load_cell(new_load, after))});
      row.push_back({arrow(band_words(old_load), band_words(new_load))});
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return {};
  std::string text = "\n" + table(columns, rows, screen.width, screen.color);
  if (more > 0) text += fmt::format("… and {} more: --by {} --format csv has all of them\n", more, names.group_head);
  return text;
}

std::string headcount(const GroupSide& group, const Model& model) {
  const auto text = [](const engine::Count& count) { return count ? count->to_text() : std::string("unlimited"); };
  return both_readings(engine::headcount_of(group.sum, model), [&](const engine::Headcount& count) {
    const std::string low = text(count.low), high = text(count.high);
    return low == high ? low : low + "–" + high;
  });
}

std::string totals(const Impact& impact, const Model& old_model, const Model& new_model, bool exact) {
  const GroupSide &before = *impact.total.before, &after = *impact.total.after;
  std::string text =
      fmt::format("{} of {} engagements move, {} stay as they are", impact.moved, after.sum.rows, impact.same);
  if (impact.rejected_both > 0) text += fmt::format(", {} are rejected by both versions", impact.rejected_both);
  text += fmt::format("\ntotal: {} FTE ({}), KAMs needed: {}\n",
                      arrow(figures(before.sum, exact), figures(after.sum, exact)),
                      signed_figure(impact.total.change_bounds(), exact),
                      arrow(headcount(before, old_model), headcount(after, new_model)));
  if (before.sum.rejected != after.sum.rejected)
    text += fmt::format("rejected, and so in no sum: {} → {}\n", before.sum.rejected, after.sum.rejected);
  return text;
}

}  // namespace

std::string impact_view(const Impact& impact, const Model& before, const Model& after, const ImpactNames& names,
                        const Screen& screen) {
  std::string text;
  if (!impact.movers.empty()) text += movers_table(impact, before, after, names, screen) + responsible_counts(impact);
  if (!names.group_head.empty()) text += groups_table(impact, before, after, names, screen);
  return text + (text.empty() ? "" : "\n") + totals(impact, before, after, screen.exact);
}

}  // namespace spanne::report

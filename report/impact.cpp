#include "report/impact.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/amounts.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

using engine::Fraction;
using engine::Group;
using engine::GroupPair;
using engine::Impact;
using engine::ImpactSide;
using engine::Judgement;
using engine::Mover;

constexpr std::size_t movers_shown = 50;  // more than a screen; files have all of them

std::string arrow(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

std::string figures(const engine::Range& range) {
  const std::string low = range.low.to_text(3), high = range.high.to_text(3);
  return low == high ? low : low + "–" + high;
}

std::string percent(const Fraction& share) { return (share * 100).to_text(0) + " %"; }

std::string cluster(const Judgement& one, const engine::Model& model) {
  return one.rejected() ? "rejected" : model.clusters[*one.outcome.cluster].name;
}
std::string effort(const Judgement& one) { return one.rejected() ? "–" : figures(one.outcome.total); }
std::string span(const Judgement& one) { return one.rejected() ? "–" : span_words(one.outcome.span); }

std::string because(const Mover& mover) {
  if (mover.before.rejected() == mover.after.rejected()) {
    std::vector<std::string> names;  // what they came to would be too wide; files have it
    for (const auto& one : mover.responsible) names.push_back(one.name.substr(one.name.find(' ') + 1));
    return fmt::format("{}", fmt::join(names, ", "));
  }
  const bool now = mover.after.rejected();
  return fmt::format("{}: {}", now ? "rejected now" : "was rejected",
                     fmt::join(now ? mover.after.reasons : mover.before.reasons, "; "));
}

std::string movers_table(const Impact& impact, const ImpactSide& before, const ImpactSide& after,
                         const ImpactNames& names, const Screen& screen) {
  std::vector<Column> columns;
  if (names.key_heads.empty()) columns.push_back({"line", Align::right});
  for (const auto& head : names.key_heads) columns.push_back({head, Align::left});
  if (!names.owner_head.empty()) columns.push_back({names.owner_head, Align::left});
  columns.insert(columns.end(), {{"cluster", Align::left},
                                 {"FTE", Align::right},
                                 {"change", Align::right},
                                 {"accounts per KAM", Align::right},
                                 {"because of", Align::left}});
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < impact.movers.size() && i < movers_shown; ++i) {
    const Mover& mover = impact.movers[i];
    const bool both = !mover.before.rejected() && !mover.after.rejected();
    std::vector<Cell> row;
    if (names.key_heads.empty()) row.push_back({std::to_string(after.rows[mover.row].line)});
    for (const auto& text : names.rows[mover.row].key) row.push_back({text});
    if (!names.owner_head.empty()) row.push_back({names.rows[mover.row].owner});
    row.push_back({arrow(cluster(mover.before, before.model), cluster(mover.after, after.model))});
    row.push_back({arrow(effort(mover.before), effort(mover.after)), Tone::strong});
    row.push_back({both ? change_words(mover.change, 3) : "", mover.change.sign() > 0 ? Tone::bad : Tone::good});
    row.push_back({arrow(span(mover.before), span(mover.after))});
    row.push_back({because(mover), both ? Tone::plain : Tone::bad});
    rows.push_back(std::move(row));
  }
  std::string text = table(columns, rows, screen.width, screen.color);
  if (impact.movers.size() > movers_shown)
    text += fmt::format("… and {} more: --format csv has all of them\n", impact.movers.size() - movers_shown);
  return text;
}

/// How often each rule is responsible, the most frequent first.
std::string responsible_counts(const Impact& impact) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const Mover& mover : impact.movers)
    for (const auto& one : mover.responsible) {
      auto found =
          std::find_if(counts.begin(), counts.end(), [&](const auto& other) { return other.first == one.name; });
      if (found == counts.end()) found = counts.insert(counts.end(), {one.name, 0});
      ++found->second;
    }
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> words;
  for (const auto& [name, count] : counts) words.push_back(fmt::format("{} for {}", name, count));
  return words.empty() ? "" : fmt::format("\nresponsible: {}\n", fmt::join(words, ", "));
}

std::string effort_of(const std::optional<Group>& group) { return group ? figures(group->total) : "–"; }
std::string load_of(const std::optional<Group>& group) {
  return group && group->load ? percent(group->load->middle) : "–";
}
std::string band_of(const std::optional<Group>& group) {
  return group && group->load ? to_text(group->load->band) : "–";
}

std::string groups_table(const Impact& impact, const ImpactNames& names, const Screen& screen) {
  const auto differs = [](const GroupPair& pair) {
    return !pair.before || !pair.after || !(pair.before->total == pair.after->total) ||
           load_of(pair.before) != load_of(pair.after) || pair.before->rejected != pair.after->rejected;
  };
  const bool loads = std::any_of(impact.groups.begin(), impact.groups.end(), [](const GroupPair& pair) {
    return (pair.before && pair.before->load) || (pair.after && pair.after->load);
  });
  std::vector<Column> columns{{names.group_head, Align::left}, {"FTE", Align::right}, {"change", Align::right}};
  if (loads) columns.insert(columns.end(), {{"load", Align::right}, {"band", Align::left}});
  std::vector<std::vector<Cell>> rows;
  for (const GroupPair& pair : impact.groups) {
    if (!differs(pair)) continue;
    std::vector<Cell> row{{pair.labels[0].empty() ? "unassigned" : pair.labels[0]},
                          {arrow(effort_of(pair.before), effort_of(pair.after)), Tone::strong},
                          {change_words(pair.change(), 3)}};
    if (loads) row.push_back({arrow(load_of(pair.before), load_of(pair.after))});
    if (loads) row.push_back({arrow(band_of(pair.before), band_of(pair.after))});
    rows.push_back(std::move(row));
  }
  return rows.empty() ? std::string() : "\n" + table(columns, rows, screen.width, screen.color);
}

std::string headcount(const Group& group) {
  const auto text = [](const engine::Count& count) { return count ? count->to_text() : std::string("unlimited"); };
  const std::string low = text(group.headcount_low), high = text(group.headcount_high);
  return low == high ? low : low + "–" + high;
}

std::string totals(const Impact& impact) {
  const Group &before = *impact.total.before, &after = *impact.total.after;
  std::string text =
      fmt::format("{} of {} engagements move, {} stay as they are", impact.movers.size(), after.rows, impact.same);
  if (impact.rejected_both > 0) text += fmt::format(", {} are rejected by both versions", impact.rejected_both);
  text += fmt::format("\ntotal: {} FTE ({}), KAMs needed: {}\n", arrow(figures(before.total), figures(after.total)),
                      change_words(impact.total.change(), 3), arrow(headcount(before), headcount(after)));
  if (before.rejected != after.rejected)
    text += fmt::format("rejected, and so in no sum: {} → {}\n", before.rejected, after.rejected);
  return text;
}

}  // namespace

std::string responsible_words(const std::vector<engine::Responsible>& all) {
  std::vector<std::string> words;
  for (const auto& one : all) {
    if (one.before.empty())
      words.push_back(fmt::format("{} {}", one.name, one.after));
    else if (one.after.empty())
      words.push_back(fmt::format("{} no longer ({})", one.name, one.before));
    else
      words.push_back(fmt::format("{} {} → {}", one.name, one.before, one.after));
  }
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string impact_view(const Impact& impact, const ImpactSide& before, const ImpactSide& after,
                        const ImpactNames& names, const Screen& screen) {
  std::string text;
  if (!impact.movers.empty()) text += movers_table(impact, before, after, names, screen) + responsible_counts(impact);
  if (!names.group_head.empty()) text += groups_table(impact, names, screen);
  return text + (text.empty() ? "" : "\n") + totals(impact);
}

}  // namespace spanne::report

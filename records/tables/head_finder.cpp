#include "records/tables/head_finder.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace spanne::records {
namespace {

using Heads = std::vector<std::string>;

/// Blanks at the end of a row are no columns.
Heads without_blank_end(Heads heads) {
  while (heads.size() > 1 && heads.back().empty()) heads.pop_back();
  return heads;
}

/// Two rows as one: a merged cell above belongs to every column below it. Where the lower head or the upper one is
/// known by itself, the other is only a group's name or a remark.
Heads joined(const Heads& above, const Heads& below, const HeadJudge& judge) {
  Heads heads;
  std::string group;
  for (std::size_t column = 0; column < std::max(above.size(), below.size()); ++column) {
    const std::string own = column < above.size() ? above[column] : "";
    const std::string low = column < below.size() ? below[column] : "";
    if (!own.empty()) group = own;
    const std::string both = low.empty() ? own : group.empty() ? low : group + " " + low;
    if (judge.is_known(both)) {
      heads.push_back(both);
    } else if (judge.is_known(low)) {
      heads.push_back(low);
    } else {
      heads.push_back(judge.is_known(own) ? own : both);
    }
  }
  return without_blank_end(std::move(heads));
}

/// A row of units below the heads: each cell in it is in brackets, "(T€)", and says how its column counts.
bool holds_units(const Heads& row) {
  const auto is_unit = [](const std::string& cell) {
    return cell.empty() || (cell.size() > 2 && ((cell.front() == '(' && cell.back() == ')') ||
                                                (cell.front() == '[' && cell.back() == ']')));
  };
  const bool has_some = std::any_of(row.begin(), row.end(), [](const std::string& cell) { return !cell.empty(); });
  return has_some && std::all_of(row.begin(), row.end(), is_unit);
}

/// One row, or two if they say more together.
std::pair<FoundHeads, HeadFit> heads_at(const std::vector<TopRow>& rows, std::size_t at, const HeadJudge& judge) {
  FoundHeads found{without_blank_end(rows[at].cells), at, 1, false};
  HeadFit fit = judge.fit(found.heads);
  if (at + 1 < rows.size()) {
    Heads both = joined(rows[at].cells, rows[at + 1].cells, judge);
    const HeadFit joint = judge.fit(both);
    const bool says_units = holds_units(rows[at + 1].cells) && joint.found == fit.found;
    const bool is_better = says_units || (joint.found > fit.found && (joint.is_complete || !fit.is_complete));
    // Of two rows that are no heads together, the lower one may be heads by itself: it has its own turn.
    if (is_better && joint.found > judge.fit(rows[at + 1].cells).found) {
      found.heads = std::move(both);
      found.count = 2;
      fit = joint;
    }
  }
  found.is_complete = fit.is_complete;
  return {std::move(found), fit};
}

}  // namespace

FoundHeads find_heads(const std::vector<TopRow>& rows, const HeadJudge& judge) {
  std::pair<FoundHeads, HeadFit> best;
  for (std::size_t at = 0; at < std::min(rows.size(), max_title_rows + 1); ++at) {
    auto here = heads_at(rows, at, judge);
    if (here.second.is_complete) return std::move(here.first);
    if (at == 0 || here.second.found > best.second.found) best = std::move(here);
  }
  return std::move(best.first);
}

std::string lines_text(const std::vector<std::size_t>& lines) {
  constexpr std::size_t listed = 5;
  if (lines.size() == 1) return fmt::format("line {}", lines.front());
  if (lines.size() == 2) return fmt::format("lines {} and {}", lines.front(), lines.back());
  if (lines.back() - lines.front() + 1 == lines.size())
    return fmt::format("lines {} to {}", lines.front(), lines.back());
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size() - 1, listed));
  const auto rest = static_cast<std::size_t>(lines.end() - end);
  return fmt::format("lines {} and {}", fmt::join(lines.begin(), end, ", "),
                     rest == 1 ? std::to_string(lines.back()) : fmt::format("{} more", rest));
}

std::string title_note(const std::vector<TopRow>& rows, const FoundHeads& found) {
  if (found.first == 0) return {};
  std::vector<std::size_t> lines;
  for (std::size_t at = 0; at < found.first; ++at) lines.push_back(rows[at].line);
  return fmt::format("{} above the heads {} skipped", lines_text(lines), lines.size() == 1 ? "was" : "were");
}

}  // namespace spanne::records

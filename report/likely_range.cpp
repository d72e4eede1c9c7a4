#include "report/likely_range.hpp"

#include <fmt/format.h>

namespace spanne::report {

std::string likely_words(const engine::LikelyInterval& interval, const Screen& screen) {
  if (interval.range) return effort_words(*interval.range, screen);
  return fmt::format("none, since {} alone has {} % of the variance: the worst cases count", interval.dominant->name,
                     (interval.dominant->part * 100).to_text(0));
}

std::string likely_view(const engine::LikelyRange& likely, const Screen& screen) {
  if (likely.worst.low == likely.worst.high) return {};  // nothing is unknown
  std::string text = fmt::format("likely (90 %): {}\n", likely_words(likely.by_account, screen));
  if (likely.by_rule.range)
    text += fmt::format("and if every rule is one unknown for all: {}\n", likely_words(likely.by_rule, screen));
  return text;
}

}  // namespace spanne::report

#include "report/likely_range.hpp"

#include <fmt/format.h>

namespace spanne::report {

std::string likely_words(const engine::LikelyInterval& interval, const Screen& screen) {
  if (interval.range) return effort_words(*interval.range, screen);
  return fmt::format("none: {} alone has {} % of the variance", interval.dominant->name,
                     (interval.dominant->part * 100).to_text(0));
}

std::string likely_view(const engine::LikelyRange& likely, const Screen& screen) {
  if (likely.worst.low == likely.worst.high) return {};  // nothing is unknown
  return fmt::format("likely (90 %): {}\n  and if every rule is one unknown for all: {}\n",
                     likely_words(likely.by_account, screen), likely_words(likely.by_rule, screen));
}

}  // namespace spanne::report

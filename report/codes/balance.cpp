// 063x: the block balance of files of scenarios.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation balance_explanations[] = {
    {"E0630", "A line that begins with no word of balance", "A line below balance begins with keep, allow or limit.",
     R"(balance
  hold where sites > 10)",
     R"(balance
  keep where sites > 10)",
     "plan"},
    {"E0631", "A line of balance that lacks something",
     "keep and allow are followed by where and a condition, limit by a whole number: limit 3 moves per kam.",
     R"(balance
  limit 3 per kam)",
     R"(balance
  limit 3 moves per kam)",
     "plan"},
    {"E0632", "What balance has once, a second time",
     "A file of scenarios has one block of balance, and that has one line with allow and one with limit: of two it "
     "could "
     "not be told whether both count or one is enough.",
     R"(balance
  allow where sites > 10
  allow where decentral)",
     R"(balance
  allow where sites > 10 or decentral)",
     "plan"},
    {"E0633", "A column of people of two kinds",
     "A column of the people's file is of the kind of what it is compared with, so it is compared with things of one "
     "kind.",
     R"(balance
  allow where kam.most = sites or kam.most = "many")",
     R"(balance
  allow where sites < 100)",
     "plan"},
};

}  // namespace

std::span<const CodeExplanation> balance_codes() { return balance_explanations; }

}  // namespace spanne::report

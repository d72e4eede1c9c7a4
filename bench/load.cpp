#include "bench/load.hpp"

#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <random>

namespace spanne::bench {

namespace {

// std::mt19937_64 yields the same numbers everywhere; the library's distributions do not, so we take remainders.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
  template <std::size_t N>
  const char* pick(const std::array<const char*, N>& values) {
    return values[below(N)];
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::array reaches{"regional", "national", "international", "global"};
constexpr std::array roles{"lead", "national", "support"};
constexpr std::array comparators{">", ">=", "<", "<="};

std::string condition(Dice& dice) {
  switch (dice.below(7)) {
    case 0: return fmt::format("revenue {} {} EUR", dice.pick(comparators), 100'000 * (1 + dice.below(900)));
    case 1: return fmt::format("sites {} {}", dice.pick(comparators), 1 + dice.below(400));
    case 2: return fmt::format("countries {} {}", dice.pick(comparators), 1 + dice.below(60));
    case 3: return fmt::format("contracts {} {}", dice.pick(comparators), dice.below(150));
    case 4: return fmt::format("reach = {}", dice.pick(reaches));
    case 5: return fmt::format("role != {}", dice.pick(roles));
    default: return dice.below(2) == 0 ? "decentral" : "not decentral";
  }
}

std::string conditions(Dice& dice) {
  std::string text = condition(dice);
  for (auto more = dice.below(3); more > 0; --more) text += " and " + condition(dice);
  return text;
}

}  // namespace

std::string guideline(std::size_t rules) {
  std::string text =
      "ruleset \"Load\" version 1.0.0\n\n"
      "attributes\n"
      "  id         text  key\n"
      "  revenue    money EUR\n"
      "  sites      integer\n"
      "  countries  integer\n"
      "  contracts  integer\n"
      "  decentral  boolean\n"
      "  reach      one of regional, national, international, global\n"
      "  role       one of lead, national, support\n\n"
      "cluster strategic: reach = global and revenue >= 50 M EUR -> 2.5 FTE\n"
      "cluster key: reach = international and revenue >= 10 M EUR -> 1.2 FTE\n"
      "cluster large: revenue >= 5 M EUR -> 0.6 FTE\n"
      "cluster medium: revenue >= 1 M EUR -> 0.25 FTE\n"
      "cluster small: otherwise -> 0.1 FTE\n\n"
      "rules\n";
  Dice dice(4242);
  for (std::size_t i = 0; i < rules; ++i) {
    const char* sign = dice.below(5) < 3 ? "+" : "-";
    text += fmt::format("  rule_{}: {} -> {}0.{:03} FTE\n", i, conditions(dice), sign, 1 + dice.below(50));
  }
  return text +
         "  leads: role = lead -> x 1.2\n"
         "  growing: contracts < 10 and sites > 20 -> x 1.1\n"
         "  simple: not decentral and countries <= 2 -> x 0.9\n"
         "  lowest: always -> at least 0.05 FTE\n"
         "  highest: always -> at most 6.5 FTE\n";
}

std::string accounts(std::size_t count) {
  std::string text = "id,revenue,sites,countries,contracts,decentral,reach,role\n";
  Dice dice(17);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("A{:08},{}.{:02},{},{},{},{},{},{}\n", i, dice.below(100'000'000), dice.below(100),
                        1 + dice.below(500), 1 + dice.below(80), dice.below(200), dice.below(3) == 0 ? "true" : "false",
                        dice.pick(reaches), dice.pick(roles));
  }
  return text;
}

}  // namespace spanne::bench

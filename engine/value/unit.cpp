// The spellings of units of effort, and their values.
#include "engine/value/unit.hpp"

#include <array>
#include <utility>

namespace spanne::engine {
namespace {

using UnitAmount = EffortUnit::Amount;
using Per = EffortUnit::Per;

template <class Meaning>
struct UnitSpelling {
  std::string_view text;
  Meaning meaning;
};

constexpr std::array<UnitSpelling<UnitAmount>, 5> amounts{{
    {"h", UnitAmount::hours},
    {"hour", UnitAmount::hours},
    {"hours", UnitAmount::hours},
    {"day", UnitAmount::days},
    {"days", UnitAmount::days},
}};

constexpr std::array<UnitSpelling<Per>, 4> periods{{
    {"year", Per::year},
    {"quarter", Per::quarter},
    {"month", Per::month},
    {"week", Per::week},
}};

template <class Meaning, std::size_t count>
std::optional<Meaning> meaning_of(std::string_view text, const std::array<UnitSpelling<Meaning>, count>& spellings) {
  for (const auto& spelling : spellings) {
    if (spelling.text == text) return spelling.meaning;
  }
  return std::nullopt;
}

Fraction hours_in(UnitAmount amount, const WorkingTime& time) {
  return amount == UnitAmount::days ? Fraction::of(time.hours_per_day) : Fraction(1);
}

}  // namespace

std::optional<EffortUnit> effort_unit(std::string_view text) {
  if (text == "FTE" || text == "VZÄ") return EffortUnit{};
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto amount = meaning_of(text.substr(0, slash), amounts);
  const auto per = meaning_of(text.substr(slash + 1), periods);
  if (!amount || !per) return std::nullopt;
  return EffortUnit{*amount, *per};
}

const std::vector<std::string>& effort_unit_names() {
  static const std::vector<std::string> names = {"FTE",    "VZÄ",       "h/week",     "h/month",      "h/quarter",
                                                 "h/year", "days/week", "days/month", "days/quarter", "days/year"};
  return names;
}

Fraction fte_per(EffortUnit unit, const WorkingTime& time) {
  if (unit.amount == UnitAmount::fte) return 1;
  const Fraction hours = hours_in(unit.amount, time);
  const Fraction year = Fraction::of(time.hours_per_year);
  switch (unit.per) {
    case Per::week: return hours / Fraction::of(time.hours_per_week);
    case Per::month: return hours * 12 / year;
    case Per::quarter: return hours * 4 / year;
    case Per::year: break;
  }
  return hours / year;
}

}  // namespace spanne::engine

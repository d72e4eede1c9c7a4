// What owners write from habit, beside what they would have written had they known the language.
#pragma once

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/compare/compare.hpp"
#include "tests/support/pasting.hpp"

namespace spanne::tests {

struct OwnersHabit {
  const char* written;
  const char* meant;
  std::size_t which = 0;  // of several texts
};
inline std::ostream& operator<<(std::ostream& out, const OwnersHabit& habit) { return out << habit.written; }

inline const std::string head =
    "ruleset \"Betreuung\" version 1.0.0\n"
    "  effort external, internal\n"
    "attributes\n"
    "  kunde      text     key\n"
    "  betreuer   text     owner optional   column \"KAM\"\n"
    "  name       text     default \"\"\n"
    "  reach      one of regional, national, global   default regional\n"
    "  umsatz     money EUR  0 ..  default 0   column \"Umsatz (EUR)\"\n"
    "  standorte  integer  1 .. 5_000  default 1   column \"Standorte\"\n"
    "  termine    integer  0 ..  default 0   column \"Kundentermine pro Jahr\" or \"Termine je Kunde\"\n"
    "  schueler   integer  0 ..  default 0   \"Zahl der Schüler\"\n"
    "  dezentral  boolean  default no\n"
    "  share      percent  default 0 %\n"
    "  growth     percent  optional\n"
    "  agreed     boolean  optional\n"
    "  contacts   integer  optional\n"
    "  seit       date     default 2020-01-01\n";
inline const std::string tail = "cluster rest: otherwise -> 0.1 FTE\n";

inline bool declares_cluster(const std::string& lines) { return lines.find("otherwise ->") != std::string::npos; }

inline std::string whole(const std::string& lines) {
  if (lines.starts_with("ruleset")) return lines;
  return head + lines + "\n" + (declares_cluster(lines) ? "" : tail);
}

inline void expect_meaning(const OwnersHabit& habit) {
  const CheckedText before = check_text(whole(habit.written));
  const CheckedText right = check_text(whole(habit.meant));
  BOOST_REQUIRE_MESSAGE(right.model, shown(right));
  BOOST_TEST(right.errors() == 0U);
  BOOST_REQUIRE_MESSAGE(before.errors() == 1U, shown(before));
  const auto error = std::find_if(before.findings.begin(), before.findings.end(),
                                  [](const auto& finding) { return finding.severity == grammar::Severity::error; });
  BOOST_REQUIRE_MESSAGE(error->replacements.size() > habit.which, shown(before));
  const std::string made = pasted(std::string(before.source->text()), *error, habit.which);
  const CheckedText after = check_text(made);
  BOOST_REQUIRE_MESSAGE(after.model, shown(before) << "pasted:\n" << shown(after));
  const auto compared = engine::compare(*right.model, *after.model);
  BOOST_TEST(compared.differences.empty(), shown(before) << "pasted:\n" << made);
}

}  // namespace spanne::tests

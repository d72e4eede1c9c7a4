// ScenarioResult is what a scenario comes to on each of some days, beside what today's guideline makes of the accounts
// as they are.
//
// The figures of a scenario are those of `eval` with the accounts, people and rules edited as its lines say.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/planning/likely_range.hpp"
#include "engine/planning/scenarios/scenario_rows.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

/// People by the band in which their load lies.
struct BandCounts {
  std::size_t under = 0, in_band = 0, over = 0, away = 0;
};

/// The rows of somebody who is not there, by a line of the scenario or by the people's file: they stay theirs until
/// they are handed over.
struct Handover {
  std::string person;
  Subtotal sum;
};

/// Somebody whose band is another one than today on the same day.
struct BandChange {
  std::string person;
  std::optional<Load> today, scenario;  // nullopt: not among the people
};

/// A row that has another owner than in the file.
struct OwnerChange {
  std::string file;      // of `add`; empty: the accounts
  std::size_t line = 0;  // in it
  std::vector<Value> key;
  std::string from, to;         // empty: nobody
  std::optional<Range> effort;  // FTE, in the scenario; nullopt: rejected
};

/// A row that has no effort in the scenario, and has one today or is not there today.
struct ScenarioRejection {
  std::string file;      // of `add`; empty: the accounts
  std::size_t line = 0;  // in it
  std::vector<Value> key;
  std::vector<std::string> reasons;  // sentences
};

/// A scenario on one day.
struct ScenarioDay {
  Date day;
  Portfolio portfolio;               // by owner, where there is one, else all rows as one group
  std::vector<Kam> kams;             // with their capacity on the day
  std::optional<Fraction> capacity;  // of all together; nullopt without people
  BandCounts bands;
  std::optional<LikelyRange> likely;  // nullopt where there are more rows than ScenarioInput::likely_rows
  std::vector<LineCount> lines;
  std::vector<Handover> handovers;
  std::vector<BandChange> band_changes;
  std::vector<OwnerChange> moves;           // only if asked for
  std::vector<ScenarioRejection> rejected;  // by the scenario; of today empty
  std::size_t unreadable = 0;               // rows that no line can concern
};

struct ScenarioResult {
  std::string name;                              // "today", or the scenario's
  std::optional<std::size_t> scenario;           // into ScenarioFile::scenarios; nullopt: today
  std::vector<std::optional<ScenarioDay>> days;  // nullopt: its rules are not in force on the day
};

/// What scenarios are computed from. `today` and `rules` are kept by the caller.
struct ScenarioInput {
  const ScenarioFile* file = nullptr;
  ScenarioAccounts today;                         // read by the guideline; `model` is the file's
  std::map<std::string, ScenarioAccounts> rules;  // read by the rule sets of `rules` lines, by their paths as written
  std::vector<Date> days;
  std::vector<std::vector<Kam>> kams;  // of each day; all empty without a kams file
  bool details = false;                // rows that move
  /// Of so many rows at most the likely range is found: it takes the plain evaluator, and much longer than the rest.
  std::size_t likely_rows = 20'000;
};

/// Today first, then every scenario in the order of the file.
struct ScenarioResults {
  std::vector<Date> days;
  std::vector<ScenarioResult> results;
};

/// How many rows each scenario rejects by itself, on the day on which they are most: name and count, none with 0.
std::vector<std::pair<std::string, std::size_t>> rejecting_scenarios(const ScenarioResults& results);

/// `progress` gets how many of how many evaluations are done. Findings, if there are any, have places in the file.
std::variant<ScenarioResults, grammar::Diagnostics> evaluate_scenarios(
    const ScenarioInput& input, const Executor& executor,
    const std::function<void(std::size_t done, std::size_t all)>& progress = {});

/// Accounts and people as files would have them if a scenario were true on the first day.
struct ScenarioPortfolio {
  PortfolioRows rows;
  std::vector<Kam> kams;
  std::vector<LineCount> lines;
};
/// Of a scenario without a `rules` line; the guideline is in force on the day.
std::variant<ScenarioPortfolio, grammar::Diagnostics> scenario_portfolio(const ScenarioInput& input,
                                                                         const Scenario& scenario,
                                                                         const Executor& executor);

/// The people of a scenario on a day: `kams`, whom it hires, who leaves, who works more or less.
std::vector<Kam> people_on(const ScenarioFile& file, const Scenario& scenario, std::vector<Kam> kams, Date day);

}  // namespace spanne::engine

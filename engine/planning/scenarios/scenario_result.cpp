#include "engine/planning/scenarios/scenario_result.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_set>
#include <utility>

#include "engine/planning/account_shares.hpp"
#include "engine/planning/scenarios/row_sums.hpp"

namespace spanne::engine {
namespace {

using LineKind = ScenarioLine::Kind;

/// The nearest day on which a rule set is in force.
Date nearest_day(Date day, const Period& effective) {
  if (effective.from && day < *effective.from) return *effective.from;
  return effective.until && *effective.until < day ? *effective.until : day;
}

std::vector<GroupBy> owner_groups(const Model& model) {
  const auto owner = model.owner_attribute();
  return owner ? std::vector<GroupBy>{{owner}} : std::vector<GroupBy>{};
}

BandCounts count_bands(const Portfolio& portfolio) {
  BandCounts counts;
  for (const Group& group : portfolio.groups) {
    if (!group.load) continue;
    switch (group.load->band.value) {
      case Band::under: ++counts.under; break;
      case Band::in_band: ++counts.in_band; break;
      case Band::over: ++counts.over; break;
      case Band::away: ++counts.away; break;
    }
  }
  return counts;
}

std::map<std::string, const Load*> loads_of(const Portfolio& portfolio) {
  std::map<std::string, const Load*> loads;
  for (const Group& group : portfolio.groups)
    if (group.load) loads.emplace(group.labels.front(), &*group.load);
  return loads;
}

std::vector<BandChange> band_changes(const Portfolio& today, const Portfolio& scenario) {
  std::vector<BandChange> changes;
  const auto before = loads_of(today), after = loads_of(scenario);
  const auto copy = [](const auto& loads, const std::string& person) {
    const auto found = loads.find(person);
    return found == loads.end() ? std::nullopt : std::optional<Load>(*found->second);
  };
  std::set<std::string> people;
  for (const auto& [person, load] : before) people.insert(person);
  for (const auto& [person, load] : after) people.insert(person);
  for (const std::string& person : people) {
    BandChange change{person, copy(before, person), copy(after, person)};
    const bool same = change.today && change.scenario && change.today->band.value == change.scenario->band.value;
    if (!same) changes.push_back(std::move(change));
  }
  return changes;
}

/// Evaluates everything on one day.
class DayEvaluation {
 public:
  DayEvaluation(const ScenarioInput& input, std::size_t day, const Executor& executor)
      : input_(input),
        file_(*input.file),
        day_(input.days[day]),
        kams_(input.kams[day]),
        executor_(executor),
        rows_day_(nearest_day(day_, file_.model.effective)) {}

  /// What the accounts are, and what every line does to them. Returns nullopt if the guideline is not in force.
  std::optional<ScenarioDay> today() {
    rows_.add(input_.today.rows->rows);
    RowSums sums(file_.model, rows_day_, rows_, input_.today.rows->counted, executor_);
    std::vector<std::optional<ClusterId>> clusters;
    tally_ = sums.tally(owner_groups(file_.model), executor_, &clusters);
    effects_.accounts = line_effects(file_, sums, clusters, 0, executor_);
    for (const auto& [path, added] : input_.today.added) read_added(path, added);
    if (rows_day_ != day_) return std::nullopt;
    ScenarioDay made = finish(tally_, sums, kams_);
    if (made.portfolio.total.sum.rejected > 0)
      for (std::size_t row = 0; row < rows_.size(); ++row)
        if (sums.evaluate(row).outcome.rejected()) rejected_today_.insert(row);
    return made;
  }

  std::variant<std::optional<ScenarioDay>, grammar::Diagnostics> scenario(const Scenario& scenario,
                                                                          const std::optional<ScenarioDay>& today) {
    const ScenarioAccounts& accounts = accounts_of(scenario);
    const Model& model = *accounts.model;
    if (!model.effective.contains(day_)) return std::nullopt;
    ScenarioRows merged = rows_of_scenario(file_, scenario, input_.today, effects_, day_);
    const auto kams = people_on(file_, scenario, kams_, day_);
    if (merged.findings.empty()) refuse_strangers(scenario, merged, kams);
    if (!merged.findings.empty()) return std::move(merged.findings);
    if (&accounts != &input_.today) {
      merged = translated(file_, scenario, input_.today, std::move(merged), accounts);
      if (!merged.findings.empty()) return std::move(merged.findings);
    }
    const RowSums sums(model, day_, merged.rows, accounts.rows->counted, executor_);
    ScenarioDay made = finish(sums.tally(owner_groups(model), executor_), sums, kams);
    made.lines = std::move(merged.counts);
    if (today) made.band_changes = band_changes(today->portfolio, made.portfolio);
    if (made.portfolio.total.sum.rejected > 0) made.rejected = rejections(scenario, accounts, sums);
    if (input_.details) made.moves = moves(scenario, accounts, sums);
    return made;
  }

  std::variant<ScenarioPortfolio, grammar::Diagnostics> portfolio(const Scenario& scenario) {
    ScenarioRows merged = rows_of_scenario(file_, scenario, input_.today, effects_, day_);
    ScenarioPortfolio made;
    made.kams = people_on(file_, scenario, kams_, day_);
    if (merged.findings.empty()) refuse_strangers(scenario, merged, made.kams);
    if (!merged.findings.empty()) return std::move(merged.findings);
    made.rows.counted = input_.today.rows->counted;
    for (std::size_t row = 0; row < merged.rows.size(); ++row)
      if (!merged.rows.is_dropped(row)) made.rows.rows.push_back(edited_row(merged.rows, row));
    made.lines = std::move(merged.counts);
    return made;
  }

 private:
  PortfolioRow edited_row(const EditedRows& rows, std::size_t row) const {
    PortfolioRow made = rows.row(row);
    made.account = rows.account(row);
    const RowEdit* edit = rows.edit(row);
    if (edit == nullptr || !made.faults.empty()) return made;
    for (const ValueChange& change : edit->values)
      if (change.rejection) made.faults.push_back(to_text(*change.rejection, file_.model));
    return made;
  }

  void read_added(const std::string& path, const PortfolioRows& added) {
    EditedRows rows;
    const bool counted = !input_.today.rows->counted.empty();
    if (counted) rows.add(input_.today.rows->rows);  // it is seen as added to the accounts
    const std::size_t first = rows.size();
    rows.add(added.rows);
    const RowSums sums(file_.model, rows_day_, rows, input_.today.rows->counted, executor_);
    std::vector<std::optional<ClusterId>> clusters;
    sums.tally({}, executor_, &clusters, first);
    effects_.added.emplace(path, line_effects(file_, sums, clusters, first, executor_));
  }

  const ScenarioAccounts& accounts_of(const Scenario& scenario) const {
    for (const std::size_t place : scenario.lines)
      if (file_.lines[place].kind == LineKind::rules) return input_.rules.at(file_.lines[place].path);
    return input_.today;
  }

  ScenarioDay finish(Tally tally, const RowSums& sums, const std::vector<Kam>& kams) const {
    const Model& model = sums.evaluator().model();
    ScenarioDay made;
    made.day = day_;
    made.portfolio = portfolio_of(std::move(tally), model, owner_groups(model), kams);
    made.kams = kams;
    made.bands = count_bands(made.portfolio);
    made.handovers = handovers(made.portfolio);
    if (sums.rows().size() <= input_.likely_rows) made.likely = likely_range(sums);
    for (std::size_t row = 0; row < sums.rows().size(); ++row)
      made.unreadable += sums.rows().faults(row).empty() ? 0U : 1U;
    if (!kams.empty()) made.capacity = total_capacity(kams);
    return made;
  }

  LikelyRange likely_range(const RowSums& sums) const {
    const ContributionSources sources(sums.evaluator().model());
    const auto parts =
        map_rows(sums.rows().size(), executor_, LikelySums(sources), [&](LikelySums& sum, std::size_t row) {
          if (sums.rows().is_dropped(row)) return;
          Trace trace;
          const RowResult result = sums.evaluate(row, &trace);
          if (!result.outcome.rejected())
            sum.add(sums.rows().row(row).line, result.outcome, shares_of(result.outcome, trace, sources));
        });
    LikelySums all(sources);
    for (const LikelySums& part : parts) all.add(part);
    return all.range();
  }

  /// Nobody gets rows who is not among the people, as in `eval` with a kams file.
  void refuse_strangers(const Scenario& scenario, ScenarioRows& merged, const std::vector<Kam>& kams) const {
    const auto owner = file_.model.owner_attribute();
    if (!owner || kams.empty()) return;
    std::unordered_set<std::string> known;
    for (const Kam& kam : kams) known.insert(kam.name);
    const std::size_t first_added = input_.today.rows->rows.size();
    for (std::size_t row = 0; row < merged.rows.size() && merged.findings.empty(); ++row) {
      const RowEdit* edit = merged.rows.edit(row);
      if ((edit == nullptr && row < first_added) || merged.rows.is_dropped(row)) continue;
      const Value& value = merged.rows.value(row, *owner);
      if (is_missing(value)) continue;
      std::string name = to_text(value, file_.model.attributes[*owner].type, file_.model);
      if (known.count(name) != 0) continue;
      if (name.empty()) name = "a person without a name";
      merged.findings.push_back({"E0618",
                                 grammar::Severity::error,
                                 cause_of_stranger(scenario, edit, *owner).span,
                                 fmt::format("by this line {} gets rows on {}, but is neither in the kams file nor "
                                             "hired by then in the scenario \"{}\"",
                                             name, to_text(day_), scenario.name),
                                 {},
                                 {}});
    }
  }

  const ScenarioLine& cause_of_stranger(const Scenario& scenario, const RowEdit* edit, AttributeId owner) const {
    if (edit != nullptr)
      for (const ValueChange& change : edit->values)
        if (change.attribute == owner) return file_.lines[change.line];
    for (const std::size_t place : scenario.lines)
      if (file_.lines[place].kind == LineKind::add) return file_.lines[place];
    return file_.lines[scenario.lines.front()];
  }

  static std::vector<Handover> handovers(const Portfolio& portfolio) {
    std::vector<Handover> handovers;
    for (const Group& group : portfolio.groups)
      if (group.load && group.load->capacity.sign() == 0 && group.sum.rows > 0)
        handovers.push_back({group.labels.front(), group.sum});
    return handovers;
  }

  /// Rows that are rejected today stay so, and `eval` says why.
  std::vector<ScenarioRejection> rejections(const Scenario& scenario, const ScenarioAccounts& accounts,
                                            const RowSums& sums) const {
    std::vector<ScenarioRejection> rejected;
    const Model& model = sums.evaluator().model();
    for (std::size_t row = 0; row < sums.rows().size(); ++row) {
      if (sums.rows().is_dropped(row) || rejected_today_.count(row) != 0) continue;
      const RowResult result = sums.evaluate(row);
      if (!result.outcome.rejected()) continue;
      ScenarioRejection& made = rejected.emplace_back();
      made.file = file_of_row(file_, scenario, accounts, row);
      made.line = sums.rows().row(row).line;
      for (const AttributeId id : model.key_attributes()) made.key.push_back(result.account.values[id]);
      made.reasons = to_texts(result.outcome.rejections, model);
    }
    return rejected;
  }

  std::vector<OwnerChange> moves(const Scenario& scenario, const ScenarioAccounts& accounts,
                                 const RowSums& sums) const {
    std::vector<OwnerChange> moves;
    const Model& model = sums.evaluator().model();
    const auto owner = model.owner_attribute();
    if (!owner) return moves;
    const Type& type = model.attributes[*owner].type;
    for (std::size_t row = 0; row < sums.rows().size(); ++row) {
      const RowEdit* edit = sums.rows().edit(row);
      if (edit == nullptr || edit->dropped) continue;
      const Account& before = sums.rows().row(row).account;
      if (before.values[*owner] == sums.rows().value(row, *owner)) continue;
      const RowResult result = sums.evaluate(row);
      OwnerChange move{file_of_row(file_, scenario, accounts, row), sums.rows().row(row).line, {}, {}, {}, {}};
      for (const AttributeId id : model.key_attributes()) move.key.push_back(result.account.values[id]);
      move.from = to_text(before.values[*owner], type, model);
      move.to = to_text(sums.rows().value(row, *owner), type, model);
      if (!result.outcome.rejected()) move.effort = result.outcome.total;
      moves.push_back(std::move(move));
    }
    return moves;
  }

  const ScenarioInput& input_;
  const ScenarioFile& file_;
  Date day_;
  const std::vector<Kam>& kams_;
  const Executor& executor_;
  Date rows_day_;  // on which rows are looked at: the guideline is in force
  EditedRows rows_;
  Tally tally_;
  std::unordered_set<std::size_t> rejected_today_;  // rows of the accounts
  DayEffects effects_;
};

}  // namespace

std::vector<Kam> people_on(const ScenarioFile& file, const Scenario& scenario, std::vector<Kam> kams, Date day) {
  std::map<std::string, Date> since;  // of the capacity that counts
  const auto person = [&](const std::string& name) {
    return std::find_if(kams.begin(), kams.end(), [&](const Kam& kam) { return kam.name == name; });
  };
  for (const std::size_t place : scenario.lines) {
    const ScenarioLine& line = file.lines[place];
    if (line.kind != LineKind::hire || !line.counts_on(day)) continue;
    Kam& hired = kams.emplace_back();
    hired.name = line.person;
    hired.capacity = hired_capacity(line, day);
  }
  for (const std::size_t place : scenario.lines) {
    const ScenarioLine& line = file.lines[place];
    if (line.kind != LineKind::capacity || !line.counts_on(day)) continue;
    const auto found = person(line.person);
    const auto [known, fresh] = since.emplace(line.person, *line.from);
    if (found == kams.end() || (!fresh && *line.from < known->second)) continue;
    known->second = *line.from;
    found->capacity = line.capacity;
  }
  for (const std::size_t place : scenario.lines) {
    const ScenarioLine& line = file.lines[place];
    if (line.kind != LineKind::leave || !line.counts_on(day)) continue;
    const auto back = since.find(line.person);  // with a capacity from a later day on
    if (back != since.end() && back->second > *line.from) continue;
    if (const auto found = person(line.person); found != kams.end()) found->capacity = 0;
  }
  return kams;
}

std::vector<std::pair<std::string, std::size_t>> rejecting_scenarios(const ScenarioResults& results) {
  std::vector<std::pair<std::string, std::size_t>> rejecting;
  for (const ScenarioResult& result : results.results) {
    std::size_t most = 0;
    for (const auto& day : result.days)
      if (day) most = std::max(most, day->rejected.size());
    if (most > 0) rejecting.emplace_back(result.name, most);
  }
  return rejecting;
}

std::variant<ScenarioPortfolio, grammar::Diagnostics> scenario_portfolio(const ScenarioInput& input,
                                                                         const Scenario& scenario,
                                                                         const Executor& executor) {
  DayEvaluation evaluation(input, 0, executor);
  evaluation.today();
  return evaluation.portfolio(scenario);
}

std::variant<ScenarioResults, grammar::Diagnostics> evaluate_scenarios(
    const ScenarioInput& input, const Executor& executor,
    const std::function<void(std::size_t done, std::size_t all)>& progress) {
  const auto& scenarios = input.file->scenarios;
  ScenarioResults results;
  results.days = input.days;
  results.results.push_back({"today", {}, {}});
  for (std::size_t i = 0; i < scenarios.size(); ++i) results.results.push_back({scenarios[i].name, i, {}});
  std::size_t done = 0;
  const auto tell = [&] {
    if (progress) progress(++done, input.days.size() * results.results.size());
  };
  for (std::size_t day = 0; day < input.days.size(); ++day) {
    DayEvaluation evaluation(input, day, executor);
    results.results.front().days.push_back(evaluation.today());
    tell();
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
      auto made = evaluation.scenario(scenarios[i], results.results.front().days.back());
      if (auto* findings = std::get_if<grammar::Diagnostics>(&made)) return std::move(*findings);
      results.results[i + 1].days.push_back(std::get<0>(std::move(made)));
      tell();
    }
  }
  return results;
}

}  // namespace spanne::engine

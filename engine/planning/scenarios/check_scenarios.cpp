#include "engine/planning/scenarios/check_scenarios.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <utility>

#include "engine/check/guideline_terms.hpp"
#include "engine/value/calendar.hpp"
#include "engine/value/unit.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::engine {
namespace {

using grammar::TextSpan;
using LineKind = ScenarioLine::Kind;

Date day_of(const grammar::Day& day) { return *make_date(day.year, day.month, day.day); }

std::optional<Date> day_of(const std::optional<grammar::Day>& day) {
  return day ? std::optional(day_of(*day)) : std::nullopt;
}

Fraction number_of(const grammar::Quantity& quantity) {
  return Fraction::of({quantity.negative ? -quantity.digits : quantity.digits});
}

class ScenarioChecker {
 public:
  ScenarioChecker(const grammar::ScenarioFileSyntax& written, std::shared_ptr<const grammar::Source> source,
                  const Model& guideline)
      : written_(written), guideline_(guideline), terms_(guideline, source) {
    file_.source = std::move(source);
  }

  CheckedScenarios run(ResolvedNames* names) {
    if (names != nullptr) terms_.note_names();
    if (written_.header) file_.title = written_.header->title.value;
    for (const auto& scenario : written_.scenarios) name(scenario);
    for (std::size_t i = 0; i < written_.scenarios.size(); ++i) read_lines(i);
    for (std::size_t i = 0; i < written_.scenarios.size(); ++i) expand(i);
    for (std::size_t i = 0; i < written_.scenarios.size(); ++i) check_whole(i);
    read_balance(names);
    for (auto& finding : terms_.take_diagnostics()) diagnostics_.push_back(std::move(finding));
    grammar::sort_by_place(diagnostics_);
    CheckedScenarios result;
    if (!written_.incomplete && !grammar::has_errors(diagnostics_)) {
      file_.model = terms_.take_model();
      result.file = std::move(file_);
    }
    result.diagnostics = std::move(diagnostics_);
    return result;
  }

 private:
  void read_balance(ResolvedNames* names) {
    std::vector<ResolvedName> all;
    if (names != nullptr) all = terms_.take_names().all();
    ResolvedNames of_balance;
    CheckedBalance checked;
    if (written_.balance)
      checked = check_balance(*written_.balance, file_.source, guideline_, names != nullptr ? &of_balance : nullptr);
    all.insert(all.end(), of_balance.all().begin(), of_balance.all().end());
    if (names != nullptr) *names = ResolvedNames(std::move(all));
    for (auto& finding : checked.diagnostics) diagnostics_.push_back(std::move(finding));
    file_.balance = std::move(checked.block);
  }

  /// What a scenario says itself, before others are included.
  struct Own {
    std::vector<std::size_t> lines;
    std::vector<const grammar::Text*> includes;
  };

  void error(std::string_view code, TextSpan span, std::string message, grammar::Help help = {},
             std::vector<grammar::Related> related = {}) {
    diagnostics_.push_back({std::string(code),
                            grammar::Severity::error,
                            span,
                            grammar::cut_short(std::move(message)),
                            {},
                            std::move(related)});
    diagnostics_.back().set_help(std::move(help), file_.source->text());
  }

  std::size_t line_number(TextSpan span) const { return file_.source->position(span.begin).line; }

  // ---- names

  void name(const grammar::ScenarioSyntax& scenario) {
    file_.scenarios.push_back({scenario.name.value, line_number(scenario.span), {}});
    own_.emplace_back();
    if (scenario.name.span.end == 0) return;  // could not be read
    if (scenario.name.value == "today")
      error("E0611", scenario.name.span, "\"today\" is what the accounts as they are are called beside scenarios",
            grammar::advice("give the scenario another name"));
    const auto [first, fresh] = places_.emplace(scenario.name.value, file_.scenarios.size() - 1);
    if (!fresh)
      error("E0611", scenario.name.span, fmt::format("\"{}\" is the name of a scenario above", scenario.name.value),
            grammar::advice("give one of the two another name"),
            {{written_.scenarios[first->second].name.span, "the other one"}});
  }

  // ---- lines

  void read_lines(std::size_t scenario) {
    for (const auto& line : written_.scenarios[scenario].lines) {
      if (const auto* include = std::get_if<grammar::IncludeSyntax>(&line.node)) {
        for (const auto& included : include->scenarios) own_[scenario].includes.push_back(&included);
        continue;
      }
      ScenarioLine made;
      made.span = line.span;
      made.number = line_number(line.span);
      made.words = one_line(file_.source->text(line.span));
      std::visit([&](const auto& node) { read(node, made); }, line.node);
      own_[scenario].lines.push_back(file_.lines.size());
      file_.lines.push_back(std::move(made));
    }
  }

  static void becomes(ScenarioLine& made, const std::optional<Assignment>& value) {
    if (!value) return;
    made.attribute = value->attribute;
    made.value = value->value;
  }

  void read(const grammar::SetSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::set;
    made.from = day_of(node.from);
    Known known;
    read_where(node.where, made, &known);
    becomes(made, terms_.assignment(node.attribute, *node.value, known));
  }

  void read(const grammar::AssignSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::assign;
    made.from = day_of(node.from);
    read_person(node.person, made);
    read_where(node.where, made);
    const auto owner = guideline_.owner_attribute();
    if (!owner) return;
    const grammar::Expression person(node.person.span, node.person);
    becomes(made, terms_.assignment({guideline_.attributes[*owner].name, node.person.span}, person));
  }

  void read(const grammar::HireSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::hire;
    made.from = day_of(node.from);
    read_person(node.person, made);
    made.capacity = capacity(node.capacity);
    if (!node.ramp) return;
    const Date begin = *made.from;
    const std::int64_t count = node.ramp->over.digits / Decimal::one;
    const std::string& unit = node.ramp->over.unit->text;
    const auto end = count > 100'000             ? std::nullopt
                     : unit.starts_with("day")   ? plus_days(begin, count)
                     : unit.starts_with("week")  ? plus_days(begin, 7 * count)
                     : unit.starts_with("month") ? plus_months(begin, count)
                                                 : plus_months(begin, 12 * count);
    if (!end) return error("E0608", node.ramp->over.span, "this ramp ends after the calendar does");
    made.ramp = Ramp{number_of(node.ramp->first) / 100, number_of(node.ramp->last) / 100, *end};
  }

  void read(const grammar::LeaveSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::leave;
    made.from = day_of(node.from);
    read_person(node.person, made);
  }

  void read(const grammar::CapacitySyntax& node, ScenarioLine& made) {
    made.kind = LineKind::capacity;
    made.from = day_of(node.from);
    read_person(node.person, made);
    made.capacity = capacity(node.capacity);
  }

  void read(const grammar::RulesSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::rules;
    made.path = node.path.value;
    made.named = node.path.span;
  }

  void read(const grammar::AddSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::add;
    made.path = node.path.value;
    made.named = node.path.span;
  }

  void read(const grammar::DropSyntax& node, ScenarioLine& made) {
    made.kind = LineKind::drop;
    read_where(node.where, made);
  }

  void read(const grammar::IncludeSyntax&, ScenarioLine&) {}  // has been read

  void read_where(grammar::ExpressionPtr where, ScenarioLine& made, Known* known = nullptr) {
    if (where != nullptr) made.where = terms_.condition(*where, "a line of a scenario", known);
  }

  void read_person(const grammar::Text& person, ScenarioLine& made) {
    made.person = person.value;
    made.named = person.span;
    if (!guideline_.owner_attribute())
      error("E0617", person.span, "the guideline does not say who looks after an account",
            grammar::advice("write owner behind an attribute of the guideline: kam text owner"));
  }

  /// `1 Vollzeit`, `50 Prozent`.
  static grammar::Help capacity_in_fte(const grammar::Quantity& written) {
    static const std::vector<std::string> full_time{"vollzeit", "vollzeitstelle", "full_time", "fulltime", "vk",
                                                    "stelle",   "stellen",        "person",    "personen", "people",
                                                    "persons",  "headcount",      "job",       "jobs"};
    static const std::vector<std::string> percent{"prozent", "percent", "pct"};
    std::string unit = written.unit->text;
    for (char& c : unit) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const auto is_any = [&](const auto& words) { return std::find(words.begin(), words.end(), unit) != words.end(); };
    const std::string number = number_of(written).to_exact_text();
    if (!written.magnitude && is_any(full_time)) return number + " FTE";
    if (!written.magnitude && is_any(percent)) return number + " %";
    return grammar::advice("the unit is FTE, %, or hours a week, such as 20 h/week");
  }

  /// In FTE.
  Fraction capacity(const grammar::Quantity& written) {
    const std::string& unit = written.unit->text;
    const auto effort = effort_unit(unit);
    const Fraction number = number_of(written);
    if (written.magnitude || (unit != "%" && !effort))
      error("E0607", written.span, "how much somebody works is given in FTE", capacity_in_fte(written));
    else if (number.sign() < 0)
      error("E0607", written.span, "nobody works less than 0 FTE",
            grammar::advice("write how much somebody works from that day on, 0 FTE or more"));
    else
      return unit == "%" ? number / 100 : number * fte_per(*effort, guideline_.working_time);
    return 0;
  }

  // ---- included scenarios

  void expand(std::size_t scenario) {
    std::set<std::size_t> lines, seen;
    std::vector<std::size_t> path;
    collect(scenario, lines, seen, path);
    file_.scenarios[scenario].lines.assign(lines.begin(), lines.end());
  }

  void collect(std::size_t scenario, std::set<std::size_t>& lines, std::set<std::size_t>& seen,
               std::vector<std::size_t>& path) {
    if (!seen.insert(scenario).second) return;
    path.push_back(scenario);
    lines.insert(own_[scenario].lines.begin(), own_[scenario].lines.end());
    for (const grammar::Text* included : own_[scenario].includes) {
      const auto found = places_.find(included->value);
      if (found == places_.end())
        report_unknown(*included);
      else if (std::find(path.begin(), path.end(), found->second) != path.end())
        report_circle(*included, found->second, path);
      else
        collect(found->second, lines, seen, path);
    }
    path.pop_back();
  }

  void report_unknown(const grammar::Text& included) {
    if (written_.incomplete || !reported_.insert(included.span.begin).second) return;
    std::vector<std::string> names;
    for (const auto& scenario : file_.scenarios) names.push_back(scenario.name);
    const auto near = grammar::nearest(included.value, names);
    error("E0612", included.span, fmt::format("no scenario of this file is called \"{}\"", included.value),
          near ? grammar::Help(fmt::format("\"{}\"", *near))
               : grammar::advice(fmt::format("its scenarios are \"{}\"", fmt::join(names, "\", \""))));
  }

  void report_circle(const grammar::Text& included, std::size_t begin, const std::vector<std::size_t>& path) {
    if (!reported_.insert(included.span.begin).second || circle_reported_) return;
    circle_reported_ = true;
    std::vector<std::string> names;
    for (auto at = std::find(path.begin(), path.end(), begin); at != path.end(); ++at)
      names.push_back(file_.scenarios[*at].name);
    names.push_back(included.value);
    error("E0613", included.span, fmt::format("the scenarios include one another: {}", fmt::join(names, " → ")),
          grammar::advice("leave one of the includes out"));
  }

  // ---- what concerns a scenario as a whole

  void check_whole(std::size_t index) {
    const Scenario& scenario = file_.scenarios[index];
    if (scenario.lines.empty() && !written_.scenarios[index].incomplete && own_[index].includes.empty())
      report_nothing(index);
    std::map<std::string, const ScenarioLine*> hired;
    const ScenarioLine* rules = nullptr;
    for (const std::size_t place : scenario.lines) {
      ScenarioLine& line = file_.lines[place];
      if (line.kind == LineKind::hire) report_second(line, *hired.emplace(line.person, &line).first->second);
      if (line.kind != LineKind::rules) continue;
      if (rules != nullptr && rules->path != line.path) report_two_rules(line, *rules);
      rules = &line;
    }
    for (const std::size_t place : scenario.lines) {
      ScenarioLine& line = file_.lines[place];
      const auto hire = hired.find(line.person);
      if (line.kind == LineKind::assign && !line.from && hire != hired.end()) line.from = hire->second->from;
    }
    check_capacities(scenario);
  }

  void report_nothing(std::size_t index) {
    const grammar::ScenarioSyntax& written = written_.scenarios[index];
    diagnostics_.push_back({"W0621",
                            grammar::Severity::warning,
                            written.span,
                            fmt::format("\"{}\" has no lines, so it is today", written.name.value),
                            {},
                            {}});
  }

  void report_second(const ScenarioLine& line, const ScenarioLine& first) {
    if (&line == &first || !reported_.insert(line.span.begin).second) return;
    error("E0614", line.named, fmt::format("{} is hired a second time", line.person),
          grammar::advice("give the second person another name"), {{first.named, "the first time"}});
  }

  void report_two_rules(const ScenarioLine& line, const ScenarioLine& first) {
    if (!reported_.insert(line.span.begin).second) return;
    error("E0615", line.span, "a scenario has one guideline, and this is a second one",
          grammar::advice("make two scenarios of it"), {{first.span, "the first one"}});
  }

  void check_capacities(const Scenario& scenario) {
    std::map<std::pair<std::string, Date>, const ScenarioLine*> known;
    for (const std::size_t place : scenario.lines) {
      const ScenarioLine& line = file_.lines[place];
      if (line.kind != LineKind::capacity) continue;
      const auto [first, fresh] = known.emplace(std::pair{line.person, *line.from}, &line);
      if (fresh || first->second->capacity == line.capacity || !reported_.insert(line.span.begin).second) continue;
      error("E0616", line.span, fmt::format("{} has two capacities from {}", line.person, to_text(*line.from)),
            grammar::advice("leave one of the two lines out"), {{first->second->span, "the other one"}});
    }
  }

  const grammar::ScenarioFileSyntax& written_;
  const Model& guideline_;
  GuidelineTerms terms_;
  ScenarioFile file_;
  std::vector<Own> own_;                       // one for each scenario
  std::map<std::string, std::size_t> places_;  // of scenarios, by name
  std::set<std::uint32_t> reported_;           // places of which something has been said: a line is read several times
  bool circle_reported_ = false;
  grammar::Diagnostics diagnostics_;
};

}  // namespace

CheckedScenarios check_scenarios(const grammar::ScenarioFileSyntax& written,
                                 std::shared_ptr<const grammar::Source> source, const Model& guideline,
                                 ResolvedNames* names) {
  return ScenarioChecker(written, std::move(source), guideline).run(names);
}

}  // namespace spanne::engine

#include "engine/planning/scenarios/scenario_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

#include "engine/check/attribute_heads.hpp"

namespace spanne::engine {
namespace {

using LineKind = ScenarioLine::Kind;

/// Where the rows of a file begin among all of a scenario.
struct Segment {
  const std::string* path;  // null: the accounts themselves
  std::size_t first;
};

/// The accounts, then each added file once, in the order of the lines.
std::vector<Segment> segments_of(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts) {
  std::vector<Segment> segments{{nullptr, 0}};
  std::size_t next = accounts.rows->rows.size();
  for (const std::size_t place : scenario.lines) {
    const ScenarioLine& line = file.lines[place];
    if (line.kind != LineKind::add) continue;
    const bool known = std::any_of(segments.begin(), segments.end(), [&](const Segment& segment) {
      return segment.path != nullptr && *segment.path == line.path;
    });
    if (known) continue;
    segments.push_back({&line.path, next});
    next += accounts.added.at(line.path).rows.size();
  }
  return segments;
}

const std::vector<PortfolioRow>& rows_in(const Segment& segment, const ScenarioAccounts& accounts) {
  return segment.path == nullptr ? accounts.rows->rows : accounts.added.at(*segment.path).rows;
}

std::string place_of(const Segment& segment, std::size_t line) {
  return segment.path == nullptr ? fmt::format("line {} of the accounts", line)
                                 : fmt::format("line {} of {}", line, *segment.path);
}

class RowMerger {
 public:
  RowMerger(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
            const DayEffects& effects, Date day)
      : file_(file),
        scenario_(scenario),
        accounts_(accounts),
        effects_(effects),
        day_(day),
        segments_(segments_of(file, scenario, accounts)) {}

  ScenarioRows run() {
    for (const Segment& segment : segments_) merged_.rows.add(rows_in(segment, accounts_));
    for (const std::size_t place : scenario_.lines)
      if (file_.lines[place].kind == LineKind::drop) drop(place);
    for (const std::size_t place : scenario_.lines)
      if (file_.lines[place].counts_on(day_)) take(place);
    if (changes_keys_) check_keys();
    return std::move(merged_);
  }

 private:
  const LineEffects& effects_in(const Segment& segment) const {
    return segment.path == nullptr ? effects_.accounts : effects_.added.at(*segment.path);
  }

  void drop(std::size_t place) {
    for (const Segment& segment : segments_)
      for (const auto& change : effects_in(segment).changes[place])
        merged_.rows.change(segment.first + change.row).dropped = true;
  }

  void take(std::size_t place) {
    const ScenarioLine& line = file_.lines[place];
    LineCount count{place, {}, 0, 0, 0};
    if (line.kind == LineKind::add) {
      count.rows = accounts_.added.at(line.path).rows.size();
      changes_keys_ = true;
    }
    if (line.kind == LineKind::rules) count.rows = merged_.rows.size();
    if (line.changes_rows()) change_rows(place, count);
    merged_.counts.push_back(count);
  }

  void change_rows(std::size_t place, LineCount& count) {
    const ScenarioLine& line = file_.lines[place];
    changes_keys_ = changes_keys_ || (line.kind != LineKind::drop && file_.model.attributes[line.attribute].key);
    count.rows = 0;
    for (const Segment& segment : segments_) {
      count.undecided += effects_in(segment).undecided[place];
      for (const auto& change : effects_in(segment).changes[place]) {
        const std::size_t row = segment.first + change.row;
        if (line.kind == LineKind::drop)
          ++*count.rows;
        else if (merged_.rows.is_dropped(row))
          ++count.dropped;
        else
          set(segment, row, change.value, count);
      }
    }
  }

  void set(const Segment& segment, std::size_t row, const ValueChange& change, LineCount& count) {
    RowEdit& edit = merged_.rows.change(row);
    const auto other = std::find_if(edit.values.begin(), edit.values.end(),
                                    [&](const ValueChange& known) { return known.attribute == change.attribute; });
    count.rejected += change.rejection ? 1U : 0U;
    if (change.rejection || change.value != merged_.rows.row(row).account.values[change.attribute]) ++*count.rows;
    if (other == edit.values.end())
      edit.values.push_back(change);
    else if (other->value != change.value || other->rejection != change.rejection)
      report_two_values(segment, row, *other, change);
  }

  void report_two_values(const Segment& segment, std::size_t row, const ValueChange& first, const ValueChange& second) {
    if (!merged_.findings.empty()) return;  // told once for a scenario
    const Attribute& attribute = file_.model.attributes[first.attribute];
    const auto shown = [&](const ValueChange& change) {
      const std::string text = change.rejection ? "no value" : to_text(change.value, attribute.type, file_.model);
      return text.empty() ? std::string("nothing") : text;
    };
    merged_.findings.push_back(
        {"E0620",
         grammar::Severity::error,
         file_.lines[second.line].span,
         fmt::format("in the scenario \"{}\" {} becomes {} by this line, but {} by line {}: {}", scenario_.name,
                     attribute.name, shown(second), shown(first), file_.lines[first.line].number,
                     place_of(segment, merged_.rows.row(row).line)),
         "let the conditions of the two lines exclude one another",
         {{file_.lines[first.line].span, "the other line"}}});
  }

  // ---- keys

  const Segment& segment_of(std::size_t row) const {
    const auto behind =
        std::find_if(segments_.begin(), segments_.end(), [&](const Segment& segment) { return segment.first > row; });
    return *(behind - 1);
  }

  /// Nobody could tell two rows with one key apart, so `eval` would reject the second.
  void check_keys() {
    const auto keys = file_.model.key_attributes();
    if (keys.empty() || !merged_.findings.empty()) return;
    std::unordered_map<std::string, std::size_t> first_rows;
    for (std::size_t row = 0; row < merged_.rows.size(); ++row) {
      if (merged_.rows.is_dropped(row) || !merged_.rows.row(row).faults.empty()) continue;
      std::string key;
      for (const AttributeId id : keys)
        key += to_text(merged_.rows.value(row, id), file_.model.attributes[id].type, file_.model) + '\0';
      const auto [first, fresh] = first_rows.emplace(std::move(key), row);
      if (!fresh) return report_same_key(first->second, row);
    }
  }

  void report_same_key(std::size_t first, std::size_t second) {
    const Segment &before = segment_of(first), &behind = segment_of(second);
    merged_.findings.push_back(
        {"E0622",
         grammar::Severity::error,
         cause_of_key(first, second).span,
         fmt::format("in the scenario \"{}\" two rows have the same key: {} and {}", scenario_.name,
                     place_of(before, merged_.rows.row(first).line), place_of(behind, merged_.rows.row(second).line)),
         "leave one of the two out, or give it another key",
         {}});
  }

  /// The line by which a key came twice.
  const ScenarioLine& cause_of_key(std::size_t first, std::size_t second) const {
    for (const std::size_t row : {second, first}) {
      if (const RowEdit* edit = merged_.rows.edit(row))
        for (const ValueChange& change : edit->values)
          if (file_.model.attributes[change.attribute].key) return file_.lines[change.line];
      for (const std::size_t place : scenario_.lines)
        if (const std::string* path = segment_of(row).path; path != nullptr && file_.lines[place].path == *path)
          return file_.lines[place];
    }
    return file_.lines[scenario_.lines.front()];
  }

  const ScenarioFile& file_;
  const Scenario& scenario_;
  const ScenarioAccounts& accounts_;
  const DayEffects& effects_;
  Date day_;
  std::vector<Segment> segments_;
  ScenarioRows merged_;
  bool changes_keys_ = false;
};

// ---------------------------------------------------------------------------------------------- another rule set

/// The value as the other rule set has it; nullopt where it has no such value.
std::optional<Value> value_in(const Value& value, const Type& type, const Model& model, const Attribute& target,
                              const Model& other) {
  if (is_missing(value)) return target.optional ? std::optional(value) : std::nullopt;
  if (target.type.kind == TypeKind::choice) {
    const std::string text = to_text(value, type, model);
    const Choice& choice = other.choices[target.type.choice];
    const auto found = std::find(choice.values.begin(), choice.values.end(), text);
    if (found != choice.values.end()) return ChoiceValue{static_cast<std::uint32_t>(found - choice.values.begin())};
    const auto form = value_by_form(text, choice);
    return form ? std::optional<Value>(ChoiceValue{*form}) : std::nullopt;
  }
  if (target.type.kind == TypeKind::text) return Value(to_text(value, type, model));
  const bool numbers = (type.kind == TypeKind::integer || type.kind == TypeKind::decimal) &&
                       (target.type.kind == TypeKind::integer || target.type.kind == TypeKind::decimal);
  if (!numbers && (type.kind != target.type.kind || type.currency != target.type.currency)) return std::nullopt;
  const auto* number = std::get_if<Decimal>(&value);
  if (target.type.kind == TypeKind::integer && !number->is_whole()) return std::nullopt;
  return within_bounds(value, target) ? std::optional(value) : std::nullopt;
}

ValueChange change_in(const ValueChange& change, const Model& model, AttributeId target, const Model& other) {
  const Attribute& attribute = model.attributes[change.attribute];
  ValueChange made{target, {}, change.rejection, change.line};
  if (made.rejection) {
    made.rejection = Rejection{};  // its places are those of the other model
    made.rejection->text = to_text(*change.rejection, model);
    return made;
  }
  if (auto value = value_in(change.value, attribute.type, model, other.attributes[target], other))
    made.value = std::move(*value);
  else
    made.rejection.emplace().text = fmt::format("{}: {} cannot stand there", other.attributes[target].name,
                                                to_text(change.value, attribute.type, model));
  return made;
}

/// Gives rows of a scenario to another rule set.
class RowTranslator {
 public:
  RowTranslator(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                const ScenarioAccounts& other)
      : file_(file), scenario_(scenario), model_(*accounts.model), other_(*other.model) {
    for (const Attribute& attribute : model_.attributes) targets_.push_back(attribute_of_column(attribute, other_));
  }

  /// Whether the values of each line have a place in the other rule set.
  void check(ScenarioRows& rows) {
    for (LineCount& count : rows.counts) {
      const ScenarioLine& line = file_.lines[count.line];
      if (line.kind != ScenarioLine::Kind::set && line.kind != ScenarioLine::Kind::assign) continue;
      const auto& target = targets_[line.attribute];
      count.unread = !target;
      if (target && reading_words(other_.attributes[*target]) != reading_words(model_.attributes[line.attribute]))
        report_reading(line, other_.attributes[*target], rows.findings);
    }
  }

  RowEdit edit(const RowEdit& edit, const PortfolioRow& read) const {
    RowEdit made;
    made.dropped = edit.dropped;
    for (const ValueChange& change : edit.values)
      if (const auto& target = targets_[change.attribute])
        made.values.push_back(change_in(change, model_, *target, other_));
    const auto is_set = [&](const auto& cell) {
      return std::any_of(made.values.begin(), made.values.end(),
                         [&](const ValueChange& change) { return change.attribute == cell.first; });
    };
    made.mends = !read.faults.empty() && read.faults.size() == read.unreadable.size() &&
                 std::all_of(read.unreadable.begin(), read.unreadable.end(), is_set);
    return made;
  }

 private:
  /// How a bare number in a cell is understood.
  static std::string reading_words(const Attribute& attribute) {
    if (attribute.reading == PercentReading::in_percent) return "in percent";
    if (attribute.reading == PercentReading::as_share) return "as a share";
    const std::string magnitude = magnitude_words(attribute);
    return magnitude.empty() ? "in units" : magnitude;
  }

  void report_reading(const ScenarioLine& line, const Attribute& target, grammar::Diagnostics& findings) const {
    const Attribute& attribute = model_.attributes[line.attribute];
    findings.push_back(
        {"E0623",
         grammar::Severity::error,
         line.span,
         fmt::format("{} is read {} by this file's guideline, but {} by the one that the scenario "
                     "\"{}\" names: one cell would be two values",
                     attribute.name, reading_words(attribute), reading_words(target), scenario_.name),
         fmt::format("declare {} in both guidelines alike, or leave one of the two lines out", attribute.name),
         {}});
  }

  const ScenarioFile& file_;
  const Scenario& scenario_;
  const Model &model_, &other_;
  std::vector<std::optional<AttributeId>> targets_;  // of each attribute; nullopt: the other rule set does not read it
};

}  // namespace

ScenarioRows rows_of_scenario(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                              const DayEffects& effects, Date day) {
  return RowMerger(file, scenario, accounts, effects, day).run();
}

std::string file_of_row(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                        std::size_t row) {
  std::string path;
  for (const Segment& segment : segments_of(file, scenario, accounts))
    if (segment.path != nullptr && segment.first <= row) path = *segment.path;
  return path;
}

ScenarioRows translated(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                        ScenarioRows rows, const ScenarioAccounts& other) {
  RowTranslator translator(file, scenario, accounts, other);
  translator.check(rows);
  EditedRows made;
  for (const Segment& segment : segments_of(file, scenario, accounts)) {
    const auto &own = rows_in(segment, accounts), &others = rows_in(segment, other);
    const std::size_t first = made.size();
    made.add(others);
    // Rows are the same lines of the same file; which are read as totals may depend on the rule set.
    std::size_t at = 0;
    for (std::size_t row = 0; row < others.size(); ++row) {
      while (at < own.size() && own[at].line < others[row].line) ++at;
      if (at == own.size() || own[at].line != others[row].line) continue;
      if (const RowEdit* edit = rows.rows.edit(segment.first + at))
        made.change(first + row) = translator.edit(*edit, others[row]);
    }
  }
  rows.rows = std::move(made);
  return rows;
}

}  // namespace spanne::engine

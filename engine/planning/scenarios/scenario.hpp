// A Scenario is a named what-if: lines that change accounts, people or rules, checked against one guideline.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::engine {

/// A capacity that grows by the same amount every day: the share `first` on the day of the hire, `last` on `end` and
/// from then on.
struct Ramp {
  Fraction first, last;  // 0.3 of the capacity
  Date end;
};

/// One line of a scenario. Lines of included scenarios are lines of the scenario, so a line may belong to several.
struct ScenarioLine {
  enum class Kind { set, assign, hire, leave, capacity, rules, add, drop };
  Kind kind = Kind::set;
  grammar::TextSpan span;       // into ScenarioFile::source
  std::size_t number = 0;       // of the line in the file, counted from 1
  std::string words;            // as its author wrote it, on one line
  AttributeId attribute = 0;    // set, assign: what becomes `value`
  TermId value = 0;             // of ScenarioFile::model
  std::optional<TermId> where;  // set, assign, drop: nullopt is every row
  std::optional<Date> from;     // the first day it counts; nullopt: always
  std::string person;           // assign, hire, leave, capacity
  grammar::TextSpan named;      // where the person's name or the path stands
  Fraction capacity;            // hire, capacity: FTE
  std::optional<Ramp> ramp;     // hire
  std::string path;             // rules, add: as written, relative to the file

  bool changes_rows() const { return kind == Kind::set || kind == Kind::assign || kind == Kind::drop; }
  bool counts_on(Date day) const { return !from || *from <= day; }
};

struct Scenario {
  std::string name;
  std::size_t number = 0;          // of its first line in the file
  std::vector<std::size_t> lines;  // into ScenarioFile::lines, its own and the included ones, in the order of the file
};

/// A file of scenarios. Conditions and values are terms of its model, which is the guideline's otherwise.
struct ScenarioFile {
  std::string title;
  std::shared_ptr<const grammar::Source> source;
  Model model;
  std::vector<ScenarioLine> lines;
  std::vector<Scenario> scenarios;  // in the order of the file
};

/// What a person has of their capacity on a day by a hire: 0 before it, then along its ramp.
Fraction hired_capacity(const ScenarioLine& hire, Date day);

}  // namespace spanne::engine

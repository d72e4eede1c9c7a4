#include "grammar/scenarios/read_scenarios.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "grammar/scenarios/scenario_helps.hpp"
#include "grammar/suggestions/amounts.hpp"

namespace spanne::grammar {
namespace {

/// A text in which something has to stand.
Text name_text(Reader& reader, std::string_view what) {
  Text text = reader.text(what);
  if (text.value.find_first_not_of(' ') == std::string::npos)
    reader.fail("E0609", text.span, fmt::format("{} is empty", what));
  return text;
}

/// Of a line that says which rows it concerns.
ExpressionPtr needed_where(Reader& reader, const ScenarioClosing& closing, std::string_view why) {
  if (closing.where != nullptr) return closing.where;
  reader.fail("E0605", reader.done() ? reader.here() : reader.rest(),
              fmt::format("which rows this concerns is missing here: {}", why), where_help(reader));
}

Day needed_from(Reader& reader, std::string_view what) {
  if (!reader.is("from"))
    reader.fail("E0606", reader.here(), fmt::format("the day from which {} is missing here", what), from_help(reader));
  reader.take();
  return reader.day();
}

/// `1 FTE`; which units there are the check knows.
Quantity read_capacity(Reader& reader, std::string_view person) {
  if (reader.kind() != TokenKind::number && reader.kind() != TokenKind::dotted && !reader.is("-"))
    reader.fail("E0607", reader.here(), fmt::format("how much {} works is missing here", person),
                inserted(reader.here().begin, "1 FTE"));
  Quantity capacity = read_quantity(reader);
  if (!capacity.unit)
    reader.fail("E0607", capacity.span, "how much somebody works is given in FTE", capacity_help(reader, capacity));
  return capacity;
}

Quantity read_share(Reader& reader) {
  Quantity share = read_quantity(reader);
  if (share.negative)
    reader.fail("E0608", share.span, "a ramp goes from one share of the capacity to another, each from 0 % on",
                advice("ramp 30 % .. 100 % over 6 months"));
  return share;
}

RampSyntax read_ramp(Reader& reader) {
  const Help example = advice("ramp 30 % .. 100 % over 6 months");
  const std::size_t start = reader.place();
  reader.take();
  RampSyntax ramp;
  ramp.first = read_share(reader);
  reader.expect("..", "E0608", "a ramp goes from one share to another, with .. between them", example);
  ramp.last = read_share(reader);
  if (!ramp.last.unit || ramp.last.unit->text != "%" || (ramp.first.unit && ramp.first.unit->text != "%"))
    reader.fail("E0608", join(ramp.first.span, ramp.last.span), "the shares of a ramp are percentages", example);
  reader.expect("over", "E0608", "how long the ramp takes is missing here", example);
  refuse_number_in_words(reader, "E0608");
  ramp.over = read_quantity(reader);
  static constexpr std::array<std::string_view, 8> units{"day",   "days",   "week", "weeks",
                                                         "month", "months", "year", "years"};
  const bool known = ramp.over.unit && std::find(units.begin(), units.end(), ramp.over.unit->text) != units.end();
  if (!known || ramp.over.negative || ramp.over.magnitude || ramp.over.digits % 1'000'000 != 0 || ramp.over.digits == 0)
    reader.fail("E0608", ramp.over.span, "a ramp takes a whole number of days, weeks, months or years", example);
  ramp.span = reader.from(start);
  return ramp;
}

SetSyntax read_set(Reader& reader) {
  SetSyntax line;
  line.attribute = reader.name("an attribute's name", NameRole::attribute);
  if (!reader.is("="))
    reader.fail("E0156", reader.here(), "an = is missing behind the name", equals_help(reader, line.attribute));
  reader.take();
  refuse_sign_plus(reader, line.attribute);
  const std::size_t value = reader.place();
  line.value = read_expression(reader);
  if (!reader.is("where")) refuse_late_condition(reader, line.attribute.span, reader.from(value), true);
  const ScenarioClosing closing = read_scenario_closing(reader, true);
  line.where = closing.where;
  line.from = closing.from;
  return line;
}

AssignSyntax read_assign(Reader& reader) {
  AssignSyntax line;
  line.person = name_text(reader, "the name of a person");
  if (reader.is(","))
    reader.fail("E0605", reader.rest(), "rows are assigned to one person",
                advice("a line of its own for each person, with the rows that each is to have: assign \"…\" where …"));
  const ScenarioClosing closing = read_scenario_closing(reader, true);
  line.where = needed_where(reader, closing, "nobody is assigned every row");
  line.from = closing.from;
  return line;
}

HireSyntax read_hire(Reader& reader) {
  HireSyntax line;
  line.person = name_text(reader, "the name of a person");
  line.capacity = read_capacity(reader, line.person.value);
  line.from = needed_from(reader, fmt::format("{} is here", line.person.value));
  if (reader.is("ramp")) line.ramp = read_ramp(reader);
  return line;
}

LeaveSyntax read_leave(Reader& reader) {
  LeaveSyntax line;
  line.person = name_text(reader, "the name of a person");
  line.from = needed_from(reader, fmt::format("{} is no longer here", line.person.value));
  return line;
}

CapacitySyntax read_capacity_line(Reader& reader) {
  CapacitySyntax line;
  line.person = name_text(reader, "the name of a person");
  line.capacity = read_capacity(reader, line.person.value);
  line.from = needed_from(reader, "this counts");
  return line;
}

IncludeSyntax read_include(Reader& reader) {
  IncludeSyntax line;
  do line.scenarios.push_back(name_text(reader, "the name of a scenario"));
  while (reader.take_if(","));
  return line;
}

DropSyntax read_drop(Reader& reader) {
  return {needed_where(reader, read_scenario_closing(reader, false), "not every row is dropped")};
}

}  // namespace

const std::vector<std::string>& scenario_line_words() {
  static const std::vector<std::string> words{"set",   "assign",  "hire", "leave", "capacity",
                                              "rules", "include", "add",  "drop"};
  return words;
}

bool begins_scenario_line(const Reader& reader) {
  const auto& words = scenario_line_words();
  return reader.kind() == TokenKind::word && std::find(words.begin(), words.end(), reader.word()) != words.end();
}

ScenariosHeader read_scenarios_header(Reader& reader) {
  ScenariosHeader header;
  reader.take();
  header.title = name_text(reader, "the title of the scenarios");
  reader.expect("of", "E0601", "which guideline the scenarios belong to is missing here",
                advice("of \"guideline.spanne\""));
  header.guideline = name_text(reader, "the file of the guideline");
  header.span = reader.statement();
  return header;
}

ScenarioSyntax read_scenario_heading(Reader& reader) {
  ScenarioSyntax scenario;
  reader.take();
  scenario.name = name_text(reader, "the name of the scenario");
  scenario.span = reader.statement();
  return scenario;
}

ScenarioLineSyntax read_scenario_line(Reader& reader) {
  const std::string_view word = reader.word();
  ScenarioLineSyntax line;
  reader.take();
  if (word == "set")
    line.node = read_set(reader);
  else if (word == "assign")
    line.node = read_assign(reader);
  else if (word == "hire")
    line.node = read_hire(reader);
  else if (word == "leave")
    line.node = read_leave(reader);
  else if (word == "capacity")
    line.node = read_capacity_line(reader);
  else if (word == "rules")
    line.node = RulesSyntax{name_text(reader, "the file of the other guideline")};
  else if (word == "include")
    line.node = read_include(reader);
  else if (word == "add")
    line.node = AddSyntax{name_text(reader, "the file of the accounts to be added")};
  else
    line.node = read_drop(reader);
  line.span = reader.statement();
  return line;
}

ScenarioClosing read_scenario_closing(Reader& reader, bool takes_from) {
  ScenarioClosing closing;
  for (;;) {
    if (reader.is("where") && closing.where == nullptr) {
      reader.take();
      closing.where = read_expression(reader);
    } else if (takes_from && reader.is("from") && !closing.from) {
      reader.take();
      closing.from = reader.day();
    } else {
      return closing;
    }
  }
}

}  // namespace spanne::grammar

// Random rule sets: every construct of the language reference, in every combination chance comes upon.
#include "tests/support/generate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "tests/support/generator.hpp"

namespace spanne::test {

using engine::TypeKind;

// ---------------------------------------------------------------------------------------------- header, attributes

void Generator::header() {
  std::string& text = text_.header;
  text = "ruleset \"Generated \\\"guideline\\\"\" version 2.1.0\n";
  text_.days = {*engine::make_date(2026, 1, 1), *engine::make_date(2026, 6, 30), *engine::make_date(2026, 7, 1),
                *engine::make_date(2026, 12, 31)};
  if (random_.chance(70)) text += "  effective 2026-01-01 .. 2026-12-31  # one year\n";
  if (random_.chance(30)) text += "  owner \"KAM Program Office\"\n";
  if (random_.chance(30)) text += "  supersedes 2.0.0\n";
  if (random_.chance(15)) text += "  locale " + random_.pick<std::string>({"de", "ch", "en", "en-GB", "en-US"}) + "\n";
  if (random_.chance(10)) text += "  capacity_column \"Pensum\"\n";
  if (random_.chance(40)) text += "  capacity " + random_.pick<std::string>({"1 FTE", "0.8 FTE", "36 h/week"}) + "\n";
  if (random_.chance(40)) text += "  utilisation 75 % .. 95.5 %\n";
  if (random_.chance(50)) text += "  working time 1_440 h/year, 36 h/week, 7.2 h/day\n";
  if (random_.chance(60)) words_.kinds = {"external", "internal"};
  if (random_.chance(30)) words_.kinds.push_back("verwaltung");
  for (std::size_t index = 0; index < words_.kinds.size(); ++index) {
    text +=
        (index == 0 ? "  effort " : ", ") + words_.kinds[index] + (random_.chance(50) ? " \"Work, of a kind\"" : "");
  }
  text += "\n";
}

std::string Generator::choice_of(Word& word) {
  static const std::vector<std::vector<std::string>> choices = {{"regional", "national", "international", "global"},
                                                                {"lead", "support", "x2"},
                                                                {"domestic", "\"United States\"", "other"}};
  word.values = random_.pick(choices);
  word.ordered = random_.chance(50);
  std::string text = "one of ";
  for (std::size_t index = 0; index < word.values.size(); ++index) {
    text += (index == 0 ? "" : word.ordered ? " < " : ", ") + word.values[index];
    if (!random_.chance(20)) continue;
    text += fmt::format(" as \"{} {}\"", word.name, index);
    if (random_.chance(30)) text += fmt::format(" or \"a longer way to write no. {}\"", index);
  }
  return text;
}

/// What a bare number in a file counts.
std::string Generator::magnitude() { return random_.chance(20) ? random_.pick<std::string>({" in k", " in M"}) : ""; }

/// The type with its range, and the word's bounds.
std::string Generator::type_of(Word& word) {
  word.high = random_.pick<std::int64_t>({20, 60, 200});
  switch (word.kind) {
    case TypeKind::boolean: return "boolean";
    case TypeKind::integer:
      return "integer" + magnitude() + " " + (random_.chance(50) ? fmt::format("0 .. {}", word.high) : "0 ..");
    case TypeKind::decimal:
      return "decimal" + magnitude() + (random_.chance(70) ? fmt::format(" 0 ..< {}", word.high + 1) : "");
    case TypeKind::percent: {
      const std::string reading = random_.pick<std::string>({"", " in %", " as share"});
      return "percent" + reading + (random_.chance(40) ? fmt::format(" 0 % .. {} %", word.high) : "");
    }
    case TypeKind::money:
      word.currency = random_.chance(80) ? "EUR" : "USD";
      word.high = 9'000'000;
      return "money " + word.currency + magnitude() +
             random_.pick<std::string>({"", " 0 ..", " 0 .. 9 M " + word.currency, " 0..9M"});
    case TypeKind::choice: return choice_of(word);
    case TypeKind::text: return "text";
    case TypeKind::date: return random_.chance(50) ? "date" : "date 2020-01-01 .. 2028-12-31";
    case TypeKind::effort: break;
  }
  return "";
}

void Generator::attribute(const std::string& name) {
  Word word;
  word.name = name;
  word.kind = random_.pick<TypeKind>({TypeKind::boolean, TypeKind::boolean, TypeKind::integer, TypeKind::integer,
                                      TypeKind::decimal, TypeKind::percent, TypeKind::money, TypeKind::choice,
                                      TypeKind::choice, TypeKind::text, TypeKind::date});
  std::string line = name + "  " + type_of(word);
  const bool has_default = random_.chance(20);
  word.optional = !has_default && random_.chance(30);
  if (has_default) line += "  default " + writer_.literal(word);
  if (word.optional) line += "  optional";
  if (random_.chance(20))
    line += "  column \"Spalte " + name + "\"" + (random_.chance(40) ? " or \"Column " + name + "\"" : "");
  if (random_.chance(30)) line += "  \"What is known of it | here\"";
  if (random_.chance(10)) line += "  # from the sales system";
  if (random_.chance(3)) line += "  # from \u202Ethe sales\u202C system";
  text_.attributes.push_back(line);
  words_.attributes.push_back(word);
}

void Generator::attributes() {
  text_.attributes = {"account_id  text key", "kam  text  optional owner"};
  words_.attributes = {{"account_id", TypeKind::text, "", {}, false, false, 0, 0},
                       {"kam", TypeKind::text, "", {}, false, true, 0, 0}};
  std::vector<std::string> names = {"sites", "contacts", "größe",         "decentral", "growth",   "revenue",
                                    "reach", "class",    "type",          "day",       "language", "tender",
                                    "since", "country",  "volume",        "visits_a",  "first",    "owner_of",
                                    "group", "x1",       "pr\u043Ejects", "team_l1",   "team_I1"};
  random_.shuffle(names);
  const auto count = static_cast<std::size_t>(random_.between(5, 11));
  for (std::size_t index = 0; index < count; ++index) attribute(names[index]);
  text_.attributes.push_back("by_hand  decimal 0 .. 500  optional");
}

// ---------------------------------------------------------------------------------------------- defines, clusters

std::string Generator::value_of(TypeKind kind) {
  const std::string either = "if " + writer_.condition(1) + " then ";
  switch (kind) {
    case TypeKind::boolean: return writer_.condition(2);
    case TypeKind::effort: return writer_.effort(2);
    case TypeKind::money: return writer_.money("EUR", 2);
    case TypeKind::percent:
      return either + writer_.decimal(0, 30, 2) + " % else " + writer_.decimal(0, 9, 4) + "% - 4 %";
    case TypeKind::date: return either + writer_.date() + " + 30 else as_of - " + writer_.decimal(0, 90, 0);
    case TypeKind::text: return either + "\"DE\" else \"AT\"";
    default: return writer_.number(2);
  }
}

void Generator::define(const std::string& name, TypeKind kind) {
  const std::string start = "define " + name + " = ";
  if (random_.chance(30)) {
    text_.defines.push_back(start + value_of(kind) + " until 2026-06-30");
    text_.defines.push_back(start + value_of(kind) + "\n  from 2026-07-01");
  } else {
    text_.defines.push_back(start + value_of(kind));
  }
  Word word;
  word.name = name;
  word.kind = kind;
  word.currency = kind == TypeKind::money ? "EUR" : "";
  if (kind == TypeKind::money) word.high = 9'000'000;
  words_.defines.push_back(word);
}

void Generator::defines() {
  std::vector<std::pair<std::string, TypeKind>> names = {
      {"complex", TypeKind::boolean}, {"busy", TypeKind::boolean},       {"weight", TypeKind::decimal},
      {"since_then", TypeKind::date}, {"region", TypeKind::text},        {"premium", TypeKind::percent},
      {"visit", TypeKind::effort},    {"preparation", TypeKind::effort}, {"budget", TypeKind::money}};
  random_.shuffle(names);
  const auto count = static_cast<std::size_t>(random_.between(2, 7));
  for (std::size_t index = 0; index < count; ++index) define(names[index].first, names[index].second);
}

void Generator::clusters() {
  std::vector<std::string> names = {"global_strategic", "key", "regional", "small", "rest"};
  random_.shuffle(names);
  names.resize(static_cast<std::size_t>(random_.between(2, 4)));
  for (std::size_t index = 0; index < names.size(); ++index) {
    const bool last = index + 1 == names.size();
    std::string line = "cluster " + names[index] + (random_.chance(30) ? " \"A cluster\"" : "") + ": ";
    line += last ? "otherwise" : writer_.condition(2);
    if (random_.chance(85)) {
      line += (random_.chance(30) ? "\n  -> " : " -> ") + amount() + kind();
      if (random_.chance(30)) line += ", 0.1 FTE" + kind();
    }
    if (random_.chance(20)) line += because();
    if (!last && random_.chance(15)) line += " from 2026-07-01";
    text_.clusters.push_back(line);
  }
  words_.clusters = names;
}

// ---------------------------------------------------------------------------------------------- rules

std::string Generator::kind() {
  if (words_.kinds.empty()) return random_.chance(10) ? " general" : "";
  if (random_.chance(20)) return random_.chance(50) ? "" : " general";
  return " " + random_.pick(words_.kinds);
}

std::string Generator::because() {
  return (random_.chance(50) ? "\n  " : " ") + std::string("because \"Every site decides\"");
}

std::string Generator::period() {
  return random_.pick<std::string>({" from 2026-07-01", " until 2026-06-30", " from 2026-03-01 until 2026-09-30"});
}

std::string Generator::scope() {
  std::string text = " for " + random_.pick(words_.clusters);
  if (random_.chance(40) && !text.ends_with(" " + words_.clusters.front())) text += ", " + words_.clusters.front();
  return text;
}

std::string Generator::amount() {
  switch (random_.below(7)) {
    case 0: return writer_.decimal(0, 1, 2) + " .. " + writer_.decimal(1, 2, 2) + " FTE";
    case 1: return writer_.decimal(0, 1, 1) + " FTE .. 1.5 FTE";
    case 2: return (random_.chance(20) ? "1.250" : writer_.decimal(0, 4, 1)) + " h/week";
    case 3: return "1 .. 2 " + random_.pick<std::string>({"days/month", "h/month", "h/quarter", "days/year"});
    case 4: return "(" + writer_.number(1) + " / 100) FTE";
    case 5: {
      const Word* word = writer_.pick({TypeKind::effort});
      return word == nullptr ? "0.016667 VZÄ" : word->name;
    }
    default: return writer_.decimal(0, 1, 6) + " FTE";
  }
}

std::string Generator::proportion() {
  const std::string portion = random_.pick<std::string>({"", "", "started ", "full "});
  const Word* money = writer_.pick({TypeKind::money}, true);
  if (money != nullptr && random_.chance(30)) {
    const std::string above = random_.chance(40) ? " above 500 k " + money->currency : "";
    return " per " + portion + random_.pick<std::string>({"100_000 ", "1 M ", "0.3 M ", "2.500 "}) + money->currency +
           " " + money->name + above;
  }
  const Word* word = writer_.pick({TypeKind::integer, TypeKind::decimal});
  const std::string of = word == nullptr || random_.chance(30) ? "(" + writer_.number(1) + ")" : word->name;
  const std::string size = portion.empty() && random_.chance(50) ? "" : writer_.decimal(1, 12, 0) + " ";
  return " per " + portion + size + of + (random_.chance(50) ? " above " + writer_.decimal(0, 20, 0) : "");
}

std::string Generator::addition() {
  const std::string sign = random_.pick<std::string>({"+", "+", "+ ", "-"});
  switch (random_.below(5)) {
    case 0: return sign + writer_.decimal(0, 1, 3) + " FTE" + kind() + proportion();
    case 1: return sign + amount() + kind();
    case 2: return "-(0.05 .. 0.1) FTE" + kind();
    case 3: return "-0.05 .. 0.1 FTE" + kind() + (random_.chance(30) ? proportion() : "");
    default: return "+" + amount() + kind();
  }
}

std::string Generator::flag() {
  const Word& word = random_.pick(words_.attributes);
  return "flag \"Look at {" + word.name + "}, \\\"please\\\"\"";
}

std::string Generator::surcharge() {
  const Word* share = writer_.pick({TypeKind::percent});
  switch (random_.below(5)) {
    case 0: return "-" + writer_.decimal(0, 9, 4) + "%";
    case 1: return "+10 .. 20 %";
    case 2: return "+(abs(" + writer_.number(1) + ")) %";
    case 3: return share == nullptr ? "- 2.5 %" : "+" + share->name;
    default: return "+" + (random_.chance(30) ? writer_.small_percentage() : writer_.decimal(0, 30, 1) + " %");
  }
}

/// Hardly ever below zero, which rejects.
std::string Generator::factor() {
  const Word* word = writer_.pick({TypeKind::integer, TypeKind::decimal});
  switch (random_.below(6)) {
    case 0: return random_.pick<std::string>({"x1.1", "× 1.25", "* 1.3", "x 0.9 .. 1.1", "x0.9..1.1", "x 1.250"});
    case 1: return "x (1 + abs(" + writer_.number(1) + ") / 1000)";
    case 2: return "x (1 - " + writer_.number(0) + " / 100)";
    case 3: return word == nullptr ? "x 2" : "x " + word->name;
    default: return "x " + writer_.decimal(0, 2, 3);
  }
}

/// Now and then a floor above a ceiling, or two fixed totals, which reject.
std::string Generator::limit() {
  const Word* word = writer_.pick({TypeKind::effort});
  switch (random_.below(14)) {
    case 0: return "at most " + writer_.decimal(0, 1, 1) + " FTE";
    case 1: return "at least (abs(" + writer_.number(1) + ") / 100) FTE";
    case 2: return word == nullptr ? "exactly 1 FTE" : "exactly " + word->name;
    case 3: return "exactly 0.2 .. 0.4 FTE";
    default: break;
  }
  return random_.pick<std::string>({"at least 0.1 FTE", "at least 0.2 .. 0.3 FTE", "at least 4 h/month",
                                    "at most 20 FTE", "at most 3 .. 4 FTE", "at most 400 days/month"});
}

std::string Generator::effect() {
  switch (random_.below(10)) {
    case 0: return surcharge() + kind();
    case 1: return factor() + kind();
    case 2: return limit();
    case 3: return flag();
    default: return addition();
  }
}

std::string Generator::rule_line(const std::string& name, const std::string& condition, const std::string& effects) {
  std::string line = name.empty() ? "" : name + ": ";
  line += condition + (random_.chance(20) ? "\n  -> " : " -> ") + effects;
  if (random_.chance(20)) line += because();
  if (random_.chance(15)) line += period();
  return line;
}

std::string Generator::rule(const std::string& name) {
  const std::string condition = random_.chance(15) ? "always" : writer_.condition(2);
  std::string effects = effect();
  for (auto more = random_.between(0, 3) - 1; more > 0; --more) effects += ", " + effect();
  return rule_line(name, condition, effects);
}

std::string Generator::flag_rule(const std::string& name) {
  const std::string column = words_.kinds.empty() ? "" : words_.kinds.front();
  std::vector<std::string> conditions = {"fte > 1 FTE", "fte_high - fte_low > 0.5 FTE", "fte_low < 4 h/week"};
  if (!column.empty()) conditions.push_back(column + "_high >= 0.5 FTE and " + column + " < fte");
  return rule_line(name, random_.pick(conditions) + " and (" + writer_.condition(1) + ")", flag());
}

std::string Generator::heading() {
  std::string line = "rules";
  if (random_.chance(60)) line += " \"A heading\"";
  if (random_.chance(40)) line += scope();
  if (random_.chance(25)) line += period();
  return line;
}

void Generator::sections() {
  int number = 0;
  for (auto count = random_.between(2, 4); count > 0; --count) {
    RuleSetText::Section section{text_.sections.empty() ? "" : heading(), {}};
    for (auto lines = random_.between(1, 4); lines > 0; --lines) {
      const std::string name = random_.chance(60) ? fmt::format("rule_{}", ++number) : "";
      section.rules.push_back(random_.chance(15) ? flag_rule(name) : rule(name));
    }
    text_.sections.push_back(std::move(section));
  }
  if (random_.chance(40)) {
    text_.sections.back().rules.push_back("by_hand: by_hand is known -> exactly (by_hand) FTE, flag \"By hand\"");
  }
}

RuleSetText generate_rule_set(std::uint64_t seed) { return Generator(seed).run(); }

}  // namespace spanne::test

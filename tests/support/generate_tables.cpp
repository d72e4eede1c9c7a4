// Random tables, tests and properties.
#include <algorithm>
#include <fmt/format.h>

#include "tests/support/generator.hpp"

namespace spanne::test {

using engine::TypeKind;

// ---------------------------------------------------------------------------------------------- tables

/// Cells of which exactly one fits every value, save that `missing` is left out where the word is optional.
Generator::Cells Generator::partition(const Word& word) {
  const std::int64_t first = random_.between(1, 9);
  const std::int64_t second = first + random_.between(1, 9);
  switch (word.kind) {
    case TypeKind::boolean: return {"yes", "no"};
    case TypeKind::choice: {
      if (random_.chance(50)) return {word.values[0], "not " + word.values[0]};
      Cells cells = word.values;
      if (cells.size() == 4) cells = {cells[0] + ", " + cells[2], cells[1], cells[3]};
      return cells;
    }
    case TypeKind::integer:
      if (random_.chance(50)) return {"0", fmt::format("1 .. {}", first), fmt::format("> {}", first)};
      if (random_.chance(30)) return {"<= 2.000", "3 .. 5.000", ">= 6.000"};
      return {fmt::format("<= {}", first), fmt::format("{}..{}", first + 1, second), fmt::format(">= {}", second + 1)};
    case TypeKind::date: return {"< 2026-01-01", "2026-01-01 .. 2026-06-30", "> 2026-06-30"};
    case TypeKind::text: return {"\"DE\", \"AT\"", "not \"DE\", \"AT\""};
    default: break;
  }
  const std::string unit = word.kind == TypeKind::percent ? " %" : "";
  if (word.kind == TypeKind::percent && random_.chance(40))
    return {"< 0.5" + unit, "0.5 ..< 0.75" + unit, ">= 0.75" + unit};
  if (word.kind == TypeKind::money && random_.chance(40))
    return {"< 1.250 " + word.currency, "1.250 .. 2_000 k " + word.currency, "> 2_000 k " + word.currency};
  if (word.kind == TypeKind::decimal && random_.chance(40)) return {"< 2.000", "2.000 ..< 7.000", ">= 7.000"};
  return {fmt::format("< {}{}", first, unit), fmt::format("{} ..< {}{}", first, second, unit),
          fmt::format(">= {}{}", second, unit)};
}

std::string Generator::any_cell(const Word& word) {
  if (random_.chance(25)) return random_.chance(50) ? "-" : "";
  if (word.optional && random_.chance(30)) return random_.pick<std::string>({"known", "missing"});
  if (word.optional && random_.chance(30)) return random_.pick(partition(word)) + ", missing";
  return random_.pick(partition(word));
}

/// Any attribute but the key and `other`; now and then a define or an expression in brackets.
Word Generator::condition_head(const std::string& other) {
  const Word* define = random_.chance(20) ? writer_.pick({TypeKind::boolean, TypeKind::decimal}) : nullptr;
  if (define != nullptr && define->name != other) return *define;
  const Word* text = random_.chance(10) ? writer_.pick({TypeKind::text}, true) : nullptr;
  if (text != nullptr && text->name != "account_id") {
    Word star;
    star.name = "(" + text->name + random_.pick<std::string>({" = ", " != "}) + "\"D*\")";
    if (star.name.substr(0, 4) != other.substr(0, 4)) return star;
  }
  Word word = random_.pick(words_.attributes);
  while (word.name == "account_id" || word.name == other) word = random_.pick(words_.attributes);
  const bool number = word.kind == TypeKind::integer || word.kind == TypeKind::decimal;
  if (number && !word.optional && random_.chance(25)) {
    word.name = "(" + word.name + " * 0.5)";
    word.kind = TypeKind::decimal;
  }
  return word;
}

/// Rows over two condition columns. `outcomes` holds what stands after `||` and is used in turn.
void Generator::condition_rows(RuleSetText::Table& table, const Cells& outcomes, const std::string& head) {
  const Word left = condition_head("");
  const Word right = condition_head(left.name);
  std::string dashes;
  for (auto columns = std::count(head.begin(), head.end(), '|'); columns > 0; --columns) dashes += "---|";
  table.head += fmt::format("\n  | {} | {} || {}\n  |---|---||{}", left.name, right.name, head, dashes);
  if (table.rows_in_order || table.head.find(" sum") != std::string::npos) {
    for (const std::string& outcome : outcomes) {
      table.rows.push_back(fmt::format("| {} | {} || {}", any_cell(left), any_cell(right), outcome));
    }
  } else {
    const Cells cells = partition(left);
    for (std::size_t index = 0; index < cells.size(); ++index) {
      table.rows.push_back(fmt::format("| {} | - || {}", cells[index], outcomes[index % outcomes.size()]));
    }
  }
  // Now and then two rows fit, or none: a broken promise, which rejects.
  if (random_.chance(10)) table.rows.push_back(table.rows.front());
  if (!random_.chance(10)) table.otherwise = "| otherwise || " + outcomes.back();
}

/// A lookup of two derived values of random types.
void Generator::lookups() {
  if (random_.chance(40)) return;
  struct Derived {
    std::string name;
    TypeKind kind;
    Cells cells;
  };
  const std::vector<Derived> others = {
      {"extra_points", TypeKind::decimal, {"12", "0", "7.500", "1_000.000001"}},
      {"served", TypeKind::boolean, {"yes", "no", "yes", "no"}},
      {"margin", TypeKind::percent, {"0.5 %", "0 %", "12.5%", "3 %"}},
      {"travel", TypeKind::effort, {"1 h/week", "0 FTE", "0.01 VZÄ", "2.500 days/year"}},
      {"area", TypeKind::text, {"\"DE\"", "\"AT\"", "\"a | b\"", "\"\""}}};
  const std::string policy = random_.pick<std::string>({"", " first", " unique", " sum"});
  const Derived& other = policy == " sum" ? others.front() : random_.pick(others);
  RuleSetText::Table table;
  table.head = "table bases \"Looked up\"" + policy;
  table.rows_in_order = policy == " first";
  Cells outcomes = {"3 | ", "0.25 | ", random_.chance(50) ? "-2 | " : "-1.250 | ", "1_000 | "};
  for (std::size_t row = 0; row < outcomes.size(); ++row) outcomes[row] += other.cells[row] + " |";
  condition_rows(table, outcomes, "base_points | " + other.name + " |");
  text_.tables.push_back(std::move(table));
  for (const Derived& derived : {Derived{"base_points", TypeKind::decimal, {}}, other}) {
    Word word;
    word.name = derived.name;
    word.kind = derived.kind;
    words_.defines.push_back(word);
  }
}

/// One outcome column; `cells` gets a cell for it.
std::string Generator::outcome_head(std::string& cells) {
  static const std::vector<std::pair<std::string, std::string>> heads = {
      {"+ FTE", "0.05 .. 0.10"},  {"- h/week", "0.5"}, {"+ %", "0.5"},        {"x", "1.200 .. 1.300"},
      {"at least FTE", "0.1"},    {"+ VZÄ", "0.25"},   {"at most FTE", "30"}, {"flag", "\"A | row\""},
      {"because", "\"Routine\""}, {"- %", "5"},        {"+ h/month", ""}};
  const auto& [head, cell] = random_.pick(heads);
  cells += (random_.chance(15) ? "" : cell) + " | ";
  const bool takes_kind = head[0] == '+' || head[0] == '-' || head == "x";
  return head + (takes_kind ? kind() : "");
}

void Generator::effect_table() {
  RuleSetText::Table table;
  const std::string policy = random_.pick<std::string>({"", " first", " unique", " sum"});
  table.head = fmt::format("table work_{}{}", text_.tables.size(), policy);
  table.rows_in_order = policy == " first";
  if (random_.chance(30)) table.head += scope();
  if (random_.chance(20)) table.head += period();
  std::string head = "+ FTE | ";
  Cells outcomes = {"0.2 | ", "0.1 .. 0.3 | ", "| ", "0.000001 | "};
  std::string extra;
  head += outcome_head(extra);
  for (std::string& outcome : outcomes) outcome += extra;
  condition_rows(table, outcomes, head + " |");
  if (random_.chance(40)) table.otherwise.clear();
  text_.tables.push_back(std::move(table));
}

// ---------------------------------------------------------------------------------------------- claims

std::string Generator::given() {
  std::string text;
  for (const Word& word : words_.attributes) {
    if (word.name == "account_id" || (word.optional && random_.chance(50))) continue;
    text += (text.empty() ? "" : ", ") + word.name + " = " + writer_.literal(word);
  }
  return text + (random_.chance(30) ? ", as_of = 2026-07-01" : "");
}

void Generator::claims() {
  const std::string cluster = random_.pick(words_.clusters);
  const std::vector<std::string> items = {
      "cluster = " + cluster,       "fte = 0.1 FTE", "fte = 0.3 .. 0.5 FTE", "no flags",
      "accounts_per_kam = 8 .. 10", "rejected",      "flag \"By hand\""};
  text_.claims.push_back(
      fmt::format("test \"A \\\"sample\\\"\"\n  given {}\n  expect {}", given(), random_.pick(items)));
  text_.claims.push_back("property \"Never below zero\": fte_low >= 0 FTE");
  text_.claims.push_back(fmt::format("property \"Guarded\": when cluster = {} and ({}): fte_high >= fte_low", cluster,
                                     writer_.condition(1)));
  const std::string kind = writer_.condition(1);
  if (kind.find("cluster") == std::string::npos)  // a profile asks for none
    text_.claims.push_back(fmt::format("profile kind_of{}: {}", random_.chance(50) ? " \"Of a kind\"" : "", kind));
  const Word* word = writer_.pick({TypeKind::integer, TypeKind::decimal, TypeKind::money}, true);
  if (word != nullptr) {
    text_.claims.push_back(fmt::format("property \"Monotone\": fte never {} as {} rises",
                                       random_.pick<std::string>({"falls", "rises"}), word->name));
  }
}

}  // namespace spanne::test

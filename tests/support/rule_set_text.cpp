// A generated rule set put together, as it was made or in another order.
#include <iterator>
#include <utility>

#include "tests/support/generate.hpp"

namespace spanne::test {

std::string RuleSetText::text() const {
  std::string all = header + "\nattributes\n";
  for (const std::string& line : attributes) all += "  " + line + "\n";
  all += "\n";
  for (const std::string& line : defines) all += line + "\n";
  for (const std::string& line : clusters) all += line + "\n";
  for (const Section& section : sections) {
    all += "\n" + section.heading + "\n";
    for (const std::string& line : section.rules) all += "  " + line + "\n";
  }
  for (const Table& table : tables) {
    all += "\n" + table.head + "\n";
    for (const std::string& row : table.rows) all += "  " + row + "\n";
    if (!table.otherwise.empty()) all += "  " + table.otherwise + "\n";
  }
  for (const std::string& claim : claims) all += "\n" + claim + "\n";
  return all;
}

RuleSetText shuffled(RuleSetText rules, Random& random) {
  random.shuffle(rules.attributes);
  random.shuffle(rules.defines);
  random.shuffle(rules.tables);
  random.shuffle(rules.claims);
  for (auto& section : rules.sections) random.shuffle(section.rules);
  for (auto& table : rules.tables) {
    if (!table.rows_in_order) random.shuffle(table.rows);
  }
  std::vector<RuleSetText::Section> headed(rules.sections.begin() + 1, rules.sections.end());
  random.shuffle(headed);
  std::move(headed.begin(), headed.end(), rules.sections.begin() + 1);
  return rules;
}

std::string with_slip(std::string text, Random& random) {
  static const std::vector<std::pair<std::string, std::string>> swaps{
      {"<=", "<"}, {"> ", ">= "}, {" and ", " or "}, {"low", "high"}, {"+", "-"}, {"external", "internal"}};
  if (random.chance(33)) {
    const auto& [from, to] = random.pick(swaps);
    const std::size_t at = text.find(from, text.size() * random.below(90) / 100);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  }
  for (int tries = 0; tries < 100; ++tries) {
    char& letter = text[text.size() / 10 + random.below(text.size() * 9 / 10)];
    if (letter < '0' || letter > '9') continue;
    letter = letter == '9' ? '1' : static_cast<char>(letter + 1);
    return text;
  }
  return text;
}

}  // namespace spanne::test

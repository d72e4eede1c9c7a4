// Writes a test as rule text.
#include <fmt/format.h>

#include "engine/testing/boundary_values.hpp"
#include "engine/testing/mutants/suggest.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

/// Breaks lines after a comma, so that the statement continues.
std::string lines(const std::string& word, const std::vector<std::string>& items) {
  constexpr std::size_t width = 116;
  std::string text;
  std::string line = "  " + word + std::string(8 - word.size(), ' ');
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
    const bool first = i == 0;
    if (!first && line.size() + 1 + item.size() > width) {
      text += line + "\n";
      line = std::string(10, ' ') + item;
    } else {
      line += (first ? "" : " ") + item;
    }
  }
  return text + line + "\n";
}

std::vector<std::string> given(const Test& test, const Model& model) {
  const Account plain = plain_account(model);
  std::vector<std::string> items;
  if (test.as_of) items.push_back("as_of = " + to_text(*test.as_of));
  for (std::size_t id = 0; id < model.attributes.size(); ++id) {
    const Attribute& attribute = model.attributes[id];
    const Value& value = test.given.values[id];
    if (may_be_left_out(attribute) && value == plain.values[id]) continue;
    items.push_back(fmt::format("{} = {}", attribute.name, literal(value, attribute.type, model)));
  }
  return items;
}

std::string figure(const Expectation& expected, const Model& model) {
  const bool counts = expected.name.starts_with("accounts_per_kam") || expected.name.starts_with("kams_per_account");
  if (!counts) {
    const auto effort = exact_effort({*expected.low, *expected.high}, model);
    return fmt::format("{} = {}", expected.name, effort ? *effort : *quotient_effort(*expected.low));
  }
  if (!expected.low) return expected.name + " = unlimited";
  const std::string low = expected.low->to_text(), high = expected.high->to_text();
  return fmt::format("{} = {}", expected.name, expected.both_ends ? low + " .. " + high : low);
}

std::string expectation(const Expectation& expected, const Model& model) {
  switch (expected.kind) {
    case Expectation::Kind::cluster: return "cluster = " + model.clusters[expected.cluster].name;
    case Expectation::Kind::figure: return figure(expected, model);
    case Expectation::Kind::condition:
    case Expectation::Kind::count: return model.words(expected.span);
    case Expectation::Kind::rule: return "rule " + expected.name;
    case Expectation::Kind::no_rule: return "no rule " + expected.name;
    case Expectation::Kind::flag: return "flag " + quoted(expected.name);
    case Expectation::Kind::no_flags: return "no flags";
    case Expectation::Kind::rejected: break;
  }
  return "rejected";
}

}  // namespace

std::string test_text(const Test& test, const Model& model) {
  std::vector<std::string> expected;
  for (const auto& expected_result : test.expect) expected.push_back(expectation(expected_result, model));
  const auto items = given(test, model);
  return fmt::format("test {}\n{}{}", quoted(test.title), items.empty() ? "" : lines("given", items),
                     lines("expect", expected));
}

}  // namespace spanne::engine

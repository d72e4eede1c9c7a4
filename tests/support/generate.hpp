// Random but valid rule sets as text, and random accounts for a checked one.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "tests/support/random.hpp"

namespace spanne::test {

/// A rule set in its pieces, so that those whose order must not matter can be put in another order.
struct RuleSetText {
  struct Section {
    std::string heading;  // empty in the first section only
    std::vector<std::string> rules;
  };
  struct Table {
    std::string head;
    std::vector<std::string> rows;
    bool rows_in_order = false;
    std::string otherwise;  // may be empty
  };
  std::string header;
  std::vector<std::string> attributes;
  std::vector<std::string> defines;
  std::vector<std::string> clusters;  // always in this order
  std::vector<Section> sections;
  std::vector<Table> tables;        // lookups as well
  std::vector<std::string> claims;  // tests and properties
  std::vector<engine::Date> days;   // some days of the effective period, both ends among them

  std::string text() const;
};

/// The same seed gives the same rule set.
RuleSetText generate_rule_set(std::uint64_t seed);

/// Attributes, defines, rules, sections, tables, rows and claims in another order, as far as none may matter.
RuleSetText shuffled(RuleSetText rules, Random& random);

/// Another digit, comparison or word somewhere below the header: often a rule set, and often one that means something
/// else.
std::string with_slip(std::string text, Random& random);

/// Values near those the rule set asks for, missing now and then where they may be.
engine::Account random_account(const engine::Model& model, Random& random);

}  // namespace spanne::test

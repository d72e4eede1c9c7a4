// Rule text to model in one call, for tests that speak the language.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/check/check.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::tests {

inline const std::string usual_head =
    "ruleset \"Test\" version 1.0.0\n"
    "  effort external, internal\n"
    "attributes\n"
    "  id         text     key\n"
    "  kam        text     owner optional\n"
    "  reach      one of regional < national < global   default regional\n"
    "  revenue    money EUR  default 0\n"
    "  sites      integer  1 .. 5_000  default 1\n"
    "  decentral  boolean  default no\n"
    "  growth     percent  optional\n"
    "  size       decimal  default 0\n"
    "  ends       date     optional\n";

struct Read {
  std::shared_ptr<const grammar::Source> source;
  engine::Checked checked;
  std::vector<std::string> codes;  // of all findings, from top to bottom
};

inline Read read(const std::string& text) {
  Read result{std::make_shared<grammar::Source>("test.spanne", text), {}, {}};
  auto parsed = grammar::parse(*result.source);
  if (!grammar::has_errors(parsed.diagnostics)) result.checked = engine::check(parsed.tree, result.source);
  for (const auto& one : parsed.diagnostics) result.codes.push_back(one.code);
  for (const auto& one : result.checked.diagnostics) result.codes.push_back(one.code);
  return result;
}

/// A model of the usual head and `rest`, which has no findings.
inline engine::Model model(const std::string& rest) {
  Read result = read(usual_head + rest);
  for (const auto& code : result.codes) BOOST_TEST_MESSAGE(code);
  BOOST_REQUIRE(result.checked.model.has_value());
  return std::move(*result.checked.model);
}

}  // namespace spanne::tests

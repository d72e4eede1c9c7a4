#include "editors/patterns/language_configuration.hpp"

#include <nlohmann/json.hpp>

#include "editors/patterns/regular_expressions.hpp"
#include "grammar/tokens/keywords.hpp"

namespace spanne::editors {
namespace {

using Json = nlohmann::ordered_json;

/// Without the flag JavaScript does not know letters of all scripts.
Json unicode(std::string_view regex) { return {{"pattern", regex}, {"flags", "u"}}; }

}  // namespace

std::string language_configuration() {
  const Json round = {"(", ")"}, quotes = {"\"", "\""}, braces = {"{", "}"};
  const Json quotes_outside_texts = {{"open", "\""}, {"close", "\""}, {"notIn", {"string", "comment"}}};
  // What stands below a heading is indented.
  const std::string heading =
      concat({R"(^\s*)", any_word_of(grammar::heading_words()), R"((?![ \t]*(?:[=<>!:]|->)).*$)"});
  const Json below_heading = {{"beforeText", unicode(heading)}, {"action", {{"indent", "indent"}}}};
  const Json configuration = {
      {"comments", {{"lineComment", "#"}}},
      {"brackets", Json::array({round})},
      {"autoClosingPairs", Json::array({{{"open", "("}, {"close", ")"}}, quotes_outside_texts})},
      {"surroundingPairs", Json::array({round, quotes, braces})},
      {"wordPattern", unicode(name_pattern)},
      {"onEnterRules", Json::array({below_heading})}};
  return configuration.dump(2) + "\n";
}

}  // namespace spanne::editors

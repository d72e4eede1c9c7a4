#include "editors/patterns/textmate_grammar.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

#include "editors/patterns/regular_expressions.hpp"
#include "engine/value/unit.hpp"
#include "grammar/tokens/keywords.hpp"

namespace spanne::editors {
namespace {

using Json = nlohmann::ordered_json;

Json pattern(const std::string& scope, std::string_view regex) {
  return {{"name", scope + ".spanne"}, {"match", std::string(regex)}};
}

/// `cluster regional`, `table contracts`: the word and the name that it declares.
Json declaration() {
  const std::string word = any_word_of(grammar::declaration_words());
  const std::string no_name =
      concat({"(?!", any_word_of(grammar::phrase_words()), "|", any_word_of(grammar::reserved_words()), ")"});
  const Json captures = {{"1", {{"name", "keyword.control.declaration.spanne"}}},
                         {"2", {{"name", "entity.name.type.spanne"}}}};
  return {
      {"match", concat({R"(^\s*()", word, R"()(?:[ \t]+)", no_name, "(", name_pattern, R"()|(?=[ \t]*(?:["#]|$))))"})},
      {"captures", captures}};
}

/// `many_sites:` at the start of a line, the name of a rule.
Json rule_head() {
  return {{"match", concat({R"(^\s*()", name_pattern, R"()\s*(?=:))"})},
          {"captures", {{"1", {{"name", "entity.name.function.spanne"}}}}}};
}

/// `rule contracts#3`: the one place where # begins no comment.
Json row_name() {
  return {{"match", concat({name_begins, "(rule)[ \\t]+(", name_pattern, R"(#\d+))", name_ends})},
          {"captures", {{"1", {{"name", "keyword.other.spanne"}}}, {"2", {{"name", "entity.name.function.spanne"}}}}}};
}

Json quoted_text() {
  return {{"name", "string.quoted.double.spanne"},
          {"begin", "\""},
          {"end", R"("|$)"},
          {"patterns",
           Json::array({pattern("constant.character.escape", R"(\\.)"),
                        pattern("constant.character.format.placeholder", concat({R"(\{)", name_pattern, R"(\})"}))})}};
}

Json numbers() {
  return Json::array({pattern("constant.other.date", concat({name_begins, R"(\d{4}-\d{2}-\d{2}(?!\d))"})),
                      pattern("constant.numeric.version", concat({name_begins, R"(\d+\.\d+\.\d+)"})),
                      pattern("constant.numeric", concat({name_begins, R"(\d[\d_]*(?:\.\d[\d_]*)?)"}))});
}

Json words() {
  // A word in front of a bracket is a function; those that stand in front of brackets otherwise come first.
  return Json::array({pattern("keyword.control", any_word_of(grammar::reserved_words())),
                      pattern("storage.type", any_word_of(grammar::type_words())),
                      pattern("keyword.other.unit", any_word_of(engine::effort_unit_names())),
                      pattern("keyword.other.unit", any_word_of(grammar::magnitude_names())),
                      pattern("support.function", concat({name_begins, name_pattern, R"((?=\())"})),
                      pattern("keyword.other", any_word_of(grammar::phrase_words())),
                      {{"match", concat({R"(^\s+()", any_word_of(grammar::header_words()), ")"})},
                       {"captures", {{"1", {{"name", "keyword.other.spanne"}}}}}}});
}

}  // namespace

std::string textmate_grammar() {
  Json patterns =
      Json::array({row_name(), pattern("comment.line.number-sign", "#.*$"), quoted_text(), declaration(), rule_head()});
  for (const Json& each : numbers()) patterns.push_back(each);
  for (const Json& each : words()) patterns.push_back(each);
  patterns.push_back(pattern("keyword.operator", R"(->|\.\.<?|<=|>=|!=|\|\||[-+*/=<>|:%×])"));
  const Json grammar = {{"name", "Spanne"}, {"scopeName", "source.spanne"}, {"patterns", patterns}};
  return grammar.dump(2) + "\n";
}

}  // namespace spanne::editors

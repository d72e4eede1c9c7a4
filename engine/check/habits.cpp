#include "engine/check/habits.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace spanne::engine {
namespace {

struct Habit {
  std::string_view word, cure;
};

std::string small(std::string_view word) {
  std::string result(word);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

template <std::size_t count>
std::optional<std::string_view> cure_of(std::string_view word, const std::array<Habit, count>& habits) {
  const std::string wanted = small(word);
  const auto found =
      std::find_if(habits.begin(), habits.end(), [&](const Habit& habit) { return habit.word == wanted; });
  return found == habits.end() ? std::nullopt : std::optional(found->cure);
}

constexpr std::array<Habit, 24> values{
    {{"ja", "yes"},    {"wahr", "yes"},   {"true", "yes"},    {"yes", "yes"}, {"y", "yes"},       {"j", "yes"},
     {"x", "yes"},     {"on", "yes"},     {"1", "yes"},       {"nein", "no"}, {"falsch", "no"},   {"false", "no"},
     {"no", "no"},     {"n", "no"},       {"off", "no"},      {"0", "no"},    {"today", "as_of"}, {"heute", "as_of"},
     {"now", "as_of"}, {"date", "as_of"}, {"datum", "as_of"}, {"vzä", "fte"}, {"effort", "fte"},  {"aufwand", "fte"}}};

constexpr std::array<Habit, 19> foreign_functions{{{"runden", "round"},
                                                   {"rundung", "round"},
                                                   {"maximum", "max"},
                                                   {"minimum", "min"},
                                                   {"betrag", "abs"},
                                                   {"ganzzahl", "floor"},
                                                   {"int", "floor"},
                                                   {"abrunden", "floor"},
                                                   {"rounddown", "floor"},
                                                   {"trunc", "floor"},
                                                   {"aufrunden", "ceil"},
                                                   {"roundup", "ceil"},
                                                   {"ceiling", "ceil"},
                                                   {"obergrenze", "ceil"},
                                                   {"untergrenze", "floor"},
                                                   {"potenz", "power"},
                                                   {"pow", "power"},
                                                   {"kleinste", "min"},
                                                   {"größte", "max"}}};

constexpr std::array<Habit, 34> types{{{"string", "text"},
                                       {"str", "text"},
                                       {"varchar", "text"},
                                       {"zeichenkette", "text"},
                                       {"zahl", "decimal"},
                                       {"number", "decimal"},
                                       {"numeric", "decimal"},
                                       {"float", "decimal"},
                                       {"double", "decimal"},
                                       {"dezimal", "decimal"},
                                       {"int", "integer"},
                                       {"ganzzahl", "integer"},
                                       {"count", "integer"},
                                       {"bool", "boolean"},
                                       {"flag", "boolean"},
                                       {"yesno", "boolean"},
                                       {"yes/no", "boolean"},
                                       {"ja/nein", "boolean"},
                                       {"true/false", "boolean"},
                                       {"wahr/falsch", "boolean"},
                                       {"currency", "money EUR"},
                                       {"eur", "money EUR"},
                                       {"euro", "money EUR"},
                                       {"usd", "money USD"},
                                       {"chf", "money CHF"},
                                       {"geld", "money EUR"},
                                       {"datum", "date"},
                                       {"datetime", "date"},
                                       {"prozent", "percent"},
                                       {"percentage", "percent"},
                                       {"enum", "one of a, b, c"},
                                       {"list", "one of a, b, c"},
                                       {"choice", "one of a, b, c"},
                                       {"auswahl", "one of a, b, c"}}};

constexpr std::string_view hours = "h/week, h/month, h/quarter or h/year";
constexpr std::string_view amounts_in_days = "days/week, days/month, days/quarter or days/year";
constexpr std::string_view days = "days/week, days/month, days/quarter or days/year; beside a date the number alone";
constexpr std::array<Habit, 53> units{{{"h", hours},
                                       {"hour", hours},
                                       {"hours", hours},
                                       {"hrs", hours},
                                       {"std", hours},
                                       {"stunde", hours},
                                       {"stunden", hours},
                                       {"h/day", hours},
                                       {"d", days},
                                       {"day", days},
                                       {"days", days},
                                       {"tag", days},
                                       {"tage", days},
                                       {"pt", amounts_in_days},
                                       {"personentage", amounts_in_days},
                                       {"fte", "FTE"},
                                       {"ftes", "FTE"},
                                       {"vzä", "VZÄ"},
                                       {"vza", "VZÄ"},
                                       {"vzae", "VZÄ"},
                                       {"vzÄ", "VZÄ"},
                                       {"vollzeitäquivalent", "VZÄ"},
                                       {"vollzeitäquivalente", "VZÄ"},
                                       {"vollzeit", "FTE"},
                                       {"mak", "FTE"},
                                       {"ak", "FTE"},
                                       {"pd", amounts_in_days},
                                       {"vzk", "VZÄ"},
                                       {"vollzeitkraft", "VZÄ"},
                                       {"vollzeitkräfte", "VZÄ"},
                                       {"vollzeitstelle", "FTE"},
                                       {"headcount", "FTE"},
                                       {"euro", "EUR"},
                                       {"euros", "EUR"},
                                       {"eur", "EUR"},
                                       {"dollar", "USD"},
                                       {"dollars", "USD"},
                                       {"teur", "k EUR"},
                                       {"keur", "k EUR"},
                                       {"meur", "M EUR"},
                                       {"tsd", "k EUR"},
                                       {"percent", "%"},
                                       {"prozent", "%"},
                                       {"pct", "%"},
                                       {"mill", "M EUR"},
                                       {"millionen", "M EUR"},
                                       {"mio", "M EUR"},
                                       {"milliarden", "bn EUR"},
                                       {"mrd", "bn EUR"},
                                       {"tausend", "k EUR"},
                                       {"thousand", "k EUR"},
                                       {"pp", "%"},
                                       {"fte/month", "FTE"}}};

}  // namespace

std::optional<std::string_view> value_meant(std::string_view word) { return cure_of(word, values); }
std::optional<std::string_view> function_meant(std::string_view word) { return cure_of(word, foreign_functions); }
std::optional<std::string_view> type_meant(std::string_view word) { return cure_of(word, types); }
std::optional<std::string_view> unit_meant(std::string_view word) { return cure_of(word, units); }

grammar::Help number_word(std::string_view word) {
  static constexpr std::array<Habit, 26> words{
      {{"null", "0"},  {"zero", "0"},  {"eins", "1"},   {"one", "1"},    {"ein", "1"},    {"eine", "1"},  {"zwei", "2"},
       {"two", "2"},   {"drei", "3"},  {"three", "3"},  {"vier", "4"},   {"four", "4"},   {"fünf", "5"},  {"five", "5"},
       {"sechs", "6"}, {"six", "6"},   {"sieben", "7"}, {"seven", "7"},  {"acht", "8"},   {"eight", "8"}, {"neun", "9"},
       {"nine", "9"},  {"zehn", "10"}, {"ten", "10"},   {"zwölf", "12"}, {"twelve", "12"}}};
  const auto number = cure_of(word, words);
  return number ? grammar::Help(*number) : grammar::Help();
}

bool says_missing(std::string_view word) {
  static constexpr std::array<std::string_view, 10> words{"missing", "empty", "blank", "null",    "unknown",
                                                          "none",    "leer",  "fehlt", "nothing", "unbekannt"};
  return std::find(words.begin(), words.end(), small(word)) != words.end();
}

bool says_reason(std::string_view word) {
  static constexpr std::array<std::string_view, 8> words{"grund",   "begründung", "begruendung", "reason",
                                                         "reasons", "why",        "warum",       "weil"};
  return std::find(words.begin(), words.end(), small(word)) != words.end();
}

bool says_known(std::string_view word) {
  static constexpr std::array<std::string_view, 4> words{"known", "given", "bekannt", "present"};
  return std::find(words.begin(), words.end(), small(word)) != words.end();
}

}  // namespace spanne::engine

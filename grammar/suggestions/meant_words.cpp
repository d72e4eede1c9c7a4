// Single words that stand for others: magnitudes, locales, lines of the header, declarations, names of several words.
#include <array>
#include <fmt/format.h>
#include <vector>

#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::grammar {

namespace {

constexpr std::array<Foreign, 21> magnitude_words{
    {{"m", "M"},         {"mio", "M"},        {"mn", "M"},          {"mill", "M"}, {"million", "M"}, {"millions", "M"},
     {"millionen", "M"}, {"mm", "M"},         {"mrd", "bn"},        {"b", "bn"},   {"bn", "bn"},     {"billion", "bn"},
     {"billions", "bn"}, {"milliarde", "bn"}, {"milliarden", "bn"}, {"t", "k"},    {"tsd", "k"},     {"k", "k"},
     {"tausend", "k"},   {"thousand", "k"},   {"thousands", "k"}}};

constexpr std::array<Foreign, 6> currency_words{
    {{"euro", "EUR"}, {"euros", "EUR"}, {"€", "EUR"}, {"dollar", "USD"}, {"franken", "CHF"}, {"pfund", "GBP"}}};

}  // namespace

std::optional<std::string_view> magnitude_meant(std::string_view word) {
  const std::string letters = small(word);
  if (const auto cure = cure_of(letters, magnitude_words)) return cure;
  const bool euros = letters.size() > 3 && letters.ends_with("eur");  // TEUR, MEUR
  return euros ? cure_of(std::string_view(letters).substr(0, letters.size() - 3), magnitude_words) : std::nullopt;
}

void refuse_foreign_magnitude(Reader& reader) {
  if (reader.kind() != TokenKind::word) return;
  const bool abbreviated = reader.is(".", 1);
  const bool money = reader.at_name(abbreviated ? 2 : 1);
  if (!abbreviated && !money) return;
  const auto cure = cure_of(small(reader.word()), magnitude_words);
  if (!cure) return;
  const TextSpan where = abbreviated ? join(reader.span(), reader.span(1)) : reader.span();
  const std::size_t unit = abbreviated ? 2 : 1;
  if (const auto code = cure_of(small(reader.word(unit)), currency_words))
    reader.fail("E0126", join(where, reader.span(unit)),
                fmt::format("{} is written {} {} here", reader.words(join(where, reader.span(unit))), *cure, *code),
                fmt::format("{} {}", *cure, *code));
  refuse(reader, where, reader.words(where), *cure);
}

void refuse_dot_behind_magnitude(Reader& reader, std::size_t start) {
  if (!reader.is(".")) return;
  const std::string number = reader.words(reader.from(start));
  const std::string magnitude = number.substr(number.find_last_of("0123456789 ") + 1);
  const bool currency = reader.at_name(1) || reader.is("€", 1);
  const auto meant = cure_of(small(reader.word(1)), currency_words);
  const std::string unit = currency ? fmt::format(" {}", meant.value_or(reader.word(1))) : std::string();
  reader.fail("E0126", join(reader.from(start), reader.span(currency ? 1 : 0)),
              fmt::format("{0}. is written {0} here, without a dot", magnitude), number + unit);
}

std::optional<std::string_view> locale_meant(std::string_view written) {
  static constexpr std::array<Foreign, 23> words{
      {{"de-de", "de"},    {"de_de", "de"},    {"de-at", "de"},      {"de_at", "de"},      {"german", "de"},
       {"deutsch", "de"},  {"at", "de"},       {"de-ch", "ch"},      {"de_ch", "ch"},      {"swiss", "ch"},
       {"schweiz", "ch"},  {"ch-de", "ch"},    {"english", "en"},    {"englisch", "en"},   {"gb", "en-GB"},
       {"uk", "en-GB"},    {"en_gb", "en-GB"}, {"en-uk", "en-GB"},   {"british", "en-GB"}, {"us", "en-US"},
       {"en_us", "en-US"}, {"usa", "en-US"},   {"american", "en-US"}}};
  std::string word = small(written);
  std::erase(word, '"');
  for (const std::string_view locale : {"de", "ch", "en", "en-GB", "en-US"})
    if (word == small(locale)) return locale;
  return cure_of(word, words);
}

std::optional<std::string_view> number_in_words(std::string_view word) {
  static constexpr std::array<Foreign, 19> words{{{"one", "1"},
                                                  {"two", "2"},
                                                  {"three", "3"},
                                                  {"four", "4"},
                                                  {"five", "5"},
                                                  {"six", "6"},
                                                  {"seven", "7"},
                                                  {"ein", "1"},
                                                  {"eine", "1"},
                                                  {"einer", "1"},
                                                  {"eines", "1"},
                                                  {"eins", "1"},
                                                  {"zwei", "2"},
                                                  {"drei", "3"},
                                                  {"vier", "4"},
                                                  {"fünf", "5"},
                                                  {"sechs", "6"},
                                                  {"sieben", "7"},
                                                  {"any", "1"}}};
  return cure_of(small(word), words);
}

std::optional<std::string_view> header_line_meant(std::string_view word) {
  static constexpr std::array<Foreign, 20> words{
      {{"worktime", "working time"},  {"workingtime", "working time"},
       {"hours", "working time"},     {"arbeitszeit", "working time"},
       {"valid", "effective"},        {"validity", "effective"},
       {"gültig", "effective"},       {"date", "effective"},
       {"from", "effective"},         {"verantwortlich", "owner"},
       {"author", "owner"},           {"kapazität", "capacity"},
       {"auslastung", "utilisation"}, {"ersetzt", "supersedes"},
       {"replaces", "supersedes"},    {"kinds", "effort"},
       {"language", "locale"},        {"numbers", "locale"},
       {"zahlen", "locale"},          {"kapazitätsspalte", "capacity_column"}}};
  return cure_of(small(word), words);
}

void refuse_long_name(Reader& reader, std::size_t count) {
  std::string name;
  for (std::size_t i = 0; i < count; ++i) {
    const bool letters = reader.kind(i) == TokenKind::word || reader.kind(i) == TokenKind::number;
    const bool apart = i > 0 && reader.span(i - 1).end != reader.span(i).begin;
    if (!name.empty() && (!letters || apart) && name.back() != '_') name += '_';
    if (letters) name += reader.word(i);
  }
  if (reader.kind() == TokenKind::number) name = "_" + name;
  reader.fail("E0118", join(reader.span(), reader.span(count - 1)),
              "a name is one word: a letter first, then letters, digits and _", name);
}

namespace {

std::size_t words_of_name(const Reader& reader) {
  std::size_t count = 0;
  while (reader.at_name(count) || reader.kind(count) == TokenKind::number || reader.is_any({"-", "."}, count)) ++count;
  return count;
}

}  // namespace

std::size_t long_name(const Reader& reader, bool labelled) {
  const std::size_t count = words_of_name(reader);
  const bool text = labelled && reader.kind(count) == TokenKind::text &&
                    (reader.is(":", count + 1) || reader.kind(count + 1) == TokenKind::end);
  return count > 1 && (text || reader.is(":", count)) ? count : 0;
}

std::size_t long_name_before_equals(const Reader& reader) {
  const std::size_t count = words_of_name(reader);
  return count > 1 && reader.is("=", count) ? count : 0;
}

std::optional<std::string_view> declaration_meant(std::string_view word) {
  static constexpr std::array<Foreign, 42> words{{{"regelwerk", "ruleset"},   {"leitlinie", "ruleset"},
                                                  {"leitfaden", "ruleset"},   {"guideline", "ruleset"},
                                                  {"richtlinie", "ruleset"},  {"merkmale", "attributes"},
                                                  {"merkmal", "attributes"},  {"attribute", "attributes"},
                                                  {"attribut", "attributes"}, {"fields", "attributes"},
                                                  {"columns", "attributes"},  {"spalten", "attributes"},
                                                  {"felder", "attributes"},   {"eigenschaften", "attributes"},
                                                  {"definiere", "define"},    {"definition", "define"},
                                                  {"let", "define"},          {"set", "define"},
                                                  {"var", "define"},          {"const", "define"},
                                                  {"klasse", "cluster"},      {"class", "cluster"},
                                                  {"gruppe", "cluster"},      {"segment", "cluster"},
                                                  {"clusters", "cluster"},    {"group", "cluster"},
                                                  {"regeln", "rules"},        {"regel", "rules"},
                                                  {"rule", "rules"},          {"tabelle", "table"},
                                                  {"prüfung", "test"},        {"testfall", "test"},
                                                  {"probe", "test"},          {"eigenschaft", "property"},
                                                  {"zusage", "property"},     {"tests", "test"},
                                                  {"profil", "profile"},      {"profiles", "profile"},
                                                  {"profile", "profile"},     {"typ", "profile"},
                                                  {"komplexität", "profile"}, {"complexity", "profile"}}};
  static const std::vector<std::string> all{"ruleset", "attributes", "define",   "cluster", "rules",
                                            "table",   "test",       "property", "profile"};
  if (const auto cure = cure_of(small(word), words)) return cure;
  const auto near = nearest(word, all);
  if (!near) return std::nullopt;
  return *std::find(all.begin(), all.end(), *near);
}

}  // namespace spanne::grammar

// What heads say of the columns below them: which attribute, which magnitude, which currency.
#include "records/csv/heads.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "reading.hpp"
#include "records/cells/encoding.hpp"

using namespace spanne;
using namespace spanne::records;
using sample::mentions;
using sample::read;
using sample::values;

BOOST_AUTO_TEST_SUITE(heads)

namespace {

engine::Attribute revenue() {
  auto attribute = sample::attribute("revenue", engine::TypeKind::money);
  attribute.type.currency = "EUR";
  attribute.columns = {"Umsatz", "Turnover"};
  return attribute;
}

/// "1 6 1000000": the column and the magnitude, or why not; "none".
std::string found(const std::vector<std::string>& heads, const engine::Attribute& attribute = revenue()) {
  std::vector<std::string> folded_heads;
  for (const std::string& head : heads) folded_heads.push_back(folded(head));
  const auto result = find_column(attribute, heads, folded_heads);
  if (const auto* error = std::get_if<AccountsError>(&result)) return "error: " + error->message;
  const auto& column = std::get<0>(result);
  if (!column) return "none";
  return fmt::format("{} {}{}", column->column, column->magnitude, column->note.empty() ? "" : " told");
}

}  // namespace

BOOST_AUTO_TEST_CASE(brackets_say_what_numbers_count) {
  for (const auto& [bracket, result] :
       std::vector<std::pair<std::string, std::string>>{{"(T€)", "0 3 told"},
                                                        {"(TEUR)", "0 3 told"},
                                                        {"(k€)", "0 3 told"},
                                                        {"(kEUR)", "0 3 told"},
                                                        {"(Tsd. €)", "0 3 told"},
                                                        {"(in T€)", "0 3 told"},
                                                        {"(in 1.000 EUR)", "0 3 told"},
                                                        {"(1000 €)", "0 3 told"},
                                                        {"('000 EUR)", "0 3 told"},
                                                        {"(EUR '000)", "0 3 told"},
                                                        {"[T€]", "0 3 told"},
                                                        {"(Tausend Euro)", "0 3 told"},
                                                        {"(Mio EUR)", "0 6 told"},
                                                        {"(in Mio. €)", "0 6 told"},
                                                        {"(M€)", "0 6 told"},
                                                        {"(€m)", "0 6 told"},
                                                        {"(MEUR)", "0 6 told"},
                                                        {"(EUR million)", "0 6 told"},
                                                        {"(€ mn)", "0 6 told"},
                                                        {"(Mio)", "0 6 told"},
                                                        {"(M)", "0 6 told"},
                                                        {"(in 1,000,000 EUR)", "0 6 told"},
                                                        {"(Mrd. EUR)", "0 9 told"},
                                                        {"(bn EUR)", "0 9 told"},
                                                        {"(EUR)", "0 0"},
                                                        {"(€)", "0 0"},
                                                        {"(in EUR)", "0 0"},
                                                        {"(Euro)", "0 0"},
                                                        {"(net)", "none"},
                                                        {"(2026)", "none"},
                                                        {"(EUR p.a.)", "none"},
                                                        {"()", "none"},
                                                        {"(10 EUR)", "none"}})
    BOOST_TEST_CONTEXT(bracket) {
      BOOST_TEST(found({"Umsatz " + bracket}) == result);
      BOOST_TEST(found({"TURNOVER" + bracket}) == result);
    }
  BOOST_TEST(found({"Umsatz (USD)"}) == "error: the head \"Umsatz (USD)\" is in USD, but revenue is in EUR");
  BOOST_TEST(found({"Umsatz (T$)"}) == "error: the head \"Umsatz (T$)\" is in USD, but revenue is in EUR");
  auto declared = revenue();
  declared.columns = {"Erlös (EUR)"};
  BOOST_TEST(found({"Erlös (T€)"}, declared) == "0 3 told");
  BOOST_TEST(found({"Erlös (T€)", "Erlös (EUR)"}, declared) == "1 0");
  BOOST_TEST(found({"Erlös"}, declared) == "none");
  BOOST_TEST(found({"Umsatz T€"}) == "none");
  BOOST_TEST(found({"(T€)"}) == "none");
}

BOOST_AUTO_TEST_CASE(letters_are_magnitudes_for_money_only) {
  auto weight = sample::attribute("weight", engine::TypeKind::decimal);
  for (const char* head : {"weight (t)", "weight (m)", "weight (mm)", "weight (b)", "weight (1000)"})
    BOOST_TEST(found({head}, weight) == "none");
  BOOST_TEST(found({"weight (T€)"}, weight) == "0 3 told");
  BOOST_TEST(found({"weight (in 1000)"}, weight) == "0 3 told");
  BOOST_TEST(found({"weight (k)"}, weight) == "0 3 told");
  BOOST_TEST(found({"weight (Mio.)"}, weight) == "0 6 told");
  BOOST_TEST(found({"name (k)"}, sample::attribute("name", engine::TypeKind::text)) == "none");
  BOOST_TEST(found({"share (k)"}, sample::attribute("share", engine::TypeKind::percent)) == "none");
}

BOOST_AUTO_TEST_CASE(head_and_declaration_agree) {
  auto attribute = revenue();
  attribute.magnitude = 6;
  BOOST_TEST(found({"Umsatz"}, attribute) == "0 6");
  BOOST_TEST(found({"Umsatz (EUR)"}, attribute) == "0 6");
  BOOST_TEST(found({"Umsatz (Mio €)"}, attribute) == "0 6 told");
  BOOST_TEST(found({"Umsatz (T€)"}, attribute) ==
             "error: the head \"Umsatz (T€)\" counts thousands, but revenue is declared in M, which counts millions");
  attribute.columns = {"Umsatz (T€)"};  // declared with its bracket
  BOOST_TEST(mentions(found({"Umsatz (T€)"}, attribute), "counts thousands"));
}

BOOST_AUTO_TEST_CASE(any_of_several_heads) {
  BOOST_TEST(found({"id", "turnover"}) == "1 0");
  BOOST_TEST(found({"id", "revenue"}) == "1 0");
  BOOST_TEST(found({"Umsatz (T€)", "Umsatz"}) == "1 0");  // as it is declared goes before
  BOOST_TEST(found({"Umsatz", "id", "Turnover"}) ==
             "error: columns 1 and 3 are both read as revenue: \"Umsatz\" and \"Turnover\"");
  BOOST_TEST(found({"Umsatz (T€)", "Turnover (M€)"}) ==
             "error: columns 1 and 2 are both read as revenue: \"Umsatz (T€)\" and \"Turnover (M€)\"");
}

BOOST_AUTO_TEST_CASE(no_column_is_read_twice) {
  auto model = sample::model();
  model.attributes[4].columns = {"effort"};
  BOOST_TEST(read("id,reach,revenue,effort\nA,global,1,1\n", Locale::automatic, model).error.message ==
             "column 4, \"effort\", is read both as sites and as effort");
}

BOOST_AUTO_TEST_CASE(bare_numbers_count_what_the_column_counts) {
  auto model = sample::model();
  model.attributes[3].magnitude = 6;
  model.attributes[4].magnitude = 3;
  const std::string heads = "id;reach;revenue;sites;effort (Tsd.)\n";
  BOOST_TEST(values(read(heads + "A;global;1,2345678;0,012;1,5\n", Locale::automatic, model).rows[0]) ==
             "A||global|1234567.8 EUR|12|no|||1500");
  const auto rounded = read(heads + "A;global;0,0000000000015;1;\n", Locale::automatic, model);
  BOOST_TEST(values(rounded.rows[0]) == "A||global|0.000002 EUR|1000|no|||");
  BOOST_TEST(rounded.summary.rounded_numbers == 1U);
  const auto wrong = read(heads + "A;global;9223373;0,0005;1\nB;global;1;6;1\n", Locale::automatic, model);
  BOOST_TEST(wrong.rows[0].reasons[0] == "revenue: 9223373 is too large; numbers go up to 9223372036854");
  BOOST_TEST(wrong.rows[0].reasons[1] == "sites: 0,0005 (in thousands, so 0.5) is not a whole number");
  BOOST_TEST(wrong.rows[1].reasons[0] ==
             "sites: 6 (in thousands, so 6000) is out of range; it has to be at least 1 and at most 5000");
}

BOOST_AUTO_TEST_CASE(values_have_other_forms) {
  auto model = sample::model();
  model.choices[1].forms = {{}, {"NAKM", "National"}, {"Worldwide (all regions)"}};
  const auto result =
      read("id,reach,revenue,sites\nA,NAKM,1,1\nB,national,1,1\nC,Worldwide (all regions),1,1\nD,nakm,1,1\n",
           Locale::automatic, model);
  for (const std::size_t row : {0U, 1U}) BOOST_TEST(mentions(values(result.rows[row]), "|national|"));
  BOOST_TEST(mentions(values(result.rows[2]), "|global|"));
  BOOST_TEST(mentions(result.rows[3].reasons[0], "nakm is none of"));
}

BOOST_AUTO_TEST_CASE(the_rule_set_says_how_its_files_write) {
  auto model = sample::model();
  const std::string file = "id,reach,revenue,sites\nA,global,1.234,1\n";
  const auto money = [&](Locale locale) { return values(read(file, locale, model).rows[0]); };
  model.locale = engine::FileLocale::de;
  BOOST_TEST(mentions(money(Locale::automatic), "|1234 EUR|"));
  BOOST_TEST(mentions(money(Locale::en), "|1.234 EUR|"));
  model.locale = engine::FileLocale::en;
  BOOST_TEST(mentions(money(Locale::automatic), "|1.234 EUR|"));
  BOOST_TEST(mentions(money(Locale::de), "|1234 EUR|"));
  auto other = model;
  BOOST_TEST((std::get<Locale>(file_locale(Locale::automatic, model, other)) == Locale::en));
  other.locale = engine::FileLocale::de;
  BOOST_TEST((std::get<Locale>(file_locale(Locale::en, model, other)) == Locale::en));
  BOOST_TEST(std::get<AccountsError>(file_locale(Locale::automatic, model, other)).message ==
             "the old version reads files with locale en, the new one with locale de");
  other.locale = std::nullopt;
  BOOST_TEST((std::get<Locale>(file_locale(Locale::automatic, model, other)) == Locale::en));
}

BOOST_AUTO_TEST_SUITE_END()

// `spanne init FOLDER --from LIST`: a guideline that reads the list it is made of, whatever the list.
#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;

struct Lists : Folder {
  std::string folder = (path / "made").string(), guideline = (path / "made" / "guideline.spanne").string();

  /// What is made of the list, which is then checked and evaluated by it.
  std::string made_from(const std::string& list, const std::string& name = "list.csv") {
    fs::remove_all(folder);
    const std::string file = write(name, list);
    const Result made = spanne_run({"init", folder, "--from", file});
    // Where there is nothing but faults of formulas, there is nothing to be read.
    if (made.err.find("none of its columns can be read") != std::string::npos) {
      BOOST_TEST(list.find("#DIV/0!") != std::string::npos);
      return {};
    }
    BOOST_TEST(made.status == 0, made.err);
    const Result checked = spanne_run({"check", guideline});
    BOOST_TEST(checked.status == 0, checked.out + checked.err);
    const Result evaluated = spanne_run({"eval", guideline, file});
    BOOST_TEST(evaluated.status == 0, evaluated.err + contents(guideline));
    BOOST_TEST(evaluated.err.find("rows rejected") == std::string::npos, evaluated.err);
    BOOST_TEST(spanne_run({"fmt", "--check", guideline}).status == 0);
    return contents(guideline);
  }
};

bool declares(const std::string& guideline, const std::string& line) {
  std::string folded;
  for (const char c : guideline)
    if (c != ' ' || !folded.ends_with(' ')) folded += c;
  return folded.find("\n " + line + "\n") != std::string::npos;
}

const std::vector<std::string> odd_heads{"and",
                                         "status",
                                         "fte",
                                         "Größe (m²)",
                                         "Umsatz (T€)",
                                         "Umsatz (Mio EUR)",
                                         "\"Kunde\"\"s\"",
                                         "1. Kontakt",
                                         "2025",
                                         "%",
                                         "",
                                         "cluster",
                                         "Betreuer",
                                         "KAM",
                                         "Aktiv?",
                                         "as_of",
                                         "a\\b",
                                         "c1",
                                         "sum total",
                                         "ruleset",
                                         "\"a\nb\"",
                                         "東京",
                                         "#",
                                         "x | y",
                                         "Account ID",
                                         "Nr.",
                                         "key",
                                         "optional",
                                         "Rolle",
                                         "otherwise",
                                         "Straße/Ort",
                                         "rules",
                                         "table",
                                         "🙂",
                                         "über uns",
                                         "no",
                                         "Menge in Tsd.",
                                         "Quote (%)",
                                         "general",
                                         "line"};

const std::vector<std::vector<std::string>> odd_cells{{"1", "2", "30"},
                                                      {"1.234", "5.678"},
                                                      {"\"1,5\"", "\"2,25\""},
                                                      {"1.5", "\"2,5\""},
                                                      {"5 %", "12 %"},
                                                      {"1200 EUR", "3 €"},
                                                      {"3 USD", "4 EUR"},
                                                      {"01067", "80331"},
                                                      {"yes", "no"},
                                                      {"x", ""},
                                                      {"2026-01-31", "2025-12-01"},
                                                      {"31.12.2025", "n/a"},
                                                      {"30/06/2026", "01/02/2026"},
                                                      {"-3", "4"},
                                                      {"Lead", "Nat \"\"KAM\"\"", "lead"},
                                                      {"#DIV/0!", "1"},
                                                      {"and", "or"},
                                                      {"ä b", "ä  b"},
                                                      {"9999999999999", "1"},
                                                      {"0.1234567", "1"},
                                                      {"1e3", "5"},
                                                      {"Summe", "Total"},
                                                      {"", ""},
                                                      {"5%", "5"}};

std::string random_list(std::mt19937& random) {
  const auto below = [&](std::size_t count) { return random() % count; };
  const std::size_t columns = 1 + below(7), rows = below(3) == 0 ? below(3) : below(30);
  std::vector<std::string> heads = odd_heads;
  std::shuffle(heads.begin(), heads.end(), random);
  if (heads[columns - 1].empty()) heads[columns - 1] = "Last";  // or its cells would stand beside the table
  std::string text;
  for (std::size_t i = 0; i < columns; ++i) text += (i > 0 ? "," : "") + heads[i];
  text += "\n";
  std::vector<std::size_t> kinds;
  for (std::size_t i = 0; i < columns; ++i) kinds.push_back(below(odd_cells.size() + 1));
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < columns; ++i) {
      text += i > 0 ? "," : "";
      if (kinds[i] == odd_cells.size())
        text += "K" + std::to_string(row);
      else if (below(8) > 0)
        text += "\"" + [&] {
          std::string cell = odd_cells[kinds[i]][below(odd_cells[kinds[i]].size())];
          if (cell.starts_with('"')) cell = cell.substr(1, cell.size() - 2);
          return cell;
        }() + "\"";
    }
    text += "\n";
  }
  return text;
}

BOOST_FIXTURE_TEST_SUITE(first_guidelines, Lists)

BOOST_AUTO_TEST_CASE(columns_become_attributes) {
  const std::string made = made_from(
      "Kundenliste 2026;;;;;;;\n"
      "Kunde;Betreuer;Umsatz (T€);and;PLZ;Aktiv?;Seit;Rolle\n"
      "Müller;Anna;1.200,5;3;01067;ja;30.06.2020;Lead KAM\n"
      "Meier;;30;4;80331;nein;01.01.2021;NAKM\n"
      "Schulze;Ben;12;;00001;;31.12.1999;Lead KAM\n"
      "Schmidt;Ben;-12;7;12345;ja;31.12.1999;NAKM\n");
  for (const char* line :
       {"kunde text key", "betreuer text owner optional",
        "umsatz money EUR -50000 EUR .. 5000000 EUR column \"Umsatz (T€)\"",
        "the_and integer 0 .. 20 optional column \"and\"", "plz text", "aktiv boolean optional column \"Aktiv?\"",
        "seit date 1999-01-01 ..", "rolle one of Lead_KAM as \"Lead KAM\", NAKM"})
    BOOST_TEST(declares(made, line), line << "\n" << made);
}

BOOST_AUTO_TEST_CASE(several_columns_may_be_the_key) {
  const std::string made = made_from("customer,role,country\nA,lead,DE\nA,lead,AT\nA,nat,DE\nB,lead,DE\nB,nat,DE\n");
  BOOST_TEST(made.find("customer  text") != std::string::npos, made);
  BOOST_TEST(declares(made, "country one of DE, AT key"), made);
  const std::string none = made_from("customer\nA\nA\n");
  BOOST_TEST(none.find(" key\n") == std::string::npos, none);
}

BOOST_AUTO_TEST_CASE(json_is_a_list_too) {
  const std::string made = made_from(R"([{"id": "A", "size": 3}, {"id": "B", "size": 4.5}])", "list.json");
  BOOST_TEST(declares(made, "id text key"), made);
  BOOST_TEST(declares(made, "size decimal 0 .. 10"), made);
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_refused) {
  const auto refuse = [&](const std::string& list, int status, const std::string& words) {
    refused({"init", folder, "--from", write("bad.csv", list)}, status, words);
    BOOST_TEST(!fs::exists(folder));
  };
  refuse("Kunde,kunde\nA,B\n", 1, "columns 1 and 2 have the same head \"kunde\"");
  refuse("", 1, "bad.csv: ");
  refused({"init", folder, "--from", (path / "none.csv").string()}, 3, "none.csv");
  refused({"init", folder, "--from", "-"}, 2, "read several times");
  refused({"init", folder, "--sheet", "1"}, 2, "--sheet says something about a list");
}

BOOST_AUTO_TEST_CASE(a_title_in_merged_cells_is_no_row_of_heads) {
  const std::string made = made_from("Key accounts,Key accounts,Key accounts\n\nid,kam,sites\nA,Anna,2\nB,Ben,3\n");
  BOOST_TEST(declares(made, "sites integer 0 .. 10"), made);
}

/// As `eval` leaves them out; a total says nothing of keys, of optional columns and of how large a value can be.
BOOST_AUTO_TEST_CASE(totals_are_no_rows_of_the_list) {
  const auto lines = [](const std::string& text) {
    std::string declared;
    for (std::size_t at = text.find("attributes"); at < text.size(); at = text.find('\n', at) + 1)
      if (text.compare(at, 2, "  ") == 0) declared += text.substr(at, text.find('\n', at) + 1 - at);
    return declared;
  };
  struct List {
    const char *heads, *rows, *total;
  };
  for (const auto& [heads, rows, total] :
       {List{"Kundennr.;Kunde;Standorte", "K-100;A;1\nK-101;B;2\nK-102;C;3", "Summe;;6"},
        {"Kundennr.;Kunde;Standorte", "A-100;A;1\nB-101;B;2\nC-102;C;3", "Summe;;6"},
        {"Kundennr.;Kunde;Standorte", "1001;A;1\n1002;B;2\n1003;C;3", "Summe;;6"},
        {"Kundennr.;Kunde;Standorte", "1001;A;1\n1002;B;2\n1003;C;3", ";;6"},
        {"Kunde;Betreuer;Umsatz;Anteil", "A;Anna;100 €;10 %\nB;Ben;20 €;20 %\nC;Ben;3 €;5 %", "Gesamt;;123 €;35 %"},
        {"Kunde;Land;Standorte;Aktiv", "A;DE;1;ja\nB;DE;2;nein\nC;AT;3;ja\nD;AT;5;nein", "Summe;;11;"},
        {"Kunde;Land;Standorte", "A;DE;4\nB;DE;2\nZwischensumme;;6\nC;AT;3\nD;AT;5", "Summe;;14"}}) {
    const std::string list = std::string(heads) + "\n" + rows + "\n";
    const std::string without = lines(made_from(list));
    BOOST_TEST(lines(made_from(list + total + "\n")) == without, list << total);
    BOOST_TEST(without.find(" key") != std::string::npos, without);
    BOOST_TEST(without.find("optional") == std::string::npos, without);
  }
}

BOOST_AUTO_TEST_CASE(a_total_that_is_left_out_is_said) {
  fs::remove_all(folder);
  const std::string list = write("list.csv", "Kunde;Standorte\nA;1\nB;2\nSumme;3\n");
  const Result made = spanne_run({"init", folder, "--from", list});
  BOOST_TEST(made.err.find("line 4 is a total and was left out") != std::string::npos, made.err);
}

/// The sample as workbooks gives what the sample as text gives.
BOOST_AUTO_TEST_CASE(the_sample_as_workbooks) {
  for (const auto& [language, rules, accounts, kams] : {std::array{"en", "guideline.spanne", "accounts", "kams"},
                                                        {"de", "leitlinie.spanne", "konten", "mitarbeiter"}}) {
    std::vector<std::string> results;
    for (const std::string ending : {".csv", ".xlsx"}) {
      fs::remove_all(folder);
      std::vector<std::string> args{"init", folder, "--lang", language};
      if (ending == ".xlsx") args.emplace_back("--xlsx");
      BOOST_TEST(spanne_run(args).status == 0);
      const fs::path made = folder;
      const Result result = spanne_run({"eval", made / rules, made / (accounts + ending), "--kams",
                                        made / (kams + ending), "--by", "cluster", "--as-of", "2026-07-01"});
      BOOST_TEST(result.status == 0, result.err);
      results.push_back(result.out);
    }
    BOOST_TEST(results[0] == results[1]);
  }
  refused({"init", folder, "--xlsx", "--from", "list.csv"}, 2, "--xlsx is about the sample accounts");
}

BOOST_AUTO_TEST_CASE(whatever_the_list_its_guideline_reads_it) {
  std::mt19937 random(std::getenv("SPANNE_LIST_SEED") != nullptr ? std::stoul(std::getenv("SPANNE_LIST_SEED")) : 7);
  for (int round = 0; round < 150; ++round) {
    const std::string list = random_list(random);
    if (list.starts_with("\n") || list.starts_with("#\n") || list.starts_with("%\n")) continue;  // no head at all
    BOOST_TEST_CONTEXT(list) made_from(list);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

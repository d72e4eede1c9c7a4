// The people after the accounts: their capacity on a day, and every fault of their file.
#include <boost/test/unit_test.hpp>

#include "reading.hpp"

using namespace spanne;
using namespace spanne::records;
using sample::mentions;

BOOST_AUTO_TEST_SUITE(people)

namespace {

std::string kams(std::string text, Locale locale = Locale::automatic, const engine::Model& model = sample::model(),
                 const char* day = "2026-07-01") {
  auto outcome = read_kams_text(std::move(text), model, locale, *engine::date_from_text(day));
  if (const auto* error = std::get_if<AccountsError>(&outcome)) return "error: " + error->message;
  std::string result;
  for (const auto& kam : std::get<Kams>(outcome)) {
    result += kam.name + "=" + kam.capacity.to_exact_text();
    result += kam.actual ? ":" + kam.actual->to_exact_text() + " " : " ";
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(people_and_their_capacity) {
  BOOST_TEST(kams("kam,capacity\nAnn,1\nBen,0.8\n") == "Ann=1 Ben=0.8 ");
  BOOST_TEST(kams("CAPACITY;Betreuer;x\n0,8;Jürgen;\n\n1; Ann ;\n") == "Jürgen=0.8 Ann=1 ");
  BOOST_TEST(kams("kam,capacity\n") == "error: the file has heads, but nobody stands below them");
  BOOST_TEST(kams("kam,capacity\nAnn,0\nBen,0 %\n") == "Ann=0 Ben=0 ");
}

BOOST_AUTO_TEST_CASE(capacity_is_written_in_many_ways) {
  for (const char* head : {"capacity", "Kapazität", "STELLENANTEIL", "Arbeitszeit", "Arbeitszeit (FTE)"})
    BOOST_TEST(kams(std::string("kam;") + head + "\nAnn;0,8\nBen;80 %\nCid;0,8 FTE\nDan;0,8VZÄ\nEve;60%\n") ==
               "Ann=0.8 Ben=0.8 Cid=0.8 Dan=0.8 Eve=0.6 ");
  BOOST_TEST(kams("kam,Arbeitszeit (%)\nAnn,80\nBen,62.5\nCid,50 %\nDan,1 FTE\n") ==
             "Ann=0.8 Ben=0.625 Cid=0.5 Dan=1 ");
  auto model = sample::model();
  model.capacity_column = "Pensum";
  BOOST_TEST(kams("kam,pensum,capacity\nAnn,1,x\n", Locale::automatic, model) == "Ann=1 ");
  BOOST_TEST(kams("kam,Pensum (%)\nAnn,80\n", Locale::automatic, model) == "Ann=0.8 ");
  BOOST_TEST(kams("kam,capacity\nAnn,1\n", Locale::automatic, model) == "Ann=1 ");
  BOOST_TEST(kams("kam,hours\nAnn,1\n", Locale::automatic, model) == "error: a column is missing: Pensum");
}

BOOST_AUTO_TEST_CASE(what_was_worked_stands_beside) {
  for (const char* head : {"actual", "tatsächlich", "Ist", "IST (FTE)"})
    BOOST_TEST(kams(std::string("kam;Kapazität;") + head + "\nAnn;1;1,15\nBen;0,8;90 %\nCid;1;\nDan;1;k.A.\n") ==
               "Ann=1:1.15 Ben=0.8:0.9 Cid=1 Dan=1 ");
  BOOST_TEST(kams("kam,capacity,Ist (%)\nAnn,1,115\n") == "Ann=1:1.15 ");
  BOOST_TEST(kams("kam,capacity,actual\nAnn,1,115\nBen,1,90\n") ==
             "error: line 3: actual: 90 can be 90 FTE or 90 %, and so can every number of this column");
  BOOST_TEST(kams("kam,capacity,actual,Ist\nAnn,1,1,1\n") ==
             "error: columns 3 and 4 are both read as actual: \"actual\" and \"Ist\"");
  BOOST_TEST(mentions(kams("kam,capacity,actual\nAnn,1,much\n"), "error: line 2: actual: much is "));
  const std::string dated = "kam,capacity,actual,until\nAnn,1,0.9,2026-06-30\n";
  BOOST_TEST(kams(dated, Locale::automatic, sample::model(), "2026-06-30") == "Ann=1:0.9 ");
  BOOST_TEST(kams(dated) == "Ann=0 ");
}

BOOST_AUTO_TEST_CASE(a_column_of_large_numbers_has_two_readings) {
  BOOST_TEST(kams("kam,capacity\nAnn,80\nBen,100\nCid,0\nDan,50 %\n") ==
             "error: line 2: capacity: 80 can be 80 FTE or 80 %, and so can every number of this column");
  BOOST_TEST(kams("kam,capacity\nTeam,80\nBen,2\n") == "Team=80 Ben=2 ");
  BOOST_TEST(kams("kam,capacity\nTeam,3 FTE\n") == "Team=3 ");
  BOOST_TEST(kams("kam,capacity (FTE)\nTeam,3\n") == "Team=3 ");
}

BOOST_AUTO_TEST_CASE(further_columns_are_read_by_their_types) {
  std::vector<engine::Attribute> further(2);
  further[0].name = "kam.travels";
  further[0].columns = {"travels_far"};
  further[0].type = {engine::TypeKind::boolean};
  further[1].name = "kam.place";
  further[1].columns = {"place"};
  further[1].type = {engine::TypeKind::text};
  const auto read = [&](std::string text, const char* day = "2026-07-01") {
    auto outcome = read_kam_records_text(std::move(text), sample::model(), Locale::automatic,
                                         *engine::date_from_text(day), further);
    if (const auto* error = std::get_if<AccountsError>(&outcome)) return "error: " + error->message;
    std::string result;
    for (const auto& [person, values] : std::get<0>(outcome)) {
      result += person.name + "=" + person.capacity.to_exact_text();
      for (std::size_t i = 0; i < further.size(); ++i)
        result += "," + to_text(values[i], further[i].type, sample::model());
      result += " ";
    }
    return result;
  };
  BOOST_TEST(read("Place;kam;capacity;Travels far\nKöln;Ann;0,5;ja\nUlm;Ben;1;nein\n") ==
             "Ann=0.5,yes,Köln Ben=1,no,Ulm ");
  BOOST_TEST(read("kam,capacity,from,place,travels_far\nAnn,1,,Ulm,no\nBen,1,2026-08-01,Ulm,no\n") ==
             "Ann=1,no,Ulm Ben=0,, ");
  BOOST_TEST(read("kam,capacity,place\nAnn,1,Ulm\n") == "error: a column is missing: travels_far");
  BOOST_TEST(read("kam,capacity,place,travels_far\nAnn,1,Ulm,\n") == "error: line 2: travels_far is missing");
  BOOST_TEST(read("kam,capacity,place,travels_far\nAnn,1,Ulm,often\n").starts_with("error: line 2: travels_far: "));
}

BOOST_AUTO_TEST_CASE(rows_count_on_their_days) {
  const std::string file =
      "kam,capacity,von,bis,team\nAnn,1,,2026-06-30,a\nBen,0.5,2026-07-01,,a\nAnn,0.8,2026-07-02,2026-08-01,b\n";
  const auto on = [&](const char* day) { return kams(file, Locale::automatic, sample::model(), day); };
  BOOST_TEST(on("2026-06-30") == "Ann=1 Ben=0 ");
  BOOST_TEST(on("2026-07-01") == "Ann=0 Ben=0.5 ");
  BOOST_TEST(on("2026-07-02") == "Ann=0.8 Ben=0.5 ");
  BOOST_TEST(on("2026-08-01") == "Ann=0.8 Ben=0.5 ");
  BOOST_TEST(on("2026-08-02") == "Ann=0 Ben=0.5 ");
  BOOST_TEST(kams("kam,capacity,from\nAnn,1,\nAnn,0.5,2026-01-01\n") ==
             "error: line 3: Ann already stands in line 2 for some of the same days");
  BOOST_TEST(kams("kam,capacity,from,until\nAnn,1,2026-01-01,2026-03-01\nAnn,1,2026-03-01,\n") ==
             "error: line 3: Ann already stands in line 2 for some of the same days");
  BOOST_TEST(kams("kam,capacity,from,until\nAnn,1,2026-03-01,2026-01-01\n") ==
             "error: line 2: the period ends on 2026-01-01, before it begins on 2026-03-01");
  BOOST_TEST(mentions(kams("kam,capacity,from\nAnn,1,soon\n"), "line 2: from: soon is no day"));
}

BOOST_AUTO_TEST_CASE(totals_and_titles_are_nobody) {
  BOOST_TEST(kams("Our people\n\nkam,capacity\nAnn,1\nBen,0.5\nTotal,1.5\n") == "Ann=1 Ben=0.5 ");
  BOOST_TEST(kams("kam,capacity\nAnn,1\nBen,0.5\n,1.5\n") == "Ann=1 Ben=0.5 ");
  BOOST_TEST(kams("kam,capacity\nAnn,1\nTotal,1\n") == "Ann=1 Total=1 ");
  BOOST_TEST(kams("kam,capacity\nAnn,1\nBen,0.5\nTotal,1.4\n") == "Ann=1 Ben=0.5 Total=1.4 ");
}

BOOST_AUTO_TEST_CASE(faults_in_the_kams_file_name_the_line) {
  for (const auto& [text, message] : std::vector<std::pair<std::string, std::string>>{
           {"kam,capacity\nAnn,1\nBen,\n", "line 3: capacity is missing"},
           {"kam,capacity\nAnn\n", "line 2: capacity is missing"},
           {"kam,capacity\nAnn,-1\n", "line 2: capacity: -1 is below 0"},
           {"kam,capacity\nAnn,half\n", "line 2: capacity: half is not a number"},
           {"kam,capacity\nAnn,FTE\n", "line 2: capacity: FTE is not a number"},
           {"kam,capacity\nAnn,1\nBen,NULL\n", "line 3: capacity is missing: NULL stands for nothing"},
           {"kam,capacity\nAnn,1.250\n",
            "line 2: capacity: 1.250 can be 1250 or 1.25; say --locale en or --locale de to decide"},
           {"kam,capacity\nn/a,1\n", "line 2: kam is missing: n/a stands for nothing"},
           {"kam,capacity\nAnn,1\nBen,1\nAnn,1\n", "line 4: Ann already stands in line 2"},
           {"kam,capacity\n,1\n", "line 2: kam is missing"},
           {"Betreuer,capacity\n,1\n", "line 2: Betreuer is missing"},
           {"kam,capacity\n\"Ann\"x,1\n", "line 2: text stands behind a closing quotation mark"},
           {"kam,capacity\n\"Ann,1\n", "line 2: a quotation mark that opens in this row is never closed"},
           {"kam,fte\n", "a column is missing: capacity"},
           {"name,capacity\n", "a column is missing: Betreuer"},
           {"kam,kam,capacity\n", "columns 1 and 2 are both read as kam: \"kam\" and \"kam\""},
           {"kam,Kapazität,Arbeitszeit\n",
            "columns 2 and 3 are both read as capacity: \"Kapazität\" and \"Arbeitszeit\""},
           {"kam,capacity,from,von\n", "columns 3 and 4 are both read as from: \"from\" and \"von\""},
           {"", "it is empty"},
       })
    BOOST_TEST(kams(text) == "error: " + message);
}

/// Each alone and in pairs; the first day of the row is 2026-08-01 or its last 2026-06-30, and the day 2026-07-01.
BOOST_AUTO_TEST_CASE(days_have_many_heads) {
  for (const std::string from : {"from", "von", "ab", "Seit", "Beginn", "Start", "gültig ab", "Valid from", "Eintritt",
                                 "Eintrittsdatum", "hire date"}) {
    BOOST_TEST(kams("kam;capacity;" + from + "\nAnn;1;01.08.2026\nBen;1;\n") == "Ann=0 Ben=1 ", from);
    for (const std::string until : {"until", "bis", "Ende", "gültig bis", "valid to", "Austritt"}) {
      BOOST_TEST(kams("kam;capacity;" + until + "\nAnn;1;30.06.2026\nBen;1;\n") == "Ann=0 Ben=1 ", until);
      BOOST_TEST(
          kams("kam;capacity;" + from + ";" + until + "\nAnn;1;01.08.2026;\nAnn;0,5;;31.07.2026\n") == "Ann=0.5 ",
          from << until);
    }
  }
  // The plainest word counts: when somebody joined says less than from when a row counts.
  BOOST_TEST(kams("kam;capacity;Eintritt;ab\nAnn;1;01.08.2026;01.07.2026\n") == "Ann=1 ");
  BOOST_TEST(kams("kam;capacity;Beginn;ab\nAnn;1;;\n") ==
             "error: columns 3 and 4 are both read as from: \"Beginn\" and \"ab\"");
}

BOOST_AUTO_TEST_CASE(columns_that_nobody_reads_are_named) {
  std::vector<std::string> notes;
  read_kams_text("kam;capacity;Eintritt;ab;;Team\nAnn;1;01.08.2026;;;\n", sample::model(), Locale::automatic,
                 *engine::date_from_text("2026-07-01"), &notes);
  BOOST_TEST(notes == std::vector<std::string>{"the people's file: only balance can ask for: Eintritt, Team"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_missing_column_has_its_cure) {
  const auto help = [](const char* text) {
    auto read = read_kams_text(text, sample::model(), Locale::automatic, *engine::date_from_text("2026-07-01"));
    return std::get<AccountsError>(read).help;
  };
  BOOST_TEST(help("Name;capacity\nAnn;1\n") ==
             "call the column of names Betreuer, or declare its head, too: kam text owner column \"Betreuer\", "
             "\"Name\"; the file has "
             "the columns Name, capacity");
  BOOST_TEST(help("kam;FTE\nAnn;1\n") ==
             "call it capacity, Kapazität, Stellenanteil or Arbeitszeit, or write at the top of the guideline "
             "capacity_column \"FTE\"; the file has the columns kam, FTE");
}

BOOST_AUTO_TEST_CASE(people_need_an_owner_attribute) {
  auto model = sample::model();
  model.attributes[1].owner = false;
  BOOST_TEST(
      mentions(kams("kam,capacity\n", Locale::automatic, model), "no attribute of the rule set is marked as owner"));
}

BOOST_AUTO_TEST_SUITE_END()

// What is asked of files with many rows takes no more memory than of few, and finds its place in them.
#include "tests/attacks/measured_run.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(large_files, Folder)

BOOST_AUTO_TEST_CASE(explaining_one_account_of_many_takes_no_more_memory) {
  Folder::put("g.spanne", guideline("1.0.0"));
  const auto accounts = [](std::size_t rows) {
    std::string text = "id,kam,sites\n";
    for (std::size_t row = 0; row < rows; ++row) text += fmt::format("I-{},Anna,{}\n", row, 1 + row % 5'000);
    return text;
  };
  Folder::put("few.csv", accounts(10));
  Folder::put("many.csv", accounts(300'000));
  const long few = ran({"explain", "g.spanne", "few.csv", "I-7"}).kilobytes;
  for (const char* key : {"I-299999", "I-7", "J-7", "I-29"})
    BOOST_TEST(ran({"explain", "g.spanne", "many.csv", key}).kilobytes < few + 30'000, key);
  expect(typed({"explain", "g.spanne", "many.csv", "I-299999"}), 0, "line 300001");
  expect(typed({"explain", "g.spanne", "many.csv", "I-29"}), 0, "line 31");
  expect(typed({"explain", "g.spanne", "many.csv", "K"}), 1, "… and 299988 more");
}

BOOST_AUTO_TEST_CASE(verifying_a_large_result_takes_no_more_memory) {
  Folder::put("g.spanne", guideline("1.0.0"));
  const auto kilobytes = [](std::size_t rows, const char* name) {
    std::string text = "id,kam,sites\n";
    for (std::size_t row = 0; row < rows; ++row) text += fmt::format("I-{},Anna,{}\n", row, 1 + row % 5'000);
    const std::string accounts = fmt::format("{}.csv", name), results = fmt::format("{}-out.csv", name),
                      receipt = fmt::format("{}.receipt", name);
    Folder::put(accounts, text);
    ends({"eval", "g.spanne", accounts, "-o", results, "--receipt", receipt, "--as-of", "2026-01-01"});
    const Ran made = ran({"verify", receipt});
    BOOST_TEST(made.status == 0);
    return made.kilobytes;
  };
  const long few = kilobytes(10, "few");
  BOOST_TEST(kilobytes(300'000, "many") < few + 30'000);
}

BOOST_AUTO_TEST_CASE(the_line_in_which_a_large_result_differs_is_shown) {
  Folder::put("g.spanne", guideline("1.0.0"));
  std::string text = "id,kam,sites\n";
  for (std::size_t row = 0; row < 5'000; ++row) text += fmt::format("I-{},Anna,1\n", row);
  Folder::put("a.csv", text);
  ends({"eval", "g.spanne", "a.csv", "-o", "out.csv", "--receipt", "r", "--as-of", "2026-01-01"});
  const std::string whole = contents("out.csv");
  std::string changed = whole;
  changed.replace(changed.find("\nI-3210,Anna"), 12, "\nI-3210,ANNA");
  Folder::put("out.csv", changed);
  expect(typed({"verify", "r"}), 1, "line 3212\n");
  expect(typed({"verify", "r"}), 1, "I-3210,ANNA");
  Folder::put("out.csv", whole.substr(0, whole.rfind("\nI-4999") + 1));
  expect(typed({"verify", "r"}), 1, "the file    (the file ends before)");
  Folder::put("out.csv", whole + "I-5000,all\n");
  expect(typed({"verify", "r"}), 1, "made again  (the file ends before)");
  Folder::put("out.csv", whole.substr(0, whole.size() - 1));
  expect(typed({"verify", "r"}), 1, "is not what the evaluation gives now");
  Folder::put("out.csv", whole);
  expect(typed({"verify", "r"}), 0, "the same to the last byte");
}

BOOST_AUTO_TEST_CASE(a_mistyped_key_is_told_by_its_nearest_wherever_that_stands) {
  Folder::put("g.spanne", guideline("1.0.0"));
  std::string text = "id,kam,sites\n";
  for (int row = 0; row < 50; ++row) text += fmt::format("customer-{:03},Anna,1\n", row);
  Folder::put("a.csv", text);
  expect(typed({"explain", "g.spanne", "a.csv", "custmer-031"}), 1, "did you mean customer-031?");
  expect(typed({"explain", "g.spanne", "a.csv", "customer-0"}), 1, "… and 38 more");
  expect(typed({"explain", "g.spanne", "a.csv"}), 1, "… and 38 more");
}

BOOST_AUTO_TEST_SUITE_END()

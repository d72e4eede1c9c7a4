// Golden files: each wrong rule file with exactly the messages it must get, each rule set with exactly its results.
//
// errors/NAME.spanne with NAME.expected: what `spanne check` says, its summary last. results/NAME/args: the arguments
// of a run in the project's folder, with expected.out. SPANNE_UPDATE_GOLDEN=1 writes the expected files anew.
#include <regex>

#include "tests/support/program.hpp"

using namespace spanne::test;

namespace {

struct InRoot {
  InRoot() : before(fs::current_path()) { fs::current_path(root); }
  ~InRoot() { fs::current_path(before); }
  fs::path before;
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

BOOST_FIXTURE_TEST_SUITE(golden, InRoot)

BOOST_AUTO_TEST_CASE(what_is_found_too_often_is_summed_up) {
  const std::string path = (root / "tests/golden/errors/notes-inside-everything.spanne").string();
  const Result few = spanne_run({"check", "--no-proof", path}),
               all = spanne_run({"check", "--no-proof", "--all", path});
  const auto count = [](const std::string& text, const std::string& words) {
    std::size_t found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
  };
  const std::size_t points = count(all.err, "[W0261]");
  BOOST_TEST(points > 10U);
  BOOST_TEST(count(few.err, "[W0261]") == 10U);
  BOOST_TEST(count(few.err, std::to_string(points - 10) + " more like W0261; spanne check --all " + path) == 1U);
  BOOST_TEST(count(all.err, " more like ") == 0U);
  BOOST_TEST(all.out == few.out);
}

BOOST_AUTO_TEST_CASE(every_wrong_file_gets_its_messages) {
  std::size_t files = 0;
  for (const auto& path : sorted("tests/golden/errors")) {
    if (path.extension() != ".spanne") continue;
    ++files;
    const Result result = spanne_run({"check", "--no-proof", "--all", path.string()});
    BOOST_TEST(result.status == (result.out.empty() ? 1 : 0));
    fs::path expected = path;
    compare(result.err + result.out, expected.replace_extension(".expected"));
  }
  BOOST_TEST(files >= 100U);
}

BOOST_AUTO_TEST_CASE(ten_mistakes_give_ten_errors) {
  const Result result = spanne_run({"check", "tests/golden/errors/ten-mistakes.spanne"});
  BOOST_TEST(count(result.err, "error[") == 10U);
  BOOST_TEST(count(result.err, "help:") == 10U);
}

BOOST_AUTO_TEST_CASE(every_shipped_rule_set_is_sound_and_passes_its_tests) {
  for (const auto& entry : fs::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".spanne") continue;
    BOOST_TEST_CONTEXT(entry.path().string()) {
      const Result checked = spanne_run({"check", entry.path().string()});
      BOOST_TEST(checked.status == 0);
      if (entry.path().string().ends_with(".scenarios.spanne")) continue;  // has no tests
      const Result tested = spanne_run({"test", entry.path().string()});
      BOOST_TEST(tested.status == 0);
      BOOST_TEST(tested.out.find("no tests") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_result_is_as_expected) {
  std::size_t cases = 0;
  for (const auto& folder : sorted("tests/golden/results")) {
    ++cases;
    std::vector<std::string> args;
    std::istringstream lines(contents(folder / "args"));
    for (std::string line; std::getline(lines, line);) args.push_back(line);
    const Result result = spanne_run(args);
    compare(result.out, folder / "expected.out");
    compare(std::to_string(result.status) + "\n" + result.err, folder / "expected.err");
  }
  BOOST_TEST(cases >= 5U);
}

BOOST_AUTO_TEST_CASE(every_proof_says_what_it_must) {
  std::size_t files = 0;
  for (const auto& path : sorted("tests/golden/proofs")) {
    if (path.extension() != ".spanne") continue;
    ++files;
    const Result result = spanne_run({"check", "--time-limit", "1", "--all", path.string()});
    const bool mended = path.stem().string().find("-mended") != std::string::npos;
    static const std::regex finding(R"(\[[EWN]\d{4}\]|error:)");  // facts (I) are nothing to be mended
    if (mended)
      BOOST_TEST_CONTEXT(path.string()) BOOST_TEST((result.status == 0 && !std::regex_search(result.err, finding)));
    compare("status " + std::to_string(result.status) + "\n" + result.err + result.out,
            fs::path(path).replace_extension(".expected"));
  }
  BOOST_TEST(files >= 40U);
}

BOOST_AUTO_TEST_SUITE_END()

// ---------------------------------------------------------------------------------------------- files nobody means

BOOST_FIXTURE_TEST_SUITE(robustness, Folder)

const std::string head =
    "ruleset \"Test\" version 1.0.0\nattributes\n  id text key\n  sites integer\ncluster all: otherwise -> 0.1 FTE\n";

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

BOOST_AUTO_TEST_CASE(rule_files_that_are_none) {
  refused({"check", write("brackets", head + "a: " + std::string(300'000, '(') + " -> +0.1 FTE\n")}, 1,
          "nested too deep");
  refused({"check", write("long", head + std::string(50'000'000, 'a'))}, 3, "larger than 16 MB");
  refused({"check", write("line", head + "a: " + std::string(5'000'000, 'a') + "\n")}, 1, "error[");
  refused({"check", write("binary", std::string("\x7f"
                                                "ELF\0\0\x01",
                                                7))},
          1, "not a text file");
  refused({"check", write("latin", "ruleset \"M\xFCller\" version 1.0.0")}, 1, "not in UTF-8");
  refused({"check", write("long_and", head + "a: sites > 1" + repeated(" and sites > 1", 1'000) + " -> +1 FTE\n")}, 1,
          "more than 1,000 parts");
  refused({"check", write("empty", "")}, 1, "empty");
  refused({"check", (path / "nothing").string()}, 3, "No such file");
  refused({"check", path.string()}, 3, "directory");
}

BOOST_AUTO_TEST_CASE(errors_without_end_are_cut_off) {
  for (const char* line : {"$\n", "site > 1 -> +1 FTE\n"}) {
    const Result result = spanne_run({"check", write("wrong", head + repeated(line, 20'000))});
    BOOST_TEST(result.status == 1);
    BOOST_TEST(count(result.err, ": error[") == 1'000U);
    BOOST_TEST(count(result.err, ": note[E0107]") == 1U);
    BOOST_TEST(result.err.ends_with(": 1000 errors\n"));
  }
}

BOOST_AUTO_TEST_CASE(accounts_files_that_are_none) {
  const std::string rules = write("rules", head);
  refused({"eval", rules, write("long", "id,sites\n\"" + std::string(50'000'000, 'a'))}, 1, "line 2");
  refused({"eval", rules, write("binary", std::string("\0\1\2,", 4))}, 1, "");
  refused({"eval", rules, write("empty", "")}, 1, "empty");
  refused({"eval", rules, (path / "nothing").string()}, 3, "No such file");
  refused({"eval", rules, path.string()}, 3, "directory");
  refused({"eval", rules, write("heads", "id,site\nA,1\n")}, 1, "sites");
  refused({"eval", "-", "-"}, 2, "standard input");
}

BOOST_AUTO_TEST_CASE(a_file_comes_whole_or_not_at_all) {
  const std::string rules = write("rules", head), accounts = write("accounts.csv", "id,sites\nA,1\nB,x\n");
  const std::string target = write("out.csv", "old\n");
  BOOST_TEST(spanne_run({"eval", rules, accounts, "-o", target, "--strict"}).status == 1);
  BOOST_TEST(contents(target) == "old\n");
  BOOST_TEST(spanne_run({"eval", rules, accounts, "-o", target}).status == 1);
  BOOST_TEST(contents(target).find("A,all,0.1") != std::string::npos);
  BOOST_TEST(spanne_run({"eval", rules, accounts, "-o", (path / "no" / "out.csv").string()}).status == 3);
}

BOOST_AUTO_TEST_CASE(a_starting_folder_is_sound) {
  for (const std::string language : {"en", "de"}) {
    const std::string folder = (path / ("new folder " + language)).string();
    BOOST_TEST(spanne_run({"init", folder, "--lang", language}).status == 0);
    for (const auto& entry : fs::directory_iterator(folder))
      BOOST_TEST(contents(entry.path()) == contents(root / "rules/starter" / language / entry.path().filename()));
    refused({"init", folder, "--lang", language}, 3, "exists already");
  }
  refused({"init", write("file", "")}, 3, "is a file, not a folder");
  refused({"init", (path / "file" / "deeper").string()}, 3, "cannot make the folder");
  refused({"init", (path / "new").string(), "--lang", "fr"}, 2, "--lang de");
}

BOOST_AUTO_TEST_CASE(every_command_is_explained) {
  for (const std::string command : {"init", "check", "eval", "explain", "test", "fmt", "release", "log", "verify",
                                    "new-key", "diff", "replay", "print", "help"}) {
    const Result result = spanne_run({"help", command});
    BOOST_TEST(result.status == 0);
    BOOST_TEST(result.out.find("Usage: spanne " + command) != std::string::npos);
  }
  refused({"help", "evla"}, 2, "did you mean eval?");
}

BOOST_AUTO_TEST_CASE(misuse) {
  refused({"evla"}, 2, "did you mean eval?");
  refused({"check", "--strickt", "x"}, 2, "did you mean --strict?");
  refused({"eval", write("rules", head)}, 2, "ACCOUNTS");
  const std::string accounts = write("accounts.csv", "id,sites\nA,1\n");
  refused({"eval", write("rules", head), accounts, "--by", "site"}, 2, "did you mean sites?");
  refused({"eval", write("rules", head), accounts, "--columns", "clutser"}, 2, "did you mean cluster?");
  refused({"eval", write("rules", head), accounts, "--as-of", "soon"}, 2, "soon is no day");
  refused({"eval", write("rules", head), accounts, "--format", "xml"}, 2, "no format xml");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_explained) {
  const std::string rules = write("rules", head), accounts = write("accounts.csv", "id,sites\nA,1\nB/2,3\n");
  refused({"explain", rules}, 2, "which account");
  refused({"explain", rules, accounts}, 1, "which account");
  refused({"explain", rules, accounts, "C"}, 1, "there is no account C");
  refused({"explain", rules, accounts, "a"}, 1, "did you mean A?");
  refused({"explain", rules, accounts, "B"}, 1, "did you mean\n        B/2 (line 3)");
  refused({"explain", rules, accounts, "A", "1"}, 1, "the key is id, one value in all");
  refused({"explain", rules, accounts, "line", "9"}, 1, "there is no account line 9");
  refused({"explain", rules, write("empty.csv", "id,sites\n"), "A"}, 1, "has no row");
  refused({"explain", rules, accounts, "--given", "sites = 3"}, 2, "not from both");
  refused({"explain", rules, "--given", "site = 3"}, 2, "did you mean sites?");
  refused({"explain", rules, "--given", "sites = many"}, 2, "error[E0331]");
  refused({"explain", rules, "--given", "id = \"A\""}, 1, "one value is still needed");
  refused({"explain", rules, "--given", "sites 3"}, 2, "error[E0156]");
  refused({"explain", rules, "--given", "sites = 3, as_of = 2026-01-01", "--as-of", "2026-01-01"}, 2, "said twice");
  refused({"explain", rules, accounts, "A", "--as-of", "soon"}, 2, "soon is no day");
  refused({"explain", rules, accounts, "A", "--format", "csv"}, 2, "explain has no format csv");
  refused({"explain", "-", "-", "A"}, 2, "standard input");
}

BOOST_AUTO_TEST_CASE(an_account_is_found_by_its_key_or_line) {
  const std::string rules = write("rules", head), accounts = write("accounts.csv", "id,sites\nA,1\nB/2,3\n");
  for (const auto& [key, line] : {std::pair{"A", "line 2"}, std::pair{"B/2", "line 3"}}) {
    const Result result = spanne_run({"explain", rules, accounts, key});
    BOOST_TEST(result.status == 0);
    BOOST_TEST_CONTEXT(result.out) BOOST_TEST(result.out.find(line) != std::string::npos);
  }
  BOOST_TEST(spanne_run({"explain", rules, accounts, "line", "3"}).out.find("B/2") == 0U);
  BOOST_TEST(spanne_run({"explain", rules, "--given", "sites = 3", "--given", "id = \"Z\""}).out.find("Z (given)") ==
             0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

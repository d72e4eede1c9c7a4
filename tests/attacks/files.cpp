// What a command reads, keeps and writes: no output over a source, no option that takes the next word, no name that
// ends the program.
#include "tests/attacks/files.hpp"

#include "records/io/paths.hpp"

using namespace spanne::tests;

namespace {

void refused_by_shell(const std::string& command) {
  const std::string before = everything_here();
  BOOST_TEST_CONTEXT(command) {
    BOOST_TEST(shell("{ " + command + "; } 2> said; [ $? = 2 ] && grep -q 'would be written over' said") == 0);
    BOOST_TEST((everything_here() == before));
  }
}

const std::string latin = "M\xFCller";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(files, Sources)

// ---------------------------------------------------------------------------------------------- over a source

BOOST_AUTO_TEST_CASE(no_result_and_no_receipt_is_written_over_a_source) {
  for (const std::string source : {"g.spanne", "accounts.csv", "kams.csv", "RELEASES.jsonl"}) {
    untouched(eval({"-o", source}), "would be written over " + source);
    untouched(eval({"-o", "o.csv", "--receipt", source}), "the receipt would be written over " + source);
    for (const std::string rules : {"release:1.0.0:g.spanne", "git:HEAD:g.spanne"})
      untouched({"eval", rules, "accounts.csv", "--kams", "kams.csv", "-o", source}, "would be written over");
  }
  for (const std::string source : {"g.spanne", "RELEASES.jsonl"})
    for (const std::string rules : {"g.spanne", "release:1.0.0:g.spanne"})
      untouched({"print", rules, "-o", source}, "the document would be written over " + source);
}

BOOST_AUTO_TEST_CASE(links_and_other_spellings_are_the_same_file) {
  fs::create_directory("deep");
  for (const std::string source : {"g.spanne", "accounts.csv", "kams.csv", "RELEASES.jsonl"}) {
    fs::create_symlink(source, "soft");
    fs::create_symlink("soft", "soft-soft");
    fs::create_hard_link(source, "hard");
    for (const std::string& other :
         Words{"soft", "soft-soft", "hard", "deep/../hard", fs::absolute(source).string(), "./././soft"}) {
      untouched(eval({"-o", other}), "would be written over " + source);
      untouched(eval({"-o", "o.csv", "--receipt", other}), "would be written over " + source);
      if (source != "accounts.csv" && source != "kams.csv")
        untouched({"print", "g.spanne", "-o", other}, "would be written over " + source);
    }
    for (const auto* link : {"soft", "soft-soft", "hard"}) fs::remove(link);
  }
  fs::create_directory_symlink(".", "here");
  untouched(eval({"-o", "here/accounts.csv"}), "here/accounts.csv is the same file");
}

BOOST_AUTO_TEST_CASE(two_outputs_are_two_files_whether_they_exist_or_not) {
  untouched(eval({"-o", "o.csv", "--receipt", "./o.csv"}), "the receipt would be written over o.csv, the result");
  fs::create_symlink("o.csv", "later");
  untouched(eval({"-o", "o.csv", "--receipt", "later"}), "later is the same file");
  untouched(eval({"-o", "later", "--receipt", "o.csv"}), "later, the result");
  fs::create_symlink("key.pub.pub", "key.pub");
  fs::create_symlink("k", "k.pub");
  untouched({"new-key", "k"}, "the public key would be written over k, the secret key");
}

BOOST_AUTO_TEST_CASE(a_log_that_is_not_there_yet_is_kept_free) {
  fs::remove("RELEASES.jsonl");
  untouched(eval({"-o", "RELEASES.jsonl"}), "would be written over RELEASES.jsonl");
  untouched({"print", "g.spanne", "-o", "./RELEASES.jsonl"}, "would be written over RELEASES.jsonl");
  fs::create_directory("other");
  untouched(eval({"-o", "other/RELEASES.jsonl"}), "which is a log of releases");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_again_gives_way_to_no_result) {
  fs::copy("RELEASES.jsonl", "log-of-may.txt");
  untouched(eval({"-o", "log-of-may.txt"}), "which is a log of releases");
  untouched(eval({"-o", "jane.key"}), "which is a key");
  untouched({"print", "g.spanne", "-o", "jane.key.pub"}, "which is a key");
  Folder::put("trusted", "# ours\n\n" + contents("jane.key.pub"));
  untouched(eval({"-o", "trusted"}), "which is a key");
  Folder::put("old.spanne", guideline("0.9.0"));
  untouched(eval({"-o", "old.spanne"}), "which is a guideline");
  BOOST_REQUIRE_EQUAL(typed(eval({"-o", "o.csv", "--receipt", "r.json"})).status, 0);
  untouched(eval({"-o", "r.json"}), "which is a receipt");
  untouched(eval({"-o", "p.csv", "--receipt", "o.csv"}),
            "the receipt would be written over o.csv, which is no receipt");
  // What can be made again is replaced.
  BOOST_TEST(typed(eval({"-o", "o.csv", "--receipt", "r.json"})).status == 0);
  for (int time = 0; time < 2; ++time) BOOST_TEST(typed({"print", "g.spanne", "-o", "o.md"}).status == 0);
}

BOOST_AUTO_TEST_CASE(what_comes_by_redirection_is_a_source_too) {
  refused_by_shell("spanne eval g.spanne - -o accounts.csv < accounts.csv");
  refused_by_shell("spanne eval - accounts.csv -o g.spanne < g.spanne");
  refused_by_shell("spanne eval g.spanne accounts.csv >> accounts.csv");
  refused_by_shell("spanne eval g.spanne accounts.csv -o /dev/stdout >> kams.csv --kams kams.csv");
  refused_by_shell("spanne print g.spanne >> g.spanne");
}

BOOST_AUTO_TEST_CASE(no_message_is_written_into_a_file_in_place_of_a_closed_one) {
  const std::string made = "eval g.spanne accounts.csv --as-of 2026-07-01 -o o.csv --receipt r.json";
  BOOST_TEST(shell("spanne " + made) == 0);
  const std::string result = contents("o.csv"), receipt = contents("r.json");
  for (const std::string closed : {"2>&-", ">&-", "<&-", "<&- >&- 2>&-"}) {
    BOOST_TEST_CONTEXT(closed) {
      fs::remove("o.csv");
      fs::remove("r.json");
      shell("spanne " + made + " " + closed);
      BOOST_TEST(contents("o.csv") == result);
      BOOST_TEST(contents("r.json") == receipt);
    }
  }
  BOOST_TEST(shell("spanne eval g.spanne accounts.csv >&-; [ $? = 3 ]") == 0);
  BOOST_TEST(shell("spanne eval g.spanne - <&-; [ $? = 3 ]") == 0);
}

BOOST_AUTO_TEST_CASE(terminals_and_the_like_may_be_both) {
  BOOST_TEST(typed({"eval", "g.spanne", "accounts.csv", "-o", "/dev/null"}).status == 0);
  expect(typed({"eval", "g.spanne", "/dev/null", "-o", "/dev/null"}), 1, "it is empty");
}

BOOST_AUTO_TEST_CASE(a_release_is_not_written_over_its_guideline_or_its_key) {
  fs::create_directory("odd");
  Folder::put("odd/RELEASES.jsonl", guideline("1.0.0"));
  untouched({"release", "odd/RELEASES.jsonl", "--approved-by", "J"}, "would be written over odd/RELEASES.jsonl");
  Folder::put("odd/g.spanne", guideline("1.0.0"));
  fs::remove("odd/RELEASES.jsonl");
  fs::create_symlink("../jane.key", "odd/RELEASES.jsonl");
  untouched({"release", "odd/g.spanne", "--approved-by", "J", "--sign", "jane.key"}, "the secret key");
}

BOOST_AUTO_TEST_CASE(nothing_new_replaces_anything) {
  fs::create_symlink("elsewhere", "k");
  BOOST_TEST(typed({"new-key", "k"}).status == 0);
  BOOST_TEST(fs::is_symlink("k"));
  expect(typed({"new-key", "k"}), 3, "exists already");
  fs::create_directory("start");
  fs::create_symlink("../accounts.csv", "start/kams.csv");
  fs::create_symlink("nowhere", "start/accounts.csv");
  const std::string files_before = everything_here();
  expect(typed({"init", "start"}), 3, "exists already");
  BOOST_TEST((everything_here() == files_before));
}

BOOST_AUTO_TEST_CASE(only_a_file_is_laid_out_in_place) {
  Folder::put("ugly.spanne", guideline("1.0.0") + "a:  sites>3   ->  +1   FTE\n");
  const std::string ugly = contents("ugly.spanne");
  BOOST_TEST(shell("spanne fmt /dev/stdin < ugly.spanne; [ $? = 2 ]") == 0);
  BOOST_TEST(contents("ugly.spanne") == ugly);
}

// ---------------------------------------------------------------------------------------------- options

BOOST_AUTO_TEST_CASE(an_empty_value_never_takes_the_next_word) {
  fs::remove("RELEASES.jsonl");
  const Words release{"release", "g.spanne"};
  const auto with = [](Words args, const Words& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
  };
  untouched(with(release, {"--approved-by=", "--accept-warnings"}), "somebody has to approve it");
  untouched(with(release, {"--approved-by", "", "--accept-warnings"}), "somebody has to approve it");
  untouched(with(release, {"--approved-by", "--accept-warnings"}), "behind --approved-by its value is missing");
  untouched(with(release, {"--approved-by", "--acept-warnings"}), "behind --approved-by its value is missing");
  untouched(with(release, {"--accept-warnings", "--approved-by"}), "behind --approved-by its value is missing");
  untouched(with(release, {"--approved-by=J", "--sign="}), "--sign is empty");
  untouched(with(release, {"--approved-by=J", "--accept-warnings="}), "--accept-warnings takes no value");
  for (const std::string option : {"--as-of", "--by", "--kams", "--columns", "--locale", "--decimals", "--receipt",
                                   "--format", "--color", "--output", "-o"}) {
    untouched({"eval", option + "=", "g.spanne", "accounts.csv"}, option + " is empty");
    untouched({"eval", "g.spanne", "accounts.csv", option, ""}, option + " is empty");
    untouched({"eval", "g.spanne", "accounts.csv", option, "--strict"}, option + " its value is missing");
    untouched({"eval", "g.spanne", "accounts.csv", option}, option + " its value is missing");
  }
  for (const Words& args : std::vector<Words>{{"print", "g.spanne", "-o="},
                                              {"print", "g.spanne", "--format="},
                                              {"check", "--time-limit=", "g.spanne"},
                                              {"test", "--format=", "g.spanne"},
                                              {"log", "g.spanne", "--format="},
                                              {"verify", "--trust=", "g.spanne"},
                                              {"replay", "r.json", "--with="},
                                              {"diff", "--kams=", "g.spanne", "g.spanne"},
                                              {"explain", "--given=", "g.spanne", "accounts.csv"},
                                              {"init", "--lang=", "new"},
                                              {"new-key", "--name=", "k"}})
    untouched(args, "is empty");
  for (const Words& set : std::vector<Words>{{"--set=", "--strict"}, {"--set", "", "--strict"}})
    untouched(with({"eval", "g.spanne", "accounts.csv"}, set), "nothing is set here");
  untouched({"eval", "", "accounts.csv"}, "RULES is empty");
  untouched({"release", "", "--approved-by", "J"}, "RULES is empty");
  // A note may be empty, and a value may look like an option where it is tied to one.
  expect(typed(with(release, {"--approved-by=--accept-warnings", "--note="})), 0, "approved by --accept-warnings");
}

BOOST_AUTO_TEST_CASE(an_option_written_short) {
  BOOST_TEST(typed({"eval", "g.spanne", "accounts.csv", "-o=a.csv"}).status == 0);
  BOOST_TEST(typed({"eval", "g.spanne", "accounts.csv", "-ob.csv"}).status == 0);
  BOOST_TEST(contents("a.csv") == contents("b.csv"));
  untouched({"eval", "g.spanne", "accounts.csv", "-output", "c.csv"}, "did you mean --output?");
  BOOST_TEST(typed({"explain", "g.spanne", "accounts.csv", "--", "A"}).status == 0);
}

// ---------------------------------------------------------------------------------------------- names of bytes

BOOST_AUTO_TEST_CASE(names_that_are_not_utf8_never_end_the_program) {
  fs::copy("accounts.csv", latin + ".csv");
  fs::copy("kams.csv", latin + "-kams.csv");
  fs::copy("g.spanne", latin + ".spanne");
  fs::create_directory(latin);
  fs::copy("accounts.csv", latin + "/accounts.csv");
  untouched({"eval", "g.spanne", latin + ".csv", "-o", "o.csv", "--receipt", "r.json"}, "its name is not UTF-8");
  untouched({"eval", latin + ".spanne", "accounts.csv", "-o", "o.csv", "--receipt", "r.json"}, "its name is not UTF-8");
  untouched({"eval", "g.spanne", latin + "/accounts.csv", "-o", "o.csv", "--receipt", "r.json"}, "is not UTF-8");
  untouched(eval({"-o", latin + ".out", "--receipt", "r.json"}), "its name is not UTF-8");
  // Beside one another no name of the folder is in the receipt.
  BOOST_TEST(typed({"eval", "g.spanne", "accounts.csv", "-o", "o.csv", "--receipt", latin + ".json"}).status == 0);
  expect(typed({"verify", latin + ".json"}), 0, "made again");
  expect(typed({"release", latin + ".spanne", "--approved-by", "J"}), 2, "is not UTF-8");
  for (const Words& args :
       std::vector<Words>{{"diff", "g.spanne", latin + ".spanne", "--format", "json"},
                          {"diff", "g.spanne", latin + ".spanne", "accounts.csv", "--format", "json"},
                          {"test", latin + ".spanne", "--format", "json"},
                          {"check", latin + ".spanne", "--format", "json"},
                          {"print", latin + ".spanne"},
                          {"explain", latin + ".spanne", latin + ".csv", "A", "--format", "json"},
                          {"eval", latin + ".spanne", latin + ".csv", "--format", "json"},
                          {"eval", "g.spanne", "accounts.csv", "-o", latin + "." + latin},
                          {"fmt", latin + ".spanne"}}) {
    const Result result = typed(args);
    BOOST_TEST_CONTEXT(args[0] << " " << result.err) BOOST_TEST(result.status == 0);
  }
}

BOOST_AUTO_TEST_CASE(words_that_are_not_utf8_are_answered) {
  for (const std::string& option :
       Words{"--by", "--format", "--columns", "--locale", "--as-of", "--set", "--kams", "--" + latin})
    for (const Words& args : std::vector<Words>{{"eval", "g.spanne", "accounts.csv", option, latin},
                                                {"diff", "g.spanne", "g.spanne", "accounts.csv", option, latin}}) {
      const Result result = typed(args);
      BOOST_TEST_CONTEXT(option) BOOST_TEST((result.status > 0 && result.status <= 3 && !result.err.empty()));
    }
  for (const Words& args : std::vector<Words>{{"explain", "g.spanne", "accounts.csv", latin},
                                              {"explain", "g.spanne", "--given", latin},
                                              {"release", "g.spanne", "--approved-by", latin},
                                              {"help", latin},
                                              {latin},
                                              {"check", "release:" + latin + ":g.spanne"},
                                              {"check", "git:" + latin + ":g.spanne"},
                                              {"log", latin},
                                              {"verify", "g.spanne", "--trust", latin}}) {
    const Result result = typed(args);
    BOOST_TEST_CONTEXT(args[0]) BOOST_TEST((result.status > 0 && result.status <= 3 && !result.err.empty()));
  }
}

BOOST_AUTO_TEST_CASE(what_nobody_foresaw_is_a_sentence_with_a_status) {
  // No path can be made absolute in a folder that is gone.
  BOOST_TEST(shell("said=$PWD/said; mkdir gone && cd gone && rmdir ../gone\n"
                   "spanne eval g.spanne accounts.csv -o o.csv --receipt r.json 2> $said; [ $? = 3 ] && "
                   "grep -q '^error: something unforeseen: .*please report it' $said") == 0);
}

// ---------------------------------------------------------------------------------------------- where paths lead

BOOST_AUTO_TEST_CASE(a_link_stays_a_link_though_it_leads_nowhere_yet) {
  fs::create_directory("results");
  fs::create_symlink("results/o.csv", "o.csv");
  BOOST_TEST(typed(eval({"-o", "o.csv"})).status == 0);
  BOOST_TEST(fs::is_symlink("o.csv"));
  BOOST_TEST(fs::is_regular_file("results/o.csv"));
  fs::create_symlink("circle", "circle");
  expect(typed(eval({"-o", "circle"})), 3, "cannot write circle");
}

BOOST_AUTO_TEST_CASE(files_are_told_apart_before_they_exist) {
  using spanne::records::identity_of;
  fs::create_directory("a");
  fs::create_directory_symlink("a", "b");
  BOOST_TEST((identity_of("a/new") == identity_of("b/new")));
  BOOST_TEST((identity_of("a/new") == identity_of("a/../b/./new")));
  BOOST_TEST((identity_of("a/new") != identity_of("a/newer")));
  BOOST_TEST((identity_of("a/new") != identity_of("new")));
  BOOST_TEST(!identity_of("none/new"));
  BOOST_TEST(!identity_of("/dev/null"));
}

BOOST_AUTO_TEST_SUITE_END()

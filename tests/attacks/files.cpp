// What a command reads, keeps and writes: no output over a source, no option that takes the next word, no name that
// ends the program, no receipt of what nobody can read again, no end to what has no end.
#include <algorithm>
#include <array>
#include <memory>
#include <sys/stat.h>

#include "engine/audit/digest.hpp"
#include "engine/check/check.hpp"
#include "engine/evaluate/evaluate.hpp"
#include "grammar/parse.hpp"
#include "records/file.hpp"
#include "records/paths.hpp"
#include "records/spool.hpp"
#include "records/stream.hpp"
#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

using Words = std::vector<std::string>;

/// A guideline of which version 1.0.0 is released, accounts and people.
struct Sources : Folder {
  Sources() {
    put("g.spanne", guideline("1.0.0"));
    put("accounts.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
    put("kams.csv", "kam,capacity\nAnna,1\nBen,0.8\n");
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
    BOOST_REQUIRE_EQUAL(typed({"new-key", "jane.key"}).status, 0);
  }
};

std::string everything_here() {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(".")) {
    const std::string name = entry.path().filename().string();
    if (name == ".shown" || name == "said") continue;  // what the shell was told and said
    const bool is_file = !entry.is_symlink() && entry.is_regular_file();
    all.push_back(entry.path().string() + "\n" + (is_file ? contents(entry.path()) : std::string("-")) + "\n");
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const auto& one : all) text += one;
  return text;
}

/// Refused with these words, every file as it was.
void untouched(const Words& args, const std::string& words, int status = 2) {
  const std::string before = everything_here();
  const Result result = typed(args);
  BOOST_TEST_CONTEXT(words << "\n" << result.out << result.err) {
    BOOST_TEST(result.status == status);
    BOOST_TEST(result.err.find(words) != std::string::npos);
    BOOST_TEST(result.err.find("help: ") != std::string::npos);
    BOOST_TEST((everything_here() == before));
  }
}

Words eval(const Words& more) {
  Words args{"eval", "g.spanne", "accounts.csv", "--kams", "kams.csv"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

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
  BOOST_TEST(typed({"print", "g.spanne", "-o", "o.csv"}).status == 0);
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
  untouched(with(release, {"--approved-by=", "--accept-warnings"}), "somebody has to approve a release");
  untouched(with(release, {"--approved-by", "", "--accept-warnings"}), "somebody has to approve a release");
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
  expect(typed({"release", latin + ".spanne", "--approved-by", "J"}), 2, "takes one line of text");
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

// ---------------------------------------------------------------------------------------------- receipts

BOOST_AUTO_TEST_CASE(no_receipt_of_what_is_gone_afterwards) {
  BOOST_REQUIRE_EQUAL(::mkfifo("pipe", 0600), 0);
  fs::create_symlink("/dev/stdin", "input");
  for (const std::string special : {"pipe", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "/dev/null", "input", "-"}) {
    untouched({"eval", special, "accounts.csv", "-o", "o.csv", "--receipt", "r.json"}, "a receipt names files");
    untouched({"eval", "g.spanne", special, "-o", "o.csv", "--receipt", "r.json"}, "a receipt names files");
    untouched(eval({"-o", special, "--receipt", "r.json"}), "a receipt names");
    untouched({"eval", "g.spanne", "accounts.csv", "--kams", special, "-o", "o.csv", "--receipt", "r.json"},
              "a receipt names files");
    untouched(eval({"-o", "o.csv", "--receipt", special}), "in which alone a receipt is kept");
  }
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_log_that_is_a_pipe) {
  fs::remove("RELEASES.jsonl");
  BOOST_REQUIRE_EQUAL(::mkfifo("RELEASES.jsonl", 0600), 0);
  for (const Words& args : std::vector<Words>{eval({"-o", "o.csv", "--receipt", "r.json"}),
                                              {"release", "g.spanne", "--approved-by", "J"},
                                              {"log", "g.spanne"},
                                              {"verify", "g.spanne"},
                                              {"print", "g.spanne"},
                                              {"check", "release:1.0.0:g.spanne"}})
    expect(typed(args), 3, "a pipe or a device is no log");
  BOOST_TEST(!fs::exists("o.csv"));
}

BOOST_AUTO_TEST_CASE(digests_are_of_what_was_read_and_written) {
  using spanne::engine::byte_digest;
  std::string unordered = "id,kam,sites\r\n";  // keys that do not ascend are read more than once
  for (int i = 9'000; i > 0; --i) unordered += "K" + std::to_string(i) + ",Anna," + std::to_string(i % 90) + "\r\n";
  const std::string windows = "id,kam,sites\nM\xFCller,Anna,1\n";
  for (const std::string& text : {contents("accounts.csv"), unordered, windows, "\xEF\xBB\xBF" + unordered,
                                  contents("accounts.csv") + "\n\n;;\n", std::string("id,kam,sites\n")}) {
    Folder::put("accounts.csv", text);
    for (const Words& more : std::vector<Words>{{}, {"--format", "json"}, {"--by", "kam"}}) {
      Words args = eval({"-o", "o.csv", "--receipt", "r.json"});
      args.insert(args.end(), more.begin(), more.end());
      const Result result = typed(args);
      BOOST_TEST_CONTEXT(result.err) BOOST_REQUIRE(result.status <= 1);
      const std::string receipt = contents("r.json");
      for (const auto* file : {"accounts.csv", "kams.csv", "o.csv"})
        BOOST_TEST_CONTEXT(file) BOOST_TEST(receipt.find(byte_digest(contents(file))) != std::string::npos);
      BOOST_TEST(typed({"verify", "r.json"}).status == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_changed_while_it_is_evaluated_gets_no_false_digest) {
  using namespace spanne;
  const auto source = std::make_shared<grammar::Source>("g", guideline("1.0.0"));
  const auto parsed = grammar::parse(*source);
  const auto checked = engine::check(parsed.tree, source);
  const engine::Evaluator evaluator(*checked.model, {0});
  std::string ascending = "id,kam,sites\n", unordered = ascending;
  for (int i = 10'000; i < 20'000; ++i) {
    ascending += "K" + std::to_string(i) + ",Anna,7\n";
    unordered += "K" + std::to_string(30'000 - i) + ",Anna,7\n";
  }
  const auto evaluated = [&](const std::string& text, int replaced_at, const std::string& other) {
    Folder::put("accounts.csv", text);
    records::AccountStream accounts(*checked.model, records::Locale::automatic);
    BOOST_REQUIRE(!accounts.open("accounts.csv"));
    records::StreamJob job;
    job.evaluator = &evaluator;
    job.columns = records::usual_columns(*checked.model);
    job.keeps_digest = true;
    int times = 0;
    job.restart = [&]() -> std::optional<records::FileError> {
      if (++times == replaced_at) Folder::put("accounts.csv", other);
      return std::nullopt;
    };
    job.write = [](std::string_view) -> std::optional<records::FileError> { return std::nullopt; };
    return accounts.run(job);
  };
  std::string other = unordered;
  other.replace(other.rfind(",7"), 2, ",8");
  // Unordered keys are read three times; the last two have to agree, and what is evaluated is the last.
  for (const int pass : {1, 2}) {
    const auto result = evaluated(unordered, pass, other);
    BOOST_REQUIRE(std::holds_alternative<records::StreamSummary>(result));
    BOOST_TEST(std::get<records::StreamSummary>(result).digest == engine::byte_digest(other));
  }
  const auto torn = evaluated(unordered, 3, other);
  BOOST_REQUIRE(std::holds_alternative<records::FileError>(torn));
  BOOST_TEST(std::get<records::FileError>(torn).message == "accounts.csv was changed while it was read; begin again");
  const auto once = evaluated(ascending, 0, "");
  BOOST_TEST(std::get<records::StreamSummary>(once).digest == engine::byte_digest(ascending));
}

BOOST_AUTO_TEST_CASE(a_receipt_that_cannot_be_written_costs_no_result) {
  expect(typed(eval({"-o", "o.csv", "--receipt", "no/such/r.json"})), 3, "cannot write no/such/r.json");
  Folder::put("RELEASES.jsonl", "damaged\n");
  expect(typed(eval({"-o", "o.csv", "--receipt", "r.json"})), 1, "RELEASES.jsonl: line 1");
  BOOST_TEST(!fs::exists("o.csv"));
}

BOOST_AUTO_TEST_CASE(skipped_rows_are_counted_and_told) {
  Folder::put("accounts.csv", "\nid,kam,sites\n\nA,Anna,1\n,,\n  ,\t,\nB,Ben,25\n\n");
  expect(typed(eval({"-o", "o.csv", "--receipt", "r.json"})), 0, "note: 4 rows without any value were skipped");
  BOOST_TEST(contents("r.json").find("\"skipped\": 4,") != std::string::npos);
  expect(typed({"verify", "r.json"}), 0, "made again");
  expect(typed({"eval", "g.spanne", "accounts.csv", "--format", "table"}), 0, "4 rows without any value were skipped");
  // The same by blocks and threads.
  std::string many = "id,kam,sites\n";
  for (int i = 0; i < 60'000; ++i) many += i % 3 == 0 ? "\n" : "K" + std::to_string(100'000 + i) + ",Anna,7\n";
  Folder::put("accounts.csv", many);
  expect(typed({"eval", "g.spanne", "accounts.csv"}), 0, "note: 20000 rows without any value were skipped");
  BOOST_TEST(typed({"eval", "g.spanne", "kams.csv"}).err.find("skipped") == std::string::npos);
}

// ---------------------------------------------------------------------------------------------- without an end

BOOST_AUTO_TEST_CASE(what_begins_with_zero_is_refused_with_its_first_bytes) {
  for (const Words& args : std::vector<Words>{{"check", "/dev/zero"},
                                              {"eval", "/dev/zero", "accounts.csv"},
                                              {"eval", "g.spanne", "/dev/zero"},
                                              {"eval", "g.spanne", "accounts.csv", "--kams", "/dev/zero"},
                                              {"explain", "g.spanne", "/dev/zero", "A"},
                                              {"diff", "g.spanne", "g.spanne", "/dev/zero"},
                                              {"verify", "/dev/zero"},
                                              {"verify", "g.spanne", "--trust", "/dev/zero"},
                                              {"replay", "/dev/zero", "--with", "g.spanne"},
                                              {"print", "/dev/zero"},
                                              {"release", "g.spanne", "--approved-by", "J", "--sign", "/dev/zero"}})
    expect(typed(args), 3, "cannot read /dev/zero: it begins with a zero byte");
}

BOOST_AUTO_TEST_CASE(the_documented_limit_holds_for_every_file) {
  fs::resize_file("accounts.csv", 1'000'000'001);  // sparse: it takes no room
  fs::resize_file("kams.csv", 1'150'000'000);
  const std::string larger = ": it is larger than 1 GB, which is the most it may be";
  expect(typed({"eval", "g.spanne", "accounts.csv"}), 3, "accounts.csv" + larger);
  expect(typed({"eval", "g.spanne", "accounts.csv", "-o", "o.csv", "--receipt", "r.json"}), 3, larger);
  expect(typed({"explain", "g.spanne", "accounts.csv", "A"}), 3, larger);
  expect(typed({"diff", "g.spanne", "g.spanne", "accounts.csv"}), 3, larger);
  Folder::put("small.csv", "id,kam,sites\nA,Anna,1\n");
  expect(typed({"eval", "g.spanne", "small.csv", "--kams", "kams.csv"}), 3, "kams.csv" + larger);
  BOOST_TEST(!fs::exists("o.csv"));
  fs::resize_file("g.spanne", 16'000'001);
  expect(typed({"check", "g.spanne"}), 3, "it is larger than 16 MB");
}

/// Of a pipe that does not end, no more than the limit is ever kept.
BOOST_AUTO_TEST_CASE(a_rule_text_without_end_is_left_at_its_limit) {
  for (const std::string command : {"check -", "fmt -", "fmt --check -", "test -", "print -", "eval - accounts.csv"})
    BOOST_TEST_CONTEXT(command)
  BOOST_TEST(shell("yes 'a: b' | spanne " + command + " > said 2>&1; [ $? = 3 ] && grep -q 'larger than 16 MB' said") ==
             0);
}

BOOST_AUTO_TEST_CASE(a_file_that_grows_beyond_the_limit_is_not_read_further) {
  spanne::records::Input input;
  BOOST_REQUIRE(!input.open("accounts.csv"));
  fs::resize_file("accounts.csv", spanne::records::largest_data_file + 10);
  char byte = 0;
  BOOST_TEST((input.read(spanne::records::largest_data_file - 1, &byte, 1) == std::size_t{1}));
  BOOST_TEST(!input.read(spanne::records::largest_data_file, &byte, 1).has_value());
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

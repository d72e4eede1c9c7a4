// What is read, and what a receipt says of it: no receipt of what nobody can read again, digests of the bytes that were
// read and written, rows that are skipped, no end to what has no end.
#include <memory>
#include <sys/stat.h>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/tree/parse.hpp"
#include "records/io/file.hpp"
#include "records/io/spool.hpp"
#include "records/stream/stream.hpp"
#include "tests/attacks/files.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(inputs, Sources)

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
    for (const Words& more : std::vector<Words>{{}, {"--exact"}, {"--by", "kam"}}) {
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

BOOST_AUTO_TEST_SUITE_END()

// `spanne fmt`: format/NAME.before with NAME.after, what is told, and what is left alone.
#include "tests/support/program.hpp"

using namespace spanne::test;

namespace {

BOOST_FIXTURE_TEST_SUITE(layout, Folder)

BOOST_AUTO_TEST_CASE(every_layout_is_as_expected) {
  std::size_t files = 0;
  for (const auto& before : sorted(root / "tests/golden/format")) {
    if (before.extension() != ".before") continue;
    ++files;
    const std::string file = write("layout.spanne", contents(before));
    fs::path after = before;
    after.replace_extension(".after");
    BOOST_TEST(spanne_run({"fmt", file}).status == 0);
    compare(contents(file), after);
    BOOST_TEST(spanne_run({"fmt", "--check", after.string()}).status == 0);
  }
  BOOST_TEST(files >= 7U);
}

BOOST_AUTO_TEST_CASE(every_shipped_rule_set_is_laid_out) {
  for (const auto& entry : fs::recursive_directory_iterator(root / "rules")) {
    if (entry.path().extension() != ".spanne") continue;
    const Result result = spanne_run({"fmt", "--check", entry.path().string()});
    BOOST_TEST_CONTEXT(result.err) BOOST_TEST(result.status == 0);
  }
}

const std::string head =
    "ruleset \"Test\" version 1.0.0\nattributes\n  id text key\n  sites integer\ncluster all: otherwise -> 0.1 FTE\n";
const std::string laid_out =
    "ruleset \"Test\" version 1.0.0\n\nattributes\n  id     text  key\n  sites  integer\n\n"
    "cluster all:  otherwise  -> 0.1 FTE\n";

BOOST_AUTO_TEST_CASE(told_or_changed) {
  const std::string bad = write("bad.spanne", head), good = write("good.spanne", laid_out);
  const Result told = spanne_run({"fmt", "--check", bad, good});
  BOOST_TEST(told.status == 1);
  BOOST_TEST(told.out == "");
  BOOST_TEST(told.err == bad + ":2: the layout differs from here on\n  is:      attributes\n" +
                             "  becomes: (a blank line)\n" + good + ": nothing to change\n");
  BOOST_TEST(contents(bad) == head);
  const Result changed = spanne_run({"fmt", bad, good});
  BOOST_TEST(changed.status == 0);
  BOOST_TEST(changed.out == "");
  BOOST_TEST(changed.err == bad + ": formatted\n" + good + ": nothing to change\n");
  BOOST_TEST(contents(bad) == laid_out);
}

BOOST_AUTO_TEST_CASE(what_the_eye_does_not_see_is_shown) {
  const auto told = [&](const std::string& text) {
    return spanne_run({"fmt", "--check", write("file.spanne", text)}).err;
  };
  BOOST_TEST(told(laid_out + "# note \t \n").find("is:      # note →·") != std::string::npos);
  BOOST_TEST(told(laid_out + "\n")
                 .find(":8: the layout differs from here on\n  is:      (a blank line)\n"
                       "  becomes: (the end of the file)\n") != std::string::npos);
  BOOST_TEST(told(laid_out.substr(0, laid_out.size() - 1)).find("-> 0.1 FTE (without a line break)\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(standard_input_goes_to_standard_output) {
  const StandardInput input(write("bad.spanne", head));
  const Result result = spanne_run({"fmt", "-"});
  BOOST_TEST(result.status == 0);
  BOOST_TEST(result.out == laid_out);
  BOOST_TEST(result.err == "");
}

BOOST_AUTO_TEST_CASE(standard_input_is_only_told_of) {
  const StandardInput input(write("bad.spanne", head));
  refused({"fmt", "--check", "-"}, 1, "standard input:2: the layout differs");
}

BOOST_AUTO_TEST_CASE(marks_and_line_ends_of_other_systems_go) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char letter : laid_out) windows += letter == '\n' ? "\r\n" : std::string(1, letter);
  const std::string file = write("windows.spanne", windows);
  refused({"fmt", "--check", file}, 1, "is:      ⟨byte-order mark⟩ruleset \"Test\" version 1.0.0␍\n");
  BOOST_TEST(spanne_run({"fmt", file}).status == 0);
  BOOST_TEST(contents(file) == laid_out);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_left_alone) {
  const std::string broken = head + "a: sites > 10 +0.3 FTE\n", file = write("broken.spanne", broken);
  refused({"fmt", file}, 1, "left as it is, because it cannot be read");
  refused({"fmt", file}, 1, "error[E0161]");
  refused({"fmt", "--check", file}, 1, "error[E0161]");
  BOOST_TEST(contents(file) == broken);
  const std::string other = write("other.spanne", head);
  BOOST_TEST(spanne_run({"fmt", file, other}).status == 1);
  BOOST_TEST(contents(other) == laid_out);
  refused({"fmt", (path / "nothing").string()}, 3, "No such file");
  refused({"fmt", path.string()}, 3, "directory");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_no_matter_of_layout) {
  const std::string file = write("unknown.spanne", head + "a: site > 10 -> +0.3 FTE\n");
  BOOST_TEST(spanne_run({"check", file}).status == 1);
  BOOST_TEST(spanne_run({"fmt", file}).status == 0);
  BOOST_TEST(contents(file) == laid_out + "a:  site > 10  -> +0.3 FTE\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

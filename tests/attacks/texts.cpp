// Texts that are not what they seem: commands to the terminal, reversed order, letters without ink and look-alikes.
#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "records/trail/releases.hpp"
#include "tests/trail/trail.hpp"

using namespace spanne::tests;
namespace grammar = spanne::grammar;

namespace {

/// Whatever a terminal would obey or not show.
const std::string hostile =
    "\x1b]0;owned\x07\x1b[2J\x08\x7f\xC2\x9B"
    "1m\u202E\u2066\u200B\u00AD\u3164\uFFA0";

std::string all_of(const Result& result) { return result.out + result.err; }

/// Nothing that is shown to a person has a hidden character besides line breaks (and tabs, which a text may keep).
void is_fit_to_show(const std::vector<std::string>& args) {
  const Result result = typed(args);
  BOOST_TEST_CONTEXT(fmt::format("{}", fmt::join(args, " ")) << "\n" << all_of(result)) {
    BOOST_TEST(!all_of(result).empty());
    BOOST_TEST(all_of(result) == grammar::lines_fit_to_show(all_of(result)));
    BOOST_TEST(("\n" + all_of(result)).find("\nerror: forged") == std::string::npos);
  }
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// A guideline whose every text ends the line and begins a forged one, and holds what is only warned of.
std::string deceiving_guideline() {
  const std::string text = quoted("\\nerror: forged\u202E\u200B");
  return "ruleset " + text + " version 1.0.0\nattributes\n  id text key\n  kam text owner optional " + text +
         "\n  country text optional\n  sites integer 1 .. 5_000\ncluster all " + text +
         ": otherwise -> 0.1 FTE because " + text + "\nrules " + text + "\nmany: sites > 10 -> +0.1 FTE, flag " + text +
         " because " + text + "\nde: country is known and country = " + text + " -> +0.1 FTE\ntest " + text +
         "\n  given sites = 12\n  expect fte = 0.3 FTE\nproperty " + text + ": fte never rises as sites rises\n";
}

std::string accounts_with(const std::string& text) {
  return "id,kam,country,sites,\"" + text + "\"\n\"" + text + "\",\"" + text + "\",\"" + text + "\",12,1\nB,Ben,DE,\"" +
         text + "\",1\n";
}

bool is_released() { return fs::exists("RELEASES.jsonl"); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(texts, Folder)

// ---------------------------------------------------------------------------------------------- words that leave

BOOST_AUTO_TEST_CASE(no_text_of_a_guideline_reaches_the_terminal_as_it_is) {
  put("g.spanne", deceiving_guideline());
  put("h.spanne", deceiving_guideline() + "more: sites > 20 -> +0.1 FTE because \"\u2066x\"\n");
  put("a.csv", accounts_with(hostile + "\nerror: forged\rx"));
  const std::vector<std::vector<std::string>> commands{
      {"check", "g.spanne"},
      {"test", "g.spanne", "--coverage", "--mutate"},
      {"eval", "g.spanne", "a.csv", "--format", "table"},
      {"eval", "g.spanne", "a.csv", "--by", "kam,country", "--format", "table"},
      {"eval", "g.spanne", "a.csv", "--all-columns", "--format", "table"},
      {"explain", "g.spanne", "a.csv", "line 2"},
      {"explain", "g.spanne", "a.csv"},
      {"explain", "g.spanne", "a.csv", "nobody"},
      {"explain", "g.spanne", "a.csv", "line", "6"},
      {"diff", "g.spanne", "h.spanne"},
      {"diff", "g.spanne", "h.spanne", "a.csv"},
      {"fmt", "--check", "g.spanne"},
      {"print", "g.spanne"},
      {"print", "g.spanne", "--format", "html"},
      {"release", "g.spanne", "--approved-by", "Jane"}};
  for (const auto& args : commands) is_fit_to_show(args);
}

BOOST_AUTO_TEST_CASE(control_characters_of_rule_text_are_refused_and_shown_as_marks) {
  for (const char* text :
       {"\x1b[2J", "\x07", "\x08", "\x0C", "\x0B", "a\rb", "\x7f", "\u0085", "\u2028", "\u2029", "\u009B"})
    for (const std::string& where : {"# " + std::string(text), "rules \"" + std::string(text) + "x\""}) {
      put("g.spanne", guideline("1.0.0") + where + "\nx: sites > 20 -> +0.01 FTE\n");
      const Result result = typed({"check", "--no-proof", "g.spanne"});
      BOOST_TEST_CONTEXT(where) {
        BOOST_TEST(result.status == 1);
        BOOST_TEST(result.err.find("error[E0109]") != std::string::npos);
      }
      is_fit_to_show({"check", "--no-proof", "g.spanne"});
      is_fit_to_show({"fmt", "--check", "g.spanne"});
    }
}

BOOST_AUTO_TEST_CASE(windows_line_ends_and_a_mark_at_the_beginning_are_what_they_seem) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : guideline("1.0.0") + "\t# tab\n") windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  put("g.spanne", windows);
  BOOST_TEST(typed({"check", "--strict", "g.spanne"}).status == 0);
  put("g.spanne", windows.substr(0, windows.size() - 1));
  BOOST_TEST(typed({"check", "--strict", "g.spanne"}).status == 0);
}

BOOST_AUTO_TEST_CASE(letters_without_ink_are_told_wherever_they_stand) {
  for (const char* blank : {"\u3164", "\u115F", "\u1160", "\uFFA0", "\u2800", "\u200B", "\u200D", "\u2060", "\uFEFF",
                            "\u00AD", "\u034F", "\u180E", "\uFE0F", "\u0301", "\U000E0041", "\U000E0100"})
    for (const std::string& line :
         {"x: sites > 20 -> +0.01 FTE because \"" + std::string(blank) + "\"",
          "x: sites > 20 -> +0.01 FTE # \"" + std::string(blank) + "\"",
          std::string(blank) + ": sites > 20 -> +0.01 FTE", "x: sites >" + std::string(blank) + " 20 -> +0.01 FTE"}) {
      put("g.spanne", guideline("1.0.0") + line + "\n");
      const Result result = typed({"check", "--strict", "--no-proof", "g.spanne"});
      BOOST_TEST_CONTEXT(line << "\n" << result.err) {
        BOOST_TEST(result.status == 1);
        BOOST_TEST((result.err.find("W0273") != std::string::npos || result.err.find("E0109") != std::string::npos));
      }
    }
}

BOOST_AUTO_TEST_CASE(scripts_and_pictures_are_left_in_peace) {
  put("g.spanne",
      guideline("1.0.0") + "größe: sites > 20 -> +0.01 FTE because \"" +
          "Cafe\u0301, \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645, 👩\u200D🚀 ❤\uFE0F 1\uFE0F\u20E3, 葛\U000E0100, "
          "\u05E9\u05DC\u05D5\u05DD\"  # ok\n");
  expect(typed({"check", "--strict", "--no-proof", "g.spanne"}), 0, "no mistakes");
}

BOOST_AUTO_TEST_CASE(a_log_of_somebody_elses_commands_no_terminal) {
  put("g.spanne", guideline("1.0.0"));
  expect(typed({"release", "g.spanne", "--approved-by", "Jane", "--note", "First", "--accept-warnings"}), 0,
         "released");
  // Nobody signed the log: whoever writes it may write anything into it, with digests that fit.
  auto read = spanne::records::read_log("RELEASES.jsonl");
  auto log = std::get<spanne::records::ReleaseLog>(read);
  spanne::engine::Release forged = log.releases.front();
  const std::string text = hostile + "\nerror: forged";
  forged.approvals = {{"x" + text, {}, {}}};
  forged.note = forged.date = forged.engine = "x" + text;
  forged.version = "1.1.0";
  forged.changes = forged.warnings = {"first" + text, text};
  put("RELEASES.jsonl", log.text + spanne::records::to_line(spanne::records::sealed(forged, log, {})));
  put("g.spanne", guideline("1.1.0"));
  const std::vector<std::vector<std::string>> commands{
      {"log", "g.spanne"},
      {"verify", "g.spanne"},
      {"print", "g.spanne"},
      {"diff", "release:1.1.0:g.spanne", "g.spanne"},
      {"release", "g.spanne", "--approved-by", "J", "--accept-warnings"}};
  for (const auto& args : commands) is_fit_to_show(args);
  put("g.spanne", guideline("1.0.0"));
  for (const auto& args : commands) is_fit_to_show(args);
}

BOOST_AUTO_TEST_CASE(names_of_files_and_values_of_options_command_no_terminal) {
  put("g.spanne", guideline("1.0.0"));
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  const std::string name = "a\x1b[2J\u202E\xFF\nerror: forged.spanne";
  for (const auto& args :
       std::vector<std::vector<std::string>>{{name},
                                             {"check", name},
                                             {"check", "g.spanne", name},
                                             {"test", name},
                                             {"fmt", name},
                                             {"eval", name, "a.csv"},
                                             {"eval", "g.spanne", name},
                                             {"eval", "g.spanne", "a.csv", "--kams", name},
                                             {"eval", "g.spanne", "a.csv", "--by", name},
                                             {"eval", "g.spanne", "a.csv", "--columns", name},
                                             {"eval", "g.spanne", "a.csv", "--format", name},
                                             {"eval", "g.spanne", "a.csv", "--as-of", name},
                                             {"eval", "g.spanne", "a.csv", "--locale", name},
                                             {"eval", "g.spanne", "a.csv", "--set", name},
                                             {"eval", "g.spanne", "a.csv", "--decimals", name},
                                             {"eval", "g.spanne", "a.csv", "--color", name},
                                             {"eval", "g.spanne", "a.csv", "--" + name},
                                             {"eval", "g.spanne", "a.csv", "-o", name + "/x/y"},
                                             {"explain", "g.spanne", "a.csv", name},
                                             {"explain", "g.spanne", "--given", name},
                                             {"release", "g.spanne", "--approved-by", name},
                                             {"release", "g.spanne", "--approved-by", "J", "--sign", name},
                                             {"verify", name},
                                             {"verify", "g.spanne", "--trust", name},
                                             {"log", name},
                                             {"diff", name, "g.spanne"},
                                             {"diff", "release:1.0.0:" + name, "g.spanne"},
                                             {"diff", "git:x:" + name, "g.spanne"},
                                             {"replay", name, "--with", "g.spanne"},
                                             {"init", "g.spanne/" + name},
                                             {"init", ".", "--lang", name},
                                             {"new-key", "none/" + name},
                                             {"help", name}})
    is_fit_to_show(args);
  put(name, guideline("1.0.0") + "broken: site > 3 -> +0.1 FTE\n");
  is_fit_to_show({"check", name});
  is_fit_to_show({"fmt", "--check", name});
  is_fit_to_show({"test", name});
}

BOOST_AUTO_TEST_CASE(colours_are_the_programs_own) {
  put("g.spanne", guideline("1.0.0") + "rules \"\x1b[31mred\x1b[0m\x1b[8mhidden\"\nbroken: site > 3 -> +0.1 FTE\n");
  put("a.csv", "id,kam,sites\n\"\x1b[31mA\x1b[8m\",\x1b[2K,1\nB,x,0\n");
  put("fine.spanne", guideline("1.0.0"));
  for (const auto& args :
       std::vector<std::vector<std::string>>{{"check", "g.spanne", "--color", "always"},
                                             {"eval", "fine.spanne", "a.csv", "--format", "table", "--color", "always"},
                                             {"explain", "fine.spanne", "a.csv", "line 2", "--color", "always"}}) {
    const Result result = typed(args);
    const std::string shown = all_of(result);
    BOOST_TEST_CONTEXT(shown) {
      BOOST_TEST(shown.find("\x1b[1") != std::string::npos);
      for (const char* foreign : {"\x1b[8m", "\x1b[2K", "\x1b[31mred", "\x1b[31mA"})
        BOOST_TEST(shown.find(foreign) == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(data_is_written_as_it_is) {
  put("g.spanne", guideline("1.0.0"));
  const std::string name = "A\u202EB\u200BC\x1b[2J";
  put("a.csv", "id,kam,sites\n" + name + ",Anna,1\n");
  const Result csv = typed({"eval", "g.spanne", "a.csv", "--columns", "id", "--format", "csv"});
  BOOST_TEST(csv.out == "id\n" + name + "\n");
  BOOST_TEST(typed({"eval", "g.spanne", "a.csv", "--columns", "id", "--format", "jsonl"}).out ==
             "{\"id\": \"A\u202EB\u200BC\\u001b[2J\"}\n");
  BOOST_TEST(csv.err == grammar::lines_fit_to_show(csv.err));
  const std::string rules = guideline("1.0.0") + "x: sites > 20 -> +0.01 FTE because \"a\u202Eb\u200B\"\n";
  put("w.spanne", rules);
  put("in.spanne", typed({"fmt", "w.spanne"}).err);
  BOOST_TEST(contents("w.spanne").find("a\u202Eb\u200B") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(heads_that_are_missing_or_doubled_command_no_terminal) {
  put("g.spanne", guideline("1.0.0"));
  put("missing.csv", "\"" + hostile + "\nerror: forged\",kam,sites\nA,Anna,1\n");
  put("kams.csv", "kam,capacity\n\"" + hostile + "\",1\n\"" + hostile + "\",1\n");
  put("a.csv", "id,kam,sites\nA,\"" + hostile + "x\nerror: forged\",1\n");
  is_fit_to_show({"eval", "g.spanne", "missing.csv"});
  is_fit_to_show({"eval", "g.spanne", "a.csv", "--kams", "kams.csv", "--by", "kam", "--format", "table"});
  put("kams.csv", "kam,capacity\nAnna,1\n");
  is_fit_to_show({"eval", "g.spanne", "a.csv", "--kams", "kams.csv", "--by", "kam"});
}

// ---------------------------------------------------------------------------------------------- words that enter

BOOST_AUTO_TEST_CASE(an_approver_who_cannot_be_seen_is_nobody) {
  put("g.spanne", guideline("1.0.0"));
  for (const char* name :
       {"", " ", "\t", "\u00A0", "\u3000", "\u200B", "\u3164\u115F", "\u2800 \u00AD", "\u202E", "\u0301", "\uFEFF"}) {
    expect(typed({"release", "g.spanne", "--approved-by", name, "--accept-warnings"}), 2, "somebody has to approve it");
    BOOST_TEST(!is_released());
  }
}

BOOST_AUTO_TEST_CASE(an_approver_is_who_the_name_seems_to_say) {
  put("g.spanne", guideline("1.0.0"));
  const std::pair<const char*, const char*> names[] = {
      {"J\u0430ne Doe", "its \u0430 (U+0430) is a Cyrillic letter that looks like a"},
      {"Jane D\u03BFe", "U+03BF"},
      {"Jane \u0421\u043E\u0445", "U+0421"},
      {"J\u0251ne Doe", "phonetic"},
      {"Jane \u216Coe", "Roman numeral"},
      {"\U0001D409\U0001D41A\U0001D427\U0001D41E Doe", "mathematical"},
      {"Jane\u200B Doe", "character 5 cannot be seen (U+200B)"},
      {"Jane\u00A0Doe", "character 5 is not an ordinary blank (U+00A0)"},
      {"\u202EeoD enaJ", "character 1 cannot be seen and turns the order of reading round (U+202E)"},
      {"Jane\x1b[8m", "character 5 is a control character (U+001B)"},
      {"Jane\u0085", "character 5 is a control character (U+0085)"},
      {"Jane\xFF", "character 5 is not UTF-8 (byte FF)"},
      {"Jane\nDoe", "character 5 is a control character (U+000A)"}};
  for (const auto& [name, words] : names) {
    expect(typed({"release", "g.spanne", "--approved-by", name, "--accept-warnings"}), 2, words);
    expect(typed({"new-key", "a.key", "--name", name}), 2, words);
    BOOST_TEST(!is_released());
    BOOST_TEST(!fs::exists("a.key"));
  }
  expect(typed({"new-key", "a.key", "--name", "\u3164 "}), 2, "nothing of it can be seen");
  BOOST_TEST(!fs::exists("a.key"));
}

BOOST_AUTO_TEST_CASE(names_of_every_script_are_taken) {
  put("g.spanne", guideline("1.0.0"));
  for (const char* name :
       {"\u0401\u043B\u043A\u0438\u043D", "José Müller", "山田 太郎", "Ευγενία", "\u05D3\u05E0\u05D9", "Jose\u0301"}) {
    expect(
        typed({"release", "g.spanne", "--approved-by", name, "--note", "ΔFTE, 10 % \u00A0more", "--accept-warnings"}),
        0, name);
    fs::remove("RELEASES.jsonl");
  }
  expect(
      typed({"release", "g.spanne", "--approved-by", "\u0421\u0430\u0440\u0430", "--accept-warnings"}), 0,
      "warning: --approved-by: \"\u0421\u0430\u0440\u0430\" is written in Cyrillic letters, all of which look Latin");
}

BOOST_AUTO_TEST_CASE(notes_and_values_that_cannot_be_seen_are_refused_and_look_alikes_warned_of) {
  put("g.spanne", guideline("1.0.0"));
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  for (const char* bad : {"\u200B", "\x1b", "\u202E", "\u3164", "\u2028", "\x07"}) {
    const std::string code = grammar::code_of(*grammar::find_hidden(bad));
    expect(typed({"release", "g.spanne", "--approved-by", "Jane", "--accept-warnings", "--note",
                  std::string("ab") + bad + "c"}),
           2, code);
    expect(typed({"eval", "g.spanne", "a.csv", "--set", "kam = \"" + std::string(bad) + "\""}), 2, code);
    expect(typed({"eval", "g.spanne", "a.csv", "--set", "sites = " + std::string(bad) + "5"}), 2, code);
    expect(typed({"explain", "g.spanne", "--given", "sites = 5, kam = \"" + std::string(bad) + "\", id = \"A\""}), 2,
           code);
    expect(typed({"diff", "g.spanne", "g.spanne", "a.csv", "--set", "kam = \"" + std::string(bad) + "\""}), 2, code);
    BOOST_TEST(!is_released());
  }
  expect(typed({"eval", "g.spanne", "a.csv", "--set", "kam = \"\u0410nna\""}), 0, "warning: --set:");
  expect(typed({"explain", "g.spanne", "--given", "sites = 5, kam = \"\u0410nna\", id = \"A\""}), 0,
         "warning: --given:");
}

BOOST_AUTO_TEST_CASE(words_of_two_alphabets_in_texts_and_comments_are_warned_of) {
  const char* letter = "\u0410";  // Cyrillic
  for (const std::string& line : {"x: kam = \"" + std::string(letter) + "nna\" -> +0.01 FTE",
                                  "x: sites > 20 -> +0.01 FTE because \"" + std::string(letter) + "lways\"",
                                  "x: sites > 20 -> +0.01 FTE  # " + std::string(letter) + "lways",
                                  "rules \"" + std::string(letter) + "lways\"\nx: sites > 20 -> +0.01 FTE"}) {
    put("g.spanne", guideline("1.0.0") + line + "\n");
    expect(typed({"check", "--strict", "--no-proof", "g.spanne"}), 1, "warning[W0270]");
  }
  put("g.spanne", guideline("1.0.0") +
                      "x: sites > 20 -> +0.01 FTE because \"CRM-\u0441\u0438\u0441\u0442\u0435\u043C\u0430, \u0394FTE, "
                      "10 k\u03A9\"\n");
  BOOST_TEST(typed({"check", "--strict", "--no-proof", "g.spanne"}).status == 0);
}

BOOST_AUTO_TEST_CASE(a_trusted_key_has_a_name_that_can_be_read) {
  put("g.spanne", guideline("1.0.0"));
  BOOST_TEST(typed({"new-key", "jane.key", "--name", "Jane Doe"}).status == 0);
  BOOST_TEST(
      typed({"release", "g.spanne", "--approved-by", "Jane Doe", "--accept-warnings", "--sign", "jane.key"}).status ==
      0);
  const std::string key = contents("jane.key.pub");
  for (const char* name : {"J\u0430ne Doe", "Jane\u200B Doe", "Jane\u202E", "Jane\x1b[2J", "\u3164"}) {
    put("trust.pub", key.substr(0, key.find("Jane")) + name + "\n");
    const Result result = typed({"verify", "g.spanne", "--trust", "trust.pub"});
    expect(result, 1, "trust.pub:1: in the name of this key");
    BOOST_TEST(all_of(result) == grammar::lines_fit_to_show(all_of(result)));
  }
  expect(typed({"verify", "g.spanne", "--trust", "jane.key.pub"}), 0, "signed");
}

BOOST_AUTO_TEST_SUITE_END()

// What the commands are asked for, and what they share.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/run.hpp"
#include "cli/safe_stream.hpp"
#include "engine/check/check.hpp"
#include "grammar/text/diagnostic.hpp"
#include "library/guideline.hpp"
#include "records/results/results.hpp"

namespace spanne::cli {

struct Output {
  std::ostream& out;  // for people, as is `err`; data goes to `unguarded(out)`
  std::ostream& err;
  Terminal terminal;
  bool color_out = false, color_err = false;
};

struct CheckOptions {
  std::vector<std::string> rules;
  bool all = false;  // shows every finding, however many there are of a kind
  bool strict = false;
  bool json = false;
  bool proof = true, solver = true;
  unsigned time_limit = 10;  // seconds a question
};

struct TestOptions {
  std::vector<std::string> rules;
  bool coverage = false, mutate = false, suggest = false;
  bool json = false;
};

struct Evaluated;

struct EvalOptions {
  std::string rules, accounts, output, kams, as_of, format, locale = "auto", receipt;
  std::vector<std::string> by, set, columns;
  bool all_columns = false, strict = false, exact = false;
  std::optional<int> decimals;     // 6 in files, 3 on the screen
  Evaluated* evaluated = nullptr;  // told at the end, where somebody wants to know (see receipt.hpp)
};

struct FmtOptions {
  std::vector<std::string> rules;
  bool check = false;
};

struct InitOptions {
  std::string folder, language = "en";
};

/// What cannot be done as it was asked for, and what can.
struct UsageError {
  std::string message, help;
};
/// Puts straight what was asked for: names between commas become names, the format follows the output's name. Refuses
/// what would be ignored, read twice or lost.
std::optional<UsageError> validate(EvalOptions& options);

struct ExplainOptions {
  std::string rules, accounts, as_of, format, locale = "auto";
  std::vector<std::string> key, given, set;
};

int check(const CheckOptions& options, const Output& output);
int eval(const EvalOptions& options, const Output& output);
int explain(const ExplainOptions& options, const Output& output);
int format(const FmtOptions& options, const Output& output);
int init(const InitOptions& options, const Output& output);
int test(const TestOptions& options, const Output& output);
/// Explains a code such as "E0316"; one that does not exist is answered with the nearest.
int help_with_code(const std::string& code, const Output& output);

/// No guideline of people comes near: 10,000 rules are below 1 MB.
inline constexpr std::size_t largest_rule_file = 16'000'000;
/// A result that is read again as a whole: it can be larger than the accounts it was made from.
inline constexpr std::size_t largest_result_file = 4'000'000'000;

/// The text of a rule file, or of standard input for "-"; null where it cannot be read, which has been told on `err`.
std::shared_ptr<const grammar::Source> read_rules(const std::string& path, const Output& output);

/// A rule file, read, parsed and checked. Findings have been shown on `err`.
struct Loaded : library::Guideline {
  std::string note;   // on a release that is not the latest; else empty
  int status = fine;  // findings, or file_trouble
};
/// `quiet`: keep the findings to `diagnostics`.
Loaded load(const std::string& path, const Output& output, bool quiet = false);
/// Writes findings in their order. Of more than ten warnings or notes with one code the rest is counted in a line,
/// unless `all` are asked for.
void show_findings(const grammar::Diagnostics& diagnostics, const grammar::Source& source, const Output& output,
                   bool all = false);

/// A message on one line, and what helps.
void show_error(const Output& output, const std::string& message, const std::string& help = {});
/// Ends a command with a status, its message shown.
struct Stop {
  int status;
};
[[noreturn]] void stop(const Output& output, int status, const std::string& message, const std::string& help = {});

/// `--as-of`, or today; stops where that is no day.
engine::Date day_asked_for(const std::string& as_of, const Output& output);
/// The same; stops where it is not in the effective period, too.
engine::Date choose_day(const std::string& as_of, const engine::Model& model, const Output& output);
/// `--locale`; stops for one that does not exist.
records::Locale choose_locale(const std::string& locale, const Output& output);
/// Words that somebody typed after an option: stops at a hidden character, warns of letters that look like others.
void read_words(const Output& output, const std::string& option, const std::string& words);
/// `--set`, each; shows what is wrong with one and stops.
void add_assignments(engine::Model& model, const std::vector<std::string>& assignments, const Output& output);
/// Why groups do not add up to their total: `rows` belong to none of them. Empty if there are none.
std::string ungrouped_note(std::size_t rows, const std::vector<engine::GroupBy>& by, const engine::Model& model);
/// What a result was made with, for `err`.
std::string provenance_line(const engine::Model& model, const std::string& digest, engine::Date as_of);

/// "; did you mean X?" or nothing.
std::string did_you_mean(const std::string& typed, const std::vector<std::string>& names);
/// The day it is where the program runs: what `--as-of` is when it is left out.
engine::Date today();
/// The day it is in UTC, by which the log of releases is dated, so that its days rise wherever its lines are written.
engine::Date today_in_utc();
/// How many threads a command takes.
unsigned usual_threads();
/// Nobody's load may rest on a name that is spelt in two ways: stops at an owner who is not among the people of the
/// kams file.
[[noreturn]] void stop_at_owner(const Output& output, const records::UnknownOwner& owner, const std::string& kams_file,
                                const std::vector<engine::Kam>& kams);

}  // namespace spanne::cli

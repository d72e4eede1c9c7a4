// The options of the commands, and what the commands share.
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
#include "grammar/text/nearest.hpp"
#include "library/accounts_input.hpp"
#include "library/guideline.hpp"
#include "records/results/results.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::cli {

struct Output {
  std::ostream& out;  // for people, like `err`; data goes
  std::ostream& err;
  Terminal terminal;
  bool color_out = false, color_err = false;
};

struct CheckedGuideline;

struct CheckOptions {
  std::vector<std::string> rules;
  bool all = false;  // shows every finding, however many there are of one code
  bool strict = false;
  bool json = false;
  bool proof = true, solver = true;
  unsigned time_limit = 10;  // seconds per question
  std::string receipt;
  CheckedGuideline* checked = nullptr;  // filled in at the end unless null (see receipt.hpp)
};

struct TestOptions {
  std::vector<std::string> rules;
  bool coverage = false, mutate = false, suggest = false;
  bool json = false;
  std::optional<engine::Date> day;  // of tests that name none; default today
};

struct Evaluated;

/// How tables of accounts and people are read, as it is typed; every command that reads them has these options.
struct TableArguments {
  std::string locale = "auto", sheet;
  std::string from, table, query, with;
  std::optional<std::string> missing;  // words that stand for nothing, between commas
  bool keep_totals = false;
};

struct EvalOptions : TableArguments {
  std::string rules, accounts, output, kams, as_of, format, out_locale, receipt;
  std::string snapshot;  // the file that gets a copy of the accounts, from which they are evaluated
  std::vector<std::string> by, set, columns;
  std::vector<std::string> without;  // rules of --by rule that the effort is evaluated without
  bool all_columns = false, strict = false, exact = false;
  bool says_what_if = true;        // false: as results were written before they said what `set` changes
  std::optional<int> decimals;     // 6 in files, 3 on the screen
  Evaluated* evaluated = nullptr;  // filled in at the end unless null (see receipt.hpp)
};

struct FmtOptions {
  std::vector<std::string> rules;
  bool check = false;
};

struct InitOptions {
  bool xlsx = false;  // accounts and people as workbooks
  std::string folder, language = "en";
  std::string from, sheet;  // a list of accounts that the guideline is made for, and its sheet
};

/// Why the options cannot be carried out, and what helps.
struct UsageError {
  std::string message, help;
};
/// Normalises and validates the options: names separated by commas become lists, and the format follows from the
/// output's name (output_format.hpp). Returns an error for anything that would be ignored, read twice, or lost.
std::optional<UsageError> validate(EvalOptions& options);

struct ExplainOptions : TableArguments {
  std::string rules, accounts, as_of, format;
  std::vector<std::string> key, given, set;
  bool exact = false;
};

struct TableCommandOptions {
  std::string action, rules, table, file;  // action: export or import
  std::string output, sheet;               // import: where the guideline goes, which sheet is read
};

int check(const CheckOptions& options, const Output& output);
int eval(const EvalOptions& options, const Output& output);
int explain(const ExplainOptions& options, const Output& output);
int format(const FmtOptions& options, const Output& output);
int init(const InitOptions& options, const Output& output);
int test(const TestOptions& options, const Output& output);
int table(const TableCommandOptions& options, const Output& output);
/// Explains a code such as "E0316"; for an unknown code it suggests the nearest.
int help_with_code(const std::string& code, const Output& output);

/// Far beyond any real guideline: 10,000 rules take less than 1 MB.
inline constexpr std::size_t largest_rule_file = 16'000'000;
/// The limit for results that are read again as a whole; they can be larger than the accounts.
inline constexpr std::size_t largest_result_file = 4'000'000'000;

/// The text of a rule file, or of standard input for "-"; returns null if it cannot be read, which has then been
/// reported on `err`.
std::shared_ptr<const grammar::Source> read_rules(const std::string& path, const Output& output);

/// A rule file, read, parsed and checked. Findings have been shown on `err`.
struct Loaded : library::Guideline {
  std::string note;   // on a release that is not the latest; else empty
  int status = fine;  // findings, or file_trouble
};
/// `quiet`: findings go to `diagnostics` only.
Loaded load(const std::string& path, const Output& output, bool quiet = false);
/// Writes findings in order. If more than ten warnings or notes have the same code, the rest is only counted, unless
/// `all` is set.
void show_findings(const grammar::Diagnostics& diagnostics, const grammar::Source& source, const Output& output,
                   bool all = false);

/// Writes a one-line message and a help.
void show_error(const Output& output, const std::string& message, const std::string& help = {});
/// Thrown to end a command with a status after its message has been shown.
struct Stop {
  int status;
};
[[noreturn]] void stop(const Output& output, int status, const std::string& message, const std::string& help = {});

/// The day of `--as-of`, or today; throws Stop if it is not a day.
engine::Date day_asked_for(const std::string& as_of, const Output& output);
/// Like the above; also throws if the day is outside the effective period.
engine::Date choose_day(const std::string& as_of, const engine::Model& model, const Output& output);
/// What the arguments ask for; throws Stop if there is no such thing.
records::TableOptions choose_table_options(const TableArguments& arguments, const Output& output);
/// Takes the accounts from --from: into `accounts`, whose value then belongs to `key`, if there is one. Returns an
/// error if something is said twice, or says something of accounts that are not given.
std::optional<UsageError> take_source(const TableArguments& arguments, std::string& accounts,
                                      std::vector<std::string>* key = nullptr);
/// A file or database as messages call it: "standard input", an address without its password.
std::string shown_source(const std::string& name);
/// A text as one word for a shell.
std::string quoted_for_shell(const std::string& text);
/// Shows on `err` what was skipped, left out or filled when a table was read, and how it was read.
void show_table_notes(const std::vector<std::string>& notes, const Output& output);
using library::reading_notes;
/// Checks text typed after an option: throws Stop for a hidden character, warns of letters that look like others.
void read_words(const Output& output, const std::string& option, const std::string& words);
/// Parses each `--set`; reports an error and throws Stop.
void add_assignments(engine::Model& model, const std::vector<std::string>& assignments, const Output& output);
/// A note on why groups do not add up to their total: `rows` rows belong to none. Empty if there are none.
std::string ungrouped_note(std::size_t rows, const std::vector<engine::GroupBy>& by, const engine::Model& model);
/// What a result was made with, as a line for `err`.
std::string provenance_line(const engine::Model& model, const std::string& digest, engine::Date as_of);

using grammar::did_you_mean;
/// Today in local time: the default of `--as-of`.
engine::Date today();
/// Today in UTC, which dates the log of releases, so that days never go back wherever lines are written.
engine::Date today_in_utc();
/// The number of threads a command uses.
unsigned usual_threads();
/// Throws Stop at an owner who is not in the kams file, so that no load depends on a name spelt in two ways.
[[noreturn]] void stop_at_owner(const Output& output, const records::UnknownOwner& owner, const std::string& kams_file,
                                const std::vector<engine::Kam>& kams);

/// Throws Stop at a name of `--by` that is none of `known`: the head of a column is answered with its attribute.
[[noreturn]] void stop_at_group(const std::string& name, const std::vector<std::string>& known,
                                const engine::Model& model, const Output& output);

}  // namespace spanne::cli

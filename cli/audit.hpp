// The commands of the audit trail: their options, and how they are added to the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/secret_keys.hpp"
#include "records/trail/releases.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

struct ReleaseOptions : SigningArguments {
  std::string rules, approved_by, note;
  bool accept_warnings = false;
};

struct NewKeyOptions {
  std::string file, name;
  std::string passphrase_file, old_passphrase_file;
  bool change_passphrase = false;
};

struct LogOptions {
  std::string rules, format, trust;
};

struct VerifyOptions {
  std::string file, trust;
};

/// With `accounts`, shows who gets something else; the options below it apply only then.
struct DiffOptions : TableArguments {
  std::string old_rules, new_rules, format, output;
  std::string accounts, kams, by, as_of, out_locale;
  std::vector<std::string> set;
  bool exact = false;        // with accounts: figures as fractions
  bool all = false;          // without accounts: shows every region
  unsigned time_limit = 10;  // without accounts: limit of the proof, in seconds
};

struct ReplayOptions {
  std::string receipt, with, by, format, output, out_locale;
  bool exact = false;
};

struct PrintOptions {
  std::string rules, output, format, trust;
};

struct AuditOptions {
  DiffOptions diff;
  ReleaseOptions release;
  NewKeyOptions new_key;
  LogOptions log;
  VerifyOptions verify;
  ReplayOptions replay;
  PrintOptions print;
};

int diff(const DiffOptions& options, const Output& output);
int release(const ReleaseOptions& options, const Output& output);
int new_key(const NewKeyOptions& options, const Output& output);
int log(const LogOptions& options, const Output& output);
int verify(const VerifyOptions& options, const Output& output);
int print(const PrintOptions& options, const Output& output);
int replay(const ReplayOptions& options, const Output& output);

/// Adds the options of TableArguments to a command.
void add_table_options(CLI::App& command, TableArguments& arguments);
/// Adds `--sign` and `--passphrase-file`.
void add_signing_options(CLI::App& command, SigningArguments& arguments);

/// The names of the commands, in the order of the help.
std::vector<std::string> audit_commands();
/// Adds the commands to the command line; `options` is filled when it is parsed.
std::vector<CLI::App*> add_audit_commands(CLI::App& app, AuditOptions& options);
/// Runs the command that was given; returns nullopt if it is none of these.
std::optional<int> run_audit_command(const CLI::App& app, const AuditOptions& options, const Output& output);

/// Reads the log next to a rule file and checks that every line is intact and in its place; throws, naming the lines,
/// if one is not.
records::ReleaseLog sound_log(const std::string& rules_path, const Output& output);

/// A note that the log next to a rule file has a later version of it; empty if there is none.
std::string later_release(const records::ReleaseLog& log, const std::string& rules_path, const std::string& version);

/// Reports contradictions in a log whose lines are intact: days that go back, texts that this program refuses, engine
/// versions that never existed. Returns `findings` if there are any.
int check_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// Warns of days that go back, of impossible days, and of approvers with deceptive names.
void warn_of_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// Why an engine version cannot have written what this program reads, as the end of a sentence about it ("which is no
/// version"); returns nullopt if it can.
std::optional<std::string> doubt_of_engine(const std::string& version);

/// The first line in which two texts differ, as both have it; returns nullopt if they differ only in line breaks.
/// `old_word` and `new_word` name the two.
std::string first_difference(std::string_view old_text, std::string_view new_text, std::string_view old_word,
                             std::string_view new_word, std::size_t number = 1);

/// One text for each warning of the checker: "line 12: MESSAGE (W0260)".
std::vector<std::string> warnings_of(const Loaded& loaded);

/// The message that a file has not been released, followed by what has been, if anything.
std::string not_released(const std::string& file, const records::ReleaseLog& log);

}  // namespace spanne::cli

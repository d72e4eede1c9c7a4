// The commands of the audit trail: what they are asked for, and how they join the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "records/trail/releases.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

struct ReleaseOptions {
  std::string rules, approved_by, note, sign;
  bool accept_warnings = false;
};

struct NewKeyOptions {
  std::string file, name;
};

struct LogOptions {
  std::string rules, format, trust;
};

struct VerifyOptions {
  std::string file, trust;
};

/// With `accounts`, who moves; the options below it mean something only then.
struct DiffOptions {
  std::string old_rules, new_rules, format;
  std::string accounts, kams, by, as_of, locale = "auto";
  std::vector<std::string> set;
  bool all = false;          // without accounts: every region
  unsigned time_limit = 10;  // likewise: how much work the proof may take
};

struct ReplayOptions {
  std::string receipt, with, by, format;
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

/// Names of the commands, in the order in which help lists them.
std::vector<std::string> audit_commands();
/// Adds the commands to the command line; `options` is filled when it is parsed.
std::vector<CLI::App*> add_audit_commands(CLI::App& app, AuditOptions& options);
/// Runs the command that was typed; nullopt where it is none of these.
std::optional<int> run_audit_command(const CLI::App& app, const AuditOptions& options, const Output& output);

/// The log beside a rule file, every line of it whole and in its place; stops, and names the lines, where one is not.
records::ReleaseLog sound_log(const std::string& rules_path, const Output& output);

/// That the log beside a rule file has a later version of it, and which; empty where there is none.
std::string later_release(const records::ReleaseLog& log, const std::string& rules_path, const std::string& version);

/// What contradicts in a log whose lines are whole and in place: days that go back, texts that this program refuses,
/// programs that never were. Shows it; findings where there is something.
int check_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// Warns of days that go back, of days that cannot be, and of approvers whose names deceive.
void warn_of_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// Why a version of this program cannot have written what this one reads, as the end of a sentence about it ("which is
/// no version"); nullopt if it can.
std::optional<std::string> doubt_of_engine(const std::string& version);

/// The first line in which two texts differ, both shown; nullopt where they differ in line breaks at most.
/// `old_word` and `new_word` say whose line it is.
std::string first_difference(std::string_view old_text, std::string_view new_text, std::string_view old_word,
                             std::string_view new_word, std::size_t number = 1);

/// "line 12: MESSAGE (W0260)" for each warning of the check.
std::vector<std::string> warnings_of(const Loaded& loaded);

/// "guideline.spanne has not been released", and what has, where something has.
std::string not_released(const std::string& file, const records::ReleaseLog& log);

}  // namespace spanne::cli

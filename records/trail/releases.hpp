// RELEASES.jsonl, the log of releases beside the rule files of a folder: one line of JSON for each release, withdrawal
// or policy, each bound to the one before by its digest, so that no line can be changed, moved or taken out unnoticed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/trail/release.hpp"
#include "records/io/file.hpp"
#include "records/trail/log_lines.hpp"
#include "records/trail/policy.hpp"

namespace spanne::records {

struct LogFault {
  std::size_t line = 0;  // of the log, counted from 1
  std::string message;   // what is wrong with it, in one sentence that names the line
};

struct ReleaseLog {
  std::string text;       // the file as it stands
  std::size_t lines = 0;  // of any kind, those that could not be read among them
  /// Each in the order of the log; lines that could not be read are in none.
  std::vector<engine::Release> releases;
  std::vector<Policy> policies;
  std::vector<engine::Withdrawal> withdrawals;
  std::vector<std::string> digests;  // of every whole line, signatures included
  std::vector<LogFault> faults;      // empty: every line is whole, in its place, and keeps the policy
  std::vector<LogFault> backdated;   // lines dated before one above them
};

/// Where the log of a rule file is: in the same folder.
std::string log_path(const std::string& rules_path);
/// A path without its folder.
std::string file_name(const std::string& path);

/// The size of the largest log that is read, in bytes.
inline constexpr std::size_t largest_log = 1'000'000'000;

/// No file is an empty log.
std::variant<ReleaseLog, FileError> read_log(const std::string& path);
ReleaseLog read_log_text(std::string text);

/// Whether a log may withdraw something, judging by its text alone; false if it certainly does not.
bool has_withdrawals(std::string_view text);

/// A line of any kind, as far as all are alike.
struct NamedLine {
  const engine::LogLine* line;
  std::string file;  // as file_of has it
  std::string what;  // as what_it_is has it
};
/// All lines that could be read, in the order of the log.
std::vector<NamedLine> lines_of(const ReleaseLog& log);
/// The line with the latest day, the last of several; returns null if there is none.
const engine::LogLine* latest_dated(const ReleaseLog& log);
/// The digest of a whole line, signatures included, counted from 1: what the line after it names. Empty if there is no
/// such line.
std::string digest_of_line(const ReleaseLog& log, std::size_t line);
/// The programme that the log names; empty if it names none.
std::string programme_of(const ReleaseLog& log);

/// Why a line cannot follow the log by what it says of others: the version it releases or withdraws, the programme it
/// names; an end of a sentence about the line.
std::optional<std::string> contradiction(const ReleaseLog& log, const AnyLine& line);

/// How a line that is to follow the log breaks the policy in force, or its own if it is one: an end of a sentence about
/// the line. With `Signing::to_come` it need not be signed yet.
enum class Signing { done, to_come };
std::optional<std::string> breach(const ReleaseLog& log, const AnyLine& line, Signing signing);

/// A line in its place after the last line of the log, with its digest, and signed; `secret_keys` belong to the
/// approvers in their order, of whom the last may lack one.
AnyLine sealed(AnyLine line, const ReleaseLog& log, const std::vector<std::string>& secret_keys);

}  // namespace spanne::records

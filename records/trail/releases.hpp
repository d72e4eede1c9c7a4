// RELEASES.jsonl, the log of releases beside the rule files of a folder: one line of JSON a release, each bound to the
// one before by its digest, so that no line can be changed, moved or taken out unnoticed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/trail/release.hpp"
#include "records/io/file.hpp"

namespace spanne::records {

struct LogFault {
  std::size_t line = 0;  // of the log, counted from 1
  std::string message;   // what is wrong with it, in one sentence that names the line
};

struct ReleaseLog {
  std::string text;  // the file as it stands
  /// Release i stands in line i + 1; empty fields where a line could not be read.
  std::vector<engine::Release> releases;
  std::vector<LogFault> faults;     // empty: every line is whole and in its place
  std::vector<LogFault> backdated;  // lines dated before one above them
};

/// Where the log of a rule file is: in the same folder.
std::string log_path(const std::string& rules_path);
/// A path without its folder.
std::string file_name(const std::string& path);

/// No file is an empty log.
std::variant<ReleaseLog, FileError> read_log(const std::string& path);
ReleaseLog read_log_text(std::string text);

/// Gives a release its place after the last line of the log and its digest; signs it where there is a key.
void seal(engine::Release& release, const ReleaseLog& log, std::string_view secret_key);
/// The line as it stands in the log, with its line break.
std::string to_line(const engine::Release& release);

}  // namespace spanne::records

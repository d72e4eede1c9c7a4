// Reads rule texts from a file, standard input, an older revision in git, or a release.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "cli/run.hpp"

namespace spanne::cli {

/// Why a rule text cannot be read, what helps, and the exit status of the command.
struct RulesTrouble {
  int status = fine;
  std::string message, help;
};

struct RulesText {
  std::string text;
  std::string note;  // set if this release is not the latest
};

/// The forms of a rule file argument: `PATH`, `-`, `git:REVISION:PATH` or `release:VERSION:PATH`.
struct RulesName {
  enum class Source { file, git, release } source = Source::file;
  std::string which;  // the revision or the version
  std::string path;
};
RulesName rules_name(const std::string& typed);

std::variant<RulesText, RulesTrouble> rules_text(const std::string& typed);

}  // namespace spanne::cli

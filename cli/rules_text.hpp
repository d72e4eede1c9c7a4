// Where rule texts come from: a file, standard input, an older revision in git, a release.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "cli/run.hpp"

namespace spanne::cli {

/// Why a rule text cannot be had, what helps, and the status the command ends with.
struct RulesTrouble {
  int status = fine;
  std::string message, help;
};

struct RulesText {
  std::string text;
  std::string note;  // on a release that is not the latest; else empty
};

/// What stands for a rule file: `PATH`, `-`, `git:REVISION:PATH` or `release:VERSION:PATH`.
struct RulesName {
  enum class Source { file, git, release } source = Source::file;
  std::string which;  // revision or version
  std::string path;
};
RulesName rules_name(const std::string& typed);

std::variant<RulesText, RulesTrouble> rules_text(const std::string& typed);

}  // namespace spanne::cli

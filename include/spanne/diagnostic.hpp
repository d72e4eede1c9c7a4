// A finding is what reading or proving a guideline has to say about it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spanne {

struct Finding {
  enum class Severity { error, warning, note };
  Severity severity = Severity::error;
  std::string code;                            // stable: "E0207"; docs/diagnostics.md has the ranges
  std::string message;                         // one sentence in UTF-8, without a full stop
  std::string help;                            // how to mend it, fit to be pasted; may be empty
  std::uint32_t line = 0, column = 0;          // where it begins, counted from 1; columns in characters
  std::uint32_t end_line = 0, end_column = 0;  // the first character after it
  std::string account;                         // an account that shows it, "sites = 15, decentral = yes"; mostly empty
  std::string rendered;                        // for people: place, message, the author's line with carets, help
};

using FindingList = std::vector<Finding>;

}  // namespace spanne

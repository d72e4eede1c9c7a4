// What a planning view comes to, whoever asked for it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/planning/result_table.hpp"

namespace spanne::library {

/// What stands before the names of options in messages: on the command line, and where they are members of JSON.
inline constexpr const char* command_line_mark = "--";
inline constexpr const char* json_mark = "";

struct PlanningResult {
  std::vector<engine::ResultTable> tables;
  std::string summary;                                   // sentences for people, below the tables on the screen
  std::vector<std::string> what_if;                      // what was assumed; a what-if never looks like the real thing
  std::vector<std::string> notes;                        // on the input and on the result
  std::size_t rejected = 0;                              // rows that were not evaluated
  std::string rejected_shown = "spanne eval shows why";  // where one finds the reasons
};

}  // namespace spanne::library

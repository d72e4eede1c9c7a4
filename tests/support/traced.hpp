// Runs the program step by step, as a debugger does, so that one chosen system call fails or is the last.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spanne::test {

/// What happens at one of the system calls that have to do with files. They are counted from 1, beginning with the
/// first that names a path in which `from` occurs; those before it load the program.
struct Interference {
  std::string from;
  std::size_t at = 0;  // 0: nothing happens
  int error = 0;       // what the call fails with, undone; 0: the program is killed before it
};

struct TracedRun {
  int status = -1;  // -1: killed
  std::string shown;
  std::vector<std::string> calls;  // counted ones, by name, up to the end
};

/// Returns nullopt where no program may be traced, or where nobody has said how to on this processor.
std::optional<TracedRun> run_traced(const std::vector<std::string>& command, const Interference& interference);

}  // namespace spanne::test

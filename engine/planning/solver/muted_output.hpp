// While a MutedOutput lives, nothing that the process writes to standard output or standard error gets there.
//
// For libraries that print whatever they are told: our own output is a document that others read.
#pragma once

#include <array>

namespace spanne::engine {

/// Of the whole process: other threads must not write meanwhile. Without a file descriptor to spare it mutes nothing.
class MutedOutput {
 public:
  MutedOutput();
  ~MutedOutput();
  MutedOutput(const MutedOutput&) = delete;
  MutedOutput& operator=(const MutedOutput&) = delete;

 private:
  std::array<int, 2> kept_{-1, -1};  // where standard output and standard error lead
};

}  // namespace spanne::engine

// Progress shows on a terminal how far something is that takes longer than a second.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace spanne::cli {

class Progress {
 public:
  /// "proving: 3 of 12 questions settled": `doing` and `what` are the words around the numbers. Nothing is written
  /// unless `shown`.
  Progress(std::ostream& err, bool shown, std::string doing, std::string what);
  /// Takes the line away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// From any thread.
  void operator()(std::size_t done, std::size_t all);

 private:
  std::ostream& err_;
  bool shown_, drawn_ = false;
  std::string doing_, what_;
  std::chrono::steady_clock::time_point begun_;
  std::mutex mutex_;
};

}  // namespace spanne::cli

// The program run apart from the tests, with what it took.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "tests/trail/trail.hpp"

namespace spanne::tests {

/// What became of one run of the program, and what it took.
struct Ran {
  int status;  // -1: it was stopped
  long kilobytes;
};

/// Stopped when it has computed for so long, however busy the machine is. The outputs are in `.out` and `.err`.
inline Ran ran(std::vector<std::string> args, unsigned seconds = 100) {
  args.insert(args.begin(), SPANNE_PROGRAM);
  std::vector<char*> words;
  for (std::string& arg : args) words.push_back(arg.data());
  words.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{seconds, seconds};
    ::setrlimit(RLIMIT_CPU, &limit);
    ::dup2(::open(".out", O_CREAT | O_TRUNC | O_WRONLY, 0600), STDOUT_FILENO);
    ::dup2(::open(".err", O_CREAT | O_TRUNC | O_WRONLY, 0600), STDERR_FILENO);
    ::execv(SPANNE_PROGRAM, words.data());
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, used.ru_maxrss};
}

/// It ends with a known status, and says little.
inline void ends(const std::vector<std::string>& args) {
  const Ran made = ran(args);
  BOOST_TEST_CONTEXT(fmt::format("{}", fmt::join(args, " ")) << "\n" << contents(".err").substr(0, 500)) {
    BOOST_TEST((made.status == 0 || made.status == 1), "status " << made.status);
    BOOST_TEST(fs::file_size(".out") + fs::file_size(".err") < 4'000'000U);
  }
}

}  // namespace spanne::tests

// A folder with a small guideline, and the program run in it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "cli/run.hpp"
#include "tests/support/folder.hpp"

namespace spanne::tests {

namespace fs = std::filesystem;
using test::contents;

struct Result {
  int status;
  std::string out, err;
};

/// An empty folder, which is the current one until the test ends.
struct Folder : test::Folder {
  Folder() : before(fs::current_path()) { fs::current_path(path); }
  ~Folder() { fs::current_path(before); }

  static void put(const std::string& name, const std::string& text) { test::put(name, text); }

  fs::path before;
};

inline Result typed(const std::vector<std::string>& args) {
  std::ostringstream out, err;
  const int status = cli::run(args, out, err, {});
  return {status, out.str(), err.str()};
}

/// What a shell makes of it; `spanne` is the program.
inline int shell(const std::string& commands) {
  const std::string all = "spanne() { '" + std::string(SPANNE_PROGRAM) + "' \"$@\"; }\n" + commands;
  Folder::put(".commands", all);
  const int status = std::system("sh .commands > .shown 2>&1");
  fs::remove(".commands");
  return WEXITSTATUS(status);
}

inline void expect(const Result& result, int status, const std::string& words) {
  BOOST_TEST_CONTEXT(words << "\n" << result.out << result.err) {
    BOOST_TEST(result.status == status);
    BOOST_TEST((result.out + result.err).find(words) != std::string::npos);
  }
}

inline std::string guideline(const std::string& version, const std::string& amount = "0.1",
                             const std::string& more = "") {
  return "ruleset \"Small\" version " + version +
         "\nattributes\n  id text key\n  kam text owner\n  sites integer 1 .. 5_000\ncluster all: otherwise -> " +
         amount + " FTE\nmany: sites > 10 -> +0.01 FTE per sites above 10\n" + more;
}

}  // namespace spanne::tests

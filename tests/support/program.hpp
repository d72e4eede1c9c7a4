// The program as a person calls it: arguments in, status and both outputs out; and files it may be run on.
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/run.hpp"
#include "tests/support/folder.hpp"

namespace spanne::test {

inline const fs::path root = SPANNE_SOURCE_DIR;

struct Result {
  int status;
  std::string out, err;
};

inline Result spanne_run(const std::vector<std::string>& args, const cli::Terminal& terminal = {}) {
  std::ostringstream out, err;
  const int status = cli::run(args, out, err, terminal);
  return {status, out.str(), err.str()};
}

/// A run that is refused with these words and writes nothing.
inline void refused(const std::vector<std::string>& args, int status, const std::string& words) {
  const Result result = spanne_run(args);
  BOOST_TEST_CONTEXT(words) {
    BOOST_TEST(result.status == status);
    BOOST_TEST(result.out == "");
    BOOST_TEST(result.err.find(words) != std::string::npos);
    BOOST_TEST(result.err.size() < 3'000U);
  }
}

/// With a golden file, which SPANNE_UPDATE_GOLDEN=1 writes anew.
inline void compare(const std::string& got, const fs::path& expected) {
  if (std::getenv("SPANNE_UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << got;
  BOOST_TEST_CONTEXT(expected.string()) BOOST_TEST(got == contents(expected));
}

inline std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// A file in the place of one of the process's standard streams, for as long as the object lives.
class StreamInFile {
 public:
  StreamInFile(int stream, const std::string& path, int flags) : stream_(stream), before_(::dup(stream)) {
    std::fflush(nullptr);
    const int file = ::open(path.c_str(), flags, 0600);
    BOOST_REQUIRE(file >= 0);
    ::dup2(file, stream_);
    ::close(file);
  }
  ~StreamInFile() {
    std::fflush(nullptr);
    ::dup2(before_, stream_);
    ::close(before_);
  }
  StreamInFile(const StreamInFile&) = delete;
  StreamInFile& operator=(const StreamInFile&) = delete;

 private:
  int stream_, before_;
};

/// A file as standard output: what libraries print. Output of spanne_run() does not get there.
struct OutputInFile : StreamInFile {
  explicit OutputInFile(const std::string& path) : StreamInFile(STDOUT_FILENO, path, O_CREAT | O_TRUNC | O_WRONLY) {}
};

/// A file as standard input.
struct StandardInput : StreamInFile {
  explicit StandardInput(const std::string& path) : StreamInFile(STDIN_FILENO, path, O_RDONLY) {}
};

}  // namespace spanne::test

// A folder with all the files a command can read, and the program refused in it with every file as it was.
#pragma once

#include <algorithm>

#include "tests/trail/trail.hpp"

namespace spanne::tests {

using Words = std::vector<std::string>;

/// A guideline of which version 1.0.0 is released, accounts and people.
struct Sources : Folder {
  Sources() {
    put("g.spanne", guideline("1.0.0"));
    put("accounts.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
    put("kams.csv", "kam,capacity\nAnna,1\nBen,0.8\n");
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
    BOOST_REQUIRE_EQUAL(typed({"new-key", "jane.key"}).status, 0);
  }
};

inline std::string everything_here() {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(".")) {
    const std::string name = entry.path().filename().string();
    if (name == ".shown" || name == "said") continue;  // what the shell was told and said
    const bool is_file = !entry.is_symlink() && entry.is_regular_file();
    all.push_back(entry.path().string() + "\n" + (is_file ? contents(entry.path()) : std::string("-")) + "\n");
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const auto& one : all) text += one;
  return text;
}

/// Refused with these words, every file as it was.
inline void untouched(const Words& args, const std::string& words, int status = 2) {
  const std::string before = everything_here();
  const Result result = typed(args);
  BOOST_TEST_CONTEXT(words << "\n" << result.out << result.err) {
    BOOST_TEST(result.status == status);
    BOOST_TEST(result.err.find(words) != std::string::npos);
    BOOST_TEST(result.err.find("help: ") != std::string::npos);
    BOOST_TEST((everything_here() == before));
  }
}

inline Words eval(const Words& more) {
  Words args{"eval", "g.spanne", "accounts.csv", "--kams", "kams.csv"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

}  // namespace spanne::tests

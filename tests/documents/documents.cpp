// What the documents tell people to type is typed here, block by block, each document in an empty folder of its own.
//
// A block ```sh is run by a shell that finds `spanne` and has to end with status 0, or with 1 where it says
// ```sh status=1. A block ```text right below it is what the terminal then shows; days of evaluation count as equal.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Block {
  std::size_t line = 0;  // of its fence in the document
  std::string commands;
  int status = 0;
  std::string shown;  // empty: anything
};

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Block> blocks_of(const fs::path& document) {
  std::vector<Block> blocks;
  std::string* body = nullptr;
  std::string elsewhere;    // what belongs to no block of commands
  bool just_ended = false;  // nothing but blank lines since a block of commands
  std::ifstream file(document);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const bool fence = line.starts_with("```");
    if (body != nullptr && fence) {
      just_ended = body == &blocks.back().commands;
      body = nullptr;
    } else if (body != nullptr) {
      *body += line + "\n";
    } else if (fence && line.starts_with("```sh")) {
      blocks.push_back({number, "", line.find("status=1") == std::string::npos ? 0 : 1, ""});
      body = &blocks.back().commands;
    } else if (fence) {
      body = line == "```text" && just_ended ? &blocks.back().shown : &elsewhere;
    } else if (!line.empty()) {
      just_ended = false;
    }
  }
  return blocks;
}

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("spanne-documents-" + std::to_string(::getpid()))) {
    fs::remove_all(path);
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

/// A day of evaluation is whatever today is.
std::string without_days(const std::string& text) {
  return std::regex_replace(text, std::regex("as of \\d{4}-\\d{2}-\\d{2}"), "as of today");
}

const char* const documents[] = {"README.md"};

BOOST_DATA_TEST_CASE(what_a_document_says_is_so, boost::unit_test::data::make(documents), document) {
  const Folder folder;
  const auto blocks = blocks_of(fs::path(SPANNE_SOURCE_DIR) / document);
  BOOST_TEST(!blocks.empty());
  for (const auto& block : blocks) {
    std::ofstream(folder.path / ".commands") << block.commands;
    const std::string call = "cd '" + folder.path.string() + "' && PATH='" + SPANNE_PROGRAM_DIR +
                             ":'\"$PATH\" NO_COLOR=1 sh -e .commands > .shown 2>&1";
    const int status = std::system(call.c_str());
    const std::string shown = contents(folder.path / ".shown");
    BOOST_TEST_CONTEXT(document << ":" << block.line << "\n" << block.commands << shown) {
      BOOST_TEST(WEXITSTATUS(status) == block.status);
      if (!block.shown.empty()) BOOST_TEST(without_days(shown) == without_days(block.shown));
    }
  }
}

}  // namespace

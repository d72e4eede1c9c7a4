// Files for a test: a folder of its own, and texts in and out of it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace spanne::test {

namespace fs = std::filesystem;

inline void put(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

inline std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// An empty folder that nobody else has, gone afterwards with all that is in it.
struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "spanne-test-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name) const { return (path / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    put(path / name, text);
    return file(name);
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }

  fs::path path;
};

}  // namespace spanne::test

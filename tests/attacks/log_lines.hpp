// Logs and keys as they lie in files, for those who change them by hand.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/trail/trail.hpp"

namespace spanne::tests {

using Json = nlohmann::ordered_json;

/// The lines of the log in a folder.
inline std::vector<Json> lines_of(const std::string& folder) {
  std::vector<Json> lines;
  std::istringstream text(contents(folder + "/RELEASES.jsonl"));
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  return lines;
}

inline std::string text_of(const std::vector<Json>& lines) {
  std::string text;
  for (const auto& line : lines) text += line.dump() + "\n";
  return text;
}

/// The key in a file of a secret one.
inline std::string secret_key(const std::string& file) {
  std::istringstream words(contents(file));
  std::string word, key;
  words >> word >> key;
  return key;
}

}  // namespace spanne::tests

// Logs and keys as they lie in files, for those who change them by hand.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/trail/digest.hpp"
#include "tests/trail/trail.hpp"

namespace spanne::tests {

using Json = nlohmann::ordered_json;

inline std::vector<Json> lines_in(const std::string& text) {
  std::vector<Json> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) lines.push_back(Json::parse(line));
  return lines;
}

/// The lines of the log in a folder.
inline std::vector<Json> lines_of(const std::string& folder) { return lines_in(contents(folder + "/RELEASES.jsonl")); }

inline std::string text_of(const std::vector<Json>& lines) {
  std::string text;
  for (const auto& line : lines) text += line.dump() + "\n";
  return text;
}

/// What a line says of the line before it and of its text, made anew.
inline void bind_again(std::vector<Json>& lines, std::size_t at) {
  auto& line = lines[at];
  if (line.contains("previous")) line["previous"] = at == 0 ? "" : engine::byte_digest(lines[at - 1].dump());
  if (!line.contains("text") || !line["text"].is_string()) return;
  const std::string text = line["text"];
  if (line.contains("digest")) line["digest"] = engine::canonical_digest(text);
  if (line.contains("text_digest")) line["text_digest"] = engine::digest(text);
}

/// The key in a file of a secret one.
inline std::string secret_key(const std::string& file) {
  std::istringstream words(contents(file));
  std::string word, key;
  words >> word >> key;
  return key;
}

}  // namespace spanne::tests

// Parts collects in which parts two statements differ.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/compare/compare.hpp"

namespace spanne::engine {

class Parts {
 public:
  void compare(const char* name, const std::string& old_meaning, const std::string& new_meaning, std::string before,
               std::string after, bool matters = true) {
    if (old_meaning == new_meaning) return;
    parts_.push_back({name, std::move(before), std::move(after), matters});
  }
  /// For parts whose words are their meaning.
  void compare(const char* name, const std::string& before, const std::string& after, bool matters = true) {
    compare(name, before, after, before, after, matters);
  }
  void add(RulePart part) { parts_.push_back(std::move(part)); }
  std::vector<RulePart> take() { return std::move(parts_); }

 private:
  std::vector<RulePart> parts_;
};

}  // namespace spanne::engine

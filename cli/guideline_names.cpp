#include "cli/guideline_names.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/tokens/keywords.hpp"
#include "library/guideline.hpp"

namespace spanne::cli {
namespace {

/// Whether a guideline takes it as the name of an attribute.
bool is_good_name(const std::string& name) {
  const std::string text =
      "ruleset \"Name\" version 0.1.0\nattributes\n  " + name + " text optional\ncluster all: otherwise -> 0.1 FTE\n";
  return !name.empty() && !grammar::is_reserved(name) && library::read_guideline("name", text).model.has_value();
}

std::string joined_letters(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool is_ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_ascii_letter || static_cast<unsigned char>(c) >= 0x80U)
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

}  // namespace

std::string quoted_for_guideline(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string name_for(const std::string& text, const std::string& otherwise, const std::vector<std::string>& taken) {
  const std::string letters = joined_letters(text);
  for (const std::string& name : {letters, "the_" + letters, otherwise}) {
    const bool is_free = std::find(taken.begin(), taken.end(), name) == taken.end();
    if (is_free && name.size() <= 60 && is_good_name(name)) return name;
  }
  for (std::size_t number = 2;; ++number) {
    const std::string name = fmt::format("{}_{}", otherwise, number);
    if (std::find(taken.begin(), taken.end(), name) == taken.end()) return name;
  }
}

}  // namespace spanne::cli

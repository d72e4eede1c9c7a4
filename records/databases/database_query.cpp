#include "records/databases/database_query.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::records {
namespace {

/// The first names of a list that may be long.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t max_listed = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), max_listed); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", shown(names[i]));
  return names.size() > max_listed ? fmt::format("{} and {} more", text, names.size() - max_listed) : text;
}

}  // namespace

std::variant<std::string, AccountsError> choose_table(const std::string& asked,
                                                      const std::vector<std::string>& tables) {
  if (tables.empty()) return AccountsError{"it has no table", ""};
  if (asked.empty()) {
    if (tables.size() == 1) return tables.front();
    return AccountsError{fmt::format("it has {} tables: {}", tables.size(), listed(tables)),
                         fmt::format("name the one with the accounts: --table '{}'", shown(tables.front()))};
  }
  if (std::find(tables.begin(), tables.end(), asked) != tables.end()) return asked;
  const std::string wanted = folded(asked);
  const auto is_meant = [&](const std::string& name) { return folded(name) == wanted; };
  if (std::count_if(tables.begin(), tables.end(), is_meant) == 1)
    return *std::find_if(tables.begin(), tables.end(), is_meant);
  return AccountsError{fmt::format("it has no table {}", shown(asked)),
                       fmt::format("these are there: {}", listed(tables))};
}

SourceCell database_text(std::string text) {
  if (text.size() > longest_cell) return {SourceCell::Kind::error, "a text of more than 1,000,000 bytes", {}};
  if (!is_utf8(text)) return {SourceCell::Kind::error, "a text that is not valid UTF-8", {}};
  if (text.find('\0') != std::string::npos) return {SourceCell::Kind::error, "a text with a zero character", {}};
  return {SourceCell::Kind::text, std::move(text), {}};
}

std::string reported(std::string_view message) {
  constexpr std::size_t longest_message = 400;
  std::string line;
  for (const char letter : trimmed(message)) {
    const bool is_blank = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    if (!is_blank)
      line += letter;
    else if (!line.ends_with(' '))
      line += ' ';
  }
  if (line.size() <= longest_message) return line;
  std::size_t end = longest_message;
  while ((static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

}  // namespace spanne::records

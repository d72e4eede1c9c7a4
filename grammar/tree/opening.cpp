#include "grammar/tree/opening.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <utility>

#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/text/characters.hpp"

namespace spanne::grammar {
namespace {

// No guideline of people comes near: 10,000 rules are below 1 MB.
constexpr std::size_t largest_file = 16'000'000;

/// Files of office programs, by how they begin.
std::optional<Diagnostic> other_file(std::string_view text) {
  if (text.starts_with("PK\x03\x04") || text.starts_with("\xD0\xCF\x11\xE0"))
    return refusal("E0101", {0, 0}, "this is a workbook or a document of an office program, not a text file",
                   "copy its text into a plain text file (.txt or .spanne)");
  if (text.starts_with("%PDF-") || text.starts_with("{\\rtf"))
    return refusal("E0101", {0, 0}, "this is a laid out document, not a text file",
                   "copy its text into a plain text file (.txt or .spanne)");
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return refusal("E0102", {0, 0}, "this file is in UTF-16, not in UTF-8", "save it again with the encoding UTF-8");
  return std::nullopt;
}

/// A file of accounts: no rule set, and one separator as often on its first line as on its second.
bool is_csv(std::string_view text) {
  if (text.find("ruleset") != std::string_view::npos || text.find("->") != std::string_view::npos) return false;
  const auto line = [&](std::size_t begin) { return text.substr(begin, text.find('\n', begin) - begin); };
  const std::string_view first = line(0);
  const std::string_view second = first.size() < text.size() ? line(first.size() + 1) : std::string_view{};
  return std::any_of(std::begin(",;\t"), std::end(",;\t") - 1, [&](char separator) {
    const auto count = std::count(first.begin(), first.end(), separator);
    return count > 0 && (second.empty() || std::count(second.begin(), second.end(), separator) >= count);
  });
}

}  // namespace

Diagnostic refusal(std::string code, TextSpan span, std::string message, std::string help) {
  return {std::move(code), Severity::error, span, std::move(message), std::move(help), {}};
}

std::optional<Diagnostic> no_rule_file(std::string_view text) {
  if (auto refused = unusable(text)) return refused;
  if (is_scenario_file(text))
    return refusal("E0600", {0, 0}, "this is a file of scenarios, not a rule file",
                   "the rule file comes first: spanne plan guideline.spanne accounts.csv FILE");
  if (is_csv(text))
    return refusal("E0108", {0, static_cast<std::uint32_t>(std::min(text.find('\n'), text.size()))},
                   "this is a list of accounts (CSV), not a rule file",
                   "the rule file comes first: spanne eval guideline.spanne accounts.csv");
  return std::nullopt;
}

std::optional<Diagnostic> unusable(std::string_view text) {
  if (text.size() > largest_file)
    return refusal("E0100", {0, 0}, "this file is larger than 16 MB, too large for a rule file",
                   "is it the right file?");
  if (const auto other = other_file(text)) return other;
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos)
    return refusal("E0101", {static_cast<std::uint32_t>(zero), static_cast<std::uint32_t>(zero)},
                   fmt::format("this is not a text file: byte {} is zero", zero), "rule files are plain text in UTF-8");
  if (const auto bad = first_not_utf8(text))
    return refusal("E0102", {static_cast<std::uint32_t>(*bad), static_cast<std::uint32_t>(*bad)},
                   fmt::format("this file is not in UTF-8: byte {} does not fit", *bad),
                   "save it again with the encoding UTF-8");
  return std::nullopt;
}

}  // namespace spanne::grammar

#include "report/codes/codes.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "grammar/text/nearest.hpp"

namespace spanne::report {
namespace {

constexpr std::string_view head = "ruleset \"Example\" version 1.0.0\n  effort external, internal\n";
constexpr std::string_view attributes =
    "attributes\n"
    "  account    text     key\n"
    "  reach      one of regional < national < global\n"
    "  country    text\n"
    "  revenue    money EUR  0 ..\n"
    "  sites      integer  1 ..\n"
    "  decentral  boolean\n"
    "  growth     percent  optional\n"
    "  signed     date     optional\n";
constexpr std::string_view scenarios_head = "scenarios \"Options\" of \"guideline.spanne\"\n";
constexpr std::string_view cluster = "cluster all: otherwise -> 0.1 FTE\n";

/// Whether a line begins with this word.
bool has_line(std::string_view lines, std::string_view word) {
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines.substr(at, word.size()) == word) return true;
    at = std::min(lines.find('\n', at), lines.size());
  }
  return false;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number in a code: "E0316" is 316.
int number_of(std::string_view code) { return std::atoi(std::string(code.substr(1)).c_str()); }

}  // namespace

const std::vector<CodeExplanation>& explanations() {
  static const std::vector<CodeExplanation> all = [] {
    std::vector<CodeExplanation> result;
    for (const auto part : {opening_codes(), condition_codes(), declaration_codes(), name_codes(), type_codes(),
                            value_codes(), proof_codes(), scenario_codes()})
      result.insert(result.end(), part.begin(), part.end());
    std::sort(result.begin(), result.end(),
              [](const CodeExplanation& a, const CodeExplanation& b) { return a.code.substr(1) < b.code.substr(1); });
    return result;
  }();
  return all;
}

const CodeExplanation* find_explanation(std::string_view code) {
  const auto& all = explanations();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const CodeExplanation& entry) { return entry.code == code; });
  return found == all.end() ? nullptr : &*found;
}

std::string example_file(const CodeExplanation& explanation, std::string_view lines) {
  std::string text(lines);
  if (explanation.whole_file) return text;
  if (explanation.shown_by == "plan") return std::string(scenarios_head) + text + '\n';
  if (!text.empty()) text += '\n';
  std::string before, behind;
  const bool headed = has_line(lines, "ruleset");
  if (!headed) before += head;
  (headed ? behind : before) += has_line(lines, "attributes") ? "" : attributes;
  (headed ? behind : before) += has_line(lines, "cluster") ? "" : cluster;
  return before + text + behind;
}

std::string code_in(std::string_view typed) {
  for (std::size_t at = 0; at < typed.size(); ++at) {
    std::size_t end = at + 1;
    while (end < typed.size() && is_digit(typed[end])) ++end;
    const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(typed[at])));
    const bool alone = at == 0 || std::isalnum(static_cast<unsigned char>(typed[at - 1])) == 0;
    if (alone && end - at == 5 && std::string_view("EWNI").find(letter) != std::string_view::npos)
      return letter + std::string(typed.substr(at + 1, 4));
  }
  const bool digits = !typed.empty() && typed.size() <= 4 && std::all_of(typed.begin(), typed.end(), is_digit);
  if (!digits) return {};
  const std::string number = std::string(4 - typed.size(), '0') + std::string(typed);
  for (const auto& explanation : explanations())
    if (explanation.code.substr(1) == number) return std::string(explanation.code);
  return "E" + number;
}

std::string nearest_code(std::string_view code) {
  constexpr int neighbour = 9;
  std::vector<std::string> known;
  for (const auto& explanation : explanations()) known.emplace_back(explanation.code);
  const auto distance = [wanted = number_of(code)](const std::string& text) {
    return std::abs(number_of(text) - wanted);
  };
  const auto next = std::min_element(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
    return distance(a) < distance(b);
  });
  if (distance(*next) <= neighbour) return *next;
  return grammar::nearest(code, known).value_or(*next);  // with digits swapped
}

}  // namespace spanne::report

#include "engine/completion/completion.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/completion/candidates.hpp"
#include "engine/completion/phrase_fit.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::engine {
namespace {

using ItemKind = CompletionItem::Kind;

constexpr std::uint32_t most_counted = 50;  // more often says no more
constexpr std::uint64_t most_used = 20;     // in the whole text

/// Or the first byte of one.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}

std::string_view first_word(std::string_view text) {
  if (!is_letter(text.front())) return text;
  return text.substr(0, text.find_first_of(" /("));
}

/// How likely a candidate is: first what the author wrote at such places, then how well it fits.
class Ranking {
 public:
  Ranking(const grammar::WritingPlace& place, const WordStatistics& statistics)
      : place_(place),
        statistics_(statistics),
        before_(statistics.before(place.tokens, place.written(), place.fresh_line)) {}

  std::uint64_t score(const CompletionCandidate& candidate) const {
    const std::string_view word = first_word(candidate.item.text);
    const std::uint64_t both = std::min(statistics_.count_both(before_, word), most_counted);
    const std::uint64_t last = std::min(statistics_.count(before_, word), most_counted);
    const std::uint64_t all = std::min(statistics_.count(word), most_counted);
    if (word.front() == '"') return weight_of(candidate.fit);
    if (candidate.item.kind == ItemKind::rule)  // those that no test asks for yet
      return weight_of(candidate.fit) + 2 * (most_used - std::min(all, most_used));
    return weight_of(candidate.fit) + 60 * both + 20 * last + 2 * std::min(all, most_used) +
           (is_written(word) ? 60 : 0);
  }

 private:
  static std::uint64_t weight_of(CompletionCandidate::Fit fit) {
    switch (fit) {
      case CompletionCandidate::Fit::exact: return 200;
      case CompletionCandidate::Fit::usual: return 80;
      case CompletionCandidate::Fit::possible: return 0;
    }
    return 0;
  }

  /// In this statement already.
  bool is_written(std::string_view word) const {
    if (!is_letter(word.front())) return false;
    const bool compared = grammar::is_any_of({"=", "!="}, place_.last());  // with what is written
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at)
      if (place_.word(at) == word) return !place_.fresh_line && !compared;
    return false;
  }

  const grammar::WritingPlace& place_;
  const WordStatistics& statistics_;
  WordStatistics::Before before_;
};

bool begins_file(std::string_view phrase) { return phrase == "ruleset" || phrase == "scenarios"; }

void add_phrases(const grammar::WritingPlace& place, const grammar::Expected& expected, const DeclaredNames& names,
                 std::vector<CompletionCandidate>& candidates) {
  const PhraseFit fit(place, expected, names);
  for (const std::string_view phrase : expected.phrases)
    if (begins_file(phrase)
            ? place.tokens.empty()
            : phrase != "(" || names.find(place.last()) == nullptr)  // no name is called like a function
      candidates.push_back(
          {fit.of(phrase), {is_letter(phrase.front()) ? ItemKind::word : ItemKind::sign, std::string(phrase), {}}});
}

/// The text without a statement, blanks in its place, so that all others stay where they are.
std::string without(std::string_view text, grammar::TextSpan statement) {
  std::string rest(text);
  for (std::uint32_t at = statement.begin; at < statement.end && at < rest.size(); ++at)
    if (rest[at] != '\n') rest[at] = ' ';
  return rest;
}

}  // namespace

Surroundings surroundings(std::string_view text, grammar::TextSpan statement, grammar::FileKind file,
                          std::string_view guideline) {
  Surroundings around;
  const grammar::Source rest({}, without(text, statement));
  around.statistics.add(grammar::tokenize(rest.text()).tokens, rest.text());
  if (file == grammar::FileKind::rules) {
    around.names = DeclaredNames(grammar::parse(rest).tree, rest.text());
    return around;
  }
  const grammar::Source rules({}, std::string(guideline));
  around.names = DeclaredNames(grammar::parse(rules).tree, rules.text());
  for (const auto& scenario : grammar::parse_scenarios(rest).file.scenarios)
    around.scenarios.push_back(scenario.name.value);
  return around;
}

std::vector<CompletionItem> completions(const grammar::WritingPlace& place, const Surroundings& surroundings) {
  const grammar::Expected expected = grammar::expected_at(place);
  std::vector<CompletionCandidate> candidates = name_candidates(place, expected, surroundings);
  add_phrases(place, expected, surroundings.names, candidates);
  const Ranking ranking(place, surroundings.statistics);
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t at = 0; at < candidates.size(); ++at) order.emplace_back(ranking.score(candidates[at]), at);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<CompletionItem> items;
  for (const auto& [score, at] : order) {
    const std::string& text = candidates[at].item.text;
    const bool there = std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.text == text; });
    if (!there) items.push_back(std::move(candidates[at].item));
  }
  return items;
}

}  // namespace spanne::engine

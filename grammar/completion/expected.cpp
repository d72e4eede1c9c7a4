#include "grammar/completion/expected.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "grammar/completion/phrases.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::grammar {
namespace {

/// A word that is no other.
constexpr std::string_view some_name = "name_here";

/// What is written at the place to see whether it fits there, and what became of it.
struct Trial {
  Probe probe;
  std::uint32_t end = 0;  // of what was written
  Expressions expressions;
  std::optional<TypeUse> type;

  bool fits() const { return probe.taken && (!probe.refused || probe.refused->begin >= end); }
  bool fits_as_itself() const { return fits() && probe.roles.empty(); }
};

class Trials {
 public:
  explicit Trials(const WritingPlace& place) : place_(place), written_(place.written()) {
    if (!written_.empty() && written_.back() != ' ' && written_.back() != '\n') written_ += ' ';
    find_ends();
  }

  bool fits(const CompletionPhrase& phrase) const {
    return std::any_of(ends_.begin(), ends_.end(),
                       [&](const std::string& end) { return read(phrase.text, phrase.follow, end).fits_as_itself(); });
  }
  bool fits(std::string_view literal) const {
    return std::any_of(ends_.begin(), ends_.end(),
                       [&](const std::string& end) { return read(literal, {}, end).fits(); });
  }

  void find_names(Expected& expected) const {
    for (const std::string& end : ends_) {
      Trial trial = read(some_name, {}, end);
      if (!trial.probe.taken) continue;
      const TextSpan name{trial.probe.offset, trial.end};
      const bool value = std::count(trial.probe.roles.begin(), trial.probe.roles.end(), NameRole::value) > 0;
      for (const NameRole role : trial.probe.roles)
        if (!expected.name(role)) expected.roles.push_back(role);
      if (value) expected.value = value_place(trial.expressions, name);
      if (value) expected.expressions = std::move(trial.expressions);
      if (trial.type) expected.type = std::move(trial.type);
    }
  }

 private:
  /// What makes a whole statement of what has been written, each by itself.
  void find_ends() {
    if (place_.row && !place_.fresh_line) return find_row_ends(*place_.row);
    std::string closed;
    bool arrow = false, when = false;
    for (std::size_t at = place_.first; at < place_.tokens.size(); ++at) {
      if (place_.word(at) == "(") closed += ')';
      if (place_.word(at) == ")" && !closed.empty()) closed.pop_back();
      arrow = arrow || place_.word(at) == "->";
      when = (when || place_.word(at) == "when") && place_.word(at) != ":";
    }
    ends_.push_back(when ? closed + ": a" : closed);  // the claim of a property
    const bool rule = !place_.declares && !arrow;
    if (place_.file == FileKind::rules && (rule || place_.fresh_line)) ends_.push_back(closed + " -> flag \"\"");
  }

  void find_row_ends(const RowPlace& row) {
    if (row.heads) {
      ends_.emplace_back(row.outcome ? " |" : " || + FTE |");
      return;
    }
    const auto cells = [](std::size_t all, std::size_t done) {
      std::string text;
      for (std::size_t at = done; at < all; ++at) text += "| - ";
      return text;
    };
    const std::string outcomes = cells(row.outcomes.size(), 1) + "|";
    if (row.outcome) {
      ends_.push_back(" " + cells(row.outcomes.size(), row.cell + 1) + "|");
      return;
    }
    ends_.push_back(" " + cells(row.conditions.size(), row.cell + 1) + "|| - " + outcomes);
    if (row.cell == 0) ends_.push_back(" || - " + outcomes);  // `otherwise` stands alone
  }

  Trial read(std::string_view candidate, std::string_view follow, std::string_view end) const {
    Trial trial;
    const std::size_t last_word = candidate.front() == '"' ? 0 : candidate.rfind(' ') + 1;
    trial.probe.offset = static_cast<std::uint32_t>(written_.size() + last_word);
    trial.end = static_cast<std::uint32_t>(written_.size() + candidate.size());
    std::string text;
    text.reserve(written_.size() + candidate.size() + follow.size() + end.size() + 1);
    text.append(written_).append(candidate).append(" ").append(follow).append(end);
    const Source source({}, std::move(text));
    if (place_.file == FileKind::scenarios) {
      trial.expressions = std::move(parse_scenarios(source, &trial.probe).file.expressions);
      return trial;
    }
    SyntaxTree tree = parse(source, &trial.probe).tree;
    if (!tree.attributes.empty()) trial.type = std::move(tree.attributes.back().type);
    trial.expressions = std::move(tree.expressions);
    return trial;
  }

  const WritingPlace& place_;
  std::string written_;
  std::vector<std::string> ends_;
};

bool is_tried(const CompletionPhrase& phrase, const WritingPlace& place) {
  using Where = CompletionPhrase::Where;
  const bool begins = place.fresh_line || place.tokens.empty();
  if (phrase.where == Where::line_begin) return begins;
  return phrase.where == Where::anywhere || (!begins && place.tokens.back().kind == TokenKind::number);
}

void find_phrases(const Trials& trials, const WritingPlace& place, std::span<const CompletionPhrase> phrases,
                  Expected& expected) {
  for (const CompletionPhrase& phrase : phrases) {
    if (!is_tried(phrase, place)) continue;
    const bool there =
        std::find(expected.phrases.begin(), expected.phrases.end(), phrase.text) != expected.phrases.end();
    if (!there && trials.fits(phrase)) expected.phrases.push_back(phrase.text);
  }
}

/// The bars are not read: they cut a line into cells.
void find_bars(const WritingPlace& place, Expected& expected) {
  if (place.fresh_line && place.in_table) expected.phrases.emplace_back("|");
  if (!place.row || place.fresh_line) return;
  const RowPlace& row = *place.row;
  const bool last = row.cell + 1 >= row.conditions.size();
  if (row.outcome || row.heads || !last) expected.phrases.emplace_back("|");
  if (!row.outcome && (row.heads || last || place.last() == "otherwise")) expected.phrases.emplace_back("||");
}

}  // namespace

bool Expected::name(NameRole role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

Expected expected_at(const WritingPlace& place) {
  Expected expected;
  using Inside = WritingPlace::Inside;
  if (place.inside == Inside::comment || place.inside == Inside::nothing) return expected;
  const Trials trials(place);
  expected.text = trials.fits("\"a\"");
  if (place.inside == Inside::text) return expected;
  find_phrases(trials, place, completion_phrases(), expected);
  if (place.file == FileKind::scenarios) find_phrases(trials, place, scenario_phrases(), expected);
  find_bars(place, expected);
  trials.find_names(expected);
  expected.number = trials.fits("1");
  expected.day = trials.fits("2026-01-01");
  return expected;
}

}  // namespace spanne::grammar

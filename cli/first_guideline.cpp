#include "cli/first_guideline.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/guideline_names.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "library/guideline.hpp"
#include "records/cells/encoding.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {

using records::AccountsError;
using records::FileError;

namespace {

struct GuidelineWords {
  const char *title, *begin, *attributes, *cluster, *label, *because;
};

constexpr GuidelineWords english{
    "Our key account guideline",
    "# Which accounts does one key account manager (KAM) look after, and how many? Made from a list of accounts.\n"
    "# Next: say below which accounts are alike (a line `cluster …` for each sort, above the last one), how much "
    "effort\n"
    "# each sort begins with, and what comes on top (`rules`). `spanne check` says whether it is sound.\n",
    "# One line for each column of the list. Ranges are guesses, wider than the list: correct them.\n",
    "# A placeholder: every account gets the same.\n",
    "Every account",
    "A placeholder, to be replaced"};
constexpr GuidelineWords in_german{
    "Unsere Betreuungsleitlinie",
    "# Welche Kunden betreut ein Key-Account-Manager (KAM), und wie viele? Aus einer Kundenliste erstellt.\n"
    "# Weiter: Unten sagen, welche Kunden sich gleichen (eine Zeile `cluster …` je Art, vor der letzten), mit wie "
    "viel\n"
    "# Aufwand jede Art beginnt und was dazukommt (`rules`). `spanne check` sagt, ob alles stimmt.\n",
    "# Eine Zeile je Spalte der Liste. Bereiche sind geschätzt, weiter als die Liste: bitte berichtigen.\n",
    "# Ein Platzhalter: Jeder Kunde bekommt dasselbe.\n",
    "Alle Kunden",
    "Ein Platzhalter, zu ersetzen"};

/// `one of lead as "Lead-KAM", national`.
std::string choice_text(const ListColumn& column) {
  std::vector<std::string> names;
  std::string text;
  for (const std::string& value : column.choices) {
    names.push_back(name_for(value, fmt::format("value_{}", names.size() + 1), names));
    text += text.empty() ? "one of " : ", ";
    text += names.back() == value ? value : fmt::format("{} as {}", names.back(), quoted_for_guideline(value));
  }
  return text;
}

std::string attribute_line(const ListColumn& column) {
  std::string line = fmt::format("  {}  {}", column.name, column.choices.empty() ? column.type : choice_text(column));
  if (!column.range.empty()) line += "  " + column.range;
  if (column.is_key) line += "  key";
  if (column.is_owner) line += "  owner";
  if (column.is_optional && !column.is_key) line += "  optional";
  if (records::folded(column.head) != records::folded(column.name))
    line += "  column " + quoted_for_guideline(column.head);
  return line + "\n";
}

class FirstGuidelineMaker {
 public:
  FirstGuidelineMaker(const std::string& path, const records::TableOptions& options, ListStudy study, bool german)
      : path_(path), options_(options), study_(std::move(study)), words_(german ? in_german : english) {}

  std::variant<FirstGuideline, AccountsError, FileError> make() {
    for (;;) {
      write();
      const auto guideline = library::read_guideline("guideline", text_);
      if (!guideline.model) {
        if (!widen_at(guideline))
          return AccountsError{"none of its columns can be read", "give the columns heads, and the cells values"};
        continue;
      }
      auto tried = try_out(*guideline.model);
      if (auto* error = std::get_if<AccountsError>(&tried)) return std::move(*error);
      if (auto* error = std::get_if<FileError>(&tried)) return std::move(*error);
      if (std::get<bool>(tried)) continue;
      return finished(*guideline.source);
    }
  }

 private:
  /// Into text_, with the column of each of its lines.
  void write() {
    text_ = fmt::format("{}\nruleset \"{}\" version 0.1.0\n\n{}attributes\n", words_.begin, words_.title,
                        words_.attributes);
    ends_.clear();
    for (const ListColumn& column : study_.columns) {
      if (!column.is_left_out) text_ += attribute_line(column);
      ends_.push_back(text_.size());
    }
    text_ += fmt::format("\n{}cluster all_accounts \"{}\":  otherwise  -> 0.1 FTE  because \"{}\"\n", words_.cluster,
                         words_.label, words_.because);
  }

  /// Declares less of a column. Returns false where nothing is left to be taken back.
  static bool widen(ListColumn& column) {
    if (column.is_left_out) return false;
    if (!column.range.empty())
      column.range.clear();
    else if (!column.choices.empty())
      column.choices.clear();
    else if (column.type != "text")
      column.type = "text";
    else if (!column.is_optional && !column.is_key)
      column.is_optional = true;
    else
      column.is_left_out = true;
    return true;
  }

  bool widen_at(const library::Guideline& guideline) {
    bool has_widened = false;
    for (const auto& finding : guideline.diagnostics) {
      if (finding.severity != grammar::Severity::error) continue;
      const auto place = std::upper_bound(ends_.begin(), ends_.end(), std::size_t{finding.span.begin});
      if (place == ends_.end()) continue;
      has_widened = widen(study_.columns[static_cast<std::size_t>(place - ends_.begin())]) || has_widened;
    }
    return has_widened || drop_keys();
  }

  bool drop_keys() {
    bool had_keys = false;
    for (ListColumn& column : study_.columns) had_keys = std::exchange(column.is_key, false) || had_keys;
    return had_keys;
  }

  /// Whether something was declared more widely because a row is rejected.
  std::variant<bool, AccountsError, FileError> try_out(const engine::Model& model) {
    const engine::Evaluator evaluator(model, {});
    std::vector<std::size_t> faults(model.attributes.size());
    bool has_other_faults = false;
    rows_ = rejected_ = 0;
    auto read = records::read_accounts(
        path_, model, options_, [](const records::AccountsHeader&) {},
        [&](records::AccountRow&& row) {
          ++rows_;
          for (const auto& [id, cell] : row.unreadable) ++faults[id];
          for (std::size_t id = 0; id < faults.size(); ++id)
            if (is_missing(row.account.values[id]) && !model.attributes[id].optional) ++faults[id];
          const bool is_read = row.unreadable.empty();
          if (!judge(row.account, std::move(row.reasons), evaluator).rejected()) return;
          ++rejected_;
          has_other_faults = has_other_faults || is_read;
        });
    if (auto* error = std::get_if<AccountsError>(&read)) {
      if (widen_all()) return true;
      return std::move(*error);
    }
    if (auto* error = std::get_if<FileError>(&read)) return std::move(*error);
    return rejected_ > 0 && widen_for(model, faults, has_other_faults);
  }

  bool widen_for(const engine::Model& model, const std::vector<std::size_t>& faults, bool has_other_faults) {
    bool has_widened = false;
    for (std::size_t id = 0; id < faults.size(); ++id)
      for (ListColumn& column : study_.columns)
        if (faults[id] > 0 && column.name == model.attributes[id].name) has_widened = widen(column) || has_widened;
    return has_widened || (has_other_faults && (drop_keys() || widen_all()));
  }

  /// One step for every column that is declared as more than a text.
  bool widen_all() {
    bool has_widened = false;
    for (ListColumn& column : study_.columns)
      if (!column.is_left_out && (column.type != "text" || !column.choices.empty() || !column.range.empty()))
        has_widened = widen(column) || has_widened;
    return has_widened;
  }

  FirstGuideline finished(const grammar::Source& source) const {
    FirstGuideline made{
        grammar::format(source, grammar::parse(source).tree), {}, rows_, rejected_, false, study_.total_lines};
    for (const ListColumn& column : study_.columns) {
      if (column.is_left_out && !column.head.empty()) made.left_out_heads.push_back(column.head);
      made.has_key = made.has_key || (column.is_key && !column.is_left_out);
    }
    return made;
  }

  const std::string& path_;
  const records::TableOptions& options_;
  ListStudy study_;
  const GuidelineWords& words_;
  std::string text_;
  std::vector<std::size_t> ends_;  // of each column's line in text_
  std::size_t rows_ = 0, rejected_ = 0;
};

}  // namespace

std::variant<FirstGuideline, AccountsError, FileError> first_guideline(const std::string& path,
                                                                       const records::TableOptions& options,
                                                                       bool german) {
  auto study = study_list(path, options);
  if (auto* error = std::get_if<AccountsError>(&study)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&study)) return std::move(*error);
  return FirstGuidelineMaker(path, options, std::move(std::get<ListStudy>(study)), german).make();
}

}  // namespace spanne::cli

#include "records/csv/style_decision.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {

using engine::TypeKind;

std::optional<Locale> locale_named(std::string_view name) {
  if (name == "auto") return Locale::automatic;
  if (name == "en") return Locale::en;
  if (name == "de") return Locale::de;
  if (name == "ch") return Locale::ch;
  if (name == "en-GB") return Locale::en_gb;
  if (name == "en-US") return Locale::en_us;
  return std::nullopt;
}

namespace {

CellStyle style_of(Locale locale) {
  switch (locale) {
    case Locale::automatic: return {};
    case Locale::en: return CellStyle(NumberStyle::english);
    case Locale::de: return CellStyle(NumberStyle::german);
    case Locale::ch: return CellStyle(NumberStyle::swiss);
    case Locale::en_gb: return CellStyle(NumberStyle::english, SlashDays::day_first);
    case Locale::en_us: break;
  }
  return CellStyle(NumberStyle::english, SlashDays::month_first);
}

}  // namespace

std::vector<std::size_t> number_columns(const engine::Model& model, const Layout& layout) {
  std::vector<std::size_t> columns;
  for (std::size_t id = 0; id < model.attributes.size(); ++id)
    if (layout.columns[id] && is_read_as_number(model.attributes[id])) columns.push_back(*layout.columns[id]);
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

NumberEvidence evidence_in(CsvReader rows, const std::vector<std::size_t>& columns) {
  NumberEvidence evidence;
  if (columns.empty()) return evidence;
  CsvRow row;
  while (!evidence.contradictory() && rows.next(row) == CsvEnd::row)
    for (const std::size_t column : columns)
      if (column < row.cells.size()) evidence.add(trimmed(row.cells[column]), row.line);
  return evidence;
}

void CellCounts::add(const CellCounts& more) {
  const auto add_each = [](std::vector<std::size_t>& to, const std::vector<std::size_t>& from) {
    to.resize(std::max(to.size(), from.size()));
    for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
  };
  rounded += more.rounded;
  dashes += more.dashes;
  needed_style = needed_style || more.needed_style;
  add_each(missing, more.missing);
  add_each(defaults, more.defaults);
}

CellCounts counts_for(const engine::Model& model, const MissingMarkers& missing) {
  CellCounts counts;
  counts.missing.resize(missing.words().size());
  counts.defaults.resize(model.attributes.size());
  return counts;
}

namespace {

std::string times(std::size_t count) { return count == 1 ? "once" : fmt::format("{} times", count); }

std::string missing_note(const CellCounts& counts, const MissingMarkers& missing) {
  std::vector<std::string> words;
  for (std::size_t word = 0; word < counts.missing.size(); ++word)
    if (counts.missing[word] > 0)
      words.push_back(fmt::format("{} {}", missing.words()[word], times(counts.missing[word])));
  return words.empty() ? std::string() : fmt::format("read as missing: {}", fmt::join(words, ", "));
}

std::string defaults_note(const CellCounts& counts, const engine::Model& model) {
  std::vector<std::string> names;
  for (std::size_t id = 0; id < counts.defaults.size(); ++id)
    if (counts.defaults[id] > 0) {
      const engine::Attribute& attribute = model.attributes[id];
      names.push_back(fmt::format("{} {} in {} {}", attribute.name, to_text(*attribute.fallback, attribute.type, model),
                                  counts.defaults[id], counts.defaults[id] == 1 ? "row" : "rows"));
    }
  return names.empty() ? std::string()
                       : fmt::format("the default was taken where no value stands: {}", fmt::join(names, ", "));
}

}  // namespace

StyleDecision::StyleDecision(const engine::Model& model, const TableOptions& options)
    : style_(style_of(file_locale(options.locale, model))),
      by_evidence_(file_locale(options.locale, model) == Locale::automatic) {
  if (options.missing) style_.missing = &*options.missing;
}

void StyleDecision::decide(NumberEvidence evidence, bool is_complete) {
  const MissingMarkers* missing = style_.missing;
  evidence_ = std::move(evidence);
  style_ = evidence_.style();
  style_.missing = missing;
  style_.from_evidence = style_.from_evidence && !is_complete;
}

/// A plain decimal point is what everybody expects, so it is named only where it decided something.
std::string StyleDecision::numbers_note(bool needed_style) const {
  const bool plain = !evidence_.contradictory() && style_.numbers == NumberStyle::swiss && !needed_style;
  return by_evidence_ && !plain ? evidence_.description() : std::string();
}

namespace {

std::string dashes_note(std::size_t count) {
  if (count == 0) return {};
  return fmt::format("{} with a dash and a currency {} read as 0, as spreadsheets show it",
                     count == 1 ? "1 cell" : fmt::format("{} cells", count), count == 1 ? "was" : "were");
}

}  // namespace

void StyleDecision::describe(AccountsSummary& summary, const engine::Model& model) const {
  summary.numbers_found = style_.numbers == NumberStyle::cautious ? "undecided"
                          : style_.numbers == NumberStyle::german ? "decimal comma"
                                                                  : "decimal point";
  summary.rounded_numbers = summary.cells.rounded;
  summary.numbers_note = numbers_note(summary.cells.needed_style);
  for (std::string note : {summary.numbers_note, dashes_note(summary.cells.dashes),
                           missing_note(summary.cells, *style_.missing), defaults_note(summary.cells, model)})
    if (!note.empty()) summary.notes.push_back(std::move(note));
}

}  // namespace spanne::records

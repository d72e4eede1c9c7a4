#include "report/portfolio_page/derivations.hpp"

#include <fmt/format.h>
#include <utility>

#include "engine/explain/explain.hpp"
#include "engine/explain/words.hpp"
#include "grammar/text/characters.hpp"
#include "report/explain.hpp"
#include "report/portfolio_page/row_sections.hpp"

namespace spanne::report {
namespace {

/// The texts of a row as explanations quote them, each with what stands in its place.
std::vector<std::pair<std::string, std::string>> hidden_texts(const PortfolioFacts& facts, std::size_t row) {
  std::vector<std::pair<std::string, std::string>> texts;
  if (!facts.names.hides()) return texts;
  const auto& model = facts.model();
  const auto& values = facts.results[row].account.values;
  for (engine::AttributeId id = 0; id < values.size(); ++id) {
    if (!std::holds_alternative<std::string>(values[id])) continue;
    const auto& type = model.attributes[id].type;
    texts.emplace_back(value_words(values[id], type, model),
                       value_words(facts.names.value(values[id], id, model), type, model));
  }
  return texts;
}

/// Reasons and remarks quote what stands in a row in words of their own.
bool quotes_freely(const std::string& text) { return text.starts_with("rejected: ") || text.starts_with("remark \""); }

std::string line_of(const PageEntry& entry) {
  const bool faint = entry.text.tone == Tone::faint;
  std::string line = entry.kind == PageEntry::Kind::heading ? "h" : faint ? "f" : "p";
  if (entry.kind == PageEntry::Kind::item) {
    line = faint ? "j" : "i";
    for (const TableCell& label : entry.labels) line += "\t" + grammar::fit_to_show(label.text);
  }
  return line + "\t" + grammar::fit_to_show(entry.text.text);
}

}  // namespace

std::vector<std::string> DerivationLines::of(const PortfolioFacts& facts, std::size_t row) {
  const auto& read = facts.rows.row(row);
  const std::string title = fmt::format("{} (line {})", row_name(facts, row), read.line);
  if (!read.faults.empty() || (facts.outcome(row).rejected() && facts.names.hides()))
    return {"h\t" + grammar::fit_to_show(title), "p\trejected: " + grammar::fit_to_show(reasons_of(facts, row))};
  const auto explanation = engine::explain(facts.model(), facts.results[row].account, facts.rows.as_of());
  const auto hidden = hidden_texts(facts, row);
  std::vector<std::string> lines;
  for (const PageEntry& entry : explanation_entries(explanation, {title, {}, {}})) {
    if (facts.names.hides() && quotes_freely(entry.text.text)) continue;
    std::string line = line_of(entry);
    for (const auto& [real, shown] : hidden) replace_all(line, real, shown);
    lines.push_back(std::move(line));
  }
  return lines;
}

void DerivationLines::add(std::size_t row, std::vector<std::string> lines) {
  Row& added = rows_.emplace_back(Row{row, {}});
  for (std::string& line : lines) {
    const auto [at, is_new] = numbers_.try_emplace(line, static_cast<std::uint32_t>(lines_.size()));
    if (is_new) lines_.push_back(std::move(line));
    added.lines.push_back(at->second);
  }
}

DerivationLines derivations_of(const PortfolioFacts& facts, const std::vector<std::size_t>& rows,
                               const engine::Executor& executor) {
  constexpr std::size_t rows_at_once = 32;
  std::vector<std::vector<std::string>> lines(rows.size());
  executor((rows.size() + rows_at_once - 1) / rows_at_once, [&](std::size_t task) {
    const std::size_t end = std::min(rows.size(), (task + 1) * rows_at_once);
    for (std::size_t i = task * rows_at_once; i < end; ++i) lines[i] = DerivationLines::of(facts, rows[i]);
  });
  DerivationLines all;
  for (std::size_t i = 0; i < rows.size(); ++i) all.add(rows[i], std::move(lines[i]));
  return all;
}

}  // namespace spanne::report

// The columns of results, and what stands in them.
#include "records/results/results.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/explain/words.hpp"
#include "records/results/figures.hpp"

namespace spanne::records {

using engine::Count;
using engine::Model;
using engine::Outcome;
using engine::Range;
using From = ResultColumn::From;

namespace {

/// Figures of ranges stand in triples: low, middle, high.
std::string figure(const Outcome& outcome, std::size_t index, const FigureStyle& style) {
  const std::size_t which = index / 3;
  const Range& range = which == 0                      ? outcome.total
                       : which <= outcome.kinds.size() ? outcome.kinds[which - 1]
                                                       : outcome.limit;
  const std::size_t end = index % 3;
  return text_of(end == 0 ? range.low : end == 1 ? range.middle() : range.high, style);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string rules(const Outcome& outcome, const Model& model) {
  std::string text;
  for (const auto& match : outcome.matched) text += (text.empty() ? "" : ";") + id_of(match, model);
  return text;
}

bool is_bare_number(const engine::Type& type) {
  return type.kind == engine::TypeKind::integer || type.kind == engine::TypeKind::decimal;
}

/// A cell that could not be read.
std::string unreadable_text(const std::string& cell, const engine::Type& type, Notation notation) {
  const bool is_marked = notation == Notation::marked || (notation == Notation::marked_numbers && is_bare_number(type));
  return is_marked ? unreadable_mark + cell : cell;
}

/// The value as it was read, or the cell where that failed.
std::string attribute_text(const AccountRow& row, std::size_t id, const Model& model, Notation notation) {
  const engine::Type& type = model.attributes[id].type;
  for (const auto& [attribute, text] : row.unreadable)
    if (attribute == id) return unreadable_text(text, type, notation);
  return in_notation(to_text(row.account.values[id], type, model), type, notation);
}

std::vector<std::string> reasons(const AccountRow& row, const Outcome& outcome, const Model& model) {
  std::vector<std::string> all = row.reasons;
  for (const engine::Rejection& rejection : outcome.rejections) all.push_back(to_text(rejection, model));
  return all;
}

}  // namespace

std::string in_notation(std::string text, const engine::Type& type, Notation notation) {
  if (notation != Notation::german) return text;
  if (type.kind == engine::TypeKind::boolean) return text == "yes" ? "ja" : text == "no" ? "nein" : text;
  if (is_number(type.kind)) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::vector<ResultColumn> usual_columns(const Model& model) {
  std::vector<ResultColumn> columns;
  for (const auto id : model.key_attributes()) columns.push_back({From::attribute, model.attributes[id].name, id});
  if (const auto owner = model.owner_attribute(); owner && !model.attributes[*owner].key)
    columns.push_back({From::attribute, model.attributes[*owner].name, *owner});
  columns.push_back({From::cluster, "cluster", 0});
  const auto names = model.result_names();
  const std::size_t shown = model.declares_kinds() ? names.size() : 3;
  for (std::size_t i = 0; i < shown; ++i) columns.push_back({From::figure, names[i], i});
  columns.push_back({From::accounts_low, "accounts_per_kam_low", 0});
  columns.push_back({From::accounts_high, "accounts_per_kam_high", 0});
  columns.push_back({From::kams_low, "kams_per_account_low", 0});
  columns.push_back({From::kams_high, "kams_per_account_high", 0});
  columns.push_back({From::rules, "rules", 0});
  columns.push_back({From::flags, "flags", 0});
  columns.push_back({From::status, "status", 0});
  columns.push_back({From::reason, "reason", 0});
  return columns;
}

std::vector<ResultColumn> known_columns(const Model& model, const std::vector<std::string>& heads) {
  auto columns = usual_columns(model);
  columns.push_back({From::rule_count, "rule_count", 0});
  columns.push_back({From::line, "line", 0});
  for (std::size_t id = 0; id < model.attributes.size(); ++id) {
    const auto& attribute = model.attributes[id];
    if (!attribute.key && !attribute.owner) columns.push_back({From::attribute, attribute.name, id});
  }
  for (std::size_t i = 0; i < heads.size(); ++i) columns.push_back({From::input, heads[i], i});
  return columns;
}

std::string cell(const ResultColumn& column, const AccountRow& row, const Outcome& outcome, const Model& model,
                 const FigureStyle& style) {
  const bool rejected = !row.reasons.empty() || outcome.rejected();
  switch (column.from) {
    case From::attribute: return attribute_text(row, column.index, model, style.notation);
    case From::cluster: return outcome.cluster ? model.clusters[*outcome.cluster].name : "";
    case From::status: return rejected ? "rejected" : "ok";
    case From::reason: return joined(reasons(row, outcome, model), "; ");
    case From::line: return std::to_string(row.line);
    case From::input: return row.cells[column.index];
    default: break;
  }
  if (rejected) return {};
  const bool team = outcome.span.needs_team;
  switch (column.from) {
    case From::figure: return figure(outcome, column.index, style);
    case From::accounts_low: return text_of(outcome.span.accounts_low);
    case From::accounts_high: return text_of(outcome.span.accounts_high);
    case From::kams_low: return team ? text_of(outcome.span.kams_low) : "";
    case From::kams_high: return team ? text_of(outcome.span.kams_high) : "";
    case From::rules: return rules(outcome, model);
    case From::rule_count: return std::to_string(outcome.matched.size());
    default: return joined(outcome.flags, ";");
  }
}

bool holds_text(const ResultColumn& column, const Model& model) {
  switch (column.from) {
    case From::attribute: return !is_bare_number(model.attributes[column.index].type);
    case From::cluster:
    case From::rules:
    case From::flags:
    case From::status:
    case From::reason:
    case From::input: return true;
    default: return false;
  }
}

std::vector<std::string> what_if_texts(const std::vector<std::string>& assignments,
                                       const std::vector<std::size_t>& changed) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < assignments.size() && i < changed.size(); ++i)
    texts.push_back(fmt::format("{} ({})", assignments[i], engine::counted(changed[i], "row")));
  return texts;
}

}  // namespace spanne::records

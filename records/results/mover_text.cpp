#include "records/results/mover_text.hpp"

#include "records/results/figures.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::Model;
using From = ResultColumn::From;

NameColumns::NameColumns(const Model& model) : keys(model.key_attributes()), owner(model.owner_attribute()) {
  if (owner && model.attributes[*owner].key) owner.reset();
  all = keys;
  if (owner) all.push_back(*owner);
}

std::vector<std::optional<AttributeId>> NameColumns::in_old_version(const Model& new_model, const Model& old_model,
                                                                    const engine::VersionComparison& comparison) const {
  std::vector<std::optional<AttributeId>> old;
  for (const AttributeId id : all)
    old.push_back(
        old_model.find_attribute(engine::old_name(comparison.old_names.values, new_model.attributes[id].name)));
  return old;
}

std::string name_text(const engine::Value& value, AttributeId id, const Model& model, Notation notation) {
  const engine::Type& type = model.attributes[id].type;
  return in_notation(to_text(value, type, model), type, notation);
}

std::vector<ResultColumn> name_columns(const NameColumns& names, const Model& model) {
  std::vector<ResultColumn> columns;
  for (const AttributeId id : names.all) columns.push_back({From::attribute, model.attributes[id].name, id});
  columns.push_back({From::line, "line", 0});
  return columns;
}

std::vector<ResultColumn> side_columns(const std::string& side) {
  std::vector<ResultColumn> columns{
      {From::cluster, "cluster", 0},
      {From::figure, "fte_low", 0},
      {From::figure, "fte", 1},
      {From::figure, "fte_high", 2},
      {From::accounts_low, "accounts_per_kam_low", 0},
      {From::accounts_high, "accounts_per_kam_high", 0},
      {From::kams_low, "kams_per_account_low", 0},
      {From::kams_high, "kams_per_account_high", 0},
      {From::status, "status", 0},
      {From::reason, "reason", 0},
  };
  for (ResultColumn& column : columns) column.name = side + column.name;
  return columns;
}

std::string responsible_words(const std::vector<engine::Responsible>& all) {
  std::string words;
  for (const auto& one : all) {
    if (!words.empty()) words += "; ";
    words += one.name;
    if (one.before.empty())
      (words += ' ') += one.after;
    else if (one.after.empty())
      ((words += " no longer (") += one.before) += ')';
    else
      (((words += ' ') += one.before) += " → ") += one.after;
  }
  return words;
}

MoverText::MoverText(const Model& before, const Model& after, Format format, bool exact)
    : old_model_(before),
      new_model_(after),
      format_(format),
      style_{6, exact, notation_of(format)},
      names_(after),
      old_columns_(side_columns("old_")),
      new_columns_(side_columns("new_")),
      frame_(format, {}) {
  const auto add = [this](const std::string& head, bool is_text) {
    heads_.push_back(head);
    is_text_.push_back(is_text);
  };
  for (const ResultColumn& column : name_columns(names_, after)) add(column.name, holds_text(column, after));
  add("change", false);
  for (const auto& columns : {old_columns_, new_columns_})
    for (const ResultColumn& column : columns) add(column.name, holds_text(column, after));
  add("because_of", true);
  frame_ = RowFrame(format, heads_);
}

std::string MoverText::begin() const { return is_csv(format_) ? RowWriter(format_, heads_, is_text_, {}).begin() : ""; }

void MoverText::append(std::string& text, const engine::Mover& mover) const {
  std::size_t column = 0;
  const auto put = [&](std::string_view cell) {
    text += frame_.before(column);
    append_cell(text, format_, cell, is_text_[column++]);
  };
  for (const std::string& key : mover.key) put(key);
  if (names_.owner) put(mover.owner);
  put(std::to_string(mover.line));
  put(mover.rejected_once() ? "" : text_of(mover.change, style_));
  const AccountRow nobody;
  for (const ResultColumn& shown : old_columns_) put(cell(shown, nobody, mover.before, old_model_, style_));
  for (const ResultColumn& shown : new_columns_) put(cell(shown, nobody, mover.after, new_model_, style_));
  put(responsible_words(mover.responsible));
  text += frame_.end(false);
}

}  // namespace spanne::records

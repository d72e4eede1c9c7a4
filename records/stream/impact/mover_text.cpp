#include "records/stream/impact/mover_text.hpp"

#include <tuple>

namespace spanne::records {

using engine::AttributeId;
using engine::Model;
using From = ResultColumn::From;

namespace {

/// What is shown of either side, without "old_" and "new_".
const std::vector<ResultColumn> side_columns{
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

}  // namespace

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

MoverText::MoverText(const Model& before, const Model& after, Format format)
    : old_model_(before), new_model_(after), format_(format), names_(after), frame_(format, {}) {
  const auto add = [this](const std::string& head, bool is_text) {
    heads_.push_back(head);
    is_text_.push_back(is_text);
  };
  for (const AttributeId id : names_.all) add(after.attributes[id].name, holds_text({From::attribute, "", id}, after));
  add("line", false);
  add("change", false);
  for (const std::string side : {"old_", "new_"})
    for (const ResultColumn& column : side_columns) add(side + column.name, holds_text(column, after));
  add("because_of", true);
  frame_ = RowFrame(format, heads_);
}

std::string MoverText::begin() const {
  return format_ == Format::csv ? RowWriter(format_, heads_, is_text_, {}).begin() : "";
}

void MoverText::append(std::string& text, const engine::Mover& mover) const {
  std::size_t column = 0;
  const auto put = [&](std::string_view cell) {
    text += frame_.before(column);
    append_cell(text, format_, cell, is_text_[column++]);
  };
  for (const std::string& key : mover.key) put(key);
  if (names_.owner) put(mover.owner);
  put(std::to_string(mover.line));
  put(mover.rejected_once() ? "" : mover.change.to_text());
  const AccountRow nobody;
  for (const auto& [outcome, model] : {std::tie(mover.before, old_model_), std::tie(mover.after, new_model_)})
    for (const ResultColumn& shown : side_columns) put(cell(shown, nobody, outcome, model, {}));
  put(responsible_words(mover.responsible));
  text += frame_.end(false);
}

}  // namespace spanne::records

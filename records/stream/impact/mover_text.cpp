#include "records/stream/impact/mover_text.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::Model;
using From = ResultColumn::From;

namespace {

/// What is shown of either side.
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
  for (auto& column : columns) column.name = side + column.name;
  return columns;
}

std::vector<ResultColumn> name_columns(const NameColumns& names, const Model& model) {
  std::vector<ResultColumn> columns;
  for (const AttributeId id : names.all) columns.push_back({From::attribute, model.attributes[id].name, id});
  columns.push_back({From::line, "line", 0});
  return columns;
}

const Model& model_of(const View& view) { return view.evaluator->model(); }

template <class Text>
void append_words(std::string& words, const Text& one) {
  if (!words.empty()) words += "; ";
  words += one.name;
  if (one.before.empty())
    (words += ' ') += one.after;
  else if (one.after.empty())
    ((words += " no longer (") += one.before) += ')';
  else
    (((words += ' ') += one.before) += " → ") += one.after;
}

}  // namespace

NameColumns::NameColumns(const Model& model) : keys(model.key_attributes()), owner(model.owner_attribute()) {
  if (owner && model.attributes[*owner].key) owner.reset();
  all = keys;
  if (owner) all.push_back(*owner);
}

std::string responsible_words(const std::vector<engine::Responsible>& all) {
  std::string words;
  for (const auto& one : all) append_words(words, one);
  return words;
}

void MoverText::Heads::add(const std::string& name, bool text) {
  names.push_back(name);
  is_text.push_back(text);
}

MoverText::Heads MoverText::heads_of_all() const {
  Heads heads;
  for (const auto& column : name_columns(names_, new_model_)) heads.add(column.name, holds_text(column, new_model_));
  heads.add("change", false);
  for (const char* side : {"old_", "new_"})
    for (const auto& column : side_columns(side)) heads.add(column.name, holds_text(column, new_model_));
  heads.add("because_of", true);
  return heads;
}

MoverText::MoverText(const View& before, const View& after, Format format, char separator)
    : old_model_(model_of(before)),
      new_model_(model_of(after)),
      format_(format),
      names_(new_model_),
      change_column_(name_columns(names_, new_model_).size()),
      heads_(heads_of_all()),
      frame_(format, heads_.names),
      change_(change_unit(before.plan, after.plan), {}),
      name_text_(new_model_, after.plan, name_columns(names_, new_model_), format, {}, separator, frame_, 0),
      old_text_(old_model_, before.plan, side_columns("old_"), format, {}, separator, frame_, change_column_ + 1),
      new_text_(new_model_, after.plan, side_columns("new_"), format, {}, separator, frame_,
                change_column_ + 1 + side_columns("old_").size()) {}

std::string MoverText::begin() const {
  return format_ == Format::csv ? RowWriter(format_, heads_.names, heads_.is_text, {}).begin() : "";
}

void MoverText::put(LineBuffer& line, std::size_t column, std::string_view text) const {
  line.put(frame_.before(column));
  line.put(ready_cell(format_, text, heads_.is_text[column]));
}

void MoverText::append(LineBuffer& line, const engine::Mover& mover) const {
  std::vector<std::string> names = mover.key;
  if (names_.owner) names.push_back(mover.owner);
  names.push_back(std::to_string(mover.line));
  for (std::size_t i = 0; i < names.size(); ++i) put(line, i, names[i]);
  put(line, change_column_, mover.rejected_once() ? "" : mover.change.to_text());
  const AccountRow nobody;
  old_text_.append_cells(line, nobody, mover.before);
  new_text_.append_cells(line, nobody, mover.after);
  put(line, heads_.names.size() - 1, responsible_words(mover.responsible));
  line.put(frame_.end(false));
}

void MoverText::append(LineBuffer& line, BlockReader& before, BlockReader& after, std::size_t row, std::int64_t change,
                       const std::vector<engine::ResponsibleView>& responsible) const {
  name_text_.append_cells(line, after.batch(), row, after.line_of(row), after.outcomes());
  line.put(frame_.before(change_column_));
  change_.append(line, change);
  old_text_.append_cells(line, before.batch(), row, 0, before.outcomes());
  new_text_.append_cells(line, after.batch(), row, 0, after.outcomes());
  std::string words;
  for (const auto& one : responsible) append_words(words, one);
  put(line, heads_.names.size() - 1, words);
  line.put(frame_.end(false));
}

}  // namespace spanne::records

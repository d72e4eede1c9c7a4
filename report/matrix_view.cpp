#include "report/matrix_view.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>

#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::Matrix;
using engine::MatrixCell;
using engine::MatrixColumn;
using engine::MatrixEnd;
using engine::MatrixRange;
using engine::MatrixRow;
using engine::Model;
using engine::OwnAccounts;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

std::string number(const engine::Fraction& effort, const Screen& screen) {
  return cell_words(engine::figure_cell(effort), Kind::figure, screen);
}

std::string head_of(const MatrixColumn& column, const Matrix& matrix) {
  if (!column.condition) return matrix.columns.size() == 1 ? "all accounts" : "in no profile";
  return column.label.empty() ? column.name : fmt::format("{}: {}", column.name, column.label);
}

std::string own_count_words(const OwnAccounts& own, const Screen& screen) {
  return own.count == 0 ? std::string() : cell_words(engine::count_cell(own.count), Kind::count, screen);
}

std::string own_effort_words(const OwnAccounts& own, const Screen& screen) {
  return own.count == 0 ? std::string() : cell_words(own.effort, Kind::range, screen);
}

std::string depends_words(const MatrixCell& cell, const Model& model) {
  std::vector<std::string> names;
  for (const auto id : cell.depends_on) names.push_back(model.attributes[id].name);
  if (cell.depends_on_day) names.emplace_back("as_of");
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<ResultCell> row_name_cells(const MatrixRow& row, const Model& model) {
  std::vector<ResultCell> cells;
  for (auto& name : row_names(row, model)) cells.emplace_back(std::move(name));
  const std::size_t first = cells.size() - row.split.size();
  for (std::size_t i = 0; i < row.split.size(); ++i)
    if (row.split[i].values.size() == 1)
      cells[first + i] =
          engine::value_cell(std::get<std::string>(cells[first + i]), model.attributes[row.split[i].attribute].type);
  return cells;
}

bool is_possible(const MatrixCell& cell) { return cell.state == MatrixCell::State::possible; }

}  // namespace

std::vector<std::string> row_names(const MatrixRow& row, const Model& model) {
  std::vector<std::string> names;
  if (row.cluster) names.push_back(model.clusters[*row.cluster].name);
  for (const auto& of : row.split) {
    std::vector<std::string> values;
    for (const auto& value : of.values)
      values.push_back(is_missing(value) ? "missing" : to_text(value, model.attributes[of.attribute].type, model));
    names.push_back(fmt::format("{}", fmt::join(values, ", ")));
  }
  return names;
}

std::string matrix_range_words(const MatrixRange& range, const Screen& screen) {
  if (!range.least && !range.greatest) return {};
  const auto end = [&](const std::optional<MatrixEnd>& one) { return one ? number(one->effort, screen) : "?"; };
  std::string words =
      range.least && range.greatest
          ? cell_words(engine::range_cell({range.least->effort, range.greatest->effort}), Kind::range, screen)
          : end(range.least) + "–" + end(range.greatest);
  if (range.greatest && !range.greatest->open_ends.empty()) words = end(range.least) + " and more";
  if (range.least && !range.least->open_ends.empty()) words += ", or less";
  std::vector<std::string> doubts;
  if (range.least && !range.least->proved) doubts.push_back("below " + number(range.least->outer, screen));
  if (range.greatest && !range.greatest->proved) doubts.push_back("above " + number(range.greatest->outer, screen));
  if (!range.least || !range.greatest) doubts.emplace_back("to an end");
  return doubts.empty() ? words : fmt::format("{} (not proved; never {})", words, fmt::join(doubts, ", never "));
}

std::string cell_span_words(const MatrixCell& cell) {
  if (cell.state == MatrixCell::State::impossible) return "–";
  if (cell.state == MatrixCell::State::unsettled || !cell.total.least) return "not settled";
  return span_words(cell.span);
}

// ---------------------------------------------------------------------------------------------- for people

namespace {

class WallTable {
 public:
  WallTable(const Matrix& matrix, const Model& model, const Screen& screen)
      : matrix_(matrix), model_(model), screen_(screen) {}

  ResultTable run() {
    made_.name = "matrix";
    made_.title = "Accounts one person can look after, and the effort of each";
    if (matrix_.question.by_cluster) made_.columns.push_back({"cluster", "cluster"});
    for (const auto id : matrix_.question.split)
      made_.columns.push_back({model_.attributes[id].name, model_.attributes[id].name});
    names_ = made_.columns.size();
    made_.columns.push_back({"figure", ""});
    for (const MatrixColumn& column : matrix_.columns) made_.columns.push_back({column.name, head_of(column, matrix_)});
    if (matrix_.has_own) made_.columns.push_back({"all columns", "all"});
    for (const MatrixRow& row : matrix_.rows) add(row);
    if (matrix_.has_own) add_totals();
    return std::move(made_);
  }

 private:
  template <class Words>
  void line(std::vector<ResultCell> cells, std::string figure, const MatrixRow& row, const Words& words,
            std::string total = {}) {
    cells.resize(names_);
    bool any = false;
    cells.emplace_back(std::move(figure));
    for (const MatrixCell& cell : row.cells) {
      std::string text = words(cell);
      any = any || !text.empty();
      cells.emplace_back(std::move(text));
    }
    if (matrix_.has_own) cells.emplace_back(std::move(total));
    if (any) made_.rows.push_back(std::move(cells));
  }

  void add(const MatrixRow& row) {
    line(row_name_cells(row, model_), "per KAM", row, cell_span_words);
    const std::string label = row.cluster ? model_.clusters[*row.cluster].label : std::string();
    line({label}, "FTE", row, [&](const MatrixCell& cell) { return matrix_range_words(cell.total, screen_); });
    for (std::size_t kind = 0; model_.declares_kinds() && kind < model_.kinds.size(); ++kind) {
      if (kind == model_.general() && !has_general(row)) continue;
      line({}, model_.kinds[kind].name, row, [&](const MatrixCell& cell) {
        return is_possible(cell) ? matrix_range_words(cell.kinds[kind], screen_) : std::string();
      });
    }
    if (!matrix_.has_own) return;
    own_line("yours", row, own_count_words);
    own_line("their FTE", row, own_effort_words);
  }

  template <class Words>
  void own_line(const char* figure, const MatrixRow& row, const Words& words) {
    const auto of_cell = [&](const MatrixCell& cell) { return words(cell.own, screen_); };
    line({}, figure, row, of_cell, words(row.own, screen_));
  }

  /// Effort of no declared kind, which most guidelines have none of.
  bool has_general(const MatrixRow& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const MatrixCell& cell) {
      if (!is_possible(cell)) return false;
      const MatrixRange& range = cell.kinds[model_.general()];
      return !range.least || !range.greatest || range.least->effort.sign() != 0 || range.greatest->effort.sign() != 0;
    });
  }

  void add_totals() {
    add_total("all", "yours", own_count_words);
    add_total("", "their FTE", own_effort_words);
    made_.has_total = true;
  }

  template <class Words>
  void add_total(const char* name, const char* figure, const Words& words) {
    std::vector<ResultCell> cells(names_);
    if (names_ > 0) cells.front() = std::string(name);
    cells.emplace_back(std::string(figure));
    for (const OwnAccounts& own : matrix_.own) cells.emplace_back(words(own, screen_));
    cells.emplace_back(words(matrix_.own_total, screen_));
    made_.rows.push_back(std::move(cells));
  }

  const Matrix& matrix_;
  const Model& model_;
  const Screen& screen_;
  ResultTable made_;
  std::size_t names_ = 0;
};

}  // namespace

ResultTable matrix_table(const Matrix& matrix, const Model& model, const Screen& screen) {
  return WallTable(matrix, model, screen).run();
}

Grid matrix_grid(const Matrix& matrix, const Model& model) {
  Grid grid;
  if (matrix.question.by_cluster) grid.heads.emplace_back("Cluster");
  for (const auto id : matrix.question.split) grid.heads.push_back(model.attributes[id].name);
  for (const MatrixColumn& column : matrix.columns) grid.heads.push_back(head_of(column, matrix));
  for (const MatrixRow& row : matrix.rows) {
    std::vector<StyledText> cells;
    for (const auto& name : row_names(row, model)) cells.push_back(code(name));
    for (const MatrixCell& cell : row.cells) {
      StyledText text = strong(cell_span_words(cell));
      if (is_possible(cell)) {
        std::string effort = fmt::format("; {} FTE", matrix_range_words(cell.total));
        for (std::size_t kind = 0; kind < cell.kinds.size(); ++kind)
          if (kind != model.general())
            effort += fmt::format(", {} {}", model.kinds[kind].name, matrix_range_words(cell.kinds[kind]));
        text = std::move(text) + plain(effort);
      }
      cells.push_back(std::move(text));
    }
    grid.rows.push_back(std::move(cells));
  }
  return grid;
}

// ---------------------------------------------------------------------------------------------- for programs

namespace {

void add_end_columns(ResultTable& made, const std::string& name) {
  made.columns.push_back({name + "_least", name + " least", Kind::figure});
  made.columns.push_back({name + "_greatest", name + " greatest", Kind::figure});
}

void add_ends(std::vector<ResultCell>& cells, const MatrixRange& range) {
  for (const auto* end : {&range.least, &range.greatest}) {
    cells.emplace_back();
    if (*end) cells.back() = engine::figure_cell((*end)->effort);
  }
}

bool is_proved(const MatrixRange& range) {
  return range.least && range.greatest && range.least->proved && range.greatest->proved;
}

/// The bound that no account goes beyond; the effort itself where it is proved.
ResultCell bound_cell(const std::optional<MatrixEnd>& end) {
  if (!end) return {};
  return engine::figure_cell(end->proved ? end->effort : end->outer);
}

std::vector<ResultCell> cells_of(const Matrix& matrix, const MatrixRow& row, std::size_t column, const Model& model) {
  const MatrixCell& cell = row.cells[column];
  std::vector<ResultCell> cells = row_name_cells(row, model);
  cells.emplace_back(matrix.columns[column].name);
  cells.emplace_back(cell.span);
  add_ends(cells, cell.total);
  for (const MatrixRange& kind : cell.kinds) add_ends(cells, kind);
  bool proved = is_proved(cell.total);
  for (const MatrixRange& kind : cell.kinds) proved = proved && is_proved(kind);
  cells.emplace_back(proved);
  cells.push_back(bound_cell(cell.total.least));
  cells.push_back(bound_cell(cell.total.greatest));
  cells.emplace_back(cell.total.least ? cell.total.least->account : std::string());
  cells.emplace_back(cell.total.greatest ? cell.total.greatest->account : std::string());
  cells.emplace_back(depends_words(cell, model));
  if (!matrix.has_own) return cells;
  cells.push_back(engine::count_cell(cell.own.count));
  cells.emplace_back(cell.own.effort);
  return cells;
}

}  // namespace

ResultTable matrix_cells(const Matrix& matrix, const Model& model) {
  ResultTable made;
  made.name = "cells";
  made.title = "Every cell, with an account that reaches each end";
  if (matrix.question.by_cluster) made.columns.push_back({"cluster", "cluster"});
  for (const auto id : matrix.question.split)
    made.columns.push_back({model.attributes[id].name, model.attributes[id].name});
  made.columns.push_back({"profile", "profile"});
  made.columns.push_back({"accounts_per_kam", "accounts per KAM", Kind::span});
  add_end_columns(made, "fte");
  if (model.declares_kinds())
    for (const auto& kind : model.kinds) add_end_columns(made, kind.name);
  made.columns.push_back({"proved", "proved", Kind::truth});
  made.columns.push_back({"fte_never_below", "FTE never below", Kind::figure});
  made.columns.push_back({"fte_never_above", "FTE never above", Kind::figure});
  made.columns.push_back({"least_account", "an account with the least"});
  made.columns.push_back({"greatest_account", "an account with the greatest"});
  made.columns.push_back({"depends_on", "also depends on"});
  if (matrix.has_own) {
    made.columns.push_back({"own_accounts", "of your own", Kind::count});
    made.columns.push_back({"own_fte", "their FTE", Kind::range});
  }
  for (const MatrixRow& row : matrix.rows)
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      if (is_possible(row.cells[column])) made.rows.push_back(cells_of(matrix, row, column, model));
  return made;
}

// ---------------------------------------------------------------------------------------------- notes

namespace {

/// Where something is the case: "regional", "international lead"; "everywhere".
std::string places_words(const std::vector<std::string>& places, std::size_t all) {
  if (places.size() == all) return "everywhere";
  constexpr std::size_t max_places = 6;
  if (places.size() > max_places) return fmt::format("in {} rows", places.size());
  return fmt::format("{}", fmt::join(places, ", "));
}

using PlacesByName = std::map<std::string, std::vector<std::string>>;

}  // namespace

std::vector<std::string> matrix_notes(const Matrix& matrix, const Model& model) {
  PlacesByName depends, open;
  bool left_out = false, unsettled = false;
  for (const MatrixRow& row : matrix.rows) {
    const std::string place = fmt::format("{}", fmt::join(row_names(row, model), " "));
    const auto note = [&](PlacesByName& found, const std::string& name) {
      auto& places = found[name];
      if (places.empty() || places.back() != place) places.push_back(place);
    };
    for (const MatrixCell& cell : row.cells) {
      left_out = left_out || (is_possible(cell) && matrix.some_fixed && cell.by_rules);
      unsettled = unsettled || cell.state == MatrixCell::State::unsettled;
      for (const auto id : cell.depends_on) note(depends, model.attributes[id].name);
      if (cell.depends_on_day) note(depends, "as_of");
      for (const auto* end : {&cell.total.least, &cell.total.greatest})
        if (*end)
          for (const auto& one : (*end)->open_ends) note(open, model.attributes[one.attribute].name);
    }
  }
  std::vector<std::string> notes;
  if (!matrix.question.free_all && matrix.columns.size() > 1)
    notes.emplace_back("What a profile does not mention stands at its default, or is missing where it is optional.");
  for (const auto& [name, places] : depends)
    notes.push_back(fmt::format("Also depends on {}: {}.", name, places_words(places, matrix.rows.size())));
  for (const auto& [name, places] : open)
    notes.push_back(fmt::format("{} has no end in its declaration, so neither has the effort: {}.", name,
                                places_words(places, matrix.rows.size())));
  if (model.declares_kinds())
    notes.emplace_back(
        "The ends of each kind of effort are those of different accounts, before any limit of the total, so they need "
        "not add up.");
  if (left_out) notes.emplace_back("Accounts whose effort is fixed by hand are left out of the ranges.");
  if (unsettled) notes.emplace_back("\"not settled\": no account was found, but it is not proved that there is none.");
  if (matrix.has_own)
    notes.emplace_back(
        "Your own accounts are counted with all that is known of them, so they may lie outside the range of their "
        "cell; those in several profiles are counted in each, and once in the totals.");
  return notes;
}

}  // namespace spanne::report

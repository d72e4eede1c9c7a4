#include "engine/proof/matrix/matrix.hpp"

#include <algorithm>
#include <utility>

#include "engine/proof/matrix/cell.hpp"

namespace spanne::engine {
namespace {

using proof::Axis;
using proof::Box;
using proof::CellAccounts;
using proof::CellSearch;
using proof::Extent;
using proof::Prover;
using State = MatrixCell::State;

/// Every value of a choice, or yes and no; missing last, where it may be.
std::vector<Value> values_of(const Attribute& attribute, const Model& model) {
  std::vector<Value> values;
  if (attribute.type.kind == TypeKind::boolean) values = {true, false};
  if (attribute.type.kind == TypeKind::choice)
    for (std::uint32_t index = 0; index < model.choices[attribute.type.choice].values.size(); ++index)
      values.emplace_back(ChoiceValue{index});
  if (attribute.optional) values.emplace_back();
  return values;
}

/// Every combination of a cluster and a value of each attribute, without cells.
std::vector<MatrixRow> all_rows(const MatrixQuestion& question, const Model& model) {
  std::vector<MatrixRow> rows;
  if (question.by_cluster)
    for (ClusterId id = 0; id < model.clusters.size(); ++id) rows.push_back({id, {}, {}, {}});
  else
    rows.emplace_back();
  for (const AttributeId attribute : question.split) {
    std::vector<MatrixRow> split;
    for (const MatrixRow& row : rows)
      for (const Value& value : values_of(model.attributes[attribute], model)) {
        split.push_back(row);
        split.back().split.push_back({attribute, {value}});
      }
    rows = std::move(split);
  }
  return rows;
}

std::vector<MatrixColumn> all_columns(const Model& model) {
  std::vector<MatrixColumn> columns;
  for (const Profile& profile : model.profiles) columns.push_back({profile.name, profile.label, profile.condition});
  columns.push_back({"no profile", "In no profile", std::nullopt});  // no name of a profile has a blank
  return columns;
}

// ---------------------------------------------------------------------------------------------- one cell

class CellMaker {
 public:
  CellMaker(const Prover& prover, const Matrix& matrix, const MatrixRow& row, const MatrixColumn& column)
      : prover_(prover), matrix_(matrix), row_(row) {
    accounts_.cluster = row.cluster;
    accounts_.profile = column.condition;
    for (const MatrixColumn& other : matrix.columns)
      if (!column.condition && other.condition) accounts_.others.push_back(*other.condition);
    mention(column.condition);
    for (const TermId other : accounts_.others) mention(other);
  }

  /// Defaults give way where no account of the row has them: first those that the cluster itself asks about, then those
  /// that any cluster above it does.
  MatrixCell run() {
    MatrixCell cell;
    for (const bool by_rules : {true, false}) {
      if (!by_rules && !matrix_.some_fixed) break;
      accounts_.by_rules = by_rules;
      for (const Freed freed : {Freed::none, Freed::own, Freed::above}) {
        accounts_.box = box(freed);
        cell = proved();
        if (cell.state != State::impossible) return cell;
        if (!row_.cluster) break;
      }
    }
    return cell;
  }

 private:
  enum class Freed { none, own, above };

  void mention(const std::optional<TermId>& condition) {
    if (!condition) return;
    const auto& axes = prover_.space().support(*condition);
    mentioned_.insert(mentioned_.end(), axes.begin(), axes.end());
  }

  bool is_mentioned(Axis axis) const {
    return std::find(mentioned_.begin(), mentioned_.end(), axis) != mentioned_.end();
  }

  bool asked_by_clusters(Axis axis, Freed freed) const {
    if (freed == Freed::none) return false;
    const auto& clusters = prover_.model().clusters;
    for (ClusterId id = freed == Freed::own ? *row_.cluster : 0; id <= *row_.cluster; ++id) {
      if (!clusters[id].condition) continue;
      const auto& axes = prover_.space().support(*clusters[id].condition);
      if (std::find(axes.begin(), axes.end(), axis) != axes.end()) return true;
    }
    return false;
  }

  Box box(Freed freed) const {
    const auto& space = prover_.space();
    Box made = space.all();
    for (AttributeId id = 0; id < prover_.model().attributes.size(); ++id) {
      const Attribute& attribute = prover_.model().attributes[id];
      const bool is_free = matrix_.question.free_all || is_mentioned(id) || asked_by_clusters(id, freed) ||
                           attribute.figure || (!attribute.fallback && !attribute.optional);
      if (!is_free) hold(made.extents[id], attribute.fallback.value_or(Value()));
    }
    for (const RowValues& of : row_.split) hold(made.extents[of.attribute], of.values.front());
    if (matrix_.question.day)
      made.extents[space.day()] = {matrix_.question.day->days, matrix_.question.day->days, false, true};
    return made;
  }

  /// A text that the rules do not tell from others has no place of its own, and stays free.
  void hold(Extent& extent, const Value& value) const {
    const auto place = prover_.space().ordinal(value);
    if (is_missing(value))
      extent.missing = true, extent.known = false;
    else if (place)
      extent = {*place, *place, false, true};
  }

  MatrixCell proved() const {
    const CellSearch search(prover_, accounts_);
    MatrixCell cell;
    cell.by_rules = accounts_.by_rules;
    cell.total.greatest = search.end(std::nullopt, true, cell.state);
    if (cell.state != State::possible) return cell;
    State found = cell.state;
    cell.total.least = search.end(std::nullopt, false, found);
    if (cell.total.least) cell.span = span_of({cell.total.least->effort, cell.total.greatest->effort}, prover_.model());
    const Model& model = prover_.model();
    for (KindId kind = 0; model.declares_kinds() && kind < model.kinds.size(); ++kind)
      cell.kinds.push_back({search.end(kind, false, found), search.end(kind, true, found)});
    search.dependencies(mentioned_, cell);
    return cell;
  }

  const Prover& prover_;
  const Matrix& matrix_;
  const MatrixRow& row_;
  CellAccounts accounts_;
  std::vector<Axis> mentioned_;
};

// ---------------------------------------------------------------------------------------------- equal rows

bool same(const std::optional<MatrixEnd>& a, const std::optional<MatrixEnd>& b) {
  if (!a || !b) return !a && !b;
  return a->effort == b->effort && a->proved == b->proved && (a->proved || a->outer == b->outer);
}

bool same(const MatrixRange& a, const MatrixRange& b) { return same(a.least, b.least) && same(a.greatest, b.greatest); }

bool same(const MatrixCell& a, const MatrixCell& b) {
  if (a.state != b.state || a.kinds.size() != b.kinds.size() || !same(a.total, b.total)) return false;
  for (std::size_t kind = 0; kind < a.kinds.size(); ++kind)
    if (!same(a.kinds[kind], b.kinds[kind])) return false;
  return a.by_rules == b.by_rules && a.depends_on == b.depends_on && a.depends_on_day == b.depends_on_day;
}

/// Whether two rows are of one cluster and differ in the values of this attribute only.
bool differ_only_in(std::size_t attribute, const MatrixRow& a, const MatrixRow& b) {
  if (a.cluster != b.cluster) return false;
  for (std::size_t other = 0; other < a.split.size(); ++other)
    if (other != attribute && a.split[other].values != b.split[other].values) return false;
  for (std::size_t column = 0; column < a.cells.size(); ++column)
    if (!same(a.cells[column], b.cells[column])) return false;
  return true;
}

void merge_equal_rows(std::vector<MatrixRow>& rows, std::size_t attributes) {
  for (std::size_t attribute = 0; attribute < attributes; ++attribute) {
    std::vector<MatrixRow> merged;
    for (MatrixRow& row : rows) {
      const auto equal = std::find_if(merged.begin(), merged.end(),
                                      [&](const MatrixRow& other) { return differ_only_in(attribute, other, row); });
      if (equal == merged.end()) {
        merged.push_back(std::move(row));
        continue;
      }
      auto& values = equal->split[attribute].values;
      values.insert(values.end(), row.split[attribute].values.begin(), row.split[attribute].values.end());
    }
    rows = std::move(merged);
  }
}

/// Where every account is in some profile, there is nothing to show of the others.
void drop_empty_rest(Matrix& matrix) {
  const std::size_t rest = matrix.columns.size() - 1;
  const bool is_empty = std::all_of(matrix.rows.begin(), matrix.rows.end(),
                                    [&](const MatrixRow& row) { return row.cells[rest].state == State::impossible; });
  if (!is_empty) return;
  matrix.columns.pop_back();
  for (MatrixRow& row : matrix.rows) row.cells.pop_back();
}

bool is_impossible(const MatrixRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const MatrixCell& cell) { return cell.state == State::impossible; });
}

}  // namespace

MatrixQuestion usual_matrix(const Model& model) {
  MatrixQuestion question;
  for (const AttributeId id : model.key_attributes())
    if (model.attributes[id].type.kind == TypeKind::choice) question.split.push_back(id);
  question.merge_rows = true;
  return question;
}

Matrix matrix_of(const Prover& prover, const MatrixQuestion& question, const Executor& executor) {
  Matrix matrix;
  matrix.question = question;
  matrix.columns = all_columns(prover.model());
  matrix.some_fixed = proof::fixes(prover.model());
  matrix.rows = all_rows(question, prover.model());
  const std::size_t width = matrix.columns.size();
  for (MatrixRow& row : matrix.rows) row.cells.resize(width);
  executor(matrix.rows.size() * width, [&](std::size_t task) {
    MatrixRow& row = matrix.rows[task / width];
    row.cells[task % width] = CellMaker(prover, matrix, row, matrix.columns[task % width]).run();
  });
  std::erase_if(matrix.rows, is_impossible);
  drop_empty_rest(matrix);
  if (question.merge_rows) merge_equal_rows(matrix.rows, question.split.size());
  return matrix;
}

Matrix matrix_of(const Model& model, const MatrixQuestion& question, const ProofOptions& options) {
  return matrix_of(Prover(model, options), question, options.executor);
}

}  // namespace spanne::engine

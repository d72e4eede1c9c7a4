// The matrix of a guideline: clusters down, profiles across, and in each cell the least and the greatest effort that
// any account there can get, proved before any account is loaded (docs/planning/matrix.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "engine/proof/questions/prove.hpp"

namespace spanne::engine {

/// What a matrix shows.
struct MatrixQuestion {
  bool by_cluster = true;          // one row for each cluster; false: all clusters together
  std::vector<AttributeId> split;  // choices and booleans by whose values the rows are split
  bool merge_rows = false;         // rows of one cluster that do not differ in any cell become one
  bool free_all = false;           // no attribute is held at its default
  std::optional<Date> day;         // nullopt: every day in force
};

/// The clusters, split by each choice that is part of the key, such as the role; rows that do not differ are merged.
MatrixQuestion usual_matrix(const Model& model);

/// One end of the effort of a cell's accounts.
struct MatrixEnd {
  Fraction effort;                      // FTE; of `account`
  bool proved = true;                   // no account of the cell goes beyond `effort`; otherwise:
  Fraction outer;                       // bound that no account of the cell goes beyond, FTE
  std::string account = {};             // as `given` and `--given` take it; empty for kinds of effort
  std::vector<OpenEnd> open_ends = {};  // where it depends on values that no account has
};

/// The least `low` end and the greatest `high` end, each proved by itself.
struct MatrixRange {
  std::optional<MatrixEnd> least, greatest;
};

/// What one's own accounts in a part of the matrix come to.
struct OwnAccounts {
  std::size_t count = 0;
  SumRange effort = exactly(Range{});  // FTE
};

struct MatrixCell {
  enum class State { possible, impossible, unsettled };
  State state = State::impossible;  // whether there is such an account; unsettled: none was found, which proves nothing
  MatrixRange total;                // FTE; of fte_low and fte_high
  std::vector<MatrixRange> kinds;   // in the order of Model::kinds, empty if none are declared; they need not add up
  AccountRange span;                // of all its accounts
  bool by_rules = true;             // accounts fixed by `exactly` are left out; false if there are no others
  std::vector<AttributeId> depends_on;  // attributes at no fixed value, beside those of the profile, that change effort
  bool depends_on_day = false;
  OwnAccounts own;
};

struct MatrixColumn {
  std::string name, label;
  std::optional<TermId> condition;  // nullopt: the accounts in no profile
};

/// The values that a row has of an attribute; more than one in a merged row. std::monostate is a missing value.
struct RowValues {
  AttributeId attribute = 0;
  std::vector<Value> values;
};

struct MatrixRow {
  std::optional<ClusterId> cluster;  // nullopt: all
  std::vector<RowValues> split;      // in the order of MatrixQuestion::split
  std::vector<MatrixCell> cells;     // in the order of Matrix::columns
  OwnAccounts own;                   // each account once
};

struct Matrix {
  MatrixQuestion question;
  std::vector<MatrixColumn> columns;  // the profiles, then the accounts in none of them, if there can be any
  std::vector<MatrixRow> rows;        // those in which there can be an account
  bool some_fixed = false;            // the guideline has rules that say `exactly`
  bool has_own = false;               // count_own() was called
  std::vector<OwnAccounts> own;       // by column
  OwnAccounts own_total;              // each account once
};

/// Every cell's ends. Deterministic: the same model, question and limits give the same matrix, whatever the executor.
Matrix matrix_of(const Model& model, const MatrixQuestion& question, const ProofOptions& options = {});

namespace proof {
class Prover;
}
/// The same with a prover that is there already.
Matrix matrix_of(const proof::Prover& prover, const MatrixQuestion& question, const Executor& executor);

}  // namespace spanne::engine

#include "engine/planning/balance_block.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/guideline_terms.hpp"
#include "engine/planning/balance_columns.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

namespace {

using LineKind = grammar::BalanceLineSyntax::Kind;

class BalanceChecker {
 public:
  BalanceChecker(const grammar::BalanceSyntax& written, std::shared_ptr<const grammar::Source> source,
                 const Model& guideline)
      : written_(written), source_(source), guideline_(guideline), terms_(guideline, std::move(source)) {}

  CheckedBalance run(ResolvedNames* names) {
    CheckedBalance checked;
    if (names != nullptr) terms_.note_names();
    find_columns();
    const bool columns_known = diagnostics_.empty();
    for (const auto& line : written_.lines)
      if (columns_known || line.kind != LineKind::allow) read(line);
    if (names != nullptr) *names = terms_.take_names();
    for (auto& finding : terms_.take_diagnostics()) {
      help_with_owner(finding);
      diagnostics_.push_back(std::move(finding));
    }
    if (!grammar::has_errors(diagnostics_)) {
      block_.model = terms_.take_model();
      checked.block = std::move(block_);
    }
    checked.diagnostics = std::move(diagnostics_);
    return checked;
  }

 private:
  void error(std::string_view code, grammar::TextSpan span, std::string message, grammar::Help help) {
    diagnostics_.push_back({std::string(code), grammar::Severity::error, span, std::move(message), {}, {}});
    diagnostics_.back().set_help(std::move(help), source_->text());
  }

  /// `kam.country` where the guideline calls the owner `betreuer`.
  void help_with_owner(grammar::Diagnostic& finding) const {
    const std::string_view culprit = source_->text(finding.span);
    const std::size_t point = culprit.find('.');
    const auto owner = guideline_.owner_attribute();
    const bool is_name = culprit.find_first_of(" \"0123456789") == std::string_view::npos;
    if (point == std::string_view::npos || !owner || !is_name) return;
    const std::string& name = guideline_.attributes[*owner].name;
    if (culprit.substr(0, point) == name) return;
    finding.set_help(fmt::format("{}{}", name, culprit.substr(point)), source_->text());
  }

  void find_columns() {
    std::vector<grammar::ExpressionPtr> conditions;
    for (const auto& line : written_.lines)
      if (line.kind == LineKind::allow) conditions.push_back(line.where);
    auto found = people_columns(conditions, guideline_);
    for (const PeopleColumnConflict& conflict : found.conflicts)
      error("E0633", conflict.span, fmt::format("{} is compared with two things of different kinds", conflict.name),
            grammar::advice("a column of the people's file is of one kind: a text, a number, a day, or yes and no"));
    block_.people = std::move(found.columns);
    for (const Attribute& attribute : block_.people) terms_.declare(attribute);
  }

  void read(const grammar::BalanceLineSyntax& line) {
    switch (line.kind) {
      case LineKind::keep:
        if (const auto term = terms_.condition(*line.where, "a line of balance")) {
          block_.keep.push_back(*term);
          block_.keep_lines.push_back(source_->position(line.span.begin).line);
        }
        return;
      case LineKind::allow: return read_allow(line);
      case LineKind::limit: return read_limit(line);
    }
  }

  void read_allow(const grammar::BalanceLineSyntax& line) {
    if (std::exchange(has_allow_, true))
      return error("E0632", line.span, "balance has one line that begins with allow, and this is a second one",
                   grammar::advice("join the conditions with or, if one of them is enough, else with and"));
    block_.allow = terms_.condition(*line.where, "a line of balance");
  }

  void read_limit(const grammar::BalanceLineSyntax& line) {
    if (block_.move_limit)
      return error("E0632", line.span, "balance has one limit, and this is a second one",
                   grammar::advice("leave one of the two out"));
    block_.move_limit = line.moves;
    const auto owner = guideline_.owner_attribute();
    if (owner && guideline_.attributes[*owner].name != line.per.text)
      error("E0631", line.per.span, "a limit is for each person who looks after accounts",
            guideline_.attributes[*owner].name);
    else
      terms_.note_owner(line.per.span);
  }

  const grammar::BalanceSyntax& written_;
  std::shared_ptr<const grammar::Source> source_;
  const Model& guideline_;
  GuidelineTerms terms_;
  BalanceBlock block_;
  bool has_allow_ = false;
  grammar::Diagnostics diagnostics_;
};

/// Conditions of a block, asked of accounts with what is known of a person.
class BalanceQuestions {
 public:
  BalanceQuestions(const BalanceBlock& block, Date as_of, std::vector<std::vector<Value>> values)
      : block_(block), evaluator_(block.model, as_of), values_(std::move(values)) {}

  bool keeps(const RowResult& row) const {
    return std::any_of(block_.keep.begin(), block_.keep.end(), [&](TermId term) { return keeps(row, term); });
  }
  bool keeps(const RowResult& row, TermId term) const {
    const Account account = with({}, row);
    Walker walker(evaluator_, account);
    if (row.outcome.cluster) walker.set_cluster(*row.outcome.cluster);
    return walker.truth(term).value_or(true);
  }
  bool allows(const RowResult& row, std::size_t person) const {
    const Account account = with(values_[person], row);
    Walker walker(evaluator_, account);
    if (row.outcome.cluster) walker.set_cluster(*row.outcome.cluster);
    return walker.truth(*block_.allow).value_or(false);
  }

 private:
  Account with(const std::vector<Value>& values, const RowResult& row) const {
    Account account = row.account;
    account.values.insert(account.values.end(), values.begin(), values.end());
    account.values.resize(block_.model.attributes.size());
    return account;
  }

  const BalanceBlock& block_;
  Evaluator evaluator_;
  std::vector<std::vector<Value>> values_;
};

}  // namespace

CheckedBalance check_balance(const grammar::BalanceSyntax& written, std::shared_ptr<const grammar::Source> source,
                             const Model& guideline, ResolvedNames* names) {
  return BalanceChecker(written, std::move(source), guideline).run(names);
}

BalanceConstraints constraints_of(const BalanceBlock& block, Date as_of, std::vector<std::vector<Value>> values) {
  BalanceConstraints constraints;
  const auto questions = std::make_shared<const BalanceQuestions>(block, as_of, std::move(values));
  if (!block.keep.empty()) constraints.keeps = [questions](const RowResult& row) { return questions->keeps(row); };
  if (block.allow)
    constraints.allows = [questions](const RowResult& row, std::size_t person) {
      return questions->allows(row, person);
    };
  constraints.move_limit = block.move_limit;
  return constraints;
}

std::vector<std::size_t> kept_rows(const BalanceBlock& block, const RowEvaluation& rows) {
  const BalanceQuestions questions(block, rows.as_of(), {});
  std::vector<std::size_t> counts(block.keep.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RowResult result = rows.evaluate(row);
    for (std::size_t i = 0; i < counts.size() && !result.outcome.rejected(); ++i)
      counts[i] += questions.keeps(result, block.keep[i]) ? 1U : 0U;
  }
  return counts;
}

}  // namespace spanne::engine

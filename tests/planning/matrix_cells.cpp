// Every cell of a matrix, compared with what trying every account gives: on rule sets small enough for that.
//
// The oracle says for itself which values are held still, from what the language reference says of profiles.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/check/check.hpp"
#include "engine/model/term_parts.hpp"
#include "engine/proof/matrix/matrix.hpp"
#include "engine/semantics/walker.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/random.hpp"
#include "tests/support/tiny.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

struct TriedAccount {
  Account account;
  Date day;
  Outcome outcome;
  std::vector<bool> profiles;
  bool is_fixed = false;
};

bool fixes(const RuleSite& match, const Model& model) {
  const auto& effects = effects_of(match, model);
  return std::any_of(effects.begin(), effects.end(),
                     [](const Effect& effect) { return effect.kind == EffectKind::exactly; });
}

std::vector<TriedAccount> tried_accounts(const Model& model) {
  std::vector<TriedAccount> all;
  each_account(model, [&](const Account& account, Date day) {
    const Evaluator evaluator(model, day);
    TriedAccount tried{account, day, evaluator.evaluate(account), {}, false};
    if (tried.outcome.rejected()) return;
    for (const Profile& profile : model.profiles)
      tried.profiles.push_back(Walker(evaluator, account).truth(profile.condition).value_or(false));
    for (const RuleSite& match : tried.outcome.matched) tried.is_fixed = tried.is_fixed || fixes(match, model);
    all.push_back(std::move(tried));
  });
  return all;
}

/// The ends of a cell; nullopt without accounts.
struct TriedEnds {
  Range total;
  std::vector<Range> kinds;
};

class Oracle {
 public:
  Oracle(const Model& model, const Matrix& matrix) : model_(model), matrix_(matrix), accounts_(tried_accounts(model)) {}

  std::optional<TriedEnds> ends(const MatrixRow& row, std::size_t column) const {
    for (const bool by_rules : {true, false})
      for (std::size_t freed = 0; freed < (row.cluster ? 3U : 1U); ++freed)
        if (const auto found = ends(row, column, freed, by_rules)) return found;
    return std::nullopt;
  }

  /// An account as it is written in the matrix, evaluated.
  Outcome evaluated(const std::string& account) const {
    const grammar::Source source("account", account);
    const auto read = check_given(model_, grammar::parse_given(source).given, source);
    BOOST_TEST(!has_errors(read.diagnostics), account);
    const Date day = read.given.as_of.value_or(*model_.effective.from);
    return Evaluator(model_, day).evaluate(read.given.account);
  }

 private:
  std::set<AttributeId> used_by(const std::vector<TermId>& terms) const {
    const auto used = attributes_of(terms, model_);
    return {used.begin(), used.end()};
  }

  /// The attributes that are not held: `freed` 1: those the cluster asks about, too; 2: those any cluster above does.
  std::set<AttributeId> free_attributes(const MatrixRow& row, std::size_t column, std::size_t freed) const {
    std::vector<TermId> terms;
    for (std::size_t other = 0; other < model_.profiles.size(); ++other)
      if (other == column || column == model_.profiles.size()) terms.push_back(model_.profiles[other].condition);
    if (freed > 0)
      for (ClusterId id = freed == 1 ? *row.cluster : 0; id <= *row.cluster; ++id)
        if (model_.clusters[id].condition) terms.push_back(*model_.clusters[id].condition);
    return used_by(terms);
  }

  std::optional<TriedEnds> ends(const MatrixRow& row, std::size_t column, std::size_t freed, bool by_rules) const {
    const auto free = free_attributes(row, column, freed);
    std::optional<TriedEnds> found;
    for (const TriedAccount& tried : accounts_) {
      if (by_rules && tried.is_fixed) continue;
      if (row.cluster && tried.outcome.cluster != row.cluster) continue;
      const bool fits = column < model_.profiles.size()
                            ? tried.profiles[column]
                            : std::none_of(tried.profiles.begin(), tried.profiles.end(), [](bool in) { return in; });
      if (fits && (!matrix_.question.day || tried.day == *matrix_.question.day) && holds(tried.account, row, free))
        widen(found, tried.outcome);
    }
    return found;
  }

  bool holds(const Account& account, const MatrixRow& row, const std::set<AttributeId>& free) const {
    for (AttributeId id = 0; id < model_.attributes.size(); ++id) {
      const Attribute& attribute = model_.attributes[id];
      const auto split =
          std::find_if(row.split.begin(), row.split.end(), [&](const RowValues& of) { return of.attribute == id; });
      if (split != row.split.end()) {
        if (account.values[id] != split->values.front()) return false;
      } else if (!matrix_.question.free_all && free.count(id) == 0 && (attribute.fallback || attribute.optional)) {
        if (account.values[id] != attribute.fallback.value_or(Value())) return false;
      }
    }
    return true;
  }

  static void widen(Range& range, const Range& more) {
    range = {std::min(range.low, more.low), std::max(range.high, more.high)};
  }

  static void widen(std::optional<TriedEnds>& found, const Outcome& outcome) {
    if (!found) {
      found = TriedEnds{outcome.total, outcome.kinds};
      return;
    }
    widen(found->total, outcome.total);
    for (std::size_t kind = 0; kind < outcome.kinds.size(); ++kind) widen(found->kinds[kind], outcome.kinds[kind]);
  }

  const Model& model_;
  const Matrix& matrix_;
  std::vector<TriedAccount> accounts_;
};

void compare_end(const std::optional<MatrixEnd>& end, const Fraction& expected) {
  BOOST_REQUIRE(end.has_value());
  BOOST_TEST(end->proved);
  BOOST_TEST(end->effort.to_exact_text() == expected.to_exact_text());
}

void compare_range(const MatrixRange& range, const Range& expected) {
  compare_end(range.least, expected.low);
  compare_end(range.greatest, expected.high);
}

void compare_cell(const Model& model, const Oracle& oracle, const MatrixRow& row, std::size_t column) {
  const MatrixCell& cell = row.cells[column];
  const auto expected = oracle.ends(row, column);
  BOOST_TEST((cell.state == MatrixCell::State::possible) == expected.has_value());
  if (!expected || cell.state != MatrixCell::State::possible) return;
  compare_range(cell.total, expected->total);
  BOOST_REQUIRE_EQUAL(cell.kinds.size(), expected->kinds.size());
  for (std::size_t kind = 0; kind < cell.kinds.size(); ++kind) compare_range(cell.kinds[kind], expected->kinds[kind]);
  BOOST_TEST((cell.span == span_of(expected->total, model)));
  BOOST_TEST((oracle.evaluated(cell.total.least->account).total.low == expected->total.low));
  BOOST_TEST((oracle.evaluated(cell.total.greatest->account).total.high == expected->total.high));
}

MatrixQuestion some_question(const Model& model, Random& random) {
  MatrixQuestion question;
  question.by_cluster = random.chance(80);
  question.free_all = random.chance(20);
  if (random.chance(40)) question.split.push_back(*model.find_attribute("d"));
  if (random.chance(30)) question.split.push_back(*model.find_attribute("c"));
  question.merge_rows = random.chance(30);
  if (random.chance(50)) question.day = *model.effective.from;
  return question;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(the_ends_of_every_cell_are_those_of_all_accounts_there) {
  std::size_t cells = 0;
  for (std::uint64_t seed = 1; seed <= proof_runs(60); ++seed) {
    const std::string text = tiny_rule_set(seed) + tiny_profiles(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << text) {
      const auto model = model_if_right(text);
      if (!model) continue;
      Random random(seed);
      const Matrix matrix = matrix_of(*model, some_question(*model, random));
      const Oracle oracle(*model, matrix);
      for (const MatrixRow& row : matrix.rows)
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
          BOOST_TEST_CONTEXT("cluster " << (row.cluster ? model->clusters[*row.cluster].name : "any") << ", column "
                                        << matrix.columns[column].name)
          compare_cell(*model, oracle, row, column);
          ++cells;
        }
    }
  }
  BOOST_TEST(cells > 100U);
}

BOOST_AUTO_TEST_SUITE_END()

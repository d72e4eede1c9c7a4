// Evaluating and explaining accounts towards users of the library.
#include <algorithm>
#include <fmt/format.h>
#include <spanne/evaluate.hpp>
#include <spanne/explain.hpp>
#include <string>
#include <utility>

#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "grammar/text/nearest.hpp"
#include "library/account_finder.hpp"
#include "library/public_rules.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/csv/rows.hpp"
#include "records/json/explanation.hpp"
#include "report/explain.hpp"

namespace spanne {
namespace {

using engine::Model;

/// Reads values the way cells of an accounts file are read. A figure of a group that no account states is counted over
/// all of them.
class ValueReader {
 public:
  ValueReader(const Model& model, const std::vector<AccountValues>& accounts)
      : model_(model),
        layout_(layout_of(model, accounts)),
        rows_(model, layout_, records::CellStyle(records::NumberStyle::english)) {}

  records::AccountRow read(const AccountValues& account) {
    records::CsvRow cells;
    std::size_t known = 0;
    for (const engine::Attribute& attribute : model_.attributes) {
      const auto found = account.values().find(attribute.name);
      known += found == account.values().end() ? 0U : 1U;
      cells.cells.push_back(found == account.values().end() ? std::string() : found->second);
    }
    records::AccountRow row = rows_.read(std::move(cells));
    if (known < account.values().size()) refuse_unknown(account, row);
    return row;
  }

  std::vector<engine::AttributeId> counted() const { return counted_figures(model_, layout_); }

 private:
  static bool is_stated(const engine::Attribute& attribute, const std::vector<AccountValues>& accounts) {
    return std::any_of(accounts.begin(), accounts.end(), [&](const AccountValues& account) {
      return account.values().find(attribute.name) != account.values().end();
    });
  }

  static records::Layout layout_of(const Model& model, const std::vector<AccountValues>& accounts) {
    records::Layout layout;
    for (std::size_t id = 0; id < model.attributes.size(); ++id) {
      layout.heads.push_back(model.attributes[id].name);
      layout.columns.emplace_back(id);
      if (model.attributes[id].figure && !is_stated(model.attributes[id], accounts)) layout.columns.back().reset();
      layout.labels.push_back(model.attributes[id].name);
      layout.magnitudes.push_back(0);  // a name has no bracket, so that a bare number counts ones
    }
    return layout;
  }

  void refuse_unknown(const AccountValues& account, records::AccountRow& row) const {
    for (const auto& [name, value] : account.values()) {
      if (model_.find_attribute(name)) continue;
      row.reasons.push_back(
          fmt::format("there is no attribute {}{}", name, grammar::did_you_mean(name, layout_.heads)));
    }
  }

  const Model& model_;
  records::Layout layout_;
  records::RowReader rows_;
};

EffortInterval interval_of(const engine::Range& range) {
  return {ExactNumber(range.low.to_exact_text()), ExactNumber(range.high.to_exact_text())};
}

std::optional<std::uint64_t> whole(const engine::Count& count) {
  if (!count) return std::nullopt;
  const auto terms = count->in_lowest_terms();
  return terms ? std::optional(static_cast<std::uint64_t>(terms->first)) : std::nullopt;
}

AccountResult public_result(engine::Outcome outcome, const Model& model) {
  AccountResult made;
  if (outcome.cluster) made.cluster = model.clusters[*outcome.cluster].name;
  made.reasons = to_texts(outcome.rejections, model);
  if (made.rejected()) return made;
  made.total = interval_of(outcome.total);
  for (std::size_t kind = 0; kind < outcome.kinds.size(); ++kind)
    made.kinds.push_back({model.kinds[kind].name, interval_of(outcome.kinds[kind])});
  made.accounts_per_kam_low = whole(outcome.span.accounts_low);
  made.accounts_per_kam_high = whole(outcome.span.accounts_high);
  made.needs_team = outcome.span.needs_team;
  if (made.needs_team) {
    made.kams_per_account_low = whole(outcome.span.kams_low);
    made.kams_per_account_high = whole(outcome.span.kams_high);
  }
  for (const engine::RuleSite& site : outcome.matched) made.rules.push_back(id_of(site, model));
  made.flags = std::move(outcome.flags);
  return made;
}

}  // namespace

double ExactNumber::approximate() const {
  const std::size_t slash = exact_.find('/');
  const double numerator = std::strtod(exact_.substr(0, slash).c_str(), nullptr);
  return slash == std::string::npos ? numerator : numerator / std::strtod(exact_.c_str() + slash + 1, nullptr);
}

EvaluatedAccounts evaluate(const RuleSet& rules, const std::vector<AccountValues>& accounts, std::string_view as_of) {
  const Model& model = library::model_of(rules);
  auto day = library::effective_day(std::string(as_of), model);
  if (auto* problem = std::get_if<library::Problem>(&day)) return {std::move(problem->message), {}};
  const engine::Evaluator evaluator(model, std::get<engine::Date>(day));
  ValueReader reader(model, accounts);
  records::FigureRows figures(evaluator, reader.counted());
  std::vector<records::AccountRow> rows;
  rows.reserve(accounts.size());
  for (const AccountValues& account : accounts) {
    rows.push_back(reader.read(account));
    figures.add(rows.back());
  }
  engine::Evaluator counting = evaluator;
  counting.use_figures(figures.tables());
  EvaluatedAccounts made;
  made.results.reserve(accounts.size());
  for (records::AccountRow& row : rows)
    made.results.push_back(public_result(judge(row.account, std::move(row.reasons), counting), model));
  return made;
}

ExplainedResult explain(const RuleSet& rules, const AccountValues& account, std::string_view as_of) {
  const Model& model = library::model_of(rules);
  auto day = library::effective_day(std::string(as_of), model);
  if (auto* problem = std::get_if<library::Problem>(&day)) return {std::move(problem->message), {}, {}};
  const engine::Date date = std::get<engine::Date>(day);
  ValueReader reader(model, {account});
  records::AccountRow row = reader.read(account);
  if (row.reasons.empty())
    row.reasons = to_texts(count_alone(row.account, reader.counted(), engine::Evaluator(model, date)), model);
  if (!row.reasons.empty()) return {fmt::format("{}", fmt::join(row.reasons, "; ")), {}, {}};
  engine::StepBudget budget(engine::steps_for_changes);
  const auto changes = engine::nearest_changes(model, row.account, date, budget);
  const engine::Explanation explanation = engine::explain(model, row.account, date);
  records::ExplainedAccount said;
  said.key = library::key_values(row.account, model);
  const std::string title = said.key.empty() ? "The account" : fmt::format("{}", fmt::join(said.key, " "));
  return {{},
          report::explanation_view(explanation, changes, {title, {}, {}}, {}),
          records::explanation_json(explanation, changes, said,
                                    {model.title, model.version, rules.digest(), to_text(date)})};
}

}  // namespace spanne

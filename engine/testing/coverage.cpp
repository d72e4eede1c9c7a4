#include "engine/testing/coverage.hpp"

#include <algorithm>

#include "engine/groups/figure_tables.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/run.hpp"
#include "engine/testing/sites.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

/// Everything that all tests together have evaluated.
struct Traces {
  Footprint footprint;
  std::vector<bool> clusters, rules;

  Traces(const Model& model, Date today)
      : footprint(model), clusters(model.clusters.size()), rules(model.rules.size()) {
    for (const Test& test : model.tests) {
      const Evaluator evaluator(model, day_of(test, model, today));
      Account account = test.given;
      if (!count_alone(account, test.counted, evaluator).empty()) continue;
      const Outcome outcome = evaluator.evaluate(account, nullptr, &footprint);
      if (outcome.cluster) clusters[*outcome.cluster] = true;
      for (const RuleSite& match : outcome.matched)
        if (match.kind == RuleRef::Kind::rule) rules[match.index] = true;
    }
  }
};

class CoverageSurvey {
 public:
  CoverageSurvey(const Model& model, Date today) : model_(model), traces_(model, today), sites_(sites(model)) {}

  Coverage run() {
    for (std::size_t id = 0; id < model_.clusters.size(); ++id)
      whole(result_.clusters, traces_.clusters[id], Gap::Kind::cluster, {StatementRef::Kind::cluster, id, 0});
    for (std::size_t id = 0; id < model_.rules.size(); ++id)
      whole(result_.rules, traces_.rules[id], Gap::Kind::rule, {StatementRef::Kind::rule, id, 0});
    for (std::size_t table = 0; table < model_.tables.size(); ++table)
      if (is_asked(table)) rows(table);
    for (const Site& site : sites_)
      if (is_atom(site, model_)) sides(site);
    std::stable_sort(result_.gaps.begin(), result_.gaps.end(),
                     [](const Gap& a, const Gap& b) { return a.span.begin < b.span.begin; });
    return std::move(result_);
  }

 private:
  void whole(Reached& reached, bool yes, Gap::Kind kind, const StatementRef& owner) {
    ++reached.all;
    reached.count += yes ? 1U : 0U;
    const std::string name = kind == Gap::Kind::cluster ? model_.clusters[owner.index].name : name_of(owner, model_);
    if (!yes) result_.gaps.push_back({kind, span_of(owner, model_), name, {}, {}});
  }

  /// Effect tables always; lookups only if their values are used.
  bool is_asked(std::size_t table) const {
    return model_.tables[table].derived.empty() || std::any_of(sites_.begin(), sites_.end(), [&](const Site& site) {
             return site.owner.kind == StatementRef::Kind::row && site.owner.index == table;
           });
  }

  void rows(std::size_t table) {
    for (std::size_t row = 0; row < model_.tables[table].rows.size(); ++row)
      whole(result_.rows, traces_.footprint.rows[table][row], Gap::Kind::row, {StatementRef::Kind::row, table, row});
  }

  void sides(const Site& site) {
    const unsigned seen = traces_.footprint.conditions[site.term];
    const bool no = (seen & Footprint::came_out_no) != 0, yes = (seen & Footprint::came_out_yes) != 0;
    result_.sides.all += 2;
    result_.sides.count += (no ? 1U : 0U) + (yes ? 1U : 0U);
    if (no && yes) return;
    result_.gaps.push_back({Gap::Kind::side, model_.term(site.term).span, name_of(site.owner, model_),
                            said(site.term, model_), no || yes ? std::optional(no) : std::nullopt});
  }

  const Model& model_;
  Traces traces_;
  std::vector<Site> sites_;
  Coverage result_;
};

}  // namespace

Coverage coverage(const Model& model, Date today) { return CoverageSurvey(model, today).run(); }

}  // namespace spanne::engine

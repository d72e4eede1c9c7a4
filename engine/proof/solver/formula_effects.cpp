// Encodes what matches, and the constraints of a question.
#include "engine/proof/solver/formulas.hpp"

namespace spanne::engine::proof {

FormulaEncoding::Rows FormulaEncoding::rows(const Table& table) {
  Rows result{{}, yes()};
  z3::expr none = yes(), two = context_.bool_val(false), open = yes();
  for (const Row& row : table.rows) {
    const Formula fit = row.otherwise ? Formula{none, !none} : all_of(row.conditions);
    if (table.policy == TablePolicy::first) {
      result.counts.push_back(open && fit.yes);
      result.ok = result.ok && (!open || fit.yes || fit.no);
      open = open && fit.no;
    } else {
      result.counts.push_back(fit.yes);
      result.ok = result.ok && (fit.yes || fit.no);
      if (!row.otherwise) two = two || (!none && fit.yes);
    }
    none = none && !fit.yes;
  }
  if (table.policy == TablePolicy::unique) result.ok = result.ok && !two;
  return result;
}

const std::vector<z3::expr>& FormulaEncoding::clusters() {
  if (!clusters_.empty()) return clusters_;
  z3::expr open = yes();
  for (const Cluster& cluster : model_.clusters) {
    const z3::expr now = in_force(cluster.period);
    const Formula holds = cluster.condition ? truth(*cluster.condition) : Formula{yes(), !yes()};
    clusters_.push_back(open && now && holds.yes);
    open = open && (!now || holds.no);
  }
  return clusters_;
}

z3::expr FormulaEncoding::in_cluster(ClusterId id) { return clusters()[id]; }

z3::expr FormulaEncoding::concerns(const std::vector<ClusterId>& scope, const Period& period) {
  std::vector<z3::expr> within;
  for (const ClusterId id : scope) within.push_back(in_cluster(id));
  return in_force(period) && any(scope.empty() ? clusters() : within);
}

z3::expr FormulaEncoding::matches(const EffectSite& origin) {
  if (origin.kind == EffectSite::Kind::cluster) return in_cluster(origin.index);
  if (origin.kind == EffectSite::Kind::rule) {
    const Rule& rule = model_.rules[origin.index];
    const z3::expr concerned = concerns(rule.scope, rule.period);
    return rule.condition ? concerned && truth(*rule.condition).yes : concerned;
  }
  const Table& table = model_.tables[origin.index];
  const Rows fit = rows(table);
  return concerns(table.scope, table.period) && fit.ok && fit.counts[origin.row];
}

z3::expr FormulaEncoding::constraint(const Constraint& constraint) {
  switch (constraint.kind) {
    case Constraint::Kind::holds: return all_of(constraint.terms).yes;
    case Constraint::Kind::matches: return matches(constraint.origin);
    case Constraint::Kind::unmatched: return !matches(constraint.origin);
    case Constraint::Kind::concerned: {
      const Table& table = model_.tables[constraint.origin.index];
      return concerns(table.scope, table.period);
    }
    case Constraint::Kind::differs: {
      const Rule& rule = model_.rules[constraint.origin.index];
      return concerns(rule.scope, rule.period) && !matches(constraint.origin);
    }
    case Constraint::Kind::no_cluster: {
      z3::expr none = yes();
      for (const Cluster& cluster : model_.clusters)
        none = none && (!in_force(cluster.period) || (cluster.condition ? truth(*cluster.condition).no : !yes()));
      return none;
    }
    case Constraint::Kind::no_row: {
      const Rows fit = rows(model_.tables[constraint.origin.index]);
      return fit.ok && !any(fit.counts);
    }
    case Constraint::Kind::fits: {
      const Rows fit = rows(model_.tables[constraint.origin.index]);
      return fit.ok && fit.counts[constraint.origin.row];
    }
    case Constraint::Kind::breaks: break;
  }
  return breaks(*constraint.property);
}

}  // namespace spanne::engine::proof

// What matches, and what a question asks for, as formulas.
#include "engine/prove/encoding.hpp"

namespace spanne::engine::proof {

Encoding::Rows Encoding::rows(const Table& table) {
  Rows result{{}, yes()};
  z3::expr none = yes(), two = context_.bool_val(false), open = yes();
  for (const Row& row : table.rows) {
    const Truth fit = row.otherwise ? Truth{none, !none} : all_of(row.conditions);
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

const std::vector<z3::expr>& Encoding::clusters() {
  if (!clusters_.empty()) return clusters_;
  z3::expr open = yes();
  for (const Cluster& cluster : model_.clusters) {
    const z3::expr now = in_force(cluster.period);
    const Truth holds = cluster.condition ? truth(*cluster.condition) : Truth{yes(), !yes()};
    clusters_.push_back(open && now && holds.yes);
    open = open && (!now || holds.no);
  }
  return clusters_;
}

z3::expr Encoding::in_cluster(ClusterId id) { return clusters()[id]; }

z3::expr Encoding::concerns(const std::vector<ClusterId>& scope, const Period& period) {
  std::vector<z3::expr> within;
  for (const ClusterId id : scope) within.push_back(in_cluster(id));
  return in_force(period) && any(scope.empty() ? clusters() : within);
}

z3::expr Encoding::matches(const Origin& origin) {
  if (origin.sort == Origin::Sort::cluster) return in_cluster(origin.index);
  if (origin.sort == Origin::Sort::rule) {
    const Rule& rule = model_.rules[origin.index];
    const z3::expr concerned = concerns(rule.scope, rule.period);
    return rule.condition ? concerned && truth(*rule.condition).yes : concerned;
  }
  const Table& table = model_.tables[origin.index];
  const Rows fit = rows(table);
  return concerns(table.scope, table.period) && fit.ok && fit.counts[origin.row];
}

z3::expr Encoding::wish(const Wish& wish) {
  switch (wish.sort) {
    case Wish::Sort::holds: return all_of(wish.terms).yes;
    case Wish::Sort::matches: return matches(wish.origin);
    case Wish::Sort::unmatched: return !matches(wish.origin);
    case Wish::Sort::concerned: {
      const Table& table = model_.tables[wish.origin.index];
      return concerns(table.scope, table.period);
    }
    case Wish::Sort::differs: {
      const Rule& rule = model_.rules[wish.origin.index];
      return concerns(rule.scope, rule.period) && !matches(wish.origin);
    }
    case Wish::Sort::no_cluster: {
      z3::expr none = yes();
      for (const Cluster& cluster : model_.clusters)
        none = none && (!in_force(cluster.period) || (cluster.condition ? truth(*cluster.condition).no : !yes()));
      return none;
    }
    case Wish::Sort::no_row: {
      const Rows fit = rows(model_.tables[wish.origin.index]);
      return fit.ok && !any(fit.counts);
    }
    case Wish::Sort::fits: {
      const Rows fit = rows(model_.tables[wish.origin.index]);
      return fit.ok && fit.counts[wish.origin.row];
    }
    case Wish::Sort::breaks: break;
  }
  return breaks(*wish.property);
}

}  // namespace spanne::engine::proof

#include "engine/testing/mutants/guards.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace spanne::engine {
namespace {

using Attributes = std::set<AttributeId>;

/// The attributes that are certainly known if a condition is true, and if it is false.
struct Sides {
  Attributes yes, no;
};

Attributes united(Attributes a, const Attributes& b) {
  a.insert(b.begin(), b.end());
  return a;
}

Attributes shared(const Attributes& a, const Attributes& b) {
  Attributes both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

/// What the truth of a define implies for attributes; the same for every use of it.
using DefineSides = std::map<std::size_t, Sides>;

/// Follows a term in the order of its evaluation.
class Guards {
 public:
  Guards(const Model& model, DefineSides& defines) : model_(model), defines_(defines) {}

  bool sound() const { return sound_; }

  Sides follow(TermId id, const Attributes& known) {
    const Term& term = model_.term(id);
    const auto attribute = static_cast<AttributeId>(term.number);
    switch (term.op) {
      case Op::attribute:
        sound_ = sound_ && (!model_.attributes[attribute].optional || known.count(attribute) != 0);
        return {};
      case Op::is_known: return {{attribute}, {}};
      case Op::is_missing: return {{}, {attribute}};
      case Op::logical_not: {
        Sides inner = follow(term.operands[0], known);
        return {std::move(inner.no), std::move(inner.yes)};
      }
      case Op::logical_and:
      case Op::logical_or: return connected(term, known);
      case Op::conditional: {
        const Sides test = follow(term.operands[0], known);
        follow(term.operands[1], united(known, test.yes));
        follow(term.operands[2], united(known, test.no));
        return {};
      }
      case Op::define: return inside_define(static_cast<std::size_t>(term.number));
      default:
        for (const TermId operand : term.operands) follow(operand, known);
        return {};
    }
  }

 private:
  Sides connected(const Term& term, Attributes known) {
    const bool both = term.op == Op::logical_and;
    std::optional<Sides> all;
    for (const TermId operand : term.operands) {
      const Sides operand_sides = follow(operand, known);
      known = united(std::move(known), both ? operand_sides.yes : operand_sides.no);
      if (!all)
        all = operand_sides;
      else
        all = both ? Sides{united(all->yes, operand_sides.yes), shared(all->no, operand_sides.no)}
                   : Sides{shared(all->yes, operand_sides.yes), united(all->no, operand_sides.no)};
    }
    return *all;
  }

  /// A define is checked where it is declared; here only what its truth implies matters.
  Sides inside_define(std::size_t id) {
    const Define& define = model_.defines[id];
    if (define.versions.size() != 1 || define.type.kind != TypeKind::boolean) return {};
    if (const auto known = defines_.find(id); known != defines_.end()) return known->second;
    const bool sound = sound_;
    const Sides sides = follow(define.versions.front().value, {});
    sound_ = sound;
    return defines_.emplace(id, sides).first->second;
  }

  const Model& model_;
  bool sound_ = true;
  DefineSides& defines_;
};

void follow(const Effects& effects, const Attributes& known, Guards& guards) {
  for (const Effect& effect : effects) {
    if (effect.amount.computed) guards.follow(*effect.amount.computed, known);
    if (effect.per) guards.follow(effect.per->of, known);
  }
}

bool guarded(const StatementRef& owner, const Model& model, DefineSides& defines) {
  Guards guards(model, defines);
  Attributes known;
  switch (owner.kind) {
    case StatementRef::Kind::cluster: {
      const Cluster& cluster = model.clusters[owner.index];
      if (cluster.condition) known = guards.follow(*cluster.condition, {}).yes;
      follow(cluster.base, known, guards);
      break;
    }
    case StatementRef::Kind::rule: {
      const Rule& rule = model.rules[owner.index];
      if (rule.condition) known = guards.follow(*rule.condition, {}).yes;
      follow(rule.effects, known, guards);
      break;
    }
    case StatementRef::Kind::row: {
      const Row& row = model.tables[owner.index].rows[owner.part];
      for (const TermId condition : row.conditions) {
        const Sides sides = guards.follow(condition, known);
        known = united(std::move(known), sides.yes);
      }
      for (const TermId value : row.values) guards.follow(value, known);
      follow(row.effects, known, guards);
      break;
    }
    case StatementRef::Kind::define: guards.follow(model.defines[owner.index].versions[owner.part].value, {}); break;
    default: break;
  }
  return guards.sound();
}

}  // namespace

bool is_guarded(const StatementRef& owner, const Model& model) {
  DefineSides defines;
  return guarded(owner, model, defines);
}

bool is_guarded(const Model& model) {
  DefineSides defines;
  const auto all = [&](StatementRef::Kind kind, std::size_t count, auto parts) {
    for (std::size_t index = 0; index < count; ++index)
      for (std::size_t part = 0; part < parts(index); ++part)
        if (!guarded({kind, index, part}, model, defines)) return false;
    return true;
  };
  const auto equal_weight = [](std::size_t) { return std::size_t{1}; };
  return all(StatementRef::Kind::cluster, model.clusters.size(), equal_weight) &&
         all(StatementRef::Kind::rule, model.rules.size(), equal_weight) &&
         all(StatementRef::Kind::row, model.tables.size(),
             [&](std::size_t table) { return model.tables[table].rows.size(); }) &&
         all(StatementRef::Kind::define, model.defines.size(),
             [&](std::size_t define) { return model.defines[define].versions.size(); });
}

}  // namespace spanne::engine

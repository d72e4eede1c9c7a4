#include "engine/testing/sites.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/model/condition_terms.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

using Use = Site::Use;

/// Collects every term once, at the place where it is first used.
class Collector {
 public:
  explicit Collector(const Model& model) : model_(model), seen_(model.terms.size()) {}

  std::vector<Site> run() {
    for (std::size_t id = 0; id < model_.clusters.size(); ++id) all_of({StatementRef::Kind::cluster, id, 0});
    for (const RuleRef& ref : model_.order) {
      if (ref.kind == RuleRef::Kind::rule) all_of({StatementRef::Kind::rule, ref.index, 0});
      if (ref.kind == RuleRef::Kind::table) rows_of(ref.index);
    }
    std::stable_sort(sites_.begin(), sites_.end(), [&](const Site& a, const Site& b) {
      return model_.term(a.term).span.begin < model_.term(b.term).span.begin;
    });
    return std::move(sites_);
  }

 private:
  void all_of(const StatementRef& owner) {
    const std::vector<TermId> shown = remarked(owner);
    for (const TermId term : terms_of(owner, model_)) {
      const bool is_shown = std::find(shown.begin(), shown.end(), term) != shown.end();
      visit(term, is_shown ? Use::value : use_of(term), owner, std::nullopt);
    }
  }

  /// Values shown by flags, on which nothing depends.
  std::vector<TermId> remarked(const StatementRef& owner) const {
    std::vector<TermId> holes;
    const auto add = [&](const Effects& effects) {
      for (const Effect& effect : effects)
        for (const FlagPiece& piece : effect.flag)
          if (piece.hole) holes.push_back(*piece.hole);
    };
    if (owner.kind == StatementRef::Kind::rule) add(model_.rules[owner.index].effects);
    if (owner.kind == StatementRef::Kind::row) add(model_.tables[owner.index].rows[owner.part].effects);
    return holes;
  }

  void rows_of(std::size_t table) {
    for (std::size_t row = 0; row < model_.tables[table].rows.size(); ++row)
      all_of({StatementRef::Kind::row, table, row});
  }

  Use use_of(TermId id) const { return model_.term(id).type.kind == TypeKind::boolean ? Use::condition : Use::value; }

  void visit(TermId id, Use use, const StatementRef& owner, std::optional<TermId> inside) {
    if (seen_[id]) return;
    seen_[id] = true;
    sites_.push_back({use, id, owner, inside});
    const Term& term = model_.term(id);
    if (term.op == Op::define) return define(static_cast<std::size_t>(term.number));
    if (term.op == Op::lookup) return rows_of(table_of(term));
    for (std::size_t i = 0; i < term.operands.size(); ++i) visit(term.operands[i], use_of_operand(term, i), owner, id);
  }

  Use use_of_operand(const Term& term, std::size_t place) const {
    const bool is_fixed = term.op == Op::round && place == 1;  // the number of decimal places
    if (is_comparison(term.op) || is_fixed) return Use::compared;
    if (is_implied_guard(term, model_) && place == 0) return Use::implied;
    return is_list(term, model_) ? Use::item : use_of(term.operands[place]);
  }

  void define(std::size_t id) {
    for (std::size_t version = 0; version < model_.defines[id].versions.size(); ++version)
      all_of({StatementRef::Kind::define, id, version});
  }

  const Model& model_;
  std::vector<bool> seen_;
  std::vector<Site> sites_;
};

void add_terms(const Effects& effects, std::vector<TermId>& terms) {
  for (const Effect& effect : effects) {
    if (effect.amount.computed) terms.push_back(*effect.amount.computed);
    if (effect.per) terms.push_back(effect.per->of);
    for (const FlagPiece& piece : effect.flag)
      if (piece.hole) terms.push_back(*piece.hole);
  }
}

const Term& without_guard(const Term& term, const Model& model) {
  return is_implied_guard(term, model) ? model.term(term.operands[1]) : term;
}

/// Whether what the term compares is written elsewhere: at the head of the table's column, or before `in`.
bool leaves_subject_out(const Term& term, const Model& model) {
  if (is_presence(term.op)) return model.words(term.span) == "known" || model.words(term.span) == "missing";
  if (!is_comparison(term.op)) return false;
  const grammar::TextSpan subject = model.term(term.operands[0]).span;
  return subject.end <= term.span.begin || subject.begin >= term.span.end;
}

}  // namespace

std::string name_of(const StatementRef& owner, const Model& model) {
  switch (owner.kind) {
    case StatementRef::Kind::cluster: return "cluster " + model.clusters[owner.index].name;
    case StatementRef::Kind::heading: return "rules " + quoted(model.rules[owner.index].title);
    case StatementRef::Kind::rule: return model.rules[owner.index].id;
    case StatementRef::Kind::table: return model.tables[owner.index].name;
    case StatementRef::Kind::row: return model.tables[owner.index].rows[owner.part].id;
    case StatementRef::Kind::define: return model.defines[owner.index].name;
    case StatementRef::Kind::attribute: return model.attributes[owner.index].name;
    case StatementRef::Kind::header: break;
  }
  return {};
}

grammar::TextSpan span_of(const StatementRef& owner, const Model& model) {
  switch (owner.kind) {
    case StatementRef::Kind::cluster: return model.clusters[owner.index].span;
    case StatementRef::Kind::heading: return *model.rules[owner.index].heading;
    case StatementRef::Kind::rule: return model.rules[owner.index].span;
    case StatementRef::Kind::table: return model.tables[owner.index].span;
    case StatementRef::Kind::row: return model.tables[owner.index].rows[owner.part].span;
    case StatementRef::Kind::define: return model.defines[owner.index].versions[owner.part].span;
    case StatementRef::Kind::attribute: return model.attributes[owner.index].span;
    case StatementRef::Kind::header: break;
  }
  return {};
}

std::vector<Site> sites(const Model& model) { return Collector(model).run(); }

bool is_atom(const Site& site, const Model& model) {
  if (site.use != Use::condition && site.use != Use::item) return false;
  const Op op = model.term(site.term).op;
  return is_comparison(op) || is_presence(op) || is_text_match(op) || op == Op::attribute;
}

bool is_implied_guard(const Term& term, const Model& model) {
  if (term.op != Op::logical_and || term.operands.size() != 2) return false;
  const Term& guard = model.term(term.operands[0]);
  return guard.op == Op::is_known && guard.span == term.span;
}

bool is_list(const Term& term, const Model& model) {
  return term.op == Op::logical_or && std::all_of(term.operands.begin(), term.operands.end(), [&](TermId item) {
           return leaves_subject_out(without_guard(model.term(item), model), model);
         });
}

std::vector<TermId> terms_of(const StatementRef& owner, const Model& model) {
  std::vector<TermId> terms;
  switch (owner.kind) {
    case StatementRef::Kind::cluster: {
      const Cluster& cluster = model.clusters[owner.index];
      if (cluster.condition) terms.push_back(*cluster.condition);
      add_terms(cluster.base, terms);
      break;
    }
    case StatementRef::Kind::rule: {
      const Rule& rule = model.rules[owner.index];
      if (rule.condition) terms.push_back(*rule.condition);
      add_terms(rule.effects, terms);
      break;
    }
    case StatementRef::Kind::row: {
      const Row& row = model.tables[owner.index].rows[owner.part];
      terms = row.conditions;
      terms.insert(terms.end(), row.values.begin(), row.values.end());
      add_terms(row.effects, terms);
      break;
    }
    case StatementRef::Kind::define: terms = {model.defines[owner.index].versions[owner.part].value}; break;
    default: break;
  }
  return terms;
}

}  // namespace spanne::engine

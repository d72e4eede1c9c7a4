#include "engine/compare/regions/meaning_ids.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace spanne::engine::proof {
namespace {

std::string words(const Period& period) {
  return fmt::format("{}~{}", period.from ? period.from->days : -1'000'000,
                     period.until ? period.until->days : 10'000'000);
}

}  // namespace

MeaningIds::MeaningIds(const MergedSchema& schema) : schema_(schema) {
  for (const VersionSide version : versions) terms_[version].assign(schema.model(version).terms.size(), -1);
}

MeaningId MeaningIds::intern(std::string text) {
  const auto next = static_cast<MeaningId>(meaning_ids_.size() + 1);
  return meaning_ids_.try_emplace(std::move(text), next).first->second;
}

MeaningId MeaningIds::named(const std::string& name, const std::vector<MeaningId>& parts) {
  return intern(fmt::format("named {} {}", name, fmt::join(parts, " ")));
}

/// The index of a result depends on the kinds of its version, so it is translated to the shared kinds.
std::int64_t MeaningIds::result(VersionSide version, std::int64_t index) const {
  const auto kinds = static_cast<std::int64_t>(schema_.model(version).kinds.size());
  const std::int64_t triple = index / 3, place = index % 3;
  if (triple == 0) return index;
  if (triple > kinds) return -3 + place;  // limit
  return static_cast<std::int64_t>(schema_.kind(version, static_cast<KindId>(triple - 1)) + 1) * 3 + place;
}

std::string MeaningIds::leaf(VersionSide version, const Term& term) {
  const Model& model = schema_.model(version);
  const auto index = static_cast<std::size_t>(term.number);
  switch (term.op) {
    case Op::constant:
      if (term.type.kind == TypeKind::choice && term.type.choice == model.cluster_choice)
        return fmt::format("cluster {}", schema_.cluster(version, static_cast<ClusterId>(index)));
      if (is_number(term.type.kind)) return "number " + worth_of({term.number}, term.type.kind).to_exact_text();
      return fmt::format("constant {} {} {}", term.number, term.fraction.to_exact_text(), term.text);
    case Op::define: {
      std::string text = "define";
      for (const auto& define_version : model.defines[index].versions)
        text += fmt::format(" {} {}", of(version, define_version.value), words(define_version.period));
      return text;
    }
    case Op::lookup: {
      const Table& rows = model.tables[table_of(term)];
      std::string text = fmt::format("lookup {}", table(version, rows));
      for (const Row& row : rows.rows) text += fmt::format(" {}", of(version, row.values[derived_of(term)]));
      return text;
    }
    case Op::result: return fmt::format("result {}", result(version, term.number));
    default: return fmt::format("{} {}", term.number, term.fraction.to_exact_text());
  }
}

MeaningId MeaningIds::of(VersionSide version, TermId id) {
  if (terms_[version][id] >= 0) return terms_[version][id];
  const Term& term = schema_.model(version).term(id);
  std::string text = fmt::format("term {} {}", static_cast<int>(term.op), leaf(version, term));
  for (const TermId operand : term.operands) text += fmt::format(" {}", of(version, operand));
  return terms_[version][id] = intern(std::move(text));
}

MeaningId MeaningIds::of(VersionSide version, const std::optional<TermId>& condition) {
  return condition ? of(version, *condition) : 0;
}

MeaningId MeaningIds::of(VersionSide version, const Proportion& per) {
  return intern(fmt::format("per {} {} {} {}", static_cast<int>(per.portion), of(version, per.of),
                            per.portion_size().to_exact_text(), per.least().to_exact_text()));
}

MeaningId MeaningIds::of(VersionSide version, const Effect& effect) {
  const auto kind = effect.effort_kind ? static_cast<int>(schema_.kind(version, *effect.effort_kind)) : -1;
  std::string text = fmt::format("effect {} {}", static_cast<int>(effect.kind), kind);
  for (const FlagPiece& placed : effect.flag)
    text += fmt::format(" {}\n{}", placed.text, placed.hole ? of(version, *placed.hole) : 0);
  if (effect.kind == EffectKind::flag) return intern(std::move(text));
  if (effect.amount.computed)
    text += fmt::format(" {} {}", of(version, *effect.amount.computed), effect.amount.scale.to_exact_text());
  else
    text += fmt::format(" {} .. {}", effect.amount.range.low.to_exact_text(), effect.amount.range.high.to_exact_text());
  if (effect.per) text += fmt::format(" {}", of(version, *effect.per));
  return intern(std::move(text));
}

std::string MeaningIds::scope(VersionSide version, const std::vector<ClusterId>& clusters) const {
  std::vector<std::size_t> all;
  for (const ClusterId cluster : clusters) all.push_back(schema_.cluster(version, cluster));
  std::sort(all.begin(), all.end());
  return fmt::format("for {}", fmt::join(all, " "));
}

MeaningId MeaningIds::table(VersionSide version, const Table& table) {
  const auto known = tables_[version].find(&table);
  if (known != tables_[version].end()) return known->second;
  return tables_[version].emplace(&table, found(version, table)).first->second;
}

MeaningId MeaningIds::found(VersionSide version, const Table& table) {
  std::string text =
      fmt::format("table {} {} {}", static_cast<int>(table.policy), words(table.period), scope(version, table.scope));
  for (const Row& row : table.rows) {
    text += row.otherwise ? " otherwise" : " row";
    for (const TermId condition : row.conditions) text += fmt::format(" {}", of(version, condition));
  }
  return intern(std::move(text));
}

MeaningId MeaningIds::when(VersionSide version, const EffectSite& origin) {
  const Model& model = schema_.model(version);
  switch (origin.kind) {
    case EffectSite::Kind::cluster: return intern(fmt::format("in {}", schema_.cluster(version, origin.index)));
    case EffectSite::Kind::rule: {
      const Rule& rule = model.rules[origin.index];
      return intern(
          fmt::format("rule {} {} {}", of(version, rule.condition), words(rule.period), scope(version, rule.scope)));
    }
    case EffectSite::Kind::row: break;
  }
  return intern(fmt::format("row {} {}", table(version, model.tables[origin.index]), origin.row));
}

MeaningId MeaningIds::when(VersionSide version, const Cluster& cluster) {
  return intern(fmt::format("cluster {} {}", of(version, cluster.condition), words(cluster.period)));
}

}  // namespace spanne::engine::proof

#include "records/stream/match_counts.hpp"

namespace spanne::records {

using Kind = engine::RuleRef::Kind;

MatchCounts::MatchCounts(const engine::Model& model) : rules_(model.rules.size()), tables_(model.tables.size()) {
  for (const engine::RuleRef& ref : model.order) {
    (ref.kind == Kind::rule ? rules_ : tables_)[ref.index] = sites_.size();
    if (ref.kind == Kind::rule) {
      sites_.push_back({ref.kind, ref.index, std::nullopt});
      continue;
    }
    const auto rows = static_cast<std::uint32_t>(model.tables[ref.index].rows.size());
    for (std::uint32_t row = 0; row < rows; ++row) sites_.push_back({ref.kind, ref.index, row});
  }
  counts_.resize(sites_.size());
}

std::size_t MatchCounts::place_of(const engine::RuleSite& site) const {
  return site.kind == Kind::rule ? rules_[site.index] : tables_[site.index] + site.row.value_or(0);
}

void MatchCounts::add(const MatchCounts& more) {
  for (std::size_t place = 0; place < counts_.size(); ++place) counts_[place] += more.counts_[place];
}

}  // namespace spanne::records

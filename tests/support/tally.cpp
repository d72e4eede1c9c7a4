#include "tests/support/tally.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace spanne::test {

using namespace engine;

namespace {

std::string text(const Range& range) {
  return fmt::format("{}..{}", range.low.to_exact_text(), range.high.to_exact_text());
}

std::string text(const Count& count) { return count ? count->to_text() : "unlimited"; }

std::string line(const std::vector<std::string>& labels, std::size_t rows, std::size_t rejected, const Range& effort,
                 const Breakdown& parts, const std::string& spans) {
  std::string all = fmt::format("[{}] {} {} {}", fmt::join(labels, "|"), rows, rejected, text(effort));
  for (const Range& kind : parts.kinds) all += " " + text(kind);
  return all + fmt::format(" {} spans {}\n", text(parts.limit), spans);
}

/// Unlimited is more than any number.
bool fewer(const Count& a, const Count& b) { return a && (!b || *a < *b); }

std::string least_to_most(const std::vector<AccountRange>& spans) {
  if (spans.empty()) return "none";
  const auto low = std::min_element(spans.begin(), spans.end(), [](const AccountRange& a, const AccountRange& b) {
    return fewer(a.accounts_low, b.accounts_low);
  });
  const auto high = std::max_element(spans.begin(), spans.end(), [](const AccountRange& a, const AccountRange& b) {
    return fewer(a.accounts_high, b.accounts_high);
  });
  return text(low->accounts_low) + " to " + text(high->accounts_high);
}

}  // namespace

PlainTally::PlainTally(const Model& model, std::vector<GroupBy> by, bool accounts)
    : model_(model), by_(std::move(by)), counts_accounts_(accounts) {
  total.labels.resize(by_.size());
  total.parts.kinds.resize(model.kinds.size());
}

std::optional<std::vector<std::string>> PlainTally::labels(const EvaluatedRow& row) const {
  std::vector<std::string> all;
  for (const GroupBy& by : by_) {
    const auto& cluster = row.outcome->cluster;
    const Value value = by.attribute ? row.account->values[*by.attribute] : Value{};
    if (!by.attribute && !cluster) return std::nullopt;
    if (by.attribute && row.unreadable != nullptr)
      for (const auto& [id, cell] : *row.unreadable)
        if (id == *by.attribute) return std::nullopt;
    const bool no_letters = std::holds_alternative<std::string>(value) && std::get<std::string>(value).empty();
    if (no_letters)
      all.emplace_back(1, '\0');
    else if (by.attribute)
      all.push_back(to_text(value, model_.attributes[*by.attribute].type, model_));
    else
      all.push_back(cluster ? model_.clusters[*cluster].name : "");
  }
  return all;
}

void PlainTally::count(Group& group, const EvaluatedRow& row) {
  ++group.rows;
  if (row.rejected) {
    ++group.rejected;
    return;
  }
  group.effort += row.outcome->total;
  for (KindId kind = 0; kind < row.outcome->kinds.size(); ++kind) group.parts.kinds[kind] += row.outcome->kinds[kind];
  group.parts.limit += row.outcome->limit;
  group.spans.push_back(row.outcome->span);
}

void PlainTally::add(const EvaluatedRow& row) {
  count(total, row);
  if (const auto keys = model_.key_attributes(); counts_accounts_ && !keys.empty()) {
    const Value& account = row.account->values[keys.front()];
    if (!is_missing(account)) accounts_.insert(to_text(account, model_.attributes[keys.front()].type, model_));
  }
  const auto called = labels(row);
  if (by_.empty() || !called) return;
  const auto [place, fresh] = places_.emplace(*called, groups.size());
  if (fresh) {
    groups.push_back({*called, 0, 0, {}, {}, {}});
    groups.back().parts.kinds.resize(model_.kinds.size());
  }
  count(groups[place->second], row);
}

std::string PlainTally::text() const {
  std::string all;
  const auto add = [&](const Group& group) {
    all += line(group.labels, group.rows, group.rejected, group.effort, group.parts, least_to_most(group.spans));
  };
  for (const Group& group : groups) add(group);
  add(total);
  return all + fmt::format("{} accounts\n", accounts_.size());
}

std::string text(const Portfolio& portfolio) {
  std::string all;
  const auto add = [&](const Group& group) {
    const auto& spans = group.spans;
    all += line(group.labels, group.sum.rows, group.sum.rejected, group.sum.effort, *group.sum.parts,
                spans ? text(spans->accounts_low) + " to " + text(spans->accounts_high) : "none");
  };
  for (const Group& group : portfolio.groups) add(group);
  add(portfolio.total);
  return all + fmt::format("{} accounts\n", portfolio.accounts);
}

}  // namespace spanne::test

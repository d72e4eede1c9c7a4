#include "engine/planning/rule_contributions.hpp"

#include <algorithm>

namespace spanne::engine {
namespace {

Enclosure middle_between(const Enclosure& low, const Enclosure& high) {
  return {(low.low + high.low) / 2, (low.high + high.high) / 2};
}

}  // namespace

ContributionSums::ContributionSums(const ContributionSources& sources)
    : sources_(&sources), sums_(sources.size()), likely_(sources) {}

void ContributionSums::add(std::size_t line, const Outcome& outcome, const std::vector<AccountShare>& shares) {
  ++rows_;
  low_.add(outcome.total.low);
  high_.add(outcome.total.high);
  for (std::size_t place = 0; place < shares.size(); ++place) {
    const AccountShare& share = shares[place];
    Source& sum = sums_[share.source];
    // The effects of one rule stand together.
    if (place == 0 || shares[place - 1].source != share.source) ++sum.rows;
    sum.low.add(share.to.low);
    sum.high.add(share.to.high);
  }
  likely_.add(line, outcome, shares);
}

void ContributionSums::add(const ContributionSums& more) {
  rows_ += more.rows_;
  rejected_ += more.rejected_;
  low_.add(more.low_);
  high_.add(more.high_);
  for (SourceId source = 0; source < sums_.size(); ++source) {
    sums_[source].rows += more.sums_[source].rows;
    sums_[source].low.add(more.sums_[source].low);
    sums_[source].high.add(more.sums_[source].high);
  }
  likely_.add(more.likely_);
}

Enclosure ContributionSums::middle() const { return middle_between(low(), high()); }

std::vector<RuleContribution> ContributionSums::contributions() const {
  std::vector<RuleContribution> made;
  for (SourceId source = 0; source < sums_.size(); ++source) {
    const Source& sum = sums_[source];
    if (sum.rows == 0) continue;
    const Enclosure low = sum.low.value(), high = sum.high.value();
    made.push_back({source, sources_->name(source), sum.rows, low, middle_between(low, high), high});
  }
  std::stable_sort(made.begin(), made.end(), [](const RuleContribution& a, const RuleContribution& b) {
    return absolute(a.to_mid.middle()) > absolute(b.to_mid.middle());
  });
  return made;
}

}  // namespace spanne::engine

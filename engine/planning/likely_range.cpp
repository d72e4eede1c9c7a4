#include "engine/planning/likely_range.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/value/square_root.hpp"

namespace spanne::engine {
namespace {

constexpr int root_places = 3;

/// The square of a width, the greater one where it is known within bounds only.
Fraction square_of_width(const TotalSum& width) {
  const Enclosure value = width.value();
  return std::max(value.low * value.low, value.high * value.high);
}

/// Finds the widest unknown while their squares are added up.
class VarianceTerms {
 public:
  void add(const Fraction& square, UnknownTerm term) {
    sum_.add(square);
    note(square, std::move(term));
  }
  /// Of many, the widest of which is noted apart.
  void add(const TotalSum& squares) { sum_.add(squares); }
  void note(const Fraction& square, UnknownTerm term) {
    if (square > widest_square_) {
      widest_square_ = square;
      widest_ = std::move(term);
    }
  }

  LikelyInterval interval() {
    const Fraction sum = sum_.value().high;
    LikelyInterval made;
    made.root = square_root_up(sum / 12, root_places);
    if (widest_square_ * 4 > sum) {
      widest_.part = widest_square_ / sum;
      made.dominant = std::move(widest_);
    }
    return made;
  }

 private:
  TotalSum sum_;
  Fraction widest_square_;
  UnknownTerm widest_;
};

}  // namespace

Fraction likely_factor() { return Fraction::ratio(1'645, 1'000); }

LikelySums::LikelySums(const ContributionSources& sources) : sources_(&sources), widths_(sources.size()) {}

void LikelySums::add(std::size_t line, const Outcome& outcome, const std::vector<AccountShare>& shares) {
  low_.add(outcome.total.low);
  high_.add(outcome.total.high);
  Fraction own;
  for (const AccountShare& share : shares) {
    const Fraction width = share.to.high - share.to.low;
    if (width.sign() == 0) continue;
    widths_[share.source].width.add(width);
    if (share.is_common)
      widths_[share.source].common.add(width);
    else
      own += width;
  }
  if (own.sign() == 0) return;
  const Fraction square = own * own;
  squares_.add(square);
  if (square > widest_.square || (square == widest_.square && line < widest_.line)) widest_ = {square, line};
}

void LikelySums::add(const LikelySums& more) {
  low_.add(more.low_);
  high_.add(more.high_);
  squares_.add(more.squares_);
  more.widths_.for_each([&](SourceId source, const Source& other) {
    widths_[source].width.add(other.width);
    widths_[source].common.add(other.common);
  });
  const Widest& other = more.widest_;
  if (other.square > widest_.square || (other.square == widest_.square && other.line < widest_.line)) widest_ = other;
}

LikelyInterval LikelySums::by_account() const {
  VarianceTerms terms;
  terms.add(squares_);
  terms.note(widest_.square, {std::nullopt, widest_.line, fmt::format("line {}", widest_.line), {}});
  widths_.for_each([&](SourceId source, const Source& sum) {
    terms.add(square_of_width(sum.common), {source, std::nullopt, sources_->name(source), {}});
  });
  return terms.interval();
}

LikelyInterval LikelySums::by_rule() const {
  VarianceTerms terms;
  widths_.for_each([&](SourceId source, const Source& sum) {
    terms.add(square_of_width(sum.width), {source, std::nullopt, sources_->name(source), {}});
  });
  return terms.interval();
}

LikelyRange LikelySums::range() const {
  LikelyRange made;
  made.worst = {low_.value().middle(), high_.value().middle()};
  made.middle = made.worst.middle();
  made.by_account = by_account();
  made.by_rule = by_rule();
  for (LikelyInterval* interval : {&made.by_account, &made.by_rule}) {
    if (interval->dominant) continue;
    // Limits can make some unknowns cancel others: nothing lies beyond the worst cases.
    const Fraction reach = likely_factor() * interval->root;
    interval->range =
        Range{std::max(made.worst.low, made.middle - reach), std::min(made.worst.high, made.middle + reach)};
  }
  return made;
}

LikelyRange likely_range_of(const RowEvaluation& rows, const Executor& executor, const RowFilter& filter) {
  const ContributionSources sources(rows.model());
  const auto tasks = map_rows(rows.size(), executor, LikelySums(sources), [&](LikelySums& sums, std::size_t index) {
    Trace trace;
    const RowResult result = rows.evaluate(index, &trace);
    if (result.outcome.rejected() || (filter && !filter(index, result))) return;
    sums.add(rows.row(index).line, result.outcome, shares_of(result.outcome, trace, sources));
  });
  LikelySums all(sources);
  for (const LikelySums& task : tasks) all.add(task);
  return all.range();
}

}  // namespace spanne::engine

// Checks conditions on how many parts hold: `at least 2 of (…)`.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/model/condition_terms.hpp"

namespace spanne::engine {

using grammar::TextSpan;
using Bound = grammar::Cardinality::Bound;

namespace {

Op op_of(Bound bound) {
  switch (bound) {
    case Bound::at_least: return Op::at_least_of;
    case Bound::at_most: return Op::at_most_of;
    case Bound::exactly: break;
  }
  return Op::exactly_of;
}

/// The number of parts that a share of them (`50 % of`) or a fraction comes to; returns nullopt if exactly so many
/// there cannot be.
std::optional<std::int64_t> meant(const grammar::Cardinality& written) {
  const auto parts = static_cast<std::int64_t>(written.parts.size());
  const grammar::Quantity& count = written.count;
  const bool share = count.unit && count.unit->text == "%";
  const std::int64_t unit = share ? 100 * Decimal::one : Decimal::one;
  const std::int64_t digits = std::min(count.digits, 1'000 * unit) * (share ? parts : 1);
  if (written.bound == Bound::exactly && digits % unit != 0) return std::nullopt;
  const std::int64_t number = (written.bound == Bound::at_least ? digits + unit - 1 : digits) / unit;
  return std::clamp<std::int64_t>(number, 1, parts);
}

}  // namespace

/// Parts stand on their own: what one of them knows of missing values holds neither in the others nor outside, since
/// any of them may be the one that does not hold.
Typed Checker::cardinality(const grammar::Cardinality& written, TextSpan span, Place& place) {
  const Known outside = place.known;
  Term term = boolean_term(op_of(written.bound), span);
  bool ok = !report_impossible_count(written, span);
  for (const grammar::ExpressionPtr part : written.parts) {
    const Typed checked = condition(*part, place);
    place.known = outside;
    ok = ok && checked.ok;
    if (checked.ok) term.operands.push_back(checked.term);
  }
  if (!ok) return {};
  notice_repeated_parts(written);
  term.number = written.count.digits / Decimal::one;
  return typed(std::move(term));
}

/// Reports a number that is none from 1 to the count of parts.
bool Checker::report_impossible_count(const grammar::Cardinality& written, TextSpan span) {
  const auto parts = static_cast<std::int64_t>(written.parts.size());
  const grammar::Quantity& count = written.count;
  const std::int64_t number = count.digits / Decimal::one;
  const bool whole = !count.unit && !count.magnitude && !count.negative && count.digits % Decimal::one == 0;
  if (whole && number >= 1 && number <= parts) return false;
  std::vector<std::string> all;
  for (const grammar::ExpressionPtr part : written.parts) all.push_back(source_text(part->span));
  if (whole && number == 0 && written.bound != Bound::at_least) {
    error("E0324", count.span, "that none of these parts holds is written with not and or",
          grammar::in_place_of(span, fmt::format("not ({})", fmt::join(all, " or "))));
    return true;
  }
  const auto number_meant = meant(written);
  error("E0324", count.span,
        parts == 1
            ? std::string("the number in front of \"of\" is 1, since the bracket has one part")
            : fmt::format("the number in front of \"of\" is a whole one from 1 to {}, the number of parts in the "
                          "bracket",
                          parts),
        number_meant ? grammar::in_place_of(span, fmt::format("{} {} of ({})", bound_words(op_of(written.bound)),
                                                              *number_meant, fmt::join(all, ", ")))
                     : grammar::Help());
  return true;
}

void Checker::notice_repeated_parts(const grammar::Cardinality& written) {
  const auto number = static_cast<std::size_t>(written.count.digits / Decimal::one);
  for (std::size_t later = 1; later < written.parts.size(); ++later)
    for (std::size_t part = 0; part < later; ++part) {
      const std::string text = source_text(written.parts[part]->span);
      if (text != source_text(written.parts[later]->span)) continue;
      warning("W0264", written.parts[later]->span, fmt::format("{} stands here twice, and counts twice", text));
      break;
    }
  if (written.bound == Bound::at_most && number == written.parts.size())
    warning("W0265", written.words,
            fmt::format("this holds always: the bracket has no more than {} part{}", number, number == 1 ? "" : "s"),
            number == 1 ? "" : fmt::format("at most {} of", number - 1));
}

}  // namespace spanne::engine

// Words every kind of test in two ways: as it stands with its values, and how it failed.
#include "engine/explain/condition.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/explain/words.hpp"
#include "engine/model/condition_terms.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine {
namespace {

struct ComparisonWords {
  Op op;
  const char* sign;
  Op opposite;
  Op mirrored;  // the operator with its sides exchanged
};

constexpr ComparisonWords comparisons[] = {
    {Op::equal, "=", Op::not_equal, Op::equal},      {Op::not_equal, "!=", Op::equal, Op::not_equal},
    {Op::less, "<", Op::greater_equal, Op::greater}, {Op::less_equal, "<=", Op::greater, Op::greater_equal},
    {Op::greater, ">", Op::less_equal, Op::less},    {Op::greater_equal, ">=", Op::less, Op::less_equal},
};

const ComparisonWords* comparison_of(Op op) {
  const auto* found = std::find_if(std::begin(comparisons), std::end(comparisons),
                                   [&](const ComparisonWords& entry) { return entry.op == op; });
  return found == std::end(comparisons) ? nullptr : found;
}

bool is_range(const Term& term) { return term.op == Op::within || term.op == Op::within_half_open; }

/// One side of a comparison: the author's words and the value.
struct ComparedSide {
  TermId id;
  bool fixed;          // a constant, which is shown by its value alone
  std::string value;   // "15"
  std::string filled;  // "sites 15", or the value alone if it is constant
};

// Limits how many defines are expanded: nested defines can grow exponentially, and nobody reads all of that.
constexpr StepBudget::Steps max_opened = 100;

class ConditionReader {
 public:
  explicit ConditionReader(AccountContext& account) : case_(account), walker_(account.walker), model_(account.model) {}

  Condition read(TermId id, bool negated) {
    Condition made = structured(id, negated);
    const auto truth = walker_.truth(id);
    walker_.take_fault();
    made.holds = truth ? std::optional(*truth != negated) : std::nullopt;
    return made;
  }

 private:
  Condition structured(TermId id, bool negated) {
    const Term& term = model_.term(id);
    switch (term.op) {
      case Op::logical_not: return structured(term.operands[0], !negated);
      case Op::logical_and:
      case Op::logical_or:
        if (is_list(term)) return member(term, negated);
        return parts((term.op == Op::logical_and) != negated ? Condition::Kind::all : Condition::Kind::any, term,
                     negated);
      case Op::conditional: return chosen(term, negated);
      case Op::define: return named(term, negated);
      case Op::is_known:
      case Op::is_missing: return presence(term);
      case Op::within:
      case Op::within_half_open: return member(term, negated);
      case Op::starts_with:
      case Op::contains:
      case Op::ends_with: return text_match(term, negated);
      case Op::at_least_of:
      case Op::at_most_of:
      case Op::exactly_of: return counted(term, negated);
      default: break;
    }
    const ComparisonWords* comparison = comparison_of(term.op);
    return comparison != nullptr ? compared(term, *comparison, negated) : plain(id, negated);
  }

  Condition parts(Condition::Kind kind, const Term& term, bool negated) {
    Condition made{kind, {}, false, {}, {}, {}};
    for (const TermId operand : term.operands) made.parts.push_back(read(operand, negated));
    return made;
  }

  /// Reads `if a then b else c` as: a and b, or not a and c.
  Condition chosen(const Term& term, bool negated) {
    const auto test = walker_.truth(term.operands[0]);
    walker_.take_fault();
    Condition made;
    made.parts.push_back(read(term.operands[0], test && !*test));
    if (test) made.parts.push_back(read(term.operands[*test ? 1 : 2], negated));
    return made;
  }

  Condition named(const Term& term, bool negated) {
    const auto define = static_cast<std::size_t>(term.number);
    Condition made;
    made.kind = Condition::Kind::named;
    made.said = fmt::format("{} {}", model_.defines[define].name, negated ? "no" : "yes");
    made.missed = fmt::format("{} is {}", model_.defines[define].name, negated ? "yes" : "no");
    if (to_open_.take()) made.parts.push_back(read(case_.define_versions[define], negated));
    return made;
  }

  static Condition test(std::string said, std::string missed) {
    return {Condition::Kind::test, {}, false, std::move(said), std::move(missed), {}};
  }

  // ---- values

  ComparedSide side(TermId id) {
    const Term& term = model_.term(id);
    ComparedSide made{id, term.op == Op::constant, value_of(id, case_).value_or(""), {}};
    made.filled = made.fixed ? made.value : model_.words(term.span);
    if (!made.fixed && !made.value.empty()) made.filled += " " + made.value;
    return made;
  }

  /// The distance of two sides as a number, in FTE or days, and whether the first is the lower one.
  std::optional<Fraction> difference(TermId left, TermId right) {
    const Type& type = model_.term(left).type;
    if (is_number(type.kind) || type.kind == TypeKind::effort) {
      const auto a = walker_.number(left), b = walker_.number(right);
      walker_.take_fault();
      return a && b ? std::optional(*a - *b) : std::nullopt;
    }
    const auto a = walker_.value(left), b = walker_.value(right);
    walker_.take_fault();
    if (!a || !b) return std::nullopt;
    const auto* day = std::get_if<Date>(&*a);
    if (const auto* other = std::get_if<Date>(&*b); day != nullptr && other != nullptr)
      return Fraction(std::int64_t{day->days} - other->days);
    const auto* choice = std::get_if<ChoiceValue>(&*a);
    if (const auto* other = std::get_if<ChoiceValue>(&*b); choice != nullptr && other != nullptr)
      return Fraction(std::int64_t{choice->index} - other->index);
    return std::nullopt;
  }

  /// A gap, which is not 0, in words: "2 below 10", "60 days before 2026-07-01", "one step above national".
  std::string distance(const Fraction& gap, const Type& type, const std::string& from) const {
    const bool lower = gap.sign() < 0;
    const Fraction size = lower ? -gap : gap;
    const bool account = size == Fraction(1);
    if (type.kind == TypeKind::date)
      return fmt::format("{} day{} {} {}", figure_words(size), account ? "" : "s", lower ? "before" : "after", from);
    const std::string much = type.kind == TypeKind::choice
                                 ? fmt::format("{} step{}", figure_words(size), account ? "" : "s")
                                 : gap_words(size, type, case_.figures);
    return fmt::format("{} {} {}", much, lower ? "below" : "above", from);
  }

  // ---- tests

  Condition plain(TermId id, bool negated) {
    const std::string words = model_.words(model_.term(id).span);
    return test(fmt::format("{} {}", words, negated ? "no" : "yes"),
                fmt::format("{} is {}", words, negated ? "yes" : "no"));
  }

  Condition presence(const Term& term) {
    const Attribute& attribute = model_.attributes[static_cast<std::size_t>(term.number)];
    const Value& value = case_.account.values[static_cast<std::size_t>(term.number)];
    const std::string is =
        is_missing(value) ? "is missing" : fmt::format("is known, {}", value_words(value, attribute.type, model_));
    Condition made = test(fmt::format("{} {}", attribute.name, is), fmt::format("{} {}", attribute.name, is));
    made.presence = true;
    return made;
  }

  Condition text_match(const Term& term, bool negated) {
    const ComparedSide whole = side(term.operands[0]), part = side(term.operands[1]);
    const bool starts = term.op == Op::starts_with, contains = term.op == Op::contains;
    const auto said = [&](const char* verb) { return fmt::format("{} {} {}", whole.filled, verb, part.filled); };
    const std::string does = said(match_words(term.op));
    const std::string does_not = said(starts     ? "does not start with"
                                      : contains ? "does not contain"
                                                 : "does not end with");
    return negated ? test(does_not, does) : test(does, does_not);
  }

  /// How many parts hold, and how many had to. Parts are read as they stand, also where the whole is negated; all of
  /// them are, though fewer decide.
  Condition counted(const Term& term, bool negated) {
    Condition made = parts(Condition::Kind::counted, term, false);
    const auto holding = static_cast<std::size_t>(
        std::count_if(made.parts.begin(), made.parts.end(), [](const Condition& part) { return part.holds == true; }));
    const CountBounds bounds = count_bounds(term);
    const std::size_t all = made.parts.size();
    made.said = fmt::format("{} of {} hold{}", holding, all, holding == 1 ? "s" : "");
    made.missed =
        fmt::format("{}, {} {} {}", made.said, negated ? "which is" : "not", bound_words(term.op), term.number);
    made.too_many = negated ? bounds.low > 0 : holding > bounds.high;
    return made;
  }

  Condition compared(const Term& term, const ComparisonWords& written, bool negated) {
    const ComparisonWords* comparison = negated ? comparison_of(written.opposite) : &written;
    ComparedSide left = side(term.operands[0]), right = side(term.operands[1]);
    if (left.fixed && !right.fixed) {
      std::swap(left, right);
      comparison = comparison_of(comparison->mirrored);
    }
    const bool equality = comparison->op == Op::equal || comparison->op == Op::not_equal;
    const Type& type = model_.term(left.id).type;
    if (type.kind == TypeKind::boolean && right.fixed && equality) {
      const bool yes = (model_.term(right.id).number != 0) == (comparison->op == Op::equal);
      return read(left.id, !yes);
    }
    const bool same_words = comparison->op == Op::equal && right.fixed && left.value == right.value;
    return test(same_words ? fmt::format("{} = {}", model_.words(model_.term(left.id).span), right.value)
                           : fmt::format("{} {} {}", left.filled, comparison->sign, right.filled),
                how_it_fails(left, *comparison, right));
  }

  std::string how_it_fails(const ComparedSide& left, const ComparisonWords& comparison, const ComparedSide& right) {
    const Type& type = model_.term(left.id).type;
    const auto gap = difference(left.id, right.id);
    const std::string words = model_.words(model_.term(left.id).span);
    const bool ordered = comparison.op != Op::equal && comparison.op != Op::not_equal;
    const bool measured = type.kind != TypeKind::choice || ordered;
    if (gap && gap->sign() != 0 && measured) return left.filled + " is " + distance(*gap, type, right.filled);
    if (comparison.op == Op::equal) return fmt::format("{} is {}, not {}", words, left.value, right.filled);
    if (!ordered) return fmt::format("{} is {}", words, right.fixed ? left.value : right.filled);
    return fmt::format("{} is exactly {}, not {} it", words, right.filled,
                       comparison.op == Op::less ? "below" : "above");
  }

  // ---- ranges and lists

  /// `a in (b, c)` and the cell `b, c`: every part compares the same thing.
  bool is_list(const Term& term) const {
    if (term.op != Op::logical_or) return false;
    const auto subject = [&](TermId id) {
      const Term& part = model_.term(id);
      const bool item = (part.op == Op::equal || is_range(part)) && model_.term(part.operands[1]).op == Op::constant;
      return item ? std::optional(part.operands[0]) : std::nullopt;
    };
    const auto first = subject(term.operands.front());
    return first &&
           std::all_of(term.operands.begin(), term.operands.end(), [&](TermId id) { return subject(id) == first; });
  }

  std::string range_words(const Term& range) {
    return fmt::format("{} {} {}", side(range.operands[1]).filled, range.op == Op::within ? ".." : "..<",
                       side(range.operands[2]).filled);
  }

  std::string item_words(const Term& item) {
    return is_range(item) ? range_words(item) : side(item.operands[1]).filled;
  }

  /// The distance from the item to the subject: 0 if it fits, below 0 if the subject lies below it.
  std::optional<Fraction> gap_to(const Term& item) {
    const auto low = difference(item.operands[0], item.operands[1]);
    if (!low || low->sign() < 0 || !is_range(item)) return low;
    const auto high = difference(item.operands[0], item.operands[2]);
    return high && high->sign() < 0 ? std::optional(Fraction(0)) : high;
  }

  Condition member(const Term& term, bool negated) {
    std::vector<const Term*> items;
    if (is_range(term)) items.push_back(&term);
    if (!is_range(term))
      for (const TermId id : term.operands) items.push_back(&model_.term(id));
    const ComparedSide subject = side(items.front()->operands[0]);
    const std::string words = model_.words(model_.term(subject.id).span);
    std::vector<std::string> texts;
    for (const Term* item : items) texts.push_back(item_words(*item));
    const bool one_range = is_range(term);
    const std::string list = one_range ? texts.front() : fmt::format("({})", fmt::join(texts, ", "));
    const std::string inside = fmt::format("{} in {}", subject.filled, list);
    const std::string outside = fmt::format("{} not in {}", subject.filled, list);
    if (negated)
      return test(outside, one_range ? fmt::format("{} lies in {}", subject.filled, list)
                                     : fmt::format("{} is {}, one of {}", words, subject.value, list));
    return test(inside, how_it_lies_outside(subject, items, texts));
  }

  std::string how_it_lies_outside(const ComparedSide& subject, const std::vector<const Term*>& items,
                                  const std::vector<std::string>& texts) {
    const Type& type = model_.term(subject.id).type;
    std::optional<Fraction> nearest;
    std::string from;
    const bool measured = type.kind != TypeKind::choice && type.kind != TypeKind::text;
    for (std::size_t i = 0; i < items.size() && measured; ++i) {
      const auto gap = gap_to(*items[i]);
      const auto size = [](const Fraction& number) { return number.sign() < 0 ? -number : number; };
      if (gap && (!nearest || size(*gap) < size(*nearest))) nearest = gap, from = texts[i];
    }
    const std::string words = model_.words(model_.term(subject.id).span);
    if (nearest && nearest->sign() != 0) return subject.filled + " is " + distance(*nearest, type, from);
    if (nearest) return fmt::format("{} is exactly the end of {}, which does not belong to it", subject.filled, from);
    return fmt::format("{} is {}, not {}", words, subject.value, fmt::join(texts, " or "));
  }

  AccountContext& case_;
  Walker& walker_;
  const Model& model_;
  StepBudget to_open_{max_opened};  // when used up, defines are named and no longer expanded
};

/// The parts that decide an outcome. Tests whether something is known are left out if others remain.
std::vector<const Condition*> decisive(const std::vector<Condition>& parts, bool holds) {
  std::vector<const Condition*> found;
  for (const Condition& part : parts)
    if (part.holds == holds) found.push_back(&part);
  const bool more = std::any_of(found.begin(), found.end(), [](const Condition* part) { return !part->presence; });
  if (more) std::erase_if(found, [](const Condition* part) { return part->presence; });
  return found;
}

/// "2 of 3 hold: sites 15 > 10, decentral yes": the count, and the parts that made it so.
std::string counted_words(const std::string& count, const std::vector<const Condition*>& parts, bool holding) {
  std::vector<std::string> reasons;
  for (const Condition* part : parts) {
    std::string reason = holding ? reason_it_holds(*part) : reason_it_fails(*part);
    const bool several = part->parts.size() > 1 && part->kind != Condition::Kind::named;
    reasons.push_back(several ? fmt::format("({})", reason) : std::move(reason));
  }
  if (reasons.empty()) return count;
  return fmt::format("{}: {}", count, fmt::join(reasons, holding ? ", " : "; "));
}

bool is_only_named(const Condition& condition) {
  return condition.kind == Condition::Kind::named && condition.parts.empty();
}

}  // namespace

Condition unconditional() {
  Condition made;
  made.holds = true;
  return made;
}

Condition filled_in(TermId condition, AccountContext& account) {
  return ConditionReader(account).read(condition, false);
}

Condition filled_in(const Row& row, AccountContext& account) {
  Condition made = unconditional();
  for (const TermId cell : row.conditions) {
    made.parts.push_back(filled_in(cell, account));
    // The row is evaluated up to the first cell that does not match.
    if (made.holds == true) made.holds = made.parts.back().holds;
  }
  return made;
}

std::string reason_it_holds(const Condition& condition) {
  if (condition.kind == Condition::Kind::test || is_only_named(condition)) return condition.said;
  const auto parts = decisive(condition.parts, true);
  if (condition.kind == Condition::Kind::counted) return counted_words(condition.said, parts, true);
  if (condition.kind == Condition::Kind::any) return parts.empty() ? std::string() : reason_it_holds(*parts.front());
  std::vector<std::string> reasons;
  for (const Condition* part : parts) reasons.push_back(reason_it_holds(*part));
  const std::string inner = fmt::format("{}", fmt::join(reasons, ", "));
  return condition.kind == Condition::Kind::named ? fmt::format("{} ({})", condition.said, inner) : inner;
}

std::string reason_it_fails(const Condition& condition) {
  if (condition.kind == Condition::Kind::test || is_only_named(condition)) return condition.missed;
  if (condition.kind == Condition::Kind::counted)
    return counted_words(condition.missed, decisive(condition.parts, condition.too_many), condition.too_many);
  const auto parts = decisive(condition.parts, false);
  std::vector<std::string> reasons;
  for (const Condition* part : parts) {
    const bool several =
        decisive(part->parts, false).size() > 1 && part->kind != Condition::Kind::named && parts.size() > 1;
    const std::string reason = reason_it_fails(*part);
    reasons.push_back(several ? fmt::format("({})", reason) : reason);
  }
  const std::string inner =
      fmt::format("{}", fmt::join(reasons, condition.kind == Condition::Kind::any ? " and also " : "; "));
  return condition.kind == Condition::Kind::named ? fmt::format("{} ({})", condition.missed, inner) : inner;
}

std::optional<std::string> value_of(TermId id, AccountContext& account) {
  const Type& type = account.model.term(id).type;
  std::optional<std::string> words;
  const Term& term = account.model.term(id);
  if ((is_number(type.kind) && term.op != Op::attribute) || type.kind == TypeKind::effort) {
    if (const auto number = account.walker.number(id)) words = figure_words(*number, type, account.figures);
  } else if (const auto value = account.walker.value(id)) {
    words = value_words(*value, type, account.model);
  }
  account.walker.take_fault();
  return words;
}

}  // namespace spanne::engine

// Makes mutants of conditions and calculations: thresholds, comparisons, connectives, items of lists, constants.
#include <algorithm>
#include <fmt/format.h>

#include "engine/model/condition_terms.hpp"
#include "engine/testing/figures.hpp"
#include "engine/testing/mutants/decision.hpp"
#include "engine/testing/mutants/guards.hpp"
#include "engine/testing/mutants/mutant_maker.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

using Use = Site::Use;

bool is_constant(const Term& term) { return term.op == Op::constant; }

/// The operator with the threshold itself on the other side.
std::optional<Op> relaxed(Op op) {
  switch (op) {
    case Op::less: return Op::less_equal;
    case Op::less_equal: return Op::less;
    case Op::greater: return Op::greater_equal;
    case Op::greater_equal: return Op::greater;
    case Op::within: return Op::within_half_open;
    case Op::within_half_open: return Op::within;
    default: return std::nullopt;
  }
}

Op reversed(Op op) {
  if (op == Op::equal) return Op::not_equal;
  return op == Op::not_equal ? Op::equal : mirrored(op);
}

/// Whether values lie one step apart, so that moving a threshold by a step equals changing the operator.
bool is_stepped(const Type& type) {
  return type.kind == TypeKind::integer || type.kind == TypeKind::choice || type.kind == TypeKind::date;
}

/// Whether a range would end before it begins.
bool is_turned_round(const Term& comparison, std::size_t side, const Term& changed, const Model& model) {
  if (comparison.operands.size() < 3) return false;
  const Term& low = side == 1 ? changed : model.term(comparison.operands[1]);
  const Term& high = side == 2 ? changed : model.term(comparison.operands[2]);
  if (!is_constant(low) || !is_constant(high)) return false;
  return low.number > high.number || low.fraction > high.fraction ||
         (comparison.op == Op::within_half_open && low.number == high.number && low.fraction == high.fraction);
}

/// A constant replaced in the text around it: "min(sites, 41)".
std::string in_its_calculation(const Site& site, const std::string& words, const Model& model) {
  if (!site.inside) return words;
  const grammar::TextSpan whole = model.term(*site.inside).span, part = model.term(site.term).span;
  if (part.begin < whole.begin || part.end > whole.end) return words;
  const std::string before(model.source->text({whole.begin, part.begin}));
  return one_line(before + words + std::string(model.source->text({part.end, whole.end})));
}

bool is_sum(Op op) { return op == Op::add || op == Op::subtract || op == Op::effort_add || op == Op::effort_subtract; }

struct Counterpart {
  Op op, other;
  const char *sign, *other_sign;
};
constexpr Counterpart counterparts[] = {{Op::add, Op::subtract, "+", "-"},
                                        {Op::multiply, Op::divide, "*", "/"},
                                        {Op::minimum, Op::maximum, "min", "max"},
                                        {Op::floor, Op::ceil, "floor", "ceil"},
                                        {Op::effort_add, Op::effort_subtract, "+", "-"}};

/// A calculation in words: "a + b", "min(a, b)"; with brackets where needed.
std::string calculated(const Term& term, Op op, const std::string& sign, const Model& model) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < term.operands.size(); ++i) {
    const Term& part = model.term(term.operands[i]);
    const std::string words = model.words(part.span);
    const bool binds_less = is_sum(part.op) || part.op == Op::conditional;
    parts.push_back(binds_less && (i > 0 || !is_sum(op)) ? "(" + words + ")" : words);
  }
  const bool call = std::isalpha(static_cast<unsigned char>(sign.front())) != 0;
  return call ? fmt::format("{}({})", sign, fmt::join(parts, ", ")) : fmt::format("{} {} {}", parts[0], sign, parts[1]);
}

}  // namespace

void MutantMaker::term(const Site& site) {
  const Term& term = model_.term(site.term);
  if (is_comparison(term.op)) {
    signs(site);
    thresholds(site);
    return;
  }
  const bool is_condition =
      term.type.kind == TypeKind::boolean && (site.use == Use::condition || site.use == Use::item);
  switch (term.op) {
    case Op::logical_and:
    case Op::logical_or:
      if (is_list(term, model_)) return list(site);
      return is_implied_guard(term, model_) ? void() : connective(site);
    case Op::logical_not: return affirmed(site);
    case Op::is_known:
    case Op::is_missing: return is_condition ? presence(site) : void();
    case Op::constant: return site.use == Use::compared ? void() : constant(site);
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(site);
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with:
      other_matches(site);
      return is_condition ? negated(site, "not " + said(site.term, model_)) : void();
    case Op::attribute:
    case Op::define:
    case Op::lookup: return is_condition ? negated(site, "not " + said(site.term, model_)) : void();
    default: return calculation(site);
  }
}

Mutant& MutantMaker::add_term(const Site& site, std::string was, std::string is, Term changed) {
  return add(
      site.owner, model_.term(site.term).span, std::move(was), std::move(is),
      [id = site.term](Model& model) -> Term& { return model.terms[id]; }, std::move(changed));
}

// ---------------------------------------------------------------------------------------------- comparisons

/// A comparison with another operator, or with another constant on one `side`.
void MutantMaker::changed_comparison(const Site& site, Op op, std::size_t side, const Term* constant,
                                     std::vector<std::string> words) {
  const Term& before = model_.term(site.term);
  Comparing was{before.op, {}};
  for (const TermId operand : before.operands) was.sides.push_back(&model_.term(operand));
  Comparing is{op, was.sides};
  if (constant != nullptr) is.sides[side] = constant;
  if (never_differ(was, is, model_)) return;
  Term after = before;
  after.op = op;
  const std::string old_text = said(site.term, model_), new_text = said(op, words);
  Mutant& made = constant == nullptr
                     ? add_term(site, old_text, new_text, std::move(after))
                     : add(
                           site.owner, before.span, old_text, new_text,
                           [id = before.operands[side]](Model& model) -> Term& { return model.terms[id]; }, *constant);
  made.comparison = site.term;
  made.at_threshold = constant != nullptr || op == relaxed(before.op);
}

void MutantMaker::signs(const Site& site) {
  const Term& term = model_.term(site.term);
  const auto words = sides_of(term, model_);
  const bool is_range = term.op == Op::within || term.op == Op::within_half_open;
  // For whole numbers `3 ..< 10` equals `3 .. 9`, which is among the thresholds, so one of the two is enough.
  const bool told_by_threshold =
      is_range && is_stepped(model_.term(term.operands[0]).type) && is_constant(model_.term(term.operands[2]));
  if (const auto other = relaxed(term.op); other && !told_by_threshold)
    changed_comparison(site, *other, 0, nullptr, words);
  if (site.use == Use::item) return;
  if (is_range) return negated(site, fmt::format("{} not{}", words[0], said(term.op, words).substr(words[0].size())));
  changed_comparison(site, reversed(term.op), 0, nullptr, words);
}

void MutantMaker::thresholds(const Site& site) {
  const Term& term = model_.term(site.term);
  const auto words = sides_of(term, model_);
  for (std::size_t side = 0; side < term.operands.size(); ++side) {
    const Term& constant = model_.term(term.operands[side]);
    const Term& other = model_.term(term.operands[side == 0 ? 1 : 0]);
    if (!is_constant(constant) || is_constant(other)) continue;
    const Op op = side == 0 ? mirrored(term.op) : term.op;
    const bool equality = op == Op::equal || op == Op::not_equal;
    const bool whole = other.type.kind == TypeKind::integer && constant.number % Decimal::one == 0;
    const Type& type = whole ? other.type : constant.type.kind == TypeKind::integer ? decimal_ : constant.type;
    if (equality && type.kind == TypeKind::choice) continue;  // neighbouring values are unrelated
    for (const int steps : {-1, 1}) {
      const bool told_by_sign = is_stepped(type) && ((steps < 0 && (op == Op::greater || op == Op::less_equal)) ||
                                                     (steps > 0 && (op == Op::less || op == Op::greater_equal)));
      auto is = words;
      const auto changed = told_by_sign ? std::nullopt : moved(constant, type, steps, is[side], model_);
      if (changed && !is_turned_round(term, side, *changed, model_))
        changed_comparison(site, term.op, side, &*changed, is);
    }
  }
}

// ---------------------------------------------------------------------------------------------- connectives

void MutantMaker::connective(const Site& site) {
  const Term& term = model_.term(site.term);
  const auto part = [&](TermId id) {
    const Term& operand = model_.term(id);
    const bool mixed = (operand.op == Op::logical_and || operand.op == Op::logical_or) && !is_list(operand, model_);
    return mixed ? "(" + said(id, model_) + ")" : said(id, model_);
  };
  std::vector<std::string> parts;
  for (const TermId operand : term.operands) parts.push_back(part(operand));
  const bool both = term.op == Op::logical_and;
  Term other = term;
  other.op = both ? Op::logical_or : Op::logical_and;
  add_term(site, fmt::format("{}", fmt::join(parts, both ? " and " : " or ")),
           fmt::format("{}", fmt::join(parts, both ? " or " : " and ")), other);
  keep_if_guarded();
  for (std::size_t i = 0; i < term.operands.size(); ++i) {
    Term rest = term;
    rest.operands.erase(rest.operands.begin() + static_cast<std::ptrdiff_t>(i));
    add_term(site, parts[i], "", std::move(rest)).span = model_.term(term.operands[i]).span;
    keep_if_guarded();
  }
}

/// `at least` and `at most` exchanged, one more or one fewer, and each part left out.
void MutantMaker::counted(const Site& site) {
  const Term& term = model_.term(site.term);
  const std::string was = said(site.term, model_);
  const auto change = [&](Op op, std::int64_t number) {
    Term other = term;
    other.op = op;
    other.number = number;
    const std::string is = counted_words(other, model_);
    add_term(site, was, is, std::move(other));
  };
  const auto all = static_cast<std::int64_t>(term.operands.size());
  const bool means_all = term.op == Op::exactly_of && term.number == all;
  if (term.op != Op::at_least_of && !means_all) change(Op::at_least_of, term.number);
  if (term.op != Op::at_most_of) change(Op::at_most_of, term.number);
  for (const int step : {-1, 1})
    if (term.number + step >= 1 && term.number + step <= all) change(term.op, term.number + step);
  for (std::size_t i = 0; i < term.operands.size() && all > 1; ++i) {
    Term rest = term;
    rest.operands.erase(rest.operands.begin() + static_cast<std::ptrdiff_t>(i));
    rest.number = std::min(rest.number, all - 1);
    add_term(site, said(term.operands[i], model_), "", std::move(rest)).span = model_.term(term.operands[i]).span;
  }
}

/// A text that only contains what it should start or end with, and the other way round.
void MutantMaker::other_matches(const Site& site) {
  const Term& term = model_.term(site.term);
  const std::string was = said(site.term, model_);
  for (const Op op : {Op::starts_with, Op::contains, Op::ends_with}) {
    if (op == term.op || (op != Op::contains && term.op != Op::contains)) continue;
    Term other = term;
    other.op = op;
    add_term(site, was, said(op, sides_of(term, model_)), std::move(other));
  }
}

void MutantMaker::list(const Site& site) {
  const Term& term = model_.term(site.term);
  const auto items = items_of(term, model_);
  const std::string text = said(site.term, model_);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Term rest = term;
    rest.operands.erase(rest.operands.begin() + static_cast<std::ptrdiff_t>(i));
    add_term(site, items[i], "", std::move(rest)).span = model_.term(term.operands[i]).span;
    keep_if_guarded();
  }
  negated(site, "not (" + text + ")");
}

void MutantMaker::presence(const Site& site) {
  Term other = model_.term(site.term);
  const bool known = other.op == Op::is_known;
  other.op = known ? Op::is_missing : Op::is_known;
  const std::string name = model_.attributes[static_cast<std::size_t>(other.number)].name;
  add_term(site, said(site.term, model_), fmt::format("{} is {}", name, known ? "missing" : "known"), std::move(other));
  keep_if_guarded();
}

void MutantMaker::affirmed(const Site& site) {
  const Term& term = model_.term(site.term);
  add_term(site, said(site.term, model_), said(term.operands[0], model_), model_.term(term.operands[0]));
  keep_if_guarded();
}

/// Moves the term to the end and puts its negation in its place.
void MutantMaker::negated(const Site& site, std::string is) {
  Term denial;
  denial.op = Op::logical_not;
  denial.type = model_.term(site.term).type;
  denial.span = model_.term(site.term).span;
  denial.operands = {static_cast<TermId>(model_.terms.size())};
  const auto exchange = [id = site.term, denial, end = model_.terms.size()](Model& model) {
    if (model.terms.size() == end) {
      model.terms.push_back(std::exchange(model.terms[id], denial));
    } else {
      model.terms[id] = std::move(model.terms.back());
      model.terms.pop_back();
    }
  };
  made_.push_back({site.owner, denial.span, said(site.term, model_), std::move(is), {}, false, exchange});
  keep_if_guarded();
}

// ---------------------------------------------------------------------------------------------- calculations

void MutantMaker::calculation(const Site& site) {
  const Term& term = model_.term(site.term);
  if (is_date_step(term.op) || term.op == Op::months_between) return dates(site);
  if (term.op == Op::effort_scale) {
    Term changed = term;
    changed.fraction = a_tenth_more(term.fraction);
    const std::string words = model_.words(term.span);
    add_term(site, words, fmt::format("({}) * 1.1", words), std::move(changed));
    return;
  }
  // Only money can be divided by money, and money cannot be multiplied with money.
  if (term.operands.size() > 1 && term.op >= Op::multiply && term.op <= Op::divide &&
      model_.term(term.operands[1]).type.kind == TypeKind::money)
    return;
  for (const auto& pair : counterparts) {
    const bool first = term.op == pair.op;
    if (!first && term.op != pair.other) continue;
    Term changed = term;
    changed.op = first ? pair.other : pair.op;
    const std::string is = calculated(term, changed.op, first ? pair.other_sign : pair.sign, model_);
    add_term(site, model_.words(term.span), is, std::move(changed));
  }
}

void MutantMaker::constant(const Site& site) {
  const Term& term = model_.term(site.term);
  const auto change = [&](auto make) {
    std::string words = model_.words(term.span);
    const std::string was = in_its_calculation(site, words, model_);
    if (std::optional<Term> changed = make(words))
      add_term(site, was, in_its_calculation(site, words, model_), std::move(*changed));
  };
  if (term.type.kind == TypeKind::integer || term.type.kind == TypeKind::date) {
    for (const int steps : {-1, 1})
      change([&](std::string& words) { return moved(term, term.type, steps, words, model_); });
  } else {
    change([&](std::string& words) { return other_figure(term, words, model_); });
  }
}

}  // namespace spanne::engine

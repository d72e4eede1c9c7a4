#include "engine/compare/meaning.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/model/condition_terms.hpp"
#include "engine/trail/digest.hpp"

namespace spanne::engine {
namespace {

constexpr std::size_t longest_body = 10'000;

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string sorted(std::vector<std::string> parts, std::string_view between) {
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return joined(parts, between);
}

/// A text as a token that cannot be confused with what surrounds it.
std::string quoted(const std::string& text) { return fmt::format("{}\"{}\"", text.size(), text); }

/// Longer than any condition that is written by hand; longer texts are replaced by their digests, which are still equal
/// for equal texts.
std::string shortened(std::string text) {
  return text.size() > longest_body ? fmt::format("[{}]", byte_digest(text)) : text;
}

bool is_constant_number(const Term& term) { return term.op == Op::constant && is_number(term.type.kind); }

}  // namespace

const std::string& old_name(const std::map<std::string, std::string>& old_names, const std::string& name) {
  const auto found = old_names.find(name);
  return found == old_names.end() ? name : found->second;
}

std::string Meaning::value_name(const std::string& name) const {
  return old_names_ == nullptr ? name : old_name(old_names_->values, name);
}
std::string Meaning::cluster_name(const std::string& name) const {
  return old_names_ == nullptr ? name : old_name(old_names_->clusters, name);
}
std::string Meaning::kind_name(const std::string& name) const {
  return old_names_ == nullptr ? name : old_name(old_names_->kinds, name);
}

std::string Meaning::constant(const Term& term) const {
  switch (term.type.kind) {
    case TypeKind::effort: return term.fraction.to_exact_text() + " FTE";
    case TypeKind::text: return quoted(term.text);
    case TypeKind::choice: {
      const auto& value = model_.choices[term.type.choice].values[static_cast<std::size_t>(term.number)];
      return quoted(term.type.choice == model_.cluster_choice ? cluster_name(value) : value);
    }
    case TypeKind::boolean: return term.number != 0 ? "yes" : "no";
    case TypeKind::date: return "day " + std::to_string(term.number);
    case TypeKind::money: return to_text(Decimal{term.number}) + " " + term.type.currency;
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::percent: break;
  }
  return worth_of({term.number}, term.type.kind).to_exact_text();
}

std::string Meaning::leaf(const Term& term) const {
  const auto index = static_cast<std::size_t>(term.number);
  switch (term.op) {
    case Op::constant: return constant(term);
    case Op::attribute: return value_name(model_.attributes[index].name);
    case Op::define: return expanded_ ? expanded(term, nullptr, false) : value_name(model_.defines[index].name);
    case Op::lookup: return value_name(model_.tables[table_of(term)].derived[derived_of(term)].name);
    case Op::as_of: return "as_of";
    case Op::cluster: return "cluster";
    default: break;
  }
  static constexpr const char* ends[] = {"_low", "", "_high"};
  const std::size_t which = index / 3;
  const std::string name = which == 0                     ? "fte"
                           : which <= model_.kinds.size() ? "kind " + kind_name(model_.kinds[which - 1].name)
                                                          : "limit";
  return name + ends[index % 3];
}

const TermId* Meaning::body(const Term& term) const {
  if (!expanded_ || term.op != Op::define) return nullptr;
  const auto& versions = model_.defines[static_cast<std::size_t>(term.number)].versions;
  const bool unlimited = versions.size() == 1 && !versions[0].period.from && !versions[0].period.until;
  return unlimited ? &versions[0].value : nullptr;
}

bool Meaning::can_fail(TermId id) const {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant:
    case Op::attribute:
    case Op::as_of:
    case Op::cluster:
    case Op::result:
    case Op::is_known:
    case Op::is_missing: return false;
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::conditional:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::within:
    case Op::within_half_open:
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with:
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of:
    case Op::days_between:
    case Op::months_between:
    case Op::minimum:
    case Op::maximum:
      return std::any_of(term.operands.begin(), term.operands.end(), [&](TermId operand) { return can_fail(operand); });
    case Op::define: return define_can_fail(static_cast<std::size_t>(term.number));
    default: return true;
  }
}

bool Meaning::define_can_fail(std::size_t define) const {
  if (const auto known = failing_.find(define); known != failing_.end()) return known->second;
  const auto& versions = model_.defines[define].versions;
  const bool fails =
      std::any_of(versions.begin(), versions.end(), [&](const auto& version) { return can_fail(version.value); });
  return failing_.emplace(define, fails).first->second;
}

/// The text of what a define stands for, if it has one body at all times.
const std::string& Meaning::expanded(const Term& term, const TermId* body, bool negated) const {
  const std::pair key{term.number, negated};
  if (const auto known = bodies_.find(key); known != bodies_.end()) return known->second;
  std::string whole =
      body != nullptr ? text(*body, negated) : of(model_.defines[static_cast<std::size_t>(term.number)]);
  return bodies_.emplace(key, shortened(std::move(whole))).first->second;
}

std::vector<std::string> Meaning::ends(const Term& within) const {
  return {less(within.operands[1], within.operands[0], true),
          less(within.operands[0], within.operands[2], within.op == Op::within)};
}

/// Flattens nested `and` (or `or`) through brackets and `not`.
void Meaning::spread(TermId id, bool negated, bool conjunction, std::vector<std::string>& parts) const {
  const Term& term = model_.term(id);
  const bool is_logic = term.op == Op::logical_and || term.op == Op::logical_or;
  if (const TermId* meant = body(term)) {
    const std::string& whole = expanded(term, meant, negated);
    if (whole.front() == '[') return parts.push_back(whole);
    return spread(*meant, negated, conjunction, parts);
  }
  if (term.op == Op::logical_not) return spread(term.operands[0], !negated, conjunction, parts);
  if (is_logic && (term.operands.size() == 1 || ((term.op == Op::logical_and) != negated) == conjunction)) {
    for (const TermId operand : term.operands) spread(operand, negated, conjunction, parts);
  } else if ((term.op == Op::within || term.op == Op::within_half_open) && conjunction && !negated) {
    for (auto& end : ends(term)) parts.push_back(std::move(end));
  } else {
    parts.push_back(text(id, negated));
  }
}

std::string Meaning::logic(TermId id, bool negated) const {
  const bool conjunction = (model_.term(id).op != Op::logical_or) != negated;
  std::vector<std::string> parts;
  spread(id, negated, conjunction, parts);
  if (!can_fail(id)) {
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  }
  return parts.size() == 1 ? parts[0] : fmt::format("({} {})", conjunction ? "and" : "or", joined(parts, " & "));
}

std::string Meaning::less(TermId low, TermId high, bool or_equal) const {
  const Term &a = model_.term(low), &b = model_.term(high);
  // For whole numbers, `< 11` is `<= 10`, and `> 10.5` is `>= 11`.
  if (is_constant_number(a) && b.type.kind == TypeKind::integer) {
    const Decimal least{a.number};
    auto whole = or_equal ? ceil(least) : floor(least);
    if (whole && !or_equal) whole = add(*whole, Decimal::whole(1));
    if (whole) return fmt::format("({} <= {})", to_text(*whole), of(high));
  }
  if (is_constant_number(b) && a.type.kind == TypeKind::integer) {
    const Decimal most{b.number};
    auto whole = or_equal ? floor(most) : ceil(most);
    if (whole && !or_equal) whole = subtract(*whole, Decimal::whole(1));
    if (whole) return fmt::format("({} <= {})", of(low), to_text(*whole));
  }
  return fmt::format("({} {} {})", of(low), or_equal ? "<=" : "<", of(high));
}

std::string Meaning::comparison(const Term& term, bool negated) const {
  const TermId a = term.operands[0], b = term.operands[1];
  switch (term.op) {
    case Op::less: return negated ? less(b, a, true) : less(a, b, false);
    case Op::less_equal: return negated ? less(b, a, false) : less(a, b, true);
    case Op::greater: return negated ? less(a, b, true) : less(b, a, false);
    case Op::greater_equal: return negated ? less(a, b, false) : less(b, a, true);
    default: break;
  }
  const bool equal = (term.op == Op::equal) != negated;
  return fmt::format("({})", sorted({of(a), of(b)}, equal ? " = " : " != "));
}

/// `not (at least 2 of …)` is `at most 1 of …`. Parts are counted, so equal ones are kept.
std::string Meaning::counted(TermId id, bool negated) const {
  const Term& term = model_.term(id);
  const CountBounds bounds = count_bounds(term);
  std::vector<std::string> parts;
  for (const TermId part : term.operands) parts.push_back(of(part));
  if (!can_fail(id)) std::sort(parts.begin(), parts.end());
  const std::size_t all = parts.size();
  const std::string listed = joined(parts, " & ");
  if (bounds.low > 0 && bounds.high < all)
    return fmt::format("({}exactly {} of {})", negated ? "not " : "", bounds.low, listed);
  const bool is_least = (bounds.low > 0) != negated;
  const std::size_t number =
      is_least ? (negated ? bounds.high + 1 : bounds.low) : (negated ? bounds.low - 1 : bounds.high);
  if (is_least && (number == 1 || number == all)) return fmt::format("({} {})", number == 1 ? "or" : "and", listed);
  return fmt::format("({} {} of {})", is_least ? "at least" : "at most", number, listed);
}

std::string Meaning::text(TermId id, bool negated) const {
  const Term& term = model_.term(id);
  if (const TermId* meant = body(term)) return expanded(term, meant, negated);
  switch (term.op) {
    case Op::logical_not: return text(term.operands[0], !negated);
    case Op::logical_and:
    case Op::logical_or:
      if (term.operands.size() == 1) return text(term.operands[0], negated);
      return logic(id, negated);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: return comparison(term, negated);
    case Op::within:
    case Op::within_half_open:
      if (negated) break;
      return fmt::format("(and {})", sorted(ends(term), " & "));
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(id, negated);
    case Op::is_known:
    case Op::is_missing:
      return fmt::format("({} is {})", value_name(model_.attributes[static_cast<std::size_t>(term.number)].name),
                         (term.op == Op::is_known) != negated ? "known" : "missing");
    default: break;
  }
  std::string plain;
  if (term.operands.empty()) {
    plain = leaf(term);
  } else {
    plain = fmt::format("(op{}", static_cast<int>(term.op));
    for (const TermId operand : term.operands) plain += " " + of(operand);
    if (term.op == Op::effort_from_number || term.op == Op::effort_scale)
      plain += " by " + term.fraction.to_exact_text();
    if (is_date_step(term.op) || term.op == Op::months_between) plain += fmt::format(" of {}", term.number);
    plain += ")";
  }
  return negated ? "(not " + plain + ")" : plain;
}

std::string Meaning::of_all(const std::vector<TermId>& conditions) const {
  std::vector<std::string> parts;
  bool fails = false;
  for (const TermId id : conditions) {
    parts.push_back(of(id));
    fails = fails || can_fail(id);
  }
  return fails ? joined(parts, " & ") : sorted(parts, " & ");
}

std::string Meaning::of(const Amount& amount) const {
  if (amount.computed) return fmt::format("{} by {}", of(*amount.computed), amount.scale.to_exact_text());
  return fmt::format("{} .. {}", amount.range.low.to_exact_text(), amount.range.high.to_exact_text());
}

std::string Meaning::of(const std::optional<Proportion>& per) const {
  if (!per) return {};
  return fmt::format("per {} {} {} above {}", static_cast<int>(per->portion), to_text(per->size), of(per->of),
                     to_text(per->above));
}

std::string Meaning::kind_of(const Effect& effect) const {
  return effect.effort_kind ? kind_name(model_.kinds[*effect.effort_kind].name) : std::string();
}

std::string Meaning::flag_of(const Effect& effect) const {
  std::string text;
  for (const FlagPiece& piece : effect.flag)
    text += quoted(piece.text) + (piece.hole ? "{" + of(*piece.hole) + "}" : "");
  return text;
}

std::string Meaning::of(const Effect& effect) const {
  if (effect.kind == EffectKind::flag) return "flag " + flag_of(effect);
  return fmt::format("{} {} [{}] {}", static_cast<int>(effect.kind), of(effect.amount), kind_of(effect),
                     of(effect.per));
}

std::string Meaning::of(const Effects& effects) const {
  std::vector<std::string> parts;
  for (const Effect& effect : effects) parts.push_back(of(effect));
  std::sort(parts.begin(), parts.end());
  return joined(parts, "; ");
}

std::string Meaning::of(const std::vector<ClusterId>& scope) const {
  std::vector<std::string> names;
  for (const ClusterId id : scope) names.push_back(quoted(cluster_name(model_.clusters[id].name)));
  return sorted(names, ",");
}

std::string Meaning::of(const Define& define) const {
  std::vector<std::string> versions;
  for (const auto& version : define.versions)
    versions.push_back(fmt::format("({} {})", of(version.value), period_words(version.period)));
  return sorted(versions, "; ");
}

std::string Meaning::of(const GroupFigure& figure) const {
  std::vector<std::string> per;
  for (const AttributeId id : figure.per) per.push_back(value_name(model_.attributes[id].name));
  const std::string value = figure.counted ? value_name(model_.attributes[*figure.counted].name)
                            : figure.value ? of(*figure.value)
                                           : std::string();
  return fmt::format("{} {} per {} where {}", static_cast<int>(figure.kind), value, sorted(per, ","), of(figure.where));
}

void Meaning::collect(TermId id, std::vector<std::string>& names) const {
  const Term& term = model_.term(id);
  if (term.op == Op::attribute || term.op == Op::define || term.op == Op::lookup) names.push_back(leaf(term));
  if (term.op == Op::is_known || term.op == Op::is_missing)
    names.push_back(value_name(model_.attributes[static_cast<std::size_t>(term.number)].name));
  for (const TermId operand : term.operands) collect(operand, names);
}

std::vector<std::string> Meaning::names_in(const std::optional<TermId>& condition) const {
  std::vector<std::string> names;
  if (condition) collect(*condition, names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string period_words(const Period& period) {
  std::string words;
  if (period.from) words = "from " + to_text(*period.from);
  if (period.until) words += (words.empty() ? "until " : " until ") + to_text(*period.until);
  return words.empty() ? "always" : words;
}

}  // namespace spanne::engine

#include "engine/proof/space.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <utility>

namespace spanne::engine::proof {
namespace {

const Date first_day = *make_date(1, 1, 1), last_day = *make_date(9999, 12, 31);

void join(std::vector<Axis>& axes, const std::vector<Axis>& more) {
  std::vector<Axis> both;
  std::set_union(axes.begin(), axes.end(), more.begin(), more.end(), std::back_inserter(both));
  axes = std::move(both);
}

/// A text that begins with `start`, but with none of the longer texts that are named.
std::string another(const std::string& start, const std::set<std::string>& named, int number) {
  for (const char* filler : {"", " other", " another", "_", "~"}) {
    std::string text = start + (start.empty() ? (*filler == '\0' ? "any" : filler) : *filler == '\0' ? " &" : filler);
    text += number == 0 ? "" : fmt::format(" {}", number + 1);
    const bool clear = std::none_of(named.begin(), named.end(), [&](const std::string& longer) {
      return longer.size() > start.size() && text.rfind(longer, 0) == 0;
    });
    if (clear) return text;
  }
  return start + "\x7f" + std::to_string(number);
}

}  // namespace

bool compares_texts(const Model& model) {
  return std::any_of(model.terms.begin(), model.terms.end(), [&](const Term& term) {
    return (term.op == Op::equal || term.op == Op::not_equal) &&
           model.term(term.operands[0]).type.kind == TypeKind::text &&
           model.term(term.operands[0]).op != Op::constant && model.term(term.operands[1]).op != Op::constant;
  });
}

Space::Space(const Model& model) : model_(model), sizes_(model) {
  collect_texts();
  for (const Attribute& attribute : model.attributes) {
    all_.extents.push_back(extent_of(attribute));
    steps_.push_back(attribute.type.kind == TypeKind::integer ? Decimal::one : 1);
  }
  all_.extents.push_back(
      {model.effective.from.value_or(first_day).days, model.effective.until.value_or(last_day).days, false, true});
  steps_.push_back(1);
  collect_supports();
}

Extent Space::extent_of(const Attribute& attribute) const {
  Extent extent{-largest_ordinal, largest_ordinal, attribute.optional, true};
  switch (attribute.type.kind) {
    case TypeKind::boolean: extent.low = 0, extent.high = 1; break;
    case TypeKind::choice:
      extent.low = 0;
      extent.high = static_cast<Ordinal>(model_.choices[attribute.type.choice].values.size()) - 1;
      break;
    case TypeKind::text:
      // An empty cell is a missing value, so only a default can be the empty text.
      extent.low = texts_.front().empty() && attribute.fallback != Value(std::string()) ? 1 : 0;
      extent.high = static_cast<Ordinal>(texts_.size()) - 1;
      break;
    case TypeKind::date: extent.low = first_day.days, extent.high = last_day.days; break;
    default: break;
  }
  const Ordinal step = attribute.type.kind == TypeKind::integer ? Decimal::one : 1;
  if (attribute.bounds.low) extent.low = *ordinal(*attribute.bounds.low);
  if (attribute.bounds.high) extent.high = *ordinal(*attribute.bounds.high) - (attribute.bounds.half_open ? 1 : 0);
  if (step > 1) {  // rounded inwards to whole numbers
    extent.low = (extent.low >= 0 ? (extent.low + step - 1) / step : extent.low / step) * step;
    extent.high = (extent.high >= 0 ? extent.high / step : (extent.high - step + 1) / step) * step;
  }
  return extent;
}

// ---------------------------------------------------------------------------------------------- texts

void Space::collect_texts() {
  std::set<std::string> named;
  for (const Term& term : model_.terms) {
    if (term.op == Op::constant && term.type.kind == TypeKind::text) named.insert(term.text);
    if (term.op == Op::starts_with && model_.term(term.operands[1]).op != Op::constant) texts_suffice_ = false;
  }
  for (const Attribute& attribute : model_.attributes)
    if (attribute.type.kind == TypeKind::text && attribute.fallback)
      named.insert(std::get<std::string>(*attribute.fallback));
  int copies = 1;
  if (compares_texts(model_))  // otherwise two unnamed texts cannot be distinguished
    for (const Attribute& attribute : model_.attributes) copies += attribute.type.kind == TypeKind::text ? 1 : 0;
  std::set<std::string> texts = named;
  for (int number = 0; number < copies; ++number) {
    texts.insert(another("", named, number));
    for (const std::string& start : named) texts.insert(another(start, named, number));
  }
  texts_.assign(texts.begin(), texts.end());
}

Ordinal Space::place(const std::string& text) const {
  return std::lower_bound(texts_.begin(), texts_.end(), text) - texts_.begin();
}

// ---------------------------------------------------------------------------------------------- what depends on what

/// Visits every term that may enter the value of a term.
template <class Visit>
void Space::each_part(const Term& term, Visit visit) const {
  for (const TermId operand : term.operands) visit(operand);
  if (term.op == Op::define)
    for (const auto& version : model_.defines[static_cast<std::size_t>(term.number)].versions) visit(version.value);
  if (term.op != Op::lookup) return;
  for (const Row& row : model_.tables[table_of(term)].rows) {
    for (const TermId condition : row.conditions) visit(condition);
    for (const TermId value : row.values) visit(value);
  }
}

bool Space::leads_to(TermId from, TermId to) const {
  std::vector<bool> seen(model_.terms.size());
  std::vector<TermId> open{from};
  while (!open.empty()) {
    const TermId id = open.back();
    open.pop_back();
    if (id == to) return true;
    if (seen[id]) continue;
    seen[id] = true;
    each_part(model_.terms[id], [&](TermId part) { open.push_back(part); });
  }
  return false;
}

void Space::collect_supports() {
  supports_.resize(model_.terms.size());
  asks_for_cluster_.resize(model_.terms.size());
  asks_for_results_.resize(model_.terms.size());
  // Operands precede their users, but defines and lookups may follow them, so this repeats until nothing changes.
  bool grown = true;
  while (grown) {
    grown = false;
    std::vector<Axis> clusters;
    for (const Cluster& cluster : model_.clusters) {
      if (cluster.condition) join(clusters, supports_[*cluster.condition]);
      if (cluster.period.from || cluster.period.until) join(clusters, {day()});
    }
    cluster_support_ = std::move(clusters);
    for (TermId id = 0; id < model_.terms.size(); ++id) {
      auto support = support_of(model_.terms[id]);
      bool cluster = model_.terms[id].op == Op::cluster, results = model_.terms[id].op == Op::result;
      each_part(model_.terms[id], [&](TermId part) {
        cluster = cluster || asks_for_cluster_[part];
        results = results || asks_for_results_[part];
      });
      if (support.size() == supports_[id].size() && cluster == asks_for_cluster_[id] &&
          results == asks_for_results_[id])
        continue;
      supports_[id] = std::move(support);
      asks_for_cluster_[id] = cluster;
      asks_for_results_[id] = results;
      grown = true;
    }
  }
}

std::vector<Axis> Space::support_of(const Term& term) const {
  std::vector<Axis> axes;
  each_part(term, [&](TermId part) { join(axes, supports_[part]); });
  switch (term.op) {
    case Op::attribute:
    case Op::is_known:
    case Op::is_missing: axes = {static_cast<Axis>(term.number)}; break;
    case Op::as_of: axes = {day()}; break;
    case Op::cluster: axes = cluster_support_; break;
    case Op::define:
      if (model_.defines[static_cast<std::size_t>(term.number)].versions.size() > 1) join(axes, {day()});
      break;
    case Op::result:
      for (Axis axis = 0; axis <= day(); ++axis) axes.push_back(axis);
      break;
    default: break;
  }
  return axes;
}

// ---------------------------------------------------------------------------------------------- accounts

std::optional<Ordinal> Space::ordinal(const Value& value) const {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? 1 : 0;
  if (const auto* number = std::get_if<Decimal>(&value)) return number->millionths;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) return choice->index;
  if (const auto* text = std::get_if<std::string>(&value)) return place(*text);
  return std::nullopt;
}

Ordinal Space::middle(Axis axis, const Extent& extent) const {
  const Ordinal step = steps_[axis];
  // (low + high) / 2 could overflow.
  const Ordinal half = extent.low / 2 + extent.high / 2 + (extent.low % 2 + extent.high % 2) / 2;
  const Ordinal down = half % step == 0 ? half : half - (half % step + (half < 0 ? step : 0));
  return std::clamp(down, extent.low, extent.high - step);
}

Value Space::value(Axis axis, Ordinal ordinal) const {
  switch (model_.attributes[axis].type.kind) {
    case TypeKind::boolean: return ordinal != 0;
    case TypeKind::choice: return ChoiceValue{static_cast<std::uint32_t>(ordinal)};
    case TypeKind::text: return texts_[static_cast<std::size_t>(ordinal)];
    case TypeKind::date: return Date{static_cast<std::int32_t>(ordinal)};
    default: return Decimal{ordinal};
  }
}

DatedAccount Space::corner(const Box& box, Corner corner, Side side) const {
  const auto at = [&](const Extent& extent) { return corner == Corner::low ? extent.low : extent.high; };
  DatedAccount made;
  for (Axis axis = 0; axis < day(); ++axis) {
    const bool other = side == Side::second && box.rising == axis;
    const Extent& extent = other ? box.second : box.extents[axis];
    made.account.values.push_back(extent.missing ? Value() : value(axis, at(extent)));
  }
  made.as_of = {static_cast<std::int32_t>(at(box.extents[day()]))};
  return made;
}

std::optional<Box> Space::pairs(Box box) const {
  if (!box.rising) return box;
  Extent& first = box.extents[*box.rising];
  const Ordinal step = steps_[*box.rising];
  first.missing = box.second.missing = false;
  first.high = std::min(first.high, box.second.high - step);
  box.second.low = std::max(box.second.low, first.low + step);
  if (first.low > first.high || box.second.low > box.second.high) return std::nullopt;
  return box;
}

}  // namespace spanne::engine::proof

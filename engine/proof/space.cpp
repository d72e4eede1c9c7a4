#include "engine/proof/space.hpp"

#include <algorithm>
#include <utility>

#include "engine/model/term_parts.hpp"

namespace spanne::engine::proof {
namespace {

const Date first_day = *make_date(1, 1, 1), last_day = *make_date(9999, 12, 31);

void join(std::vector<Axis>& axes, const std::vector<Axis>& more) {
  std::vector<Axis> both;
  std::set_union(axes.begin(), axes.end(), more.begin(), more.end(), std::back_inserter(both));
  axes = std::move(both);
}

}  // namespace

Space::Space(const Model& model) : model_(model), sizes_(model), texts_(text_classes(model)) {
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
      extent.low = texts_.all.front().empty() && attribute.fallback != Value(std::string()) ? 1 : 0;
      extent.high = static_cast<Ordinal>(texts_.all.size()) - 1;
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

// ---------------------------------------------------------------------------------------------- what depends on what

bool Space::leads_to(TermId from, TermId to) const {
  std::vector<bool> seen(model_.terms.size());
  std::vector<TermId> open{from};
  while (!open.empty()) {
    const TermId id = open.back();
    open.pop_back();
    if (id == to) return true;
    if (seen[id]) continue;
    seen[id] = true;
    for_each_part(model_.terms[id], model_, [&](TermId part) { open.push_back(part); });
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
      for_each_part(model_.terms[id], model_, [&](TermId part) {
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
  for_each_part(term, model_, [&](TermId part) { join(axes, supports_[part]); });
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
  if (const auto* text = std::get_if<std::string>(&value)) {
    const auto found = texts_.places.find(*text);
    return found == texts_.places.end() ? std::nullopt : std::optional(found->second);
  }
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
    case TypeKind::text: return texts_.all[static_cast<std::size_t>(ordinal)];
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

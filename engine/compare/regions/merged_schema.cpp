#include "engine/compare/regions/merged_schema.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

constexpr std::array<const char*, 2> said{"old", "new"};

std::size_t position(const std::vector<std::string>& values, const std::string& value) {
  return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

bool has(const std::vector<std::string>& values, const std::string& value) {
  return position(values, value) < values.size();
}

/// Merges the values of both choices; each keeps the position its own version gives it as far as the other order
/// allows.
std::vector<std::string> merged(const std::vector<std::string>& old_ones, const std::vector<std::string>& new_ones) {
  std::vector<std::string> all = new_ones;
  std::size_t place = 0;
  for (const std::string& value : old_ones) {
    const std::size_t at = position(all, value);
    if (at < all.size())
      place = at + 1;
    else
      all.insert(all.begin() + static_cast<std::ptrdiff_t>(place++), value);
  }
  return all;
}

bool in_order(const std::vector<std::string>& values, const std::vector<std::string>& all) {
  return std::is_sorted(values.begin(), values.end(), [&](const std::string& a, const std::string& b) {
    return position(all, a) < position(all, b);
  });
}

}  // namespace

MergedSchema::MergedSchema(const Model& old_model, const Model& new_model, const OldNames& names)
    : originals_{&old_model, &new_model}, spaces_{Space(old_model), Space(new_model)}, models_{old_model, new_model} {
  for (const VersionSide version : versions)
    for (const Choice& choice : originals_[version]->choices) choices_[version].push_back(choice.values);
  join_attributes(names);
  join_names(names);
  for (const VersionSide version : versions) rewrite(version);
  join_days();
  share_texts();
}

// ---------------------------------------------------------------------------------------------- attributes

void MergedSchema::join_attributes(const OldNames& names) {
  const Model &old_model = *originals_[before], &new_model = *originals_[after];
  std::vector<bool> taken(old_model.attributes.size());
  for (AttributeId id = 0; id < new_model.attributes.size(); ++id) {
    const std::string& name = new_model.attributes[id].name;
    const auto old_id = old_model.find_attribute(old_name(names.values, name));
    if (!old_id) {
      lone(after, id);
    } else if (go_together(*old_id, id)) {
      taken[*old_id] = true;
      join(*old_id, id, names);
    } else {
      notes_.push_back(
          fmt::format("{} has another type in the new version: each version looks at a value of its own", name));
      lone(after, id);
    }
  }
  for (AttributeId id = 0; id < old_model.attributes.size(); ++id)
    if (!taken[id]) lone(before, id);
}

bool MergedSchema::go_together(AttributeId old_id, AttributeId new_id) const {
  const Type &a = originals_[before]->attributes[old_id].type, &b = originals_[after]->attributes[new_id].type;
  const auto plain = [](TypeKind kind) { return kind == TypeKind::integer || kind == TypeKind::decimal; };
  if (plain(a.kind) && plain(b.kind)) return true;
  if (a.kind != b.kind || a.currency != b.currency) return false;
  if (a.kind != TypeKind::choice) return true;
  const Choice &old_choice = originals_[before]->choices[a.choice], &new_choice = originals_[after]->choices[b.choice];
  const auto all = merged(old_choice.values, new_choice.values);
  const bool ordered = old_choice.ordered || new_choice.ordered;
  return !ordered || (in_order(old_choice.values, all) && in_order(new_choice.values, all));
}

void MergedSchema::join(AttributeId old_id, AttributeId new_id, const OldNames& names) {
  const Attribute &old_one = originals_[before]->attributes[old_id], &new_one = originals_[after]->attributes[new_id];
  Joined joined{{old_id, new_id}, new_one};
  joined.attribute.optional = old_one.optional && new_one.optional;
  if (old_one.type.kind == TypeKind::integer) joined.attribute.type.kind = TypeKind::integer;
  if (old_one.fallback != new_one.fallback || new_one.type.kind == TypeKind::choice) joined.attribute.fallback.reset();
  known_values_.emplace_back();
  if (new_one.type.kind == TypeKind::choice)
    join_choices(joined);
  else
    join_extents(joined);
  note_default(joined);
  note_figure(joined, names);
  joined_.push_back(std::move(joined));
}

/// Restricts both to the intersection of their ranges.
void MergedSchema::join_extents(Joined& joined) {
  Attribute& attribute = joined.attribute;
  if (!is_number(attribute.type.kind) && attribute.type.kind != TypeKind::date) return;
  constexpr Ordinal largest = std::numeric_limits<Ordinal>::max();
  std::array<Extent, 2> extents;
  for (const VersionSide version : versions) extents[version] = spaces_[version].all().extents[*joined.ids[version]];
  const Extent both{std::max(extents[before].low, extents[after].low),
                    std::min(extents[before].high, extents[after].high)};
  const auto value = [&](Ordinal at) {
    return attribute.type.kind == TypeKind::date ? Value(Date{static_cast<std::int32_t>(at)}) : Value(Decimal{at});
  };
  const auto shown = [&](Ordinal at) { return literal(*originals_[after], *joined.ids[after], value(at)); };
  if (both.low > both.high) {
    obstacle_ = fmt::format("no value of {} is in the range of both versions", attribute.name);
    return;
  }
  for (const VersionSide version : versions) {
    const Ordinal step = spaces_[version].step(*joined.ids[version]);
    if (extents[version].low < both.low)
      notes_.push_back(
          fmt::format("only the {} version accepts {} below {}", said[version], attribute.name, shown(both.low)));
    if (extents[version].high > both.high)
      notes_.push_back(
          fmt::format("only the {} version accepts {} {}", said[version], attribute.name,
                      extents[version].high > largest / 2
                          ? "above " + shown(both.high)
                          : fmt::format("in {} .. {}", shown(both.high + step), shown(extents[version].high))));
  }
  attribute.bounds = {};
  if (both.low != -largest) attribute.bounds.low = value(both.low);
  if (both.high != largest) attribute.bounds.high = value(both.high);
}

void MergedSchema::join_choices(Joined& joined) {
  std::array<std::vector<std::string>*, 2> values;
  for (const VersionSide version : versions)
    values[version] = &choices_[version][originals_[version]->attributes[*joined.ids[version]].type.choice];
  const auto all = merged(*values[before], *values[after]);
  std::vector<bool> known;
  for (const std::string& value : all) {
    known.push_back(has(*values[before], value) && has(*values[after], value));
    if (!known.back())
      notes_.push_back(fmt::format("only the {} version knows {} = {}",
                                   said[has(*values[before], value) ? before : after], joined.attribute.name, value));
  }
  if (std::find(known.begin(), known.end(), true) == known.end())
    obstacle_ = fmt::format("no value of {} is known to both versions", joined.attribute.name);
  if (std::find(known.begin(), known.end(), false) != known.end()) known_values_.back() = known;
  *values[before] = all;
  *values[after] = all;
  std::array<std::string, 2> fallbacks;
  for (const VersionSide version : versions) {
    const auto& attribute = originals_[version]->attributes[*joined.ids[version]];
    if (attribute.fallback) fallbacks[version] = to_text(*attribute.fallback, attribute.type, *originals_[version]);
  }
  if (!fallbacks[after].empty() && fallbacks[before] == fallbacks[after])
    joined.attribute.fallback = ChoiceValue{static_cast<std::uint32_t>(position(all, fallbacks[after]))};
}

/// Notes different defaults for accounts that leave the attribute out.
void MergedSchema::note_default(const Joined& joined) {
  std::array<std::string, 2> means;
  for (const VersionSide version : versions) {
    const Attribute& attribute = originals_[version]->attributes[*joined.ids[version]];
    means[version] = attribute.fallback   ? literal(*originals_[version], *joined.ids[version], *attribute.fallback)
                     : attribute.optional ? "missing"
                                          : "";
  }
  if (means[before] == means[after]) return;
  for (const VersionSide version : versions)
    if (means[version].empty()) {
      notes_.push_back(
          fmt::format("only the {} version accepts accounts without {}", said[other(version)], joined.attribute.name));
      return;
    }
  changed_defaults_.push_back({*joined.ids[before], *joined.ids[after]});
  notes_.push_back(
      fmt::format("an account without {0} counts as {0} = {1} in the old version and as {0} = {2} in the new one",
                  joined.attribute.name, means[before], means[after]));
}

/// What is compared is one value for both versions; the rows of a file may give each another.
void MergedSchema::note_figure(const Joined& joined, const OldNames& names) {
  const Attribute &old_one = originals_[before]->attributes[*joined.ids[before]],
                  &new_one = originals_[after]->attributes[*joined.ids[after]];
  if (!old_one.figure && !new_one.figure) return;
  const bool both = old_one.figure && new_one.figure;
  if (both && Meaning(*originals_[before], nullptr, true).of(*old_one.figure) ==
                  Meaning(*originals_[after], &names, true).of(*new_one.figure))
    return;
  notes_.push_back(fmt::format(
      "{} is counted {}: the same rows may give it another value, which is not followed here but where both versions "
      "are given an accounts file",
      joined.attribute.name,
      both ? "in another way by the new version"
           : fmt::format("only by the {} version", said[old_one.figure ? before : after])));
}

void MergedSchema::lone(VersionSide version, AttributeId id) {
  Joined joined{{}, originals_[version]->attributes[id]};
  joined.ids[version] = id;
  const Attribute& attribute = joined.attribute;
  const bool needed = !attribute.optional && !attribute.fallback && !attribute.figure;
  const bool clash = originals_[other(version)]->find_attribute(attribute.name).has_value();
  if (clash) joined.attribute.name += version == before ? " (old)" : " (new)";
  if (!clash)
    notes_.push_back(fmt::format("only the {} version looks at {}{}", said[version], attribute.name,
                                 needed             ? ", and accepts no account without it"
                                 : attribute.figure ? ", which it counts from the file"
                                                    : ""));
  known_values_.emplace_back();
  joined_.push_back(std::move(joined));
}

// ---------------------------------------------------------------------------------------------- days, names

void MergedSchema::join_days() {
  Period both = models_[before].effective;
  const Period& other_days = models_[after].effective;
  if (other_days.from && (!both.from || *both.from < *other_days.from)) both.from = other_days.from;
  if (other_days.until && (!both.until || *other_days.until < *both.until)) both.until = other_days.until;
  if (models_[before].effective != other_days) {
    if (both.from && both.until && *both.until < *both.from) return join_far_days();
    notes_.push_back(fmt::format("compared on the days on which both are effective: {}", period_words(both)));
  }
  for (Model& model : models_) model.effective = both;
}

/// If no day belongs to both, takes the days nearest to each other.
void MergedSchema::join_far_days() {
  days_apart_ = true;
  const auto &old_end = models_[before].effective.until, &new_start = models_[after].effective.from;
  const bool forward =
      old_end && new_start && *old_end < *new_start;  // otherwise the old one begins after the new one has ended
  std::array<Date, 2> days{};
  for (const VersionSide version : versions) {
    Period& period = models_[version].effective;
    const Date day = forward == (version == before) ? *period.until : *period.from;
    period = {day, day};
    days[version] = day;
  }
  notes_.push_back(fmt::format("no day belongs to both versions: the old one on {} is compared with the new one on {}",
                               to_text(days[before]), to_text(days[after])));
}

void MergedSchema::join_names(const OldNames& names) {
  std::map<std::string, std::size_t> clusters;
  for (const VersionSide version : versions) {
    for (const Cluster& cluster : originals_[version]->clusters) {
      const std::string& name = version == before ? cluster.name : old_name(names.clusters, cluster.name);
      clusters_[version].push_back(clusters.try_emplace(name, clusters.size()).first->second);
    }
    for (const auto& kind : originals_[version]->kinds) {
      const std::string& name = version == before ? kind.name : old_name(names.kinds, kind.name);
      if (!has(kind_names_, name)) kind_names_.push_back(name);
      kinds_[version].push_back(position(kind_names_, name));
    }
  }
  for (const Model::EffortKind& new_kind : originals_[after]->kinds)  // by new names
    kind_names_[position(kind_names_, old_name(names.kinds, new_kind.name))] = new_kind.name;
}

// ---------------------------------------------------------------------------------------------- models

void MergedSchema::rewrite(VersionSide version) {
  Model& model = models_[version];
  const Model& original = *originals_[version];
  std::vector<AttributeId> moved(original.attributes.size());
  model.attributes.clear();
  model.tests.clear();
  model.properties.clear();
  model.profiles.clear();
  for (ChoiceId choice = 0; choice < original.choices.size(); ++choice)
    model.choices[choice].values = choices_[version][choice];
  for (AttributeId id = 0; id < joined_.size(); ++id) {
    model.attributes.push_back(joined_[id].attribute);
    Type& type = model.attributes.back().type;
    const auto own = joined_[id].ids[version];
    if (own) moved[*own] = id;
    if (type.kind != TypeKind::choice) continue;
    if (own) {
      type.choice = original.attributes[*own].type.choice;
    } else {  // a value that only the other version knows
      const VersionSide origin = other(version);
      const ChoiceId there = originals_[origin]->attributes[*joined_[id].ids[origin]].type.choice;
      type.choice = static_cast<ChoiceId>(model.choices.size());
      model.choices.push_back(originals_[origin]->choices[there]);
    }
  }
  for (Term& term : model.terms) {
    if (term.op == Op::attribute || term.op == Op::is_known || term.op == Op::is_missing)
      term.number = moved[static_cast<std::size_t>(term.number)];
    if (term.op == Op::constant && term.type.kind == TypeKind::choice)
      term.number = static_cast<std::int64_t>(
          position(model.choices[term.type.choice].values,
                   original.choices[term.type.choice].values[static_cast<std::size_t>(term.number)]));
  }
}

namespace {

/// Adds a condition that looks for the pattern; nothing asks for it.
void add_pattern(const TextPattern& pattern, std::vector<Term>& terms) {
  const auto at = static_cast<TermId>(terms.size());
  terms.push_back({Op::attribute, {TypeKind::text}, {}, {}, static_cast<std::int64_t>(pattern.attribute), {}, {}});
  terms.push_back({Op::constant, {TypeKind::text}, {}, {}, 0, {}, pattern.part});
  terms.push_back({pattern.op, {TypeKind::boolean}, {}, {at, at + 1}, 0, {}, {}});
}

}  // namespace

/// Both versions have to distinguish the same representative texts.
void MergedSchema::share_texts() {
  std::array<std::vector<Term>, 2> more;
  for (const VersionSide version : versions)
    for (const Term& term : models_[version].terms)
      if (term.op == Op::constant && term.type.kind == TypeKind::text) more[other(version)].push_back(term);
  std::array<std::vector<TextPattern>, 2> patterns{text_patterns(models_[before]), text_patterns(models_[after])};
  const bool compared = compares_texts(models_[before]) || compares_texts(models_[after]);
  for (const VersionSide version : versions) {
    auto& terms = models_[version].terms;
    terms.insert(terms.end(), more[version].begin(), more[version].end());
    for (const TextPattern& pattern : patterns[other(version)]) add_pattern(pattern, terms);
    if (!compared) continue;
    for (AttributeId id = 0; id < joined_.size(); ++id) {
      if (joined_[id].attribute.type.kind != TypeKind::text) continue;
      const auto at = static_cast<TermId>(terms.size());
      Term text{Op::attribute, joined_[id].attribute.type, {}, {}, static_cast<std::int64_t>(id), {}, {}};
      Term same{Op::equal, {TypeKind::boolean}, {}, {at, at}, 0, {}, {}};
      terms.push_back(std::move(text));
      terms.push_back(std::move(same));
      break;
    }
  }
}

Account MergedSchema::account(VersionSide version, const Account& account) const {
  const Model& original = *originals_[version];
  Account made;
  made.values.resize(original.attributes.size());
  for (AttributeId id = 0; id < joined_.size(); ++id) {
    const auto own = joined_[id].ids[version];
    if (!own) continue;
    const Value& value = account.values[id];
    const auto* choice = std::get_if<ChoiceValue>(&value);
    if (choice == nullptr) {
      made.values[*own] = value;
      continue;
    }
    const ChoiceId type = original.attributes[*own].type.choice;
    made.values[*own] = ChoiceValue{
        static_cast<std::uint32_t>(position(original.choices[type].values, choices_[version][type][choice->index]))};
  }
  return made;
}

}  // namespace spanne::engine::proof

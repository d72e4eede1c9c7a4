#include "engine/proof/witness.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <limits>
#include <vector>

#include "engine/proof/search.hpp"

namespace spanne::engine::proof {
namespace {

// Limit of the simplification; an example that is not the simplest is still correct.
constexpr Steps steps_for_example = 5 * steps_per_second;

Extent all_of(const Space& space, Axis axis) { return space.all().extents[axis]; }

/// The day on which a test is evaluated if it names none.
Date plain_day(const Space& space) {
  const Extent days = all_of(space, space.day());
  const Ordinal usual = make_date(2026, 1, 1)->days;
  if (space.model().effective.from) return *space.model().effective.from;
  return {static_cast<std::int32_t>(std::clamp(usual, days.low, days.high))};
}

/// Round numbers between two values, nearest to `from` first.
std::vector<Ordinal> round_numbers(Ordinal from, Ordinal to, Ordinal step) {
  std::vector<Ordinal> result;
  const bool up = from < to;
  const auto take = [&](Ordinal number) {
    if (number % step == 0 && (up ? from < number && number < to : to < number && number < from))
      result.push_back(number);
  };
  take(0);
  for (Ordinal power = 1; power < std::numeric_limits<Ordinal>::max() / 10; power *= 10)
    for (const Ordinal digit : {1, 2, 3, 5}) take(power * digit), take(-power * digit);
  std::sort(result.begin(), result.end(), [&](Ordinal a, Ordinal b) { return up ? a < b : a > b; });
  return result;
}

class WitnessSimplifier {
 public:
  WitnessSimplifier(const Space& space, DatedAccount found, const std::function<bool(const DatedAccount&)>& holds)
      : space_(space), found_(std::move(found)), holds_(holds) {}

  DatedAccount run() {
    for (int round = 0; round < 2; ++round) {
      if (round == 0) day(plain_day(space_));
      for (AttributeId id = 0; id < space_.model().attributes.size(); ++id) set(id, plain_value(space_, id));
      for (AttributeId id = 0; id < space_.model().attributes.size(); ++id) improve(id);
    }
    return std::move(found_);
  }

 private:
  bool holds(const DatedAccount& account) { return budget_.take(cost_of_account(space_.model())) && holds_(account); }

  bool set(AttributeId id, const Value& value) {
    if (found_.account.values[id] == value) return true;
    DatedAccount changed = found_;
    changed.account.values[id] = value;
    if (!holds(changed)) return false;
    found_ = std::move(changed);
    return true;
  }

  /// Moves to the wanted day, or to the day nearest to it for which `holds_` is true.
  void day(Date wanted) {
    DatedAccount changed = found_;
    changed.as_of = wanted;
    if (holds(changed)) {
      found_ = std::move(changed);
      return;
    }
    std::int32_t bad = wanted.days, good = found_.as_of.days;
    while (std::abs(good - bad) > 1) {
      changed.as_of = {bad + (good - bad) / 2};
      (holds(changed) ? good : bad) = changed.as_of.days;
    }
    found_.as_of = {good};
  }

  /// Replaces a value with one nearer to the plain value, or with fewer digits.
  void improve(AttributeId id) {
    const Value plain = plain_value(space_, id);
    const auto now = space_.ordinal(found_.account.values[id]);
    if (!now || found_.account.values[id] == plain) return;
    const Extent extent = all_of(space_, id);
    const Ordinal target = space_.ordinal(plain).value_or(std::clamp<Ordinal>(0, extent.low, extent.high));
    if (is_number(space_.model().attributes[id].type.kind))
      number(id, *now, target);
    else
      for (Ordinal other = extent.low; other < *now && other < extent.low + 50; ++other)
        if (set(id, space_.value(id, other))) return;
  }

  void number(AttributeId id, Ordinal now, Ordinal target) {
    if (set(id, space_.value(id, target))) return;
    const Ordinal nearest = boundary(id, now, target);
    if (digits(nearest) <= 2 && set(id, space_.value(id, nearest))) return;
    for (const Ordinal round : round_numbers(nearest, beyond(id, now, target), space_.step(id)))
      if (set(id, space_.value(id, round))) return;
    if (digits(nearest) <= digits(now)) set(id, space_.value(id, nearest));
  }

  /// A value twice as far from the target, within the extent of the attribute.
  Ordinal beyond(AttributeId id, Ordinal now, Ordinal target) const {
    const Extent extent = all_of(space_, id);
    if (now > target) return now > extent.high / 3 ? extent.high : std::min(extent.high, now + (now - target) + 1);
    return now < extent.low / 3 ? extent.low : std::max(extent.low, now - (target - now) - 1);
  }

  /// The value nearest to `target` for which `holds_` is true, provided there is only one change in between.
  Ordinal boundary(AttributeId id, Ordinal good, Ordinal bad) {
    const Ordinal step = space_.step(id);
    DatedAccount tried = found_;
    while (true) {
      const Ordinal half = bad / step / 2 + good / step / 2 + (bad / step % 2 + good / step % 2) / 2;
      const Ordinal middle = half * step;
      if (middle == good || middle == bad) return good;
      tried.account.values[id] = space_.value(id, middle);
      (holds(tried) ? good : bad) = middle;
    }
  }

  const Space& space_;
  DatedAccount found_;
  const std::function<bool(const DatedAccount&)>& holds_;
  StepBudget budget_{steps_for_example};
};

bool looked_at(const Model& model, AttributeId id) {
  const auto& terms = model.terms;
  return std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
    return (term.op == Op::attribute || term.op == Op::is_known || term.op == Op::is_missing) &&
           term.number == static_cast<std::int64_t>(id);
  });
}

/// 1234567.5 as 1_234_567.5
std::string grouped(const std::string& number) {
  std::string result;
  const auto point = std::min(number.find_first_not_of("-0123456789"), number.size());
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool digit_before = i > 0 && std::isdigit(static_cast<unsigned char>(number[i - 1])) != 0;
    if (i < point && digit_before && (point - i) % 3 == 0 && point > 5) result += '_';
    result += number[i];
  }
  return result;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') result += '\\';
    result += byte == '\n' ? std::string("\\n") : std::string(1, byte);
  }
  return result + "\"";
}

bool is_name(const std::string& text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                  (static_cast<unsigned char>(c) & 0x80U) != 0;
         });
}

}  // namespace

Value plain_value(const Space& space, AttributeId id) {
  const Attribute& attribute = space.model().attributes[id];
  if (attribute.fallback) return *attribute.fallback;
  if (attribute.optional) return {};
  const Extent extent = all_of(space, id);
  if (attribute.type.kind == TypeKind::text) {  // the first text that no rule names
    for (Ordinal place = extent.low; place <= extent.high; ++place)
      if (space.texts()[static_cast<std::size_t>(place)].rfind("any", 0) == 0) return space.value(id, place);
  }
  if (is_number(attribute.type.kind) || attribute.type.kind == TypeKind::date)
    return space.value(id, std::clamp<Ordinal>(0, extent.low, extent.high));
  return space.value(id, extent.low);
}

DatedAccount plain_account(const Space& space) {
  DatedAccount plain{{}, plain_day(space)};
  for (AttributeId id = 0; id < space.model().attributes.size(); ++id)
    plain.account.values.push_back(plain_value(space, id));
  return plain;
}

DatedAccount simplified_witness(const Space& space, DatedAccount found,
                                const std::function<bool(const DatedAccount&)>& holds) {
  return WitnessSimplifier(space, std::move(found), holds).run();
}

std::string literal(const Model& model, AttributeId id, const Value& value) {
  const Type& type = model.attributes[id].type;
  if (is_missing(value)) return "missing";
  const std::string text = to_text(value, type, model);
  if (type.kind == TypeKind::text) return quoted(text);
  if (type.kind == TypeKind::choice) return is_name(text) ? text : quoted(text);
  return is_number(type.kind) ? grouped(text) : text;
}

int digits(Ordinal number) {
  while (number != 0 && number % 10 == 0) number /= 10;
  int count = 0;
  for (; number != 0; number /= 10) ++count;
  return count;
}

bool asks_for_the_day(const Model& model) {
  const auto dated = [](const auto& rule) { return rule.period.from || rule.period.until; };
  return std::any_of(model.terms.begin(), model.terms.end(), [](const Term& term) { return term.op == Op::as_of; }) ||
         std::any_of(model.rules.begin(), model.rules.end(), dated) ||
         std::any_of(model.tables.begin(), model.tables.end(), dated) ||
         std::any_of(model.clusters.begin(), model.clusters.end(), dated) ||
         std::any_of(model.defines.begin(), model.defines.end(),
                     [](const Define& define) { return define.versions.size() > 1; });
}

std::string given(const Space& space, const DatedAccount& account, const Model* also, bool dated) {
  const Model& model = space.model();
  std::string text;
  const auto add = [&](const std::string& name, const std::string& value) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, value);
  };
  const bool asks = asks_for_the_day(model) || (also != nullptr && asks_for_the_day(*also));
  const bool plain = model.effective.from && account.as_of == *model.effective.from;
  if (dated || (asks && !plain)) add("as_of", to_text(account.as_of));
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    const Attribute& attribute = model.attributes[id];
    const Value& value = account.account.values[id];
    const bool left_out = attribute.figure     ? false  // one that is left out is counted
                          : attribute.fallback ? value == *attribute.fallback
                                               : is_missing(value);
    const bool idle =
        (attribute.key || attribute.owner) && !looked_at(model, id) && (also == nullptr || !looked_at(*also, id));
    if (!left_out && !idle) add(attribute.name, literal(model, id, value));
  }
  return text;
}

}  // namespace spanne::engine::proof

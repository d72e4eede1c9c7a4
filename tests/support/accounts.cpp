// Random accounts: mostly the very values at which a rule set changes its mind, and their neighbours.
#include <algorithm>
#include <optional>

#include "tests/support/generate.hpp"

namespace spanne::test {

using namespace engine;

namespace {

/// Constants of the model with this type.
std::vector<const Term*> constants(const Model& model, const Type& type) {
  std::vector<const Term*> found;
  for (const Term& term : model.terms) {
    if (term.op != Op::constant) continue;
    if (term.type == type || (is_number(term.type.kind) && is_number(type.kind))) found.push_back(&term);
  }
  return found;
}

/// Clamped into the bounds, `step` being the distance of two neighbours.
std::int64_t within(std::int64_t number, std::optional<std::int64_t> low, std::optional<std::int64_t> high,
                    bool half_open, std::int64_t step) {
  if (high) number = std::min(number, half_open ? *high - step : *high);
  return low ? std::max(number, *low) : number;
}

std::int64_t near_constant(const Model& model, const Attribute& attribute, std::int64_t step, Random& random) {
  const auto known = constants(model, attribute.type);
  if (known.empty() || random.chance(30)) return step * random.between(0, 60);
  return random.pick(known)->number + step * random.between(-1, 1);
}

Value random_number(const Model& model, const Attribute& attribute, Random& random) {
  const std::int64_t step = attribute.type.kind == TypeKind::integer ? Decimal::one
                            : attribute.type.kind == TypeKind::percent
                                ? 100'000
                                : random.pick<std::int64_t>({1, 500'000, 1'000'000});
  std::int64_t number = near_constant(model, attribute, step, random);
  if (attribute.type.kind == TypeKind::money && random.chance(50)) number = random.between(0, 9'000'000) * Decimal::one;
  if (attribute.type.kind == TypeKind::integer) number -= number % Decimal::one;
  const auto end = [](const std::optional<Value>& value) {
    return value ? std::optional(std::get<Decimal>(*value).millionths) : std::nullopt;
  };
  // Even without bounds an account is nothing out of this world: overflow has tests of its own.
  const std::int64_t sane = std::clamp<std::int64_t>(number, -500 * Decimal::one, 9'000'000 * Decimal::one);
  return Decimal{within(sane, end(attribute.bounds.low), end(attribute.bounds.high), attribute.bounds.half_open,
                        attribute.type.kind == TypeKind::integer ? Decimal::one : 1)};
}

Value random_date(const Model& model, const Attribute& attribute, Random& random) {
  const std::int64_t first = make_date(2023, 1, 1)->days;
  const auto known = constants(model, attribute.type);
  const std::int64_t days = known.empty() || random.chance(50) ? first + random.between(0, 1'500)
                                                               : random.pick(known)->number + random.between(-1, 1);
  const auto end = [](const std::optional<Value>& value) {
    return value ? std::optional<std::int64_t>(std::get<Date>(*value).days) : std::nullopt;
  };
  const std::int64_t day =
      within(days, end(attribute.bounds.low), end(attribute.bounds.high), attribute.bounds.half_open, 1);
  return Date{static_cast<std::int32_t>(day)};
}

Value random_value(const Model& model, const Attribute& attribute, Random& random) {
  if (attribute.optional && random.chance(35)) return std::monostate{};
  switch (attribute.type.kind) {
    case TypeKind::boolean: return random.chance(50);
    case TypeKind::choice: {
      const auto count = model.choices[attribute.type.choice].values.size();
      return ChoiceValue{static_cast<std::uint32_t>(random.below(count))};
    }
    case TypeKind::text: return random.pick<std::string>({"DE", "AT", "D", "", "other", "a \"b\" | c"});
    case TypeKind::date: return random_date(model, attribute, random);
    default: return random_number(model, attribute, random);
  }
}

}  // namespace

Account random_account(const Model& model, Random& random) {
  Account account;
  for (const Attribute& attribute : model.attributes) account.values.push_back(random_value(model, attribute, random));
  return account;
}

}  // namespace spanne::test

// Random expressions, one function for each type.
#include "tests/support/vocabulary.hpp"

#include <fmt/format.h>

#include "engine/value/date.hpp"
#include "engine/value/decimal.hpp"

namespace spanne::test {

using engine::TypeKind;

namespace {

const std::set<TypeKind> plain_numbers = {TypeKind::integer, TypeKind::decimal};
const std::set<TypeKind> testable = {TypeKind::boolean, TypeKind::integer, TypeKind::decimal, TypeKind::percent,
                                     TypeKind::money,   TypeKind::choice,  TypeKind::text,    TypeKind::date};

std::string power_of_ten_text(std::int64_t count, int places) {
  std::int64_t unit = engine::Decimal::one;
  for (int place = 0; place < places; ++place) unit /= 10;
  return engine::to_text(engine::Decimal{count * unit});
}

}  // namespace

std::string Writer::decimal(std::int64_t low, std::int64_t high, int places) {
  std::int64_t scale = 1;
  for (int place = 0; place < places; ++place) scale *= 10;
  const std::string text = power_of_ten_text(random_.between(low * scale, high * scale), places);
  return random_.chance(8) ? with_three_decimals(text) : text;
}

/// What may have been meant for thousands.
std::string Writer::with_three_decimals(const std::string& number) {
  const std::size_t point = number.find('.');
  if (point == std::string::npos) return number + ".000";
  const std::size_t decimals = number.size() - point - 1;
  return decimals > 3 ? number : number + std::string(3 - decimals, '0');
}

std::string Writer::small_percentage() {
  return random_.pick<std::string>({"0.5 %", "0.25%", "0.9 %", "0.001 %", "0.75 %"});
}

std::string Writer::date() {
  const auto first = *engine::make_date(2024, 1, 1);
  return engine::to_text(*engine::plus_days(first, random_.between(0, 4 * 365)));
}

std::string Writer::literal(const Word& word) {
  switch (word.kind) {
    case TypeKind::boolean: return random_.pick<std::string>({"yes", "no", "true", "false"});
    case TypeKind::integer: return decimal(word.low, word.high, 0);
    case TypeKind::decimal: return decimal(word.low, word.high, 2);
    case TypeKind::percent:
      if (random_.chance(20)) return small_percentage();
      return decimal(word.low, word.high, 1) + (random_.chance(50) ? " %" : "%");
    case TypeKind::money: {
      const std::string magnitude = random_.pick<std::string>({"", "k ", " k "});
      return decimal(word.low, word.high / (magnitude.empty() ? 1 : 1'000), 0) + (magnitude.empty() ? " " : magnitude) +
             word.currency;
    }
    case TypeKind::choice: return random_.pick(word.values);
    case TypeKind::text:
      return random_.pick<std::string>(
          {"\"DE\"", "\"AT\"", "\"D\"", "\"\"", "\"a \\\"b\\\" | c\"", "\"D*\"", "\"AT*\""});
    case TypeKind::date: return date();
    case TypeKind::effort: break;
  }
  return decimal(0, 2, 3) + " FTE";
}

const Word* Writer::pick(const std::set<TypeKind>& kinds, bool attributes_only) {
  std::vector<const Word*> found;
  const auto look = [&](const std::vector<Word>& words) {
    for (const Word& word : words) {
      if (kinds.contains(word.kind) && (!word.optional || known_.contains(word.name))) found.push_back(&word);
    }
  };
  look(words_.attributes);
  if (!attributes_only) look(words_.defines);
  return found.empty() ? nullptr : random_.pick(found);
}

std::string Writer::group(const std::string& text) { return "(" + text + ")"; }

std::string Writer::comparator() { return random_.pick<std::string>({"=", "!=", "<", "<=", ">", ">="}); }

std::string Writer::list(const Word& word) {
  std::string text = literal(word);
  for (auto more = random_.between(1, 2); more > 0; --more) text += ", " + literal(word);
  return group(text);
}

std::string Writer::number_test(const std::string& subject, const Word& word) {
  const std::string start = subject + (random_.chance(30) ? " not in " : " in ");
  switch (random_.below(4)) {
    case 0: {
      const std::int64_t low = random_.between(word.low, word.high);
      const std::string dots = random_.pick<std::string>({" .. ", "..", " ..< "});
      const std::string unit = word.kind == TypeKind::percent ? " %"
                               : word.kind == TypeKind::money ? " " + word.currency
                                                              : "";
      if (word.kind == TypeKind::percent && random_.chance(30))
        return start + "0.1" + dots + random_.pick<std::string>({"0.5 %", "0.9 %", "30 %"});
      if (word.kind == TypeKind::money && random_.chance(30))
        return start + random_.pick<std::string>({"0", "1", "1.250"}) + dots + "2.500" + unit;
      return start + fmt::format("{}{}{}{}", low, dots, random_.between(low + 1, word.high + 2), unit);
    }
    case 1: return start + list(word);
    default: return subject + " " + comparator() + " " + literal(word);
  }
}

std::string Writer::choice_test(const Word& word) {
  switch (random_.below(4)) {
    case 0: return word.name + " in " + list(word);
    case 1: return word.name + " not in " + list(word);
    default: break;
  }
  const std::string op = word.ordered ? comparator() : random_.pick<std::string>({"=", "!="});
  return word.name + " " + op + " " + literal(word);
}

std::string Writer::text_test(const Word& word) {
  switch (random_.below(4)) {
    case 0:
      return word.name +
             random_.pick<std::string>({" starts with ", " ends with ", " contains ", " not contains ",
                                        " not starts with ", " not ends with "}) +
             literal(word);
    case 1: return word.name + random_.pick<std::string>({" contains \"e\"", " ends with \"T\"", " contains \"A\""});
    case 2: return word.name + " in " + list(word);
    default: return word.name + random_.pick<std::string>({" = ", " != "}) + literal(word);
  }
}

/// A date so many days, weeks, months or years away, one step after the other; now and then by a number that may not
/// be whole.
std::string Writer::moved_date(const std::string& date) {
  std::string text = date;
  for (auto steps = random_.between(1, 2); steps > 0; --steps) {
    text += random_.chance(60) ? " + " : " - ";
    const Word* word = random_.chance(30) ? pick(plain_numbers) : nullptr;
    const std::string unit = random_.pick<std::string>({" days", " weeks", " months", " months", " years"});
    text += word != nullptr ? group(word->name) + unit : decimal(0, unit == " years" ? 3 : 40, 0) + unit;
  }
  return text;
}

std::string Writer::date_test(const Word& word) {
  switch (random_.below(8)) {
    case 4: return fmt::format("{} {} as_of", moved_date(word.name), comparator());
    case 5: return fmt::format("{} {} {}", word.name, comparator(), moved_date("as_of"));
    case 6: return fmt::format("months_between({}, as_of) {} {}", word.name, comparator(), random_.between(-20, 20));
    case 7: return fmt::format("years_between({}, {}) >= 1", moved_date("as_of"), word.name);
    case 0: return fmt::format("as_of - {} {} {}", word.name, comparator(), random_.between(-400, 400));
    case 1: return fmt::format("{} + {} <= as_of", word.name, random_.between(0, 400));
    case 2: return word.name + " in 2024-03-01 .. " + date();
    default: return word.name + " " + comparator() + " " + date();
  }
}

std::string Writer::test_of(const Word& word) {
  switch (word.kind) {
    case TypeKind::boolean: {
      const std::string equal = random_.pick<std::string>({" = yes", " != yes", " = no"});
      return random_.chance(60) ? word.name : word.name + equal;
    }
    case TypeKind::choice: return choice_test(word);
    case TypeKind::text: return text_test(word);
    case TypeKind::date: return date_test(word);
    case TypeKind::percent: return number_test(random_.chance(20) ? word.name + " + 5 %" : word.name, word);
    default: return number_test(word.name, word);
  }
}

/// A test of an optional attribute after what makes sure of it.
std::string Writer::guarded(int depth) {
  std::vector<const Word*> optional;
  for (const Word& word : words_.attributes) {
    if (word.optional && !known_.contains(word.name)) optional.push_back(&word);
  }
  if (optional.empty()) return atom();
  const Word& word = *random_.pick(optional);
  const auto shape = random_.below(4);
  if (shape == 0) return word.name + random_.pick<std::string>({" is known", " is missing"});
  known_.insert(word.name);
  const std::string inner = random_.chance(70) ? test_of(word) : group(condition(depth - 1));
  known_.erase(word.name);
  if (shape == 1) return group(word.name + " is known and " + inner);
  if (shape == 2) return group(word.name + " is missing or " + inner);
  return group("if " + word.name + " is known then " + inner + " else " + group(condition(depth - 1)));
}

std::string Writer::atom() {
  if (cluster_ && random_.chance(10)) {
    const std::string& cluster = random_.pick(words_.clusters);
    if (random_.chance(70)) return "cluster" + random_.pick<std::string>({" = ", " != "}) + cluster;
    return "cluster in (" + cluster + ", " + random_.pick(words_.clusters) + ")";
  }
  if (random_.chance(5)) return "as_of " + comparator() + " " + date();
  const Word* divisor = random_.chance(8) ? pick(plain_numbers) : nullptr;
  if (divisor != nullptr) {
    // Without the guard a divisor of 0 rejects the account.
    const std::string guard = random_.chance(60) ? divisor->name + " != 0 and " : "";
    return group(guard + "100 / " + divisor->name + " > " + decimal(1, 20, 0));
  }
  if (random_.chance(15)) { return number(1) + " " + comparator() + " " + decimal(0, 200, 1); }
  const Word* word = pick(testable);
  return word == nullptr ? "yes = no" : test_of(*word);
}

/// `at least 2 of (…)`.
std::string Writer::counted(int depth) {
  const std::int64_t parts = random_.between(1, 4);
  std::string text = random_.pick<std::string>({"at least ", "at most ", "exactly "}) +
                     std::to_string(random_.between(1, parts)) + " of (";
  for (std::int64_t part = 0; part < parts; ++part) text += (part == 0 ? "" : ", ") + condition(depth - 1);
  return text + ")";
}

std::string Writer::condition(int depth) {
  if (depth <= 0) return random_.chance(25) ? guarded(0) : atom();
  switch (random_.below(8)) {
    case 7: return counted(depth);
    case 0: return atom() + " and " + atom() + " or " + atom();
    case 1: return group(condition(depth - 1)) + " and " + atom();
    case 2: return atom() + " or " + group(condition(depth - 1)) + (random_.chance(30) ? " or " + atom() : "");
    case 3: return "not " + group(condition(depth - 1));
    case 4: return "not " + atom() + " and " + guarded(depth - 1);
    case 5: return guarded(depth);
    default: return atom();
  }
}

std::string Writer::call(int depth) {
  const std::string inner = number(depth - 1);
  switch (random_.below(8)) {
    case 0: return "min(" + inner + ", " + number(depth - 1) + ")";
    case 1: return "max(" + inner + ", " + decimal(0, 50, 0) + ", " + number(0) + ")";
    case 2: return "abs(" + inner + " - 20)";
    case 3: return "floor(" + inner + ")";
    case 4: return "ceil(" + inner + ")";
    case 5: return "round(" + inner + ", " + decimal(0, 6, 0) + ")";
    case 6: return "power(abs(" + inner + ") + 1, 0.8)";
    default: return "power(" + inner + ", 2)";
  }
}

std::string Writer::number(int depth) {
  if (depth > 0) {
    switch (random_.below(7)) {
      case 0: return group(number(depth - 1) + " + " + number(depth - 1));
      case 1: return group(number(depth - 1) + " - " + number(depth - 1) + " - 1");
      case 2: return group(number(depth - 1) + " * " + decimal(0, 3, 2));
      case 3: return group(number(depth - 1) + " / " + decimal(1, 9, 1));
      case 4: return call(depth);
      case 5: return group("if " + condition(0) + " then " + number(depth - 1) + " else -" + number(0));
      default: break;
    }
    const Word* money = pick({TypeKind::money}, true);
    if (money != nullptr) return group(money->name + " / 1 M " + money->currency);
  }
  const Word* word = pick(plain_numbers);
  return word == nullptr || random_.chance(20) ? decimal(0, 30, 2) : word->name;
}

std::string Writer::money(const std::string& currency, int depth) {
  const Word* word = pick({TypeKind::money}, true);
  const std::string base =
      word == nullptr || word->currency != currency ? decimal(1, 500, 0) + " k " + currency : word->name;
  switch (depth <= 0 ? 4 : random_.below(5)) {
    case 0: return group(base + " + " + money(currency, depth - 1));
    case 1: return group(base + " * " + decimal(0, 2, 1));
    case 2: return group(base + " / " + random_.pick<std::string>({decimal(2, 4, 0), positive(), "(1 + 1)"}));
    case 3: return group("if " + condition(0) + " then " + base + " else " + money(currency, depth - 1));
    default: return base;
  }
}

/// A number above 0 that begins with a name.
std::string Writer::positive() {
  const Word* word = pick(plain_numbers);
  if (word == nullptr) return "max(3, 1)";
  return random_.pick<std::string>(
      {"max(" + word->name + ", 1)", "(if " + word->name + " > 1 then " + word->name + " else 2)"});
}

std::string Writer::effort(int depth) {
  switch (depth <= 0 ? 0 : random_.below(6)) {
    case 1: return "(" + number(1) + " / 100) FTE";
    case 2: return effort(0) + " + " + effort(0);
    case 3: return effort(0) + " * " + decimal(1, 3, 0);
    case 4: return "if " + condition(0) + " then " + effort(depth - 1) + " else " + effort(0);
    case 5: return effort(0) + " - " + effort(0) + " / 4";
    default: break;
  }
  switch (random_.below(4)) {
    case 0: return decimal(0, 4, 1) + random_.pick<std::string>({" h/week", " h/month", " hours/month", " h/quarter"});
    case 1: return decimal(0, 3, 1) + random_.pick<std::string>({" days/month", " days/year", " days/quarter"});
    case 2: return decimal(0, 1, 2) + " VZÄ";
    default: return decimal(0, 1, 3) + " FTE";
  }
}

}  // namespace spanne::test

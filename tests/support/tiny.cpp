#include "tests/support/tiny.hpp"

#include <fmt/format.h>
#include <set>
#include <vector>

#include "tests/support/random.hpp"

namespace spanne::test {
namespace {

class Tiny {
 public:
  explicit Tiny(std::uint64_t seed) : random_(seed) {}

  std::string run() {
    text_ =
        "ruleset \"Tiny\" version 1.0.0\n  effective 2026-01-01 .. 2026-01-02\n  effort near, far\nattributes\n"
        "  id text key\n"
        "  a integer 0 .. 3\n"
        "  b integer -1 .. 1 optional\n"
        "  c boolean default no\n"
        "  d one of x < y < z\n"
        "  m decimal 0 .. 0.000002\n";
    if (random_.chance(30)) text_ += "  t text\n", has_text_ = true;
    // Each makes the accounts to try as many again.
    if (random_.chance(25)) text_ += "  g percent in % 0.499999 % .. 0.5 %\n", has_percent_ = true;
    if (random_.chance(25)) text_ += "  v money EUR 1.249999 EUR .. 1.250 EUR\n", has_money_ = true;
    if (random_.chance(25)) text_ += "  s date 2026-01-30 .. 2026-02-01\n", has_date_ = true;
    text_ += fmt::format("define k = {}\n", number(1));
    if (random_.chance(50))
      text_ += fmt::format("define p = {} until 2026-01-01\ndefine p = {} from 2026-01-02\n", number(1), number(1));
    else
      text_ += fmt::format("define p = {}\n", condition_number());
    if (random_.chance(60)) lookup();
    clusters();
    for (auto count = random_.between(2, 6); count > 0; --count) rule();
    if (random_.chance(60)) table();
    for (auto count = random_.between(2, 4); count > 0; --count) property();
    return text_;
  }

 private:
  std::string condition_number() { return fmt::format("if {} then {} else {}", condition(0), number(0), number(0)); }

  std::string constant() {
    return random_.pick<std::string>({"0", "1", "2", "3", "1.5", "1.500", "2.000", "0.000002"});
  }

  std::string number(int depth) {
    switch (depth == 0 ? random_.below(3) : random_.below(12)) {
      case 0: return "a";
      case 1: return "m";
      case 2: return constant();
      case 3: return fmt::format("({} + {})", number(depth - 1), number(depth - 1));
      case 4: return fmt::format("({} - {})", number(depth - 1), number(depth - 1));
      case 5: return fmt::format("({} * {})", number(depth - 1), number(depth - 1));
      case 6: return fmt::format("({} / {})", number(depth - 1), random_.chance(60) ? "3" : number(depth - 1));
      case 7: return fmt::format("min({}, {})", number(depth - 1), number(depth - 1));
      case 8: return fmt::format("max({}, {})", number(depth - 1), constant());
      case 9: return fmt::format("floor({} / 2)", number(depth - 1));
      case 10: return fmt::format("round({} / 3, {})", number(depth - 1), random_.below(7));
      default: return fmt::format("power({}, {})", number(depth - 1), random_.pick<std::string>({"2", "0.5", "-1"}));
    }
  }

  std::string named() {
    std::vector<std::string> names{"k", "p"};
    if (has_lookup_) names.emplace_back("l");
    return random_.pick(names);
  }

  std::string comparator() { return random_.pick<std::string>({"=", "!=", "<", "<=", ">", ">="}); }

  /// What the check remarks about, and money by a name.
  std::string noted() {
    std::vector<std::string> tests{"a = 2.000", "a in 1.000 .. 2", "a not in (1.500, 2.000)"};
    if (has_text_) tests.insert(tests.end(), {"t = \"D*\"", "t != \"D*\""});
    if (has_percent_)
      tests.insert(tests.end(), {"g >= 0.5 %", "g < 0.5%", "g in 0.1 .. 0.499999 %", "(g + 0.1 %) > 0.599999 %"});
    if (has_money_)
      tests.insert(tests.end(), {"v >= 1.250 EUR", "v in 1 .. 1.249 EUR", "v < 2.500 EUR / max(a, 1)", "v > 1 EUR * a",
                                 "v / 1.250 EUR = 1"});
    if (has_date_)
      tests.insert(tests.end(), {"s - 1 month <= as_of", "s + 1 month = 2026-02-28", "s - (a) months < as_of",
                                 "months_between(as_of, s) >= a", "years_between(s + 11 months, 2027-01-31) = 0",
                                 "s + (m) weeks > 2026-01-30", "s - 30 days = as_of", "as_of + 1 year > s + (a) years",
                                 "s + 1 month + 1 month = 2026-03-28", "as_of - s >= -a"});
    return random_.pick(tests);
  }

  std::string atom() {
    if (random_.chance(15)) return noted();
    switch (random_.below(has_text_ ? 12 : 11)) {
      case 0: return "c";
      case 1: return fmt::format("d {} {}", comparator(), random_.pick<std::string>({"x", "y", "z"}));
      case 2: return fmt::format("d in ({}, {})", random_.pick<std::string>({"x", "y"}), "z");
      case 3: return fmt::format("(b is known and b {} {})", comparator(), random_.between(-1, 2));
      case 4: return "b is missing";
      case 5: return fmt::format("{} {} {}", named(), comparator(), constant());
      case 6: return fmt::format("as_of {} 2026-01-0{}", comparator(), random_.between(1, 3));
      case 7: return fmt::format("a in {} .. {}", random_.between(0, 2), random_.between(2, 5));
      case 8: return in_rules_ ? fmt::format("cluster = {}", random_.pick(clusters_)) : "c";
      case 9: return fmt::format("{} {} {}", number(1), comparator(), number(1));
      case 10: return fmt::format("a {} {}", comparator(), random_.between(0, 5));
      default:
        return random_.pick<std::string>({"t = \"DE\"", "t starts with \"D\"", "t in (\"DE\", \"Dorf\")",
                                          "t != \"any\"", "t contains \"o\"", "t ends with \"E\"",
                                          "t not contains \"o\"", "t not ends with \"E\""});
    }
  }

  std::string condition(int depth) {
    if (depth == 0 || random_.chance(30)) return atom();
    switch (random_.below(4)) {
      case 0: return fmt::format("({} and {})", condition(depth - 1), condition(depth - 1));
      case 1: return fmt::format("({} or {})", condition(depth - 1), condition(depth - 1));
      case 2:
        return fmt::format("{} {} of ({}, {}, {})", random_.pick<std::string>({"at least", "at most", "exactly"}),
                           random_.between(1, 3), condition(depth - 1), condition(0), condition(0));
      default: return fmt::format("not ({})", condition(depth - 1));
    }
  }

  std::string period() {
    if (random_.chance(80)) return "";
    return random_.pick<std::string>(
        {" from 2026-01-02", " until 2026-01-01", " from 2026-01-04", " until 2026-01-02"});
  }

  std::string kind() { return random_.pick<std::string>({"", " near", " far"}); }

  void lookup() {
    const std::string policy = random_.pick<std::string>({"", " first", " sum"});
    const std::string head = yes_head();
    text_ += fmt::format("table look{}\n  | a | {} || l |\n", policy, head);
    for (auto count = random_.between(1, 3); count > 0; --count)
      text_ += fmt::format("  | {} | {} || {} |\n", cell(), head == "g" ? percent_cell() : yes_cell(), constant());
    if (random_.chance(60)) text_ += fmt::format("  | otherwise || {} |\n", constant());
    has_lookup_ = true;
  }

  std::string cell() {
    return random_.pick<std::string>({"-", "0", "0 .. 1", "> 2", "1, 3", "not 2", "<= 1", "> 4", "3 .. 4", "2.000",
                                      "1.000 .. 2", "not 1.000 .. 2.000"});
  }
  /// Of the second condition; a calculation now and then, without a value where a is 0 for one of them.
  std::string yes_head() {
    if (has_percent_ && random_.chance(40)) return "g";
    if (random_.chance(60)) return "c";
    return fmt::format("({})", random_.chance(30) ? "1 / a > 0.500" : noted());
  }
  std::string percent_cell() {
    return random_.pick<std::string>({"-", ">= 0.5 %", "0.5", "0.1 .. 0.499999 %", "not 0.5 %"});
  }
  std::string yes_cell() { return random_.pick<std::string>({"-", "yes", "no"}); }

  void clusters() {
    const auto count = random_.between(1, 3);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::string name = fmt::format("c{}", i);
      const bool last = i + 1 == count && random_.chance(70);
      text_ += fmt::format("cluster {}: {} -> 0.{} FTE{}{}\n", name, last ? "otherwise" : condition(1),
                           random_.between(1, 5), kind(), last ? "" : period());
      clusters_.push_back(name);
    }
    in_rules_ = true;
  }

  std::string effect() {
    const auto sign = random_.pick<std::string>({"+", "+", "-"});
    switch (random_.below(12)) {
      case 0:
      case 1: return fmt::format("{}0.{} FTE{}", sign, random_.between(1, 3), kind());
      case 2:
        if (random_.chance(70))
          return fmt::format("{}{} {}{}", sign, random_.pick<std::string>({"1.250", "4"}),
                             random_.pick<std::string>({"h/week", "h/month"}), kind());
        return fmt::format("{}0.1 .. 0.{} FTE{}", sign, random_.between(1, 4), kind());
      case 3: return fmt::format("{}0.1 FTE{} per a above {}", sign, kind(), random_.between(0, 3));
      case 4:
        return fmt::format("{}0.1 .. 0.2 FTE{} per {} {} a", sign, kind(),
                           random_.pick<std::string>({"started", "full"}), random_.between(2, 3));
      case 5: return fmt::format("{}({}) FTE{}", sign, number(1), kind());
      case 6: return fmt::format("{}{} %{}", sign, random_.pick<std::string>({"10", "20 .. 60", "70", "0.5"}), kind());
      case 7: return fmt::format("x {}{}", random_.pick<std::string>({"1.5", "1.500", "0.5 .. 2", "(k)", "0"}), kind());
      case 8: return fmt::format("at least {} FTE", random_.pick<std::string>({"0.2", "0.1 .. 0.5", "(p)"}));
      case 9: return fmt::format("at most {} FTE", random_.pick<std::string>({"0.3", "0.2 .. 0.6", "(k)"}));
      case 10:
        return random_.chance(40) ? fmt::format("exactly {} FTE", random_.pick<std::string>({"0.2", "(a)", "(k)"}))
                                  : "+10 %";
      default: return "flag \"Look\"";
    }
  }

  void rule() {
    std::string scope;
    if (random_.chance(30)) scope = fmt::format(" for {}", random_.pick(clusters_));
    text_ += fmt::format("rules \"R\"{}\n", scope);
    const std::string when = random_.chance(10) ? "always" : condition(1);
    const std::string second = random_.chance(20) ? ", " + effect() : "";
    text_ += fmt::format("  r{}: {} -> {}{}{}\n", rules_++, when, effect(), second, period());
    if (random_.chance(10))
      text_ += fmt::format("  f{}: {} > 0.5 FTE -> flag \"Much\"\n", rules_,
                           random_.pick<std::string>({"fte", "near_low", "far_high"}));
  }

  void table() {
    const std::string policy = random_.pick<std::string>({"", " first", " sum", ""});
    const std::string head = yes_head();
    text_ += fmt::format("table work{}{}\n  | a | {} || + FTE |\n", policy,
                         random_.chance(30) ? " for " + random_.pick(clusters_) : "", head);
    for (auto count = random_.between(1, 4); count > 0; --count)
      text_ += fmt::format("  | {} | {} || 0.{} |\n", cell(), head == "g" ? percent_cell() : yes_cell(),
                           random_.between(1, 4));
    if (random_.chance(40)) text_ += "  | otherwise || 0.1 |\n";
  }

  void property() {
    const auto title = fmt::format("P{}", properties_++);
    const auto result = random_.pick<std::string>({"fte", "fte_low", "fte_high", "near", "far_low", "limit"});
    const std::string when = random_.chance(40) ? fmt::format("when {}: ", condition(0)) : "";
    if (random_.chance(50))
      text_ += fmt::format("property \"{}\": {}{} never {} as {} rises\n", title, when, result,
                           random_.pick<std::string>({"falls", "rises"}),
                           random_.pick<std::string>({"a", "b", "d", has_date_ ? "s" : "m"}));
    else
      text_ += fmt::format("property \"{}\": {}{} {} 0.{} FTE\n", title, when, result,
                           random_.pick<std::string>({">=", "<=", "<", ">"}), random_.between(0, 9));
  }

  Random random_;
  std::string text_;
  std::vector<std::string> clusters_;
  bool has_text_ = false, has_percent_ = false, has_money_ = false, has_date_ = false, has_lookup_ = false,
       in_rules_ = false;
  int rules_ = 0, properties_ = 0;
};

}  // namespace

std::string tiny_rule_set(std::uint64_t seed) { return Tiny(seed).run(); }

std::string tiny_profiles(std::uint64_t seed) {
  Random random(seed + 77);
  const std::vector<std::string> conditions{"a <= 1",
                                            "a in 2 .. 3",
                                            "c",
                                            "not c and a > 0",
                                            "d >= y",
                                            "b is known and b > 0",
                                            "b is missing or d = z",
                                            "k > 1",
                                            "p = 1",
                                            "3 / a > 1",
                                            "as_of = 2026-01-01",
                                            "m > 0 or a = 3",
                                            "a > 2 and a < 2",
                                            "at least 2 of (c, a > 1, d = x)"};
  std::string text;
  for (auto count = random.between(1, 3), number = 1L; count > 0; --count, ++number) {
    std::string condition = random.pick(conditions);
    if (random.chance(40)) condition = fmt::format("({}) and ({})", condition, random.pick(conditions));
    text += fmt::format("profile p{}: {}\n", number, condition);
  }
  return text;
}

std::vector<engine::Value> every_value(const engine::Model& model, const engine::Attribute& attribute) {
  using namespace engine;
  std::vector<Value> values;
  if (attribute.optional) values.emplace_back();
  switch (attribute.type.kind) {
    case TypeKind::boolean: values.insert(values.end(), {Value(false), Value(true)}); break;
    case TypeKind::choice:
      for (std::uint32_t i = 0; i < model.choices[attribute.type.choice].values.size(); ++i)
        values.emplace_back(ChoiceValue{i});
      break;
    case TypeKind::text:
      if (attribute.key) return {std::string("K")};
      for (const char* text : {"DE", "Dorf", "DX", "D*", "any", "E", "o", "oE", "DoE"})
        values.emplace_back(std::string(text));
      break;
    case TypeKind::date:
      for (auto day = std::get<Date>(*attribute.bounds.low).days; day <= std::get<Date>(*attribute.bounds.high).days;
           ++day)
        values.emplace_back(Date{day});
      break;
    default: {
      const std::int64_t step = attribute.type.kind == TypeKind::integer ? Decimal::one : 1;
      for (auto at = std::get<Decimal>(*attribute.bounds.low).millionths;
           at <= std::get<Decimal>(*attribute.bounds.high).millionths; at += step)
        values.emplace_back(Decimal{at});
    }
  }
  return values;
}

void each_account(const engine::Model& model,
                  const std::function<void(const engine::Account& account, engine::Date day)>& examine) {
  std::vector<std::vector<engine::Value>> values;
  for (const auto& attribute : model.attributes) values.push_back(every_value(model, attribute));
  engine::Account account;
  const std::function<void(std::size_t)> fill = [&](std::size_t id) {
    if (id == values.size()) {
      for (auto day = model.effective.from->days; day <= model.effective.until->days; ++day) examine(account, {day});
      return;
    }
    for (const auto& value : values[id]) {
      account.values.push_back(value);
      fill(id + 1);
      account.values.pop_back();
    }
  };
  fill(0);
}

}  // namespace spanne::test

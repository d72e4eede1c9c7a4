#include "bench/load.hpp"

#include <array>
#include <fmt/format.h>
#include <random>

namespace spanne::bench {

namespace {

// std::mt19937_64 gives the same numbers on every platform; the standard distributions do not, so remainders are used.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
  std::int64_t number(std::uint64_t limit) { return static_cast<std::int64_t>(below(limit)); }
  template <std::size_t N>
  const char* pick(const std::array<const char*, N>& values) {
    return values[below(N)];
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::array names{"revenue", "sites", "countries", "contracts", "reach", "role", "decentral"};
constexpr std::array reaches{"regional", "national", "international", "global"};
constexpr std::array roles{"lead", "national", "support"};

Condition condition(Dice& dice) {
  const auto attribute = static_cast<Condition::Attribute>(dice.below(7));
  const auto comparator = static_cast<Condition::Comparator>(dice.below(4));
  switch (attribute) {
    case Condition::revenue: return {attribute, comparator, 100'000 * (1 + dice.number(900))};
    case Condition::sites: return {attribute, comparator, 1 + dice.number(400)};
    case Condition::countries: return {attribute, comparator, 1 + dice.number(60)};
    case Condition::contracts: return {attribute, comparator, dice.number(150)};
    case Condition::reach: return {attribute, Condition::equal, dice.number(reaches.size())};
    case Condition::role: return {attribute, Condition::different, dice.number(roles.size())};
    case Condition::decentral: break;
  }
  return {attribute, Condition::equal, dice.number(2)};
}

enum class Dialect { spanne, sql };

std::string text_of(const Condition& condition, Dialect dialect) {
  const bool sql = dialect == Dialect::sql;
  const std::array<const char*, 6> comparators{">", ">=", "<", "<=", "=", sql ? "<>" : "!="};
  const std::string name = names[condition.attribute];
  if (condition.attribute == Condition::decentral && sql)
    return fmt::format("{} = '{}'", name, condition.value ? "true" : "false");
  if (condition.attribute == Condition::decentral) return condition.value == 1 ? name : "not " + name;
  std::string value = std::to_string(condition.value);
  if (condition.attribute == Condition::reach) value = reaches[static_cast<std::size_t>(condition.value)];
  if (condition.attribute == Condition::role) value = roles[static_cast<std::size_t>(condition.value)];
  if (sql && (condition.attribute == Condition::reach || condition.attribute == Condition::role))
    value = "'" + value + "'";
  if (!sql && condition.attribute == Condition::revenue) value += " EUR";
  return fmt::format("{} {} {}", name, comparators[condition.comparator], value);
}

std::string text_of(const Rule& rule, Dialect dialect) {
  std::string text;
  for (const Condition& condition : rule.when) text += (text.empty() ? "" : " and ") + text_of(condition, dialect);
  return text;
}

/// A sum as a balanced tree; some databases cannot parse a chain of ten thousand terms.
std::string balanced(const std::vector<std::string>& terms, std::size_t begin, std::size_t end) {
  if (end - begin == 1) return terms[begin];
  const std::size_t middle = begin + (end - begin) / 2;
  return "(" + balanced(terms, begin, middle) + "+" + balanced(terms, middle, end) + ")";
}

/// Selects rows of id, cluster, millionths of an FTE and number of matching rules from a table or file `source`.
std::string query(std::size_t count, const std::string& source) {
  std::vector<std::string> terms;
  for (const Rule& rule : rules(count))
    terms.push_back(
        fmt::format("CASE WHEN {} THEN {} ELSE 0 END", text_of(rule, Dialect::sql), rule.thousandths * 65536 + 1));
  const std::string cluster =
      "CASE WHEN reach='global' AND revenue>=50000000 THEN 'strategic' WHEN reach='international' AND "
      "revenue>=10000000 THEN 'key' WHEN revenue>=5000000 THEN 'large' WHEN revenue>=1000000 THEN 'medium' ELSE "
      "'small' END";
  const std::string base =
      "CASE cluster WHEN 'strategic' THEN 2500 WHEN 'key' THEN 1200 WHEN 'large' THEN 600 WHEN 'medium' THEN 250 ELSE "
      "100 END";
  const std::array factors{"role='lead'", "contracts<10 AND sites>20", "decentral='false' AND countries<=2"};
  const std::array tenths{12, 11, 9};
  std::string effort = fmt::format("CAST(((pk-(pk&65535))>>16)+{} AS BIGINT)", base), matched = "(pk&65535)+2";
  for (std::size_t i = 0; i < factors.size(); ++i) {
    effort += fmt::format("*CASE WHEN {} THEN {} ELSE 10 END", factors[i], tenths[i]);
    matched += fmt::format("+CASE WHEN {} THEN 1 ELSE 0 END", factors[i]);
  }
  return fmt::format(
      "SELECT id,cluster,{} AS millionths,{} AS rule_count FROM (SELECT *,{} AS pk FROM (SELECT *,{} AS cluster FROM "
      "{}))",
      effort, matched, balanced(terms, 0, terms.size()), cluster, source);
}

}  // namespace

std::vector<Rule> rules(std::size_t count) {
  Dice dice(4242);
  std::vector<Rule> result(count);
  for (Rule& rule : result) {
    for (auto conditions = 1 + dice.below(3); conditions > 0; --conditions) rule.when.push_back(condition(dice));
    rule.thousandths = static_cast<int>(1 + dice.below(50)) * (dice.below(5) < 3 ? 1 : -1);
  }
  return result;
}

std::string guideline(std::size_t count) {
  std::string text =
      "ruleset \"Load\" version 1.0.0\n\n"
      "attributes\n"
      "  id         text  key\n"
      "  revenue    money EUR\n"
      "  sites      integer\n"
      "  countries  integer\n"
      "  contracts  integer\n"
      "  decentral  boolean\n"
      "  reach      one of regional, national, international, global\n"
      "  role       one of lead, national, support\n\n"
      "cluster strategic: reach = global and revenue >= 50 M EUR -> 2.5 FTE\n"
      "cluster key: reach = international and revenue >= 10 M EUR -> 1.2 FTE\n"
      "cluster large: revenue >= 5 M EUR -> 0.6 FTE\n"
      "cluster medium: revenue >= 1 M EUR -> 0.25 FTE\n"
      "cluster small: otherwise -> 0.1 FTE\n\n"
      "rules\n";
  std::size_t number = 0;
  for (const Rule& rule : rules(count))
    text += fmt::format("  rule_{}: {} -> {}0.{:03} FTE\n", number++, text_of(rule, Dialect::spanne),
                        rule.thousandths < 0 ? "-" : "+", std::abs(rule.thousandths));
  return text +
         "  leads: role = lead -> x 1.2\n"
         "  growing: contracts < 10 and sites > 20 -> x 1.1\n"
         "  simple: not decentral and countries <= 2 -> x 0.9\n"
         "  lowest: always -> at least 0.05 FTE\n"
         "  highest: always -> at most 6.5 FTE\n";
}

std::string accounts(std::size_t count) {
  std::string text = "id,revenue,sites,countries,contracts,decentral,reach,role\n";
  Dice dice(17);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("A{:08},{}.{:02},{},{},{},{},{},{}\n", i, dice.below(100'000'000), dice.below(100),
                        1 + dice.below(500), 1 + dice.below(80), dice.below(200), dice.below(3) == 0 ? "true" : "false",
                        dice.pick(reaches), dice.pick(roles));
  }
  return text;
}

namespace {

std::string duckdb_source(const std::string& accounts) {
  return fmt::format(
      "read_csv('{}',header=true,auto_detect=false,delim=',',quote='\"',escape='\"',columns={{'id':'VARCHAR',"
      "'revenue':'DECIMAL(15,2)','sites':'INTEGER','countries':'INTEGER','contracts':'INTEGER','decentral':'VARCHAR',"
      "'reach':'VARCHAR','role':'VARCHAR'}})",
      accounts);
}

std::string duckdb_query(std::size_t count, const std::string& source) {
  return fmt::format(
      "SELECT id,cluster,(greatest(50000,least(6500000,millionths))*0.000001)::DECIMAL(18,6) AS fte,rule_count FROM "
      "({})",
      query(count, source));
}

}  // namespace

std::string duckdb(std::size_t count, const std::string& accounts, const std::string& output) {
  return fmt::format("COPY ({}) TO '{}' (HEADER, DELIMITER ',')", duckdb_query(count, duckdb_source(accounts)), output);
}

std::string duckdb_in_memory(std::size_t count, const std::string& accounts) {
  return fmt::format(
      "CREATE TABLE a AS SELECT * FROM {}\nCREATE OR REPLACE TABLE o AS {}\nSELECT sum(fte)::VARCHAR || "
      "' ' || sum(rule_count)::VARCHAR FROM o\n",
      duckdb_source(accounts), duckdb_query(count, "a"));
}

std::string sqlite(std::size_t count, const std::string& accounts, const std::string& output) {
  return fmt::format(
      ".mode csv\n"
      "CREATE TABLE a(id TEXT,revenue NUMERIC,sites INTEGER,countries INTEGER,contracts INTEGER,decentral TEXT,"
      "reach TEXT,role TEXT);\n"
      ".import --skip 1 {} a\n.headers on\n.output {}\n"
      "SELECT id,cluster,printf('%d.%06d',e/1000000,e%1000000) AS fte,rule_count FROM (SELECT *,max(50000,min(6500000,"
      "millionths)) AS e FROM ({}));\n",
      accounts, output, query(count, "a"));
}

}  // namespace spanne::bench

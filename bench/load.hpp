// What the benchmarks measure with: guidelines and accounts of any size, the same on every machine, and the same
// guideline in SQL for those it is measured against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace spanne::bench {

struct Condition {
  enum Attribute { revenue, sites, countries, contracts, reach, role, decentral } attribute = revenue;
  enum Comparator { above, at_least, below, at_most, equal, different } comparator = above;
  std::int64_t value = 0;  // whole euros, counts, a place in the choice, 0 or 1
};

struct Rule {
  std::vector<Condition> when;  // all of them
  int thousandths = 0;          // of an FTE
};

/// Adding rules of one to three conditions each.
std::vector<Rule> rules(std::size_t count);

/// A guideline with five clusters, `count` adding rules, three factors and two limits.
std::string guideline(std::size_t count);

/// A CSV file of `count` accounts for that guideline, heads first.
std::string accounts(std::size_t count);

/// The same job as a statement for DuckDB, from CSV to CSV: exact decimals, sums packed into one integer, which is the
/// fastest way found to write it.
std::string duckdb(std::size_t count, const std::string& accounts, const std::string& output);

/// The same with accounts that are a table in memory already and results that become one: statements that read the
/// accounts, that evaluate them, and that sum up, each in a line of its own.
std::string duckdb_in_memory(std::size_t count, const std::string& accounts);

/// The same job as commands for sqlite3.
std::string sqlite(std::size_t count, const std::string& accounts, const std::string& output);

}  // namespace spanne::bench

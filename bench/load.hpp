// Generates the benchmarks' input: guidelines and accounts of any size, the same on every machine, and the same
// guideline in SQL for the systems it is compared with.
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
  std::vector<Condition> when;  // all have to hold
  int thousandths = 0;          // thousandths of an FTE
};

/// Rules that add effort, with one to three conditions each.
std::vector<Rule> rules(std::size_t count);

/// A guideline with five clusters, `count` adding rules, three factors and two limits.
std::string guideline(std::size_t count);

/// A CSV file with heads and `count` accounts for that guideline.
std::string accounts(std::size_t count);

/// The same job as a statement for DuckDB, from CSV to CSV, with exact decimals. Sums are packed into one integer, the
/// fastest formulation found.
std::string duckdb(std::size_t count, const std::string& accounts, const std::string& output);

/// The same with accounts and results as tables in memory: three statements that read the accounts, evaluate them, and
/// sum up, one per line.
std::string duckdb_in_memory(std::size_t count, const std::string& accounts);

/// The same job as commands for sqlite3.
std::string sqlite(std::size_t count, const std::string& accounts, const std::string& output);

}  // namespace spanne::bench

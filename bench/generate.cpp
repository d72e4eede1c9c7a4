// Writes the files that bench/compare needs into a folder: guideline, accounts, and the same job in SQL.
#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/load.hpp"

int main(int count, char** values) {
  if (count != 4) return 2;
  using namespace spanne::bench;
  const std::string folder = values[1];
  const std::size_t rules = std::strtoull(values[2], nullptr, 10), rows = std::strtoull(values[3], nullptr, 10);
  const std::string data = folder + "/accounts.csv";
  std::ofstream(folder + "/guideline.spanne") << guideline(rules);
  std::ofstream(data) << accounts(rows);
  std::ofstream(folder + "/duckdb.sql") << duckdb(rules, data, folder + "/duckdb.csv");
  std::ofstream(folder + "/duckdb_memory.sql") << duckdb_in_memory(rules, data);
  std::ofstream(folder + "/sqlite.sql") << sqlite(rules, data, folder + "/sqlite.csv");
}

// Evaluates accounts that are in memory as columns: cluster, effort and number of rules. Prints the median of several
// runs, in seconds, and the sums that bench/compare checks (FTE, rules).
//
// spanne_memory GUIDELINE ACCOUNTS THREADS RUNS
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/columns/block_evaluator.hpp"
#include "grammar/tree/parse.hpp"
#include "records/csv/accounts.hpp"
#include "records/tables/table_options.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

struct Results {
  std::vector<std::int64_t> cluster, effort, rule_count;  // effort: in the plan's unit
};

std::string contents(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Texts are views of the accounts, which are kept alive for them.
struct Accounts {
  std::vector<Account> rows;
  std::vector<std::unique_ptr<Block>> blocks;

  void lay_out(const Plan& plan) {
    for (const Account& account : rows) {
      if (blocks.empty() || blocks.back()->rows == block_rows)
        blocks.push_back(std::make_unique<Block>(plan.column_kinds));
      Block& block = *blocks.back();
      for (AttributeId id = 0; id < account.values.size(); ++id) block.set(block.rows, id, account.values[id]);
      ++block.rows;
    }
  }
};

void evaluate(const Plan& plan, const Model& model, const Accounts& accounts, std::size_t first, std::size_t step,
              Results& results) {
  BlockEvaluator evaluator(plan, model);
  for (std::size_t i = first; i < accounts.blocks.size(); i += step) {
    Block& block = *accounts.blocks[i];
    evaluator.run(block);
    const auto at = static_cast<std::ptrdiff_t>(i * block_rows);
    std::copy_n(evaluator.series(plan.cluster), block.rows, results.cluster.begin() + at);
    std::copy_n(evaluator.series(plan.total.low), block.rows, results.effort.begin() + at);
    std::copy_n(evaluator.series(plan.rule_count), block.rows, results.rule_count.begin() + at);
  }
}

double seconds(const Plan& plan, const Model& model, const Accounts& accounts, std::size_t threads, Results& results) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i)
    others.emplace_back([&, i] { evaluate(plan, model, accounts, i, threads, results); });
  evaluate(plan, model, accounts, 0, threads, results);
  for (auto& thread : others) thread.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int count, char** values) {
  if (count != 5) return 2;
  const auto source = std::make_shared<grammar::Source>(values[1], contents(values[1]));
  const auto checked = check(grammar::parse(*source).tree, source);
  if (!checked.model) return 1;
  const Evaluator evaluator(*checked.model, *make_date(2026, 1, 1));
  const auto plan = make_plan(evaluator, Wanted::counts());
  if (!plan) return 1;
  Accounts accounts;
  records::read_accounts_text(
      contents(values[2]), *checked.model, records::Locale::en, [](const auto&) {},
      [&](records::AccountRow&& row) { accounts.rows.push_back(std::move(row.account)); });
  accounts.lay_out(*plan);
  const std::size_t rows = accounts.rows.size();
  Results results{std::vector<std::int64_t>(rows), std::vector<std::int64_t>(rows), std::vector<std::int64_t>(rows)};
  std::vector<double> times;
  for (long run = std::strtol(values[4], nullptr, 10); run > 0; --run)
    times.push_back(seconds(*plan, *checked.model, accounts, std::strtoull(values[3], nullptr, 10), results));
  std::sort(times.begin(), times.end());
  Fraction effort = 0;
  std::int64_t rules = 0;
  for (const std::int64_t units : results.effort) effort += Fraction(units) * plan->total.unit;
  for (const std::int64_t matched : results.rule_count) rules += matched;
  fmt::print("{:.6f} {} {}\n", times[times.size() / 2], effort.to_text(), rules);
}

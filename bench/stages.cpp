// Measures each stage: reading rule text, formatting it, checking it, proving, and evaluating accounts with the plain
// evaluator.
//
// cmake --preset release -DSPANNE_BENCH=ON && cmake --build --preset release
//
// build/release/bench/spanne_bench --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>
#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/load.hpp"
#include "engine/check/check.hpp"
#include "engine/columns/block_evaluator.hpp"
#include "engine/planning/rule_contributions.hpp"
#include "engine/planning/sensitivity.hpp"
#include "engine/proof/questions/prove.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "records/stream/account_files.hpp"
#include "records/tables/table_options.hpp"

namespace {

using namespace spanne;

std::shared_ptr<const grammar::Source> source(std::size_t rules) {
  return std::make_shared<grammar::Source>("load.spanne", bench::guideline(rules));
}

engine::Model checked(std::size_t rules) {
  const auto text = source(rules);
  auto result = engine::check(grammar::parse(*text).tree, text);
  if (!result.model) throw std::logic_error("the generated guideline has errors");
  return std::move(*result.model);
}

void parse(benchmark::State& state) {
  const auto text = source(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(grammar::parse(*text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text->text().size()) * state.iterations());
}

/// The work of `spanne fmt` between reading and writing the file.
void parse_and_format(benchmark::State& state) {
  const auto text = source(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(grammar::format(*text, grammar::parse(*text).tree));
  state.SetBytesProcessed(static_cast<std::int64_t>(text->text().size()) * state.iterations());
}

void parse_and_check(benchmark::State& state) {
  const auto text = source(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(engine::check(grammar::parse(*text).tree, text));
}

std::vector<engine::Account> accounts(const engine::Model& model, std::size_t count) {
  std::vector<engine::Account> result;
  records::read_accounts_text(
      bench::accounts(count), model, records::Locale::en, [](const auto&) {},
      [&](records::AccountRow&& row) { result.push_back(std::move(row.account)); });
  return result;
}

void evaluate(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const auto rows = accounts(model, static_cast<std::size_t>(state.range(1)));
  const engine::Evaluator evaluator(model, *engine::make_date(2026, 1, 1));
  for (auto _ : state)
    for (const auto& account : rows) benchmark::DoNotOptimize(evaluator.evaluate(account));
  state.SetItemsProcessed(static_cast<std::int64_t>(rows.size()) * state.iterations());
}

void plan(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const engine::Evaluator evaluator(model, *engine::make_date(2026, 1, 1));
  for (auto _ : state) benchmark::DoNotOptimize(engine::make_plan(evaluator, engine::Wanted::counts()));
}

/// Cluster, effort and number of rules; in memory, one thread.
void evaluate_blocks(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const auto rows = accounts(model, static_cast<std::size_t>(state.range(1)));
  const engine::Evaluator evaluator(model, *engine::make_date(2026, 1, 1));
  const auto plan = engine::make_plan(evaluator, engine::Wanted::counts());
  std::vector<engine::Block> blocks;
  for (const auto& account : rows) {
    if (blocks.empty() || blocks.back().rows == engine::block_rows) blocks.emplace_back(plan->column_kinds);
    engine::Block& block = blocks.back();
    for (engine::AttributeId id = 0; id < account.values.size(); ++id) block.set(block.rows, id, account.values[id]);
    ++block.rows;
  }
  engine::BlockEvaluator fast(*plan, model);
  for (auto _ : state)
    for (auto& block : blocks) {
      fast.run(block);
      benchmark::DoNotOptimize(fast.low(plan->total, 0));
    }
  state.SetItemsProcessed(static_cast<std::int64_t>(rows.size()) * state.iterations());
}

void read_accounts(benchmark::State& state) {
  const auto model = checked(10);
  const auto text = bench::accounts(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    std::size_t rows = 0;
    records::read_accounts_text(
        text, model, records::Locale::en, [](const auto&) {}, [&](const auto&) { ++rows; });
    benchmark::DoNotOptimize(rows);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void prove(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(engine::prove(model));
}

engine::PortfolioRows rows_in_memory(const engine::Model& model, std::size_t count) {
  engine::PortfolioRows rows;
  for (engine::Account& account : accounts(model, count))
    rows.rows.push_back({rows.rows.size() + 2, std::move(account), {}, {}});
  return rows;
}

/// What sensitivity and effort by rule are measured against: every row once, in one thread.
void evaluate_portfolio(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const auto rows = rows_in_memory(model, static_cast<std::size_t>(state.range(1)));
  const engine::RowEvaluation evaluation(model, *engine::make_date(2026, 1, 1), rows);
  for (auto _ : state) benchmark::DoNotOptimize(engine::evaluate_all(evaluation, engine::run_in_order));
}

void effort_by_rule(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const auto rows = rows_in_memory(model, static_cast<std::size_t>(state.range(1)));
  const engine::RowEvaluation evaluation(model, *engine::make_date(2026, 1, 1), rows);
  const engine::ContributionSources sources(model);
  for (auto _ : state) benchmark::DoNotOptimize(engine::effort_by_rule(evaluation, sources, {}, engine::run_in_order));
}

/// docs/planning/sensitivity.md promises at most 30 times evaluate_portfolio.
void sensitivity(benchmark::State& state) {
  const auto model = checked(static_cast<std::size_t>(state.range(0)));
  const auto rows = rows_in_memory(model, static_cast<std::size_t>(state.range(1)));
  const engine::RowEvaluation evaluation(model, *engine::make_date(2026, 1, 1), rows);
  for (auto _ : state)
    benchmark::DoNotOptimize(engine::sensitivity_of(evaluation, engine::Fraction::ratio(1, 10), engine::run_in_order));
}

BENCHMARK(parse)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_and_format)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_and_check)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(read_accounts)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(plan)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_blocks)
    ->Args({100, 100'000})
    ->Args({1'000, 100'000})
    ->Args({10'000, 100'000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(prove)->Arg(100)->Arg(1'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(evaluate_portfolio)->Args({100, 10'000})->Unit(benchmark::kMillisecond);
BENCHMARK(effort_by_rule)->Args({100, 10'000})->Unit(benchmark::kMillisecond);
BENCHMARK(sensitivity)->Args({100, 10'000})->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate)->Args({100, 100'000})->Args({1'000, 10'000})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

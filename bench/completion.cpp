// Measures what an editor waits for when it asks what may be written: the shipped guideline, with the cursor at places
// all over it. `one` is a place on average, `slowest_ms` the one that takes longest; both in time of the processor.
#include "engine/completion/completion.hpp"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <ctime>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "grammar/tokens/tokens.hpp"

namespace {

using namespace spanne;

std::string shipped_guideline() {
  std::ifstream file(SPANNE_SOURCE_DIR "/rules/key-account-guideline/guideline.spanne", std::ios::binary);
  if (!file) throw std::logic_error("the shipped guideline is not there");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void complete(benchmark::State& state) {
  const std::string text = shipped_guideline();
  const auto tokens = grammar::tokenize(text).tokens;
  const std::size_t places = 200;
  double slowest = 0;
  for (auto _ : state)
    for (std::size_t at = 0; at < places; ++at) {
      const std::clock_t begin = std::clock();
      const std::uint32_t offset = tokens[tokens.size() * at / places].span.begin;
      const auto place = grammar::writing_place(text, offset, grammar::FileKind::rules);
      const auto around = engine::surroundings(text, place.statement, place.file);
      benchmark::DoNotOptimize(engine::completions(place, around));
      slowest = std::max(slowest, 1'000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
  state.counters["slowest_ms"] = slowest;
  state.counters["one"] = benchmark::Counter(
      static_cast<double>(places), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(complete)->Unit(benchmark::kMillisecond);

}  // namespace

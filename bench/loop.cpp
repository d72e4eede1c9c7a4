// The baseline: the same job written by hand for this one file and this one guideline. It trusts its input completely:
// no quotation marks, no errors, no repeated keys, no ranges, no other columns.
//
// spanne_loop RULES ACCOUNTS.csv OUTPUT.csv THREADS
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "bench/load.hpp"

namespace {

using namespace spanne::bench;

constexpr std::size_t block = 1'024;

struct Rows {
  std::size_t count = 0;
  std::array<std::string_view, block> ids;
  std::array<std::array<std::int32_t, block>, 7> values;  // revenue: whole euros, and whether cents follow; see below
};

struct Atom {
  Condition::Attribute attribute;
  std::int32_t low, high;  // both included
};

Atom atom_of(const Condition& condition, bool& negative) {
  // Revenue is stored in euros rounded up, so that comparisons with whole euros stay exact for > and <=. For >= and <
  // the euros rounded down are needed, so revenue is stored as twice the euros, plus one if cents follow.
  const bool revenue = condition.attribute == Condition::revenue;
  const auto value = static_cast<std::int32_t>(revenue ? 2 * condition.value : condition.value);
  constexpr std::int32_t most = INT32_MAX;
  negative = condition.comparator == Condition::different;
  switch (condition.comparator) {
    case Condition::above: return {condition.attribute, value + 1, most};
    case Condition::at_least: return {condition.attribute, value, most};
    case Condition::below: return {condition.attribute, INT32_MIN, value - 1};
    case Condition::at_most: return {condition.attribute, INT32_MIN, value};
    default: return {condition.attribute, value, value};
  }
}

struct Sums {
  alignas(64) std::array<std::int32_t, block> effort{}, matched{};
  std::array<std::uint8_t, block> mask{};
};

__attribute__((target_clones("default", "avx2", "arch=x86-64-v4"))) void evaluate(const std::vector<Rule>& rules,
                                                                                  const Rows& rows, Sums& sums) {
  sums.effort.fill(0);
  sums.matched.fill(0);
  for (const Rule& rule : rules) {
    std::int32_t mask[block];
    std::fill_n(mask, block, -1);
    for (const Condition& condition : rule.when) {
      bool negative = false;
      const Atom atom = atom_of(condition, negative);
      const std::int32_t* values = rows.values[atom.attribute].data();
      const std::int32_t flip = negative ? -1 : 0;
      for (std::size_t i = 0; i < block; ++i)
        mask[i] &= -static_cast<std::int32_t>((values[i] >= atom.low) & (values[i] <= atom.high)) ^ flip;
    }
    for (std::size_t i = 0; i < block; ++i) {
      sums.effort[i] += mask[i] & rule.thousandths;
      sums.matched[i] -= mask[i];
    }
  }
}

const char* number(const char* at, std::int32_t& value) {
  for (value = 0; *at >= '0' && *at <= '9'; ++at) value = value * 10 + (*at - '0');
  return at;
}

const char* read(const char* at, const char* end, Rows& rows) {
  for (rows.count = 0; at < end && rows.count < block; ++rows.count) {
    const std::size_t i = rows.count;
    const auto* comma = static_cast<const char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)));
    rows.ids[i] = {at, static_cast<std::size_t>(comma - at)};
    at = number(comma + 1, rows.values[Condition::revenue][i]);
    rows.values[Condition::revenue][i] = rows.values[Condition::revenue][i] * 2 + (at[1] != '0' || at[2] != '0');
    at += 4;
    for (const auto attribute : {Condition::sites, Condition::countries, Condition::contracts})
      at = number(at, rows.values[attribute][i]) + 1;
    rows.values[Condition::decentral][i] = *at == 't';
    at += *at == 't' ? 5 : 6;
    const int reach = *at == 'r' ? 0 : *at == 'n' ? 1 : *at == 'i' ? 2 : 3;
    rows.values[Condition::reach][i] = reach;
    at += std::array{9, 9, 14, 7}[static_cast<std::size_t>(reach)];
    const int role = *at == 'l' ? 0 : *at == 'n' ? 1 : 2;
    rows.values[Condition::role][i] = role;
    at += std::array{5, 9, 8}[static_cast<std::size_t>(role)];
  }
  return at;
}

void write(const Rows& rows, const Sums& sums, std::string& out) {
  constexpr std::array clusters{"strategic", "key", "large", "medium", "small"};
  constexpr std::array<std::int64_t, 5> base{2'500, 1'200, 600, 250, 100};
  for (std::size_t i = 0; i < rows.count; ++i) {
    const auto value = [&](Condition::Attribute attribute) { return rows.values[attribute][i]; };
    const std::int32_t revenue = value(Condition::revenue) / 2, reach = value(Condition::reach);
    const std::size_t cluster = reach == 3 && revenue >= 50'000'000   ? 0
                                : reach == 2 && revenue >= 10'000'000 ? 1
                                : revenue >= 5'000'000                ? 2
                                : revenue >= 1'000'000                ? 3
                                                                      : 4;
    const bool leads = value(Condition::role) == 0;
    const bool growing = value(Condition::contracts) < 10 && value(Condition::sites) > 20;
    const bool simple = value(Condition::decentral) == 0 && value(Condition::countries) <= 2;
    const std::int64_t effort =
        (sums.effort[i] + base[cluster]) * (leads ? 12 : 10) * (growing ? 11 : 10) * (simple ? 9 : 10);
    const std::int64_t limited = std::clamp<std::int64_t>(effort, 50'000, 6'500'000);
    char line[96];
    char* at = line;
    at = std::copy(rows.ids[i].begin(), rows.ids[i].end(), at);
    *at++ = ',';
    at = std::copy_n(clusters[cluster], std::strlen(clusters[cluster]), at);
    *at++ = ',';
    *at++ = static_cast<char>('0' + limited / 1'000'000);
    std::int64_t part = limited % 1'000'000;
    if (part != 0) {
      *at++ = '.';
      for (int place = 5; place >= 0; --place, part /= 10) at[place] = static_cast<char>('0' + part % 10);
      at += 6;
      while (at[-1] == '0') --at;
    }
    *at++ = ',';
    const int matched = sums.matched[i] + 2 + leads + growing + simple;
    at = std::to_string(matched).copy(at, 10) + at;
    *at++ = '\n';
    out.append(line, static_cast<std::size_t>(at - line));
  }
}

void work(const std::vector<Rule>& rules, const char* at, const char* end, std::string& out) {
  auto rows = std::make_unique<Rows>();
  auto sums = std::make_unique<Sums>();
  while (at < end) {
    at = read(at, end, *rows);
    evaluate(rules, *rows, *sums);
    write(*rows, *sums, out);
  }
}

}  // namespace

int main(int count, char** values) {
  if (count != 5) return 2;
  const auto all = rules(std::strtoull(values[1], nullptr, 10));
  const int file = ::open(values[2], O_RDONLY);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) return 3;
  const auto size = static_cast<std::size_t>(status.st_size);
  const auto* text = static_cast<const char*>(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0));
  const char* end = text + size;
  const char* begin = static_cast<const char*>(std::memchr(text, '\n', size)) + 1;
  const std::size_t threads = std::strtoull(values[4], nullptr, 10);
  std::vector<std::string> parts(threads);
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    const char* from = begin;
    const char* to = i + 1 == threads ? end : begin + (end - begin) / static_cast<std::ptrdiff_t>(threads - i);
    while (to < end && to[-1] != '\n') ++to;
    begin = to;
    workers.emplace_back([&all, from, to, &part = parts[i]] { work(all, from, to, part); });
  }
  std::FILE* out = std::fopen(values[3], "w");
  std::fputs("id,cluster,fte,rule_count\n", out);
  for (std::size_t i = 0; i < threads; ++i) {
    workers[i].join();
    std::fwrite(parts[i].data(), 1, parts[i].size(), out);
  }
  return std::fclose(out);
}

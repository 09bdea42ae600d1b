// SPDX-License-Identifier: Apache-2.0
//
// Searching text. `Scan` is Hyperscan alone, `Match` adds RE2's confirmation,
// `Rule/<id>` is one rule in a database of its own: its bytes per second say
// whether its anchor is a good one (the whole set should keep above 2 GB/s a
// core, so a rule alone has to keep far above that).
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "builtin/builtin.h"
#include "builtin_rules.h"
#include "match/confirm.h"
#include "match/database.h"
#include "match/matcher.h"
#include "source_text.h"

namespace patrol::match {
namespace {

constexpr std::size_t kTextSize = 8 << 20;  // beyond the caches of a core
constexpr std::uint64_t kSeed = 1;

// Rules with all that searching for them takes.
struct Search {
  explicit Search(RuleSet set)
      : rules(std::move(set)),
        database(Database::compile(rules, Target::any_machine).value()),
        confirmer(rules, database),
        matcher(Matcher::create(database, confirmer).value()) {}

  RuleSet rules;
  Database database;
  Confirmer confirmer;
  Matcher matcher;
};

const std::string& clean_text() {
  static const std::string kText = bench::source_text(kSeed, kTextSize);
  return kText;
}

// A token in every 64 kB, as no repository has it.
const std::string& leaky_text() {
  static const std::string kText =
      bench::sprinkled_text(kSeed, kTextSize, bench::example_texts(), 64 << 10);
  return kText;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          state.iterations());
}

void run_matcher(benchmark::State& state, Search& search,
                 const std::string& text) {
  std::vector<Match> matches;
  // RE2 compiles a rule's pattern when it is first needed: not counted.
  if (!search.matcher.match(text, matches).ok()) std::abort();
  for (auto _ : state) {
    if (!search.matcher.match(text, matches).ok()) std::abort();
    benchmark::DoNotOptimize(matches.data());
  }
  count_bytes(state, text);
  state.counters["matches"] = static_cast<double>(matches.size());
}

void Scan(benchmark::State& state) {
  const Search search(bench::builtin_rules());
  Scanner scanner = Scanner::create(search.database).value();
  std::uint64_t hits = 0;
  for (auto _ : state) {
    hits = 0;
    if (!scanner
             .scan(clean_text(), Part::anywhere, [&](auto, auto) { ++hits; })
             .ok()) {
      std::abort();
    }
  }
  count_bytes(state, clean_text());
  state.counters["hits"] = static_cast<double>(hits);
}
BENCHMARK(Scan)->Unit(benchmark::kMillisecond);

void Match_clean(benchmark::State& state) {
  Search search(bench::builtin_rules());
  run_matcher(state, search, clean_text());
}
BENCHMARK(Match_clean)->Unit(benchmark::kMillisecond);

void Match_leaky(benchmark::State& state) {
  Search search(bench::builtin_rules());
  run_matcher(state, search, leaky_text());
}
BENCHMARK(Match_leaky)->Unit(benchmark::kMillisecond);

// What a blob costs beside its bytes: most are of a few kB.
void Match_small(benchmark::State& state) {
  Search search(bench::builtin_rules());
  run_matcher(state, search,
              clean_text().substr(0, static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(Match_small)->Arg(16)->Arg(256)->Arg(4096)->Arg(65536);

// What a run pays before it searches anything.
void Start_in_place(benchmark::State& state) {
  const RuleSet& rules = bench::builtin_rules();
  for (auto _ : state) {
    auto database = Database::in_place(builtin::database_bytes(), rules);
    benchmark::DoNotOptimize(database);
  }
}
BENCHMARK(Start_in_place)->Unit(benchmark::kMillisecond);

// What it would pay without the database in the binary.
void Start_compile(benchmark::State& state) {
  for (auto _ : state) {
    auto database =
        Database::compile(bench::builtin_rules(), Target::any_machine);
    benchmark::DoNotOptimize(database);
  }
}
BENCHMARK(Start_compile)->Unit(benchmark::kMillisecond);

void one_rule(benchmark::State& state, const Rule& rule) {
  Search search(RuleSet{{rule}});
  run_matcher(state, search, clean_text());
}

const bool kRegistered = [] {
  for (const Rule& rule : bench::builtin_rules().rules) {
    benchmark::RegisterBenchmark(
        ("Rule/" + rule.id).c_str(),
        [&rule](benchmark::State& state) { one_rule(state, rule); })
        ->Unit(benchmark::kMillisecond)
        ->MinTime(0.1);
  }
  return true;
}();

}  // namespace
}  // namespace patrol::match

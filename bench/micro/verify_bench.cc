// SPDX-License-Identifier: Apache-2.0
//
// What a proof costs: `Verify/<verifier>` runs over the examples of the rules
// that use it, a token an item.
#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

#include "builtin_rules.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

constexpr std::int64_t kNow = 1'700'000'000;

struct Sample {
  std::string secret, context;
};

std::map<std::string, std::vector<Sample>> samples_by_verifier() {
  std::map<std::string, std::vector<Sample>> samples;
  for (const Rule& rule : bench::builtin_rules().rules) {
    if (rule.verifier.empty()) continue;
    for (const Example& example : rule.examples) {
      samples[rule.verifier].push_back({example.secret, example.text});
    }
  }
  return samples;
}

void run_verifier(benchmark::State& state, Verifier verifier,
                  const std::vector<Sample>& samples) {
  for (auto _ : state) {
    for (const Sample& sample : samples) {
      benchmark::DoNotOptimize(verifier(
          {.secret = sample.secret, .context = sample.context, .now = kNow}));
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(samples.size()) *
                          state.iterations());
}

const bool kRegistered = [] {
  for (const auto& [name, samples] : samples_by_verifier()) {
    if (samples.empty()) continue;
    benchmark::RegisterBenchmark(("Verify/" + name).c_str(),
                                 [verifier = find_verifier(name),
                                  samples = samples](benchmark::State& state) {
                                   run_verifier(state, verifier, samples);
                                 });
  }
  return true;
}();

void Known_example(benchmark::State& state) {
  const std::string secret(40, 'k');
  for (auto _ : state) benchmark::DoNotOptimize(is_known_example(secret));
}
BENCHMARK(Known_example);

void Normalise_plain(benchmark::State& state) {
  const std::string secret(40, 'k');
  for (auto _ : state) benchmark::DoNotOptimize(normalise(secret));
}
BENCHMARK(Normalise_plain);

void Normalise_escaped(benchmark::State& state) {
  const std::string secret = std::string(40, 'k') + "%3D\\u003d";
  for (auto _ : state) benchmark::DoNotOptimize(normalise(secret));
}
BENCHMARK(Normalise_escaped);

}  // namespace
}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// What one candidate of the generic rule costs. Target: about 1 µs.
#include <benchmark/benchmark.h>

#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

void judge_one(benchmark::State& state, std::string_view secret) {
  Rule rule;
  rule.language_test = true;
  rule.min_entropy = 3;
  const Candidate candidate{secret, "settings:\n  region: eu\n  api_key = \"",
                            "\"\n  retries: 3\n", "config/app.toml"};
  for (auto _ : state) benchmark::DoNotOptimize(judge(rule, candidate));
}

BENCHMARK_CAPTURE(judge_one, base62,
                  "Zf3D0LXCM3EIMbgJpUNnkRtOfOueHznB8aQ2xY7w");
BENCHMARK_CAPTURE(judge_one, hex, "8b6f8d6594749cb659b1be03e6a0a2e78b6f8d65");
BENCHMARK_CAPTURE(judge_one, base64, "8b6f+XhQW/9KQAwrL2ZYdDJPNG1PQjYxMXNPF=");
BENCHMARK_CAPTURE(judge_one, identifier, "default_kms_key_configuration_name");
BENCHMARK_CAPTURE(judge_one, sentence, "the password is in the other drawer");
BENCHMARK_CAPTURE(judge_one, reference, "${{ secrets.DEPLOYMENT_TOKEN }}");

}  // namespace
}  // namespace patrol::filter

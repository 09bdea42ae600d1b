// SPDX-License-Identifier: Apache-2.0
//
// Writing reports: bytes are those written, items are findings.
#include <benchmark/benchmark.h>

#include <sstream>
#include <string>

#include "builtin_rules.h"
#include "model/report.h"
#include "report/writer.h"
#include "source_text.h"

namespace patrol::report {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kFindings = 1000, kLocations = 4;

Location make_location(bench::Random& random) {
  Location location;
  location.object.size = location.commit.size = 20;
  for (std::uint8_t& byte : location.object.bytes) {
    byte = static_cast<std::uint8_t>(random.next());
  }
  location.commit.bytes = location.object.bytes;
  location.path = "config/" + random_text(random, kAlphabet, 12) + ".yml";
  location.line = static_cast<std::uint32_t>(1 + random.below(5000));
  location.end_line = location.line;
  location.end_column = location.utf16_end_column = 41;
  location.author = "Ada Example <ada@example.org>";
  location.author_time = 1'600'000'000;
  location.reach = Reach::ref;
  location.ref = "refs/heads/main";
  location.line_hash = random_text(random, kHexDigits, 16) + ":1";
  return location;
}

Report make_report() {
  bench::Random random(1);
  const RuleSet& rules = bench::builtin_rules();
  Report report;
  report.target = "git";
  report.target_path = ".";
  report.rules = &rules;
  for (std::size_t i = 0; i < kFindings; ++i) {
    Finding& finding = report.findings.emplace_back();
    finding.rule = &rules.rules[i % rules.rules.size()];
    finding.secret = random_text(random, kAlphabet, 40);
    finding.fingerprint = random_text(random, kHexDigits, 32);
    for (std::size_t j = 0; j < kLocations; ++j) {
      finding.locations.push_back(make_location(random));
    }
  }
  return report;
}

void run_writer(benchmark::State& state, const Format& format) {
  const Report report = make_report();
  std::size_t written = 0;
  for (auto _ : state) {
    std::ostringstream out;
    format.write(report, {}, out);
    written = out.view().size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(written) *
                          state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(kFindings) *
                          state.iterations());
}

const bool kRegistered = [] {
  for (const Format& format : formats()) {
    benchmark::RegisterBenchmark(
        ("Write/" + std::string(format.name)).c_str(),
        [&format](benchmark::State& state) { run_writer(state, format); })
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

void Redact(benchmark::State& state) {
  bench::Random random(1);
  const std::string secret = "acme_" + random_text(random, kAlphabet, 36);
  for (auto _ : state) benchmark::DoNotOptimize(redact(secret));
}
BENCHMARK(Redact);

}  // namespace
}  // namespace patrol::report

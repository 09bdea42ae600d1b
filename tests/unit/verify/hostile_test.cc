// SPDX-License-Identifier: Apache-2.0
//
// Every verifier takes any bytes: these runs are for the sanitizers.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "base/base64.h"
#include "support/marks.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

struct Sample {
  std::string verifier;
  std::string token;
};

std::vector<Sample> load_samples() {
  const auto path = std::filesystem::path(__FILE__).parent_path() /
                    "../../data/token_vectors.jsonl";
  std::ifstream file(path);
  std::vector<Sample> samples;
  for (std::string line; std::getline(file, line);) {
    const auto vector = nlohmann::json::parse(line);
    samples.push_back({vector.at("verifier").get<std::string>(),
                       test::unmark(vector.at("token").get<std::string>())});
  }
  return samples;
}

// A verdict is complete: a reason exactly if it refutes.
void expect_sound(const Verdict& verdict, const std::string& name) {
  EXPECT_EQ(verdict.reason.empty(), verdict.proof != Proof::invalid) << name;
  EXPECT_EQ(verdict.kind == ProofKind::none, verdict.proof == Proof::none)
      << name;
}

TEST(HostileInput, OddTextsOfEverySizeAreTaken) {
  std::vector<std::string> texts = {"", "-", "=", "==", ".", "..", ":", "\n"};
  for (const std::size_t size : {1u, 3u, 19u, 64u, 255u, 4096u, 70000u}) {
    texts.emplace_back(size, 'A');
    texts.emplace_back(size, '\0');
    texts.emplace_back(size, '\xff');
    texts.emplace_back(size, '[');
    texts.emplace_back(size, '\\');
    texts.emplace_back(size, '"');
    texts.push_back(test::unmark("-----BE·GIN PRIVATE KEY-----") +
                    std::string(size, '-'));
    texts.push_back("fm2_" + base::encode_base64(std::string(size, '\x91')));
    texts.push_back("pypi-" +
                    base::encode_base64url(std::string(size, '\x02')));
    texts.push_back("PuTTY-User-Key-File-2: a\nPublic-Lines: 99999999\n" +
                    std::string(size, 'A'));
  }
  for (const std::string& text : texts) {
    normalise(text);
    is_known_example(text);
    for (const std::string_view name : verifier_names()) {
      const std::string context = text.substr(0, 4096);
      expect_sound(
          find_verifier(name)({.secret = text, .context = context, .now = 1}),
          std::string(name));
    }
  }
}

TEST(HostileInput, TruncatedTokensAreTaken) {
  for (const Sample& sample : load_samples()) {
    const Verifier verify = find_verifier(sample.verifier);
    const std::size_t step = 1 + sample.token.size() / 40;
    for (std::size_t size = 0; size < sample.token.size(); size += step) {
      const std::string token = sample.token.substr(0, size);
      expect_sound(verify({.secret = token, .context = ""}), sample.verifier);
    }
  }
}

TEST(HostileInput, TokensWithNoiseAreTaken) {
  std::mt19937 random(20240609);
  for (const Sample& sample : load_samples()) {
    const Verifier verify = find_verifier(sample.verifier);
    for (int round = 0; round < 20; ++round) {
      std::string token = sample.token;
      for (int i = 0; i < 3; ++i) {
        token[random() % token.size()] = static_cast<char>(random() & 0xFF);
      }
      expect_sound(verify({.secret = token, .context = token}),
                   sample.verifier);
      normalise(token);
    }
  }
}

}  // namespace
}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// tests/data/token_vectors.jsonl: published, minted and altered tokens of every
// type, each with its verdict and what the token must tell. The expectations
// were written by an independent implementation in another language.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "model/verdict.h"
#include "support/marks.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

using nlohmann::json;

std::vector<json> load_vectors() {
  const auto path = std::filesystem::path(__FILE__).parent_path() /
                    "../../data/token_vectors.jsonl";
  std::ifstream file(path);
  std::vector<json> vectors;
  for (std::string line; std::getline(file, line);) {
    vectors.push_back(json::parse(line));
  }
  return vectors;
}

std::string fact_of(const Verdict& verdict, const std::string& name) {
  const auto found = std::ranges::find(verdict.facts, name, &Fact::name);
  return found == verdict.facts.end() ? "(none)" : found->value;
}

Verdict verdict_of(const json& vector) {
  const std::string secret =
      test::unmark(vector.at("token").get<std::string>());
  const std::string context = test::unmark(vector.value("context", ""));
  const Verifier verify =
      find_verifier(vector.at("verifier").get<std::string>());
  if (verify == nullptr) return {.reason = "no such verifier", .facts = {}};
  return verify({.secret = secret, .context = context});
}

std::string label(const json& vector) {
  return vector.at("verifier").get<std::string>() + ' ' +
         vector.at("token").get<std::string>().substr(0, 60);
}

TEST(TokenVectors, EveryTokenGetsItsVerdict) {
  const auto vectors = load_vectors();
  ASSERT_GT(vectors.size(), 600u);
  for (const json& vector : vectors) {
    const Verdict verdict = verdict_of(vector);
    EXPECT_EQ(to_string(verdict.proof), vector.at("verdict").get<std::string>())
        << label(vector) << ": " << verdict.reason;
  }
}

TEST(TokenVectors, ValidTokensTellWhatTheyHold) {
  for (const json& vector : load_vectors()) {
    if (!vector.contains("facts")) continue;
    const Verdict verdict = verdict_of(vector);
    for (const auto& [name, value] : vector.at("facts").items()) {
      EXPECT_EQ(fact_of(verdict, name), test::unmark(value.get<std::string>()))
          << label(vector) << ", fact " << name;
    }
  }
}

TEST(TokenVectors, RefutedTokensSayWhy) {
  for (const json& vector : load_vectors()) {
    const Verdict verdict = verdict_of(vector);
    EXPECT_EQ(verdict.reason.empty(), verdict.proof != Proof::invalid)
        << label(vector);
  }
}

TEST(TokenVectors, NormalisingChangesNoToken) {
  for (const json& vector : load_vectors()) {
    const std::string token =
        test::unmark(vector.at("token").get<std::string>());
    if (token.starts_with("-----BEGIN") &&
        token.find('.') != std::string::npos) {
      continue;  // elided
    }
    EXPECT_EQ(normalise(token), token) << label(vector);
  }
}

TEST(TokenVectors, NoFactHoldsTheSecret) {
  for (const json& vector : load_vectors()) {
    const std::string token =
        test::unmark(vector.at("token").get<std::string>());
    for (const Fact& fact : verdict_of(vector).facts) {
      EXPECT_EQ(fact.value.find(token), std::string::npos) << label(vector);
      EXPECT_TRUE(std::ranges::all_of(fact.value, [](char c) {
        return c >= 0x20 && c <= 0x7E;
      })) << label(vector);
    }
  }
}

TEST(VerifierTable, NamesAreSortedAndFound) {
  const auto names = verifier_names();
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
  for (const std::string_view name : names) {
    EXPECT_NE(find_verifier(name), nullptr) << name;
  }
  EXPECT_EQ(find_verifier("no_such_name"), nullptr);
  EXPECT_EQ(find_verifier(""), nullptr);
}

TEST(VerifierTable, HasTheNamesThatRulesUse) {
  for (const char* name : {"github_classic",
                           "github_fine_grained",
                           "github_app_jwt",
                           "gitlab_routable",
                           "atlassian",
                           "bitbucket_datacenter",
                           "postman",
                           "aws_access_key_id",
                           "aws_session_token",
                           "aws_bedrock",
                           "azure_his",
                           "azure_cask",
                           "azure_devops_legacy",
                           "entra_secret",
                           "google_api_key",
                           "fcm_server_key",
                           "gcp_service_account",
                           "jwt",
                           "kubernetes_service_account",
                           "vault_service",
                           "private_key",
                           "putty_key",
                           "pgp_key",
                           "uuid_v4",
                           "url_credentials",
                           "npm",
                           "pypi",
                           "docker_pat",
                           "docker_swarm",
                           "slack_rotation",
                           "stripe",
                           "sendgrid",
                           "grafana_service_account",
                           "grafana_cloud",
                           "grafana_legacy",
                           "sentry_org",
                           "openai",
                           "anthropic",
                           "telegram",
                           "discord_bot",
                           "basic_auth",
                           "vercel",
                           "cloudflare",
                           "deno",
                           "supabase_secret",
                           "notion",
                           "heroku",
                           "mapbox",
                           "tailscale",
                           "circleci",
                           "fly",
                           "age",
                           "self_checksum"}) {
    EXPECT_NE(find_verifier(name), nullptr) << name;
  }
}

TEST(Proof, HasNames) {
  EXPECT_EQ(to_string(Proof::none), "none");
  EXPECT_EQ(to_string(Proof::valid), "valid");
  EXPECT_EQ(to_string(Proof::invalid), "invalid");
  EXPECT_EQ(to_string(ProofKind::none), "none");
  EXPECT_EQ(to_string(ProofKind::checksum), "checksum");
  EXPECT_EQ(to_string(ProofKind::structure), "structure");
}

}  // namespace
}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

class LanguageTest : public testing::TestWithParam<std::string_view> {};

TEST_P(LanguageTest, ReadsLikeLanguage) {
  EXPECT_TRUE(reads_like_language(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Words, LanguageTest,
    testing::Values("correct horse battery staple", "this is not a secret",
                    "value with quotes and spaces", "thisismypassword",
                    "authentication_required", "Content-Type",
                    "The password must have eight characters."));

INSTANTIATE_TEST_SUITE_P(
    Code, LanguageTest,
    testing::Values("getAccessTokenFromRequest", "default_kms_key_name",
                    "MAX_SECRET_LENGTH", "ultraPictureBox1", "keyVaultSecret2",
                    "user.credentials.password", "new_claims", "args.kms_key",
                    "response.headers[\"Authorization\"]", "std::string_view",
                    "<input type=\"password\">",
                    "addComponentsFromRegistry()"));

INSTANTIATE_TEST_SUITE_P(
    Places, LanguageTest,
    testing::Values("/etc/ssl/private/server.key", "src/filter/likeness.cc",
                    "https://github.com/login/oauth/access_token",
                    "org.springframework.security.oauth2", "james@corp.example",
                    "config/credentials.yml.enc", "C:\\Users\\admin\\key.pem",
                    "eu-central-1.compute.internal",
                    "timezone/Europe/Istanbul"));

INSTANTIATE_TEST_SUITE_P(Numbers, LanguageTest,
                         testing::Values("20240501", "2024-05-01",
                                         "2024-05-01T10:00:00Z", "1.12.3",
                                         "v2.0.1", "0x80000000", "3.14159",
                                         "192.168.100.200", "", "!@#$%^&*",
                                         "1,000,000"));

class RandomnessTest : public testing::TestWithParam<std::string_view> {};

TEST_P(RandomnessTest, DoesNotReadLikeLanguage) {
  EXPECT_FALSE(reads_like_language(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Hashes, RandomnessTest,
    testing::Values("3b0c44298fc1c149afbf4c8996fb92427ae41e46",
                    "9e107d9d372bb6826bd81d3542a419d6",
                    "0736f5ef-7e88-499a-80cc-90c85d2a5180",
                    "integrity/3b0c44298fc1c149afbf4c8996fb9242",
                    "https://cdn.corp.net/assets/9e107d9d372bb6826bd81d35/app",
                    "bm90IGxhbmd1YWdlIGJ1dCBiYXNlNjQgb2YgaXQ="));

struct Alphabet {
  std::string_view name;
  std::string_view characters;
};

constexpr Alphabet kAlphabets[] = {
    {"hex", "0123456789abcdef"},
    {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"},
    {"base36", "0123456789abcdefghijklmnopqrstuvwxyz"},
    {"lower", "abcdefghijklmnopqrstuvwxyz"},
    {"letters", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"base62",
     "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"base64url",
     "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"},
    {"base64",
     "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"},
};

std::string mint(std::mt19937_64& random, const Alphabet& alphabet,
                 std::size_t size) {
  std::string text(size, ' ');
  for (char& c : text) {
    c = alphabet.characters[random() % alphabet.characters.size()];
  }
  return text;
}

TEST(Likeness, RandomSecretsOfEveryAlphabetAndLengthAreKept) {
  std::mt19937_64 random(7);
  Rule rule;
  rule.language_test = true;
  for (const Alphabet& alphabet : kAlphabets) {
    for (const std::size_t size : {20, 24, 28, 32, 36, 40, 48, 64, 88}) {
      const std::string secret = mint(random, alphabet, size);
      EXPECT_EQ(judge(rule, {secret, "api_key = \"", "\""}), Suppression::no)
          << alphabet.name << ' ' << secret;
    }
  }
}

TEST(Likeness, ErrorRatesAreAsDocumented) {
  std::mt19937_64 random(11);
  constexpr int kTries = 20'000;
  for (const Alphabet& alphabet : kAlphabets) {
    const int most = alphabet.name == "lower" ? 90 : 20;  // 0.45 %, 0.1 %
    int language = 0;
    for (int i = 0; i < kTries; ++i) {
      language += reads_like_language(mint(random, alphabet, 16));
    }
    EXPECT_LE(language, most) << alphabet.name;
  }
}

TEST(Likeness, AnyBytesWillDo) {
  std::string bytes;
  for (int i = 0; i < 64 * 1024; ++i) bytes += static_cast<char>(i * 7);
  reads_like_language(bytes);
  reads_like_language(std::string(64 * 1024, '\xff'));
  EXPECT_TRUE(reads_like_language(std::string(100, ' ')));
}

}  // namespace
}  // namespace patrol::filter

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

// Removes the mark '·' (U+00B7) that keeps scanners of this repository quiet.
std::string unmark(std::string_view text) {
  constexpr std::string_view kMark = "\xc2\xb7";
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kMark)) {
      at += kMark.size();
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

bool is_placeholder_text(std::string_view marked) {
  const std::string text = unmark(marked);
  return is_placeholder({.secret = text, .before = "", .after = ""});
}

class PlaceholderTest : public testing::TestWithParam<std::string_view> {};

TEST_P(PlaceholderTest, IsNoSecret) {
  EXPECT_TRUE(is_placeholder_text(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Words, PlaceholderTest,
    testing::Values(
        "your-api-key-here", "YOUR_API_KEY", "yourApiKey", "your.token.value",
        "insert-token-here", "INSERT_KEY", "changeme", "change_me_please",
        "CHANGEME123", "replace-with-your-token", "REPLACE_ME",
        "my_placeholder_value", "PLACEHOLDER", "redacted", "token_goes_here",
        "dummy-token-value", "fake_api_key", "sample-secret-key",
        "todo-add-key", "FIXME_TOKEN", "foobar", "example-secret",
        "gh·p_your_token_here", "AK·IAIOSFODNN7EXAMPLE",
        "wJalr·XUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "sk-pr·oj-REPLACE_WITH_YOUR_KEY", "password", "PASSWORD", "secret",
        "postgres", "guest", "undefined", "mysecretpassword",
        "postgres://postgres:postgres@db.internal:5432/app",
        "amqp://guest:guest@rabbit:5672", "mysql://root:password@10.0.0.5/app",
        "https://user:your-token@git.corp.net/repo"));

INSTANTIATE_TEST_SUITE_P(
    Masks, PlaceholderTest,
    testing::Values("<token>", "<your password>", "<api_key>", "[redacted]",
                    "[Access key]", "{password}", "sk-...", "gh·p_abc...xyz",
                    "eyJ\xe2\x80\xa6", "...", "xxxxxxxx", "XXXXXXXXXXXXXXXX",
                    "xxxx-xxxx-xxxx", "******", "***", "####",
                    "gh·p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                    "AK·IAXXXXXXXXXXXXXXXX",
                    "tvly-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                    "https://hooks.sl·ack.com/services/T00000000/B00000000/"
                    "XXXXXXXXXXXXXXXXXXXXXXXX",
                    "amqp://user:*****@mq.corp.net", ""));

INSTANTIATE_TEST_SUITE_P(
    Runs, PlaceholderTest,
    testing::Values(
        "00000000000000000000000000000000", "aaaaaaaaaaaaaaaa", "11111111",
        "00000000-0000-0000-0000-000000000000",
        "11111111-1111-1111-1111-111111111111", "1234567890abcdef",
        "0123456789abcdef0123456789abcdef", "abcdef1234567890abcdef1234567890",
        "abcdefghijklmnopqrstuvwxyz1234567890", "1234567890", "12345678",
        "987654321098765432109876543210", "zyxwvutsrqponmlkjihgfedcba",
        "a1b2c3d4e5f6a7b8c9d0", "A1B2C3D4E5F6G7H8I9J0K1L2", "qwertyuiop",
        "asdfghjklzxcvbnm", "testtesttesttest", "abc12abc12abc12abc12",
        "keykeykeykeykeykeykeykey", "deadbeefdeadbeefdeadbeefdeadbeef",
        "gh·p_abcdefghijklmnopqrstuvwxyz0123456789",
        "sk_te·st_abcdefghijklmnopqrstuvwx", "abababababababab",
        "AI·zaSyabcdefghijklmnopqrstuvwxyz1234567",
        "12345678-1234-1234-1234-123456789012"));

INSTANTIATE_TEST_SUITE_P(
    WordsForPassword, PlaceholderTest,
    testing::Values("mypass", "password1", "password123", "PASSWORD!",
                    "secret123", "mysecret", "sekret", "secretword", "fakepwd",
                    "ftppass", "proxy_password", "my-smtp-password",
                    "alicespassword", "evil_pass", "42password", "test123",
                    "mysql:·//myuser:mypass@localhost",
                    "postgres:·//cacheuser:cachepass@localhost",
                    "http:·//login-on-proxy:passwd-on-proxy@proxy-host.com",
                    "http:·//user:pass%3Bword@host",
                    "http:·//proxyuser:proxypasswd@proxy",
                    "YWRtaW46cGFzc3dv·cmQxMjM=",        // admin:password123
                    "YWxpY2U6c2VjcmV0·LXBhc3N3ZA=="));  // alice:secret-passwd

INSTANTIATE_TEST_SUITE_P(
    UserAgain, PlaceholderTest,
    testing::Values("https:·//user%40host:user%40host@127.0.0.1",
                    "redis:·//app:app@cache:6379", "http:·//a:bar@h.io",
                    "c2NvdHQ6c2NvdHQ="));  // scott:scott

TEST(Placeholder, IsThePasswordThatRepeatsTheUserBeforeIt) {
  EXPECT_TRUE(is_placeholder({"deploy", "curl -u deploy:", " https://h"}));
  EXPECT_FALSE(is_placeholder({"deploy", "curl -u xdeploy:", " https://h"}));
  EXPECT_FALSE(is_placeholder({"deploy", "curl -u other:", " https://h"}));
}

class TokenTest : public testing::TestWithParam<std::string_view> {};

TEST_P(TokenTest, IsNoPlaceholder) {
  EXPECT_FALSE(is_placeholder_text(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Prefixes, TokenTest,
    testing::Values(
        "sk_te·st_8fJq2mXw0rTzL5vKc7Ns1bYd",
        "FLWSECK_TE·ST-8fjq2mxw0rtzl5vkc7ns",
        "secret_8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR",
        "mongo·db://app:8fJq2mXw0rTz@db.example.com:27017/admin",
        "htt·ps://x-token:8fJq2mXw0rTzL5vKc7@git.example.org/repo.git",
        "AAAAAAAAAAAA8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR",
        "eyJhbGciOi8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR", "yourte8fJq2mXw0rTz",
        "todoist8fJq2mXw0rTzL5vKc7Ns1bYd", "8fJqtodo2mXw0rTzLyourfake5vKc7"));

INSTANTIATE_TEST_SUITE_P(
    Passwords, TokenTest,
    testing::Values("hunter2", "c0c0nutfr0st1ng", "SecurePass1!",
                    "am@z1ng_p@ssw0rd#!", "nohack4u", "mypass8fJq2mXw",
                    "pass1234567890x", "sqlserver:·//sa:SecurePass1!@localhost",
                    "ZGVwbG95OjhmSnEy·bVh3MHI="));  // deploy:8fJq2mXw0r

TEST(Placeholder, RandomTextIsHardlyEverOne) {
  std::mt19937_64 random(20240501);
  for (const std::string_view alphabet :
       {"0123456789abcdef", "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"}) {
    int placeholders = 0;
    for (int i = 0; i < 20'000; ++i) {
      std::string text(16, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      placeholders += is_placeholder_text(text);
    }
    EXPECT_LE(placeholders, 1) << alphabet;
  }
}

TEST(Placeholder, HostileTextIsReadInLinearTime) {
  for (const std::string_view piece :
       {"a", "ab", "<", "your", "EXAMPL", "x."}) {
    std::string text;
    while (text.size() < 64 * 1024) text += piece;
    text += "8fJq";
    is_placeholder_text(text);
  }
}

}  // namespace
}  // namespace patrol::filter

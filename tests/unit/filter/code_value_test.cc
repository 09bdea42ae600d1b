// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string_view>

#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

bool is_code(std::string_view secret, std::string_view before = "token = \"") {
  return is_code_value({secret, before, "\""});
}

TEST(CodeValue, IsAShortConstant) {
  EXPECT_TRUE(is_code("WITHCOORD"));
  EXPECT_TRUE(is_code("pgsslrootcert"));
  EXPECT_FALSE(is_code("WithCoordQz"));
  EXPECT_FALSE(is_code("WITHCOORD2"));
  EXPECT_FALSE(is_code("qzjxkvbqzjxkvbqzjxkv"));
}

TEST(CodeValue, IsAShortChecksum) {
  EXPECT_TRUE(is_code("315004be7e"));
  EXPECT_TRUE(is_code("31bf3856ad364e35"));
  EXPECT_FALSE(is_code("4fb45da9e4ab4ddeb7580d6a35503d99"));
  EXPECT_FALSE(is_code("315004be7g"));
}

TEST(CodeValue, IsEscapedBytes) {
  EXPECT_TRUE(is_code(R"(\321\202\320\265\320)"));
  EXPECT_TRUE(is_code(R"(\xa1\x150\x13\xa0)"));
  EXPECT_FALSE(is_code(R"(q\n8fJq2mXw0rT\zL5v)"));
}

TEST(CodeValue, IsAPathOfWords) {
  EXPECT_TRUE(is_code("AKIATEST/20250101/us-east-1/s3/aws4_request"));
  EXPECT_TRUE(is_code("AKIATEST/YYYYMMDD/us-east-1/s3/aws4_request"));
  EXPECT_TRUE(is_code("org.acme.security.KeyStore"));
  EXPECT_FALSE(is_code("8fJq2mXw0rTzL5v/Kc7Ns1bYd9hGe/4aUp3QxR"));
  EXPECT_FALSE(is_code("secret/prod/8fJq2mXw0rTzL5vKc7Ns1bYd"));
}

TEST(CodeValue, IsARegularExpressionOrACall) {
  EXPECT_TRUE(is_code(R"([^\W\d]\w*)"));
  EXPECT_TRUE(is_code("[0-9a-f]{40}.*"));
  EXPECT_TRUE(is_code("uuidv7()"));
  EXPECT_TRUE(is_code("Rails.key(8)"));
  EXPECT_FALSE(is_code("qX8(fJq2)m"));
  EXPECT_TRUE(is_code("[(=|:)<value>]"));
  EXPECT_TRUE(is_code(".ifexist::"));
  EXPECT_FALSE(is_code("qX8<fJq2:m"));
}

TEST(CodeValue, IsTheHeaderOfAJwtAlone) {
  EXPECT_TRUE(is_code("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"));
  EXPECT_FALSE(is_code("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"));
}

TEST(CodeValue, HasANameThatTellsItIsHarmless) {
  constexpr std::string_view kSecret = "8fJq2mXw0rTzL5vKc7Ns1bYd";
  for (const std::string_view before :
       {"publicKeyToken=", "csrf_token = \"",
        "X-CSRF-Token: ", "'authenticity_token' => '",
        "data-next-page-token=\"", "<Foo PublicKeyToken='"}) {
    EXPECT_TRUE(is_code(kSecret, before)) << before;
  }
  for (const std::string_view before :
       {"token = \"", "csrf(); token = \"", "name: TOKEN\n  value: ", "",
        "= \"", "api_key: "}) {
    EXPECT_FALSE(is_code(kSecret, before)) << before;
  }
}

}  // namespace
}  // namespace patrol::filter

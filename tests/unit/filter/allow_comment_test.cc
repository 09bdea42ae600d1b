// SPDX-License-Identifier: Apache-2.0
#include "filter/allow_comment.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::filter {
namespace {

// Is the word SECRET in `content` allowed for the rule?
bool allowed(std::string_view content,
             std::string_view rule = "aws-access-key") {
  const std::size_t begin = content.find("SECRET");
  return has_allow_comment(content, {begin, begin + 6}, rule);
}

TEST(AllowComment, CountsOnTheLineOfTheSecret) {
  EXPECT_TRUE(allowed("a\nkey = SECRET  # patrol:allow\nb"));
  EXPECT_TRUE(allowed("/* patrol:allow */ key = SECRET"));
  EXPECT_TRUE(allowed("<a key=SECRET><!-- patrol:allow --></a>"));
  EXPECT_TRUE(allowed("<a key=SECRET><!--patrol:allow--></a>"));
  EXPECT_TRUE(allowed("key = SECRET  // gitleaks:allow\r\n"));
}

TEST(AllowComment, DoesNotCountOnOtherLines) {
  EXPECT_FALSE(allowed("# patrol:allow\nkey = SECRET\n"));
  EXPECT_FALSE(allowed("key = SECRET\n# patrol:allow\n"));
  EXPECT_FALSE(allowed("key = SECRET"));
}

TEST(AllowComment, CountsOnEveryLineOfALongSecret) {
  const std::string_view content = "x\nBEGIN # patrol:allow\nbody\nEND # y\nz";
  EXPECT_TRUE(has_allow_comment(content, {2, content.size() - 6}, "pem"));
  const std::string_view last = "x\nBEGIN\nbody\nEND # patrol:allow\nz";
  EXPECT_TRUE(has_allow_comment(last, {2, 16}, "pem"));
}

TEST(AllowComment, RestrictsToTheRulesThatItNames) {
  EXPECT_TRUE(allowed("SECRET # patrol:allow aws-access-key"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow a-b,aws-access-key"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow a-b , aws-access-key, c-d"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow aws-*"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow *"));
  EXPECT_FALSE(allowed("SECRET # patrol:allow github-pat"));
  EXPECT_FALSE(allowed("SECRET # patrol:allow a-b,c-d"));
  EXPECT_FALSE(allowed("SECRET # patrol:allow aws-access"));
}

TEST(AllowComment, TakesPlainWordsForAReason) {
  EXPECT_TRUE(allowed("SECRET # patrol:allow a sample of the manual"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow, see the manual"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow: see the manual"));
  EXPECT_TRUE(allowed("SECRET # patrol:allow aws-access-key a sample"));
}

TEST(AllowComment, IsAWordOfItsOwn) {
  EXPECT_FALSE(allowed("SECRET # patrol:allowlist"));
  EXPECT_FALSE(allowed("SECRET # patrol:allow-all"));
  EXPECT_FALSE(allowed("SECRET # :allow"));
  EXPECT_TRUE(allowed("SECRET # patrol:allowed, or patrol:allow"));
}

TEST(AllowComment, IsSeenNearTheSecretOnAVeryLongLine) {
  const std::string far(1 << 20, 'x');
  EXPECT_TRUE(allowed(far + " SECRET # patrol:allow " + far));
  EXPECT_FALSE(allowed("patrol:allow " + far + " SECRET " + far));
}

TEST(AllowComment, EndsOfTheContentAreNoProblem) {
  EXPECT_TRUE(has_allow_comment("patrol:allow", {0, 12}, "r"));
  EXPECT_FALSE(has_allow_comment("", {0, 0}, "r"));
  EXPECT_TRUE(has_allow_comment("a patrol:allow", {0, 0}, "r"));
}

}  // namespace
}  // namespace patrol::filter

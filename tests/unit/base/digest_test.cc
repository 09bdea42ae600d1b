// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <gtest/gtest.h>

#include "base/hex.h"

namespace patrol::base {
namespace {

// FIPS 180-4's example "abc".
TEST(Digest, GivesTheExamples) {
  EXPECT_EQ(encode_hex(sha1("abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(encode_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest(Digest::sha384, "").size(), 48u);
  EXPECT_EQ(digest(Digest::sha512, "").size(), 64u);
}

TEST(Digest, PartsCountAsOneText) {
  EXPECT_EQ(digest(Digest::sha1, {"a", "", "bc"}), sha1("abc"));
  EXPECT_EQ(digest(Digest::sha256, {""}), sha256(""));
}

// RFC 4231, 4.3.
TEST(Hmac, GivesTheTestVector) {
  EXPECT_EQ(
      encode_hex(hmac(Digest::sha256, "Jefe", "what do ya want for nothing?")),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hmac, TakesAnEmptyKey) {
  EXPECT_EQ(encode_hex(hmac(Digest::sha256, "", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

}  // namespace
}  // namespace patrol::base

// SPDX-License-Identifier: Apache-2.0
//
// What the checksums of single issuers promise beyond the property that all
// verifiers share (tests/property/verifier_test.cc).
#include <gtest/gtest.h>

#include <string>

#include "support/mint.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

using namespace test;

TEST(Checksum, RandomTextOfTheRightShapeFails) {
  Random random(3);
  const Verifier verify = find_verifier("github_classic");
  for (int i = 0; i < 1000; ++i) {
    const std::string token = "ghp_" + random.word(36, kUpperFirst);
    EXPECT_EQ(verify({.secret = token, .context = ""}).proof, Proof::invalid);
  }
}

TEST(Checksum, APrefixThatIsCoveredCannotBeSwapped) {
  Random random(4);
  std::string token = alnum_crc(random, "ddp_", 30, true);
  token[2] = 'o';
  EXPECT_EQ(find_verifier("deno")({.secret = token, .context = ""}).proof,
            Proof::invalid);
}

TEST(Checksum, AFamilyRefusesTheTokensOfAnother) {
  Random random(5);
  const std::string token = alnum_crc(random, "npm_", 30);
  EXPECT_EQ(find_verifier("npm")({.secret = token, .context = ""}).proof,
            Proof::valid);
  EXPECT_EQ(
      find_verifier("github_classic")({.secret = token, .context = ""}).proof,
      Proof::invalid);
}

TEST(SelfChecksum, NamesTheWayTheChecksumIsWritten) {
  Random random(6);
  const Verifier verify = find_verifier("self_checksum");
  const std::string token = with_crc(
      "acme_live_", random.word(28, kUpperFirst) + "7a", kHexTail, false, "_");
  const Verdict verdict = verify({.secret = token, .context = ""});
  ASSERT_EQ(verdict.proof, Proof::valid);
  EXPECT_EQ(verdict.facts[1], (Fact{"written_in", "hex"}));
  EXPECT_EQ(verdict.facts[2], (Fact{"covers", "after acme_live_"}));
}

TEST(SelfChecksum, RecognisesEveryTailOfTheTable) {
  Random random(7);
  const Verifier verify = find_verifier("self_checksum");
  const std::vector<Tail> tails = {
      kBase62,
      kBase62Lower,
      kHexTail,
      kHexUpper,
      digits_of(kDigits + kLower, 7),
      digits_of(kDigits, 10),
      [](std::uint32_t crc) {
        return write(crc, kDigits + kLower, 6).substr(0, 6);
      },
  };
  for (const Tail& tail : tails) {
    for (int i = 0; i < 100; ++i) {
      const std::string token = alnum_crc(random, "zz1_", 30, false, tail);
      EXPECT_EQ(verify({.secret = token, .context = ""}).proof, Proof::valid)
          << token;
    }
  }
}

TEST(SelfChecksum, SeesNothingInOrdinaryText) {
  Random random(8);
  const Verifier verify = find_verifier("self_checksum");
  for (int i = 0; i < 20000; ++i) {
    const std::string text = "id_" + random.word(40, kUpperFirst);
    EXPECT_NE(verify({.secret = text, .context = ""}).proof, Proof::valid);
  }
}

}  // namespace
}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
#include "filter/scorer.h"

#include <gtest/gtest.h>

#include "filter/features.h"

namespace patrol::filter {
namespace {

bool tells(std::string_view secret, std::string_view before = "password = \"",
           std::string_view after = "\"\n") {
  return score({secret, before, after}) >= 0;
}

TEST(Scorer, TellsKeysAndPasswords) {
  EXPECT_TRUE(tells("8fJq2mXw0rTzL5vKc7Ns1bYd", "api_key: ", "\n"));
  EXPECT_TRUE(tells("cfc9a269cf930aeed36fb091ed11d25c", "secret_key = '", "'"));
  EXPECT_TRUE(tells("wq8qW5hdxNzAL!R"));
  EXPECT_TRUE(tells("Dragonfly1987!"));
}

TEST(Scorer, IsNotTakenInByCode) {
  for (const std::string_view value :
       {"password_field", "BYRADIUS", "org.acme.security.KeyStore",
        "/etc/acme/keys/access_key.pem", "previous_token_of_this_line",
        "application/json", "v1.12.3-rc.2", "sha256-commit",
        "enterYourName"}) {
    EXPECT_FALSE(tells(value)) << value;
  }
}

TEST(Features, HaveRoomForLongCandidates) {
  const std::string text(128, 'a');
  const Features equal = features_of({text, text, text});
  EXPECT_LT(equal.ids().size(), Features::kMost);
  std::string signs;
  for (char c = '!'; c < '~'; ++c) signs += {c, 'x'};
  const Features many = features_of({signs, text, text});
  EXPECT_LT(many.ids().size(), Features::kMost);
}

}  // namespace
}  // namespace patrol::filter

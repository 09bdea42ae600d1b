// SPDX-License-Identifier: Apache-2.0
#include "filter/quiet.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::filter {
namespace {

constexpr std::string_view kRandom = "8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR";

Suppression data(std::string_view secret, std::string_view before = "x: \"") {
  return name_data({secret, before, "\""});
}

Suppression named(std::string_view secret, std::string_view before,
                  std::string_view after = "\"") {
  return name_named_value({secret, before, after});
}

TEST(Quiet, NamesWhatIsEncrypted) {
  EXPECT_EQ(data("ENC[AES256_GCM,data:8fJq"), Suppression::encrypted);
  EXPECT_EQ(data(kRandom, "encryptedData:\n  token: "), Suppression::encrypted);
  EXPECT_EQ(data(kRandom, "password: !vault |\n  "), Suppression::encrypted);
}

TEST(Quiet, NamesHashesOfLockFiles) {
  EXPECT_EQ(data(kRandom, "\"integrity\": \"sha512-"), Suppression::hash);
  EXPECT_EQ(data(kRandom, "acme.io/token v1.2.0 h1:"), Suppression::hash);
  EXPECT_EQ(data(kRandom, "checksum = \""), Suppression::hash);
}

TEST(Quiet, NamesCertificatesAndPublicKeys) {
  EXPECT_EQ(data("MIIDdzCCAl+gAwIBAgIEAgAAuTANBg"), Suppression::certificate);
  EXPECT_EQ(data(kRandom, "-----BEGIN PUBLIC KEY-----\n"),
            Suppression::certificate);
  EXPECT_EQ(data(kRandom, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-"),
            Suppression::no);
  EXPECT_EQ(data(kRandom, "-----BEGIN PRIVATE KEY-----\n"), Suppression::no);
}

TEST(Quiet, NamesImagesAndFonts) {
  EXPECT_EQ(data("iVBORw0KGgoAAAANSUhEUgAA"), Suppression::media);
  EXPECT_EQ(data(kRandom, "url(data:image/png;base64,"), Suppression::media);
  EXPECT_EQ(data(kRandom, "data:text/plain;base64,"), Suppression::no);
}

TEST(Quiet, KnowsNoReasonAgainstARandomValue) {
  EXPECT_EQ(data(kRandom), Suppression::no);
  EXPECT_EQ(named(kRandom, "token = \""), Suppression::no);
}

TEST(Quiet, NamesUuidsAndDummiesOfNames) {
  EXPECT_EQ(named("0f9e3c7a-51d8-4b26-af0e-9c3d7b15a8f2", "secret = \""),
            Suppression::uuid);
  EXPECT_EQ(named("hunter2", "password = \""), Suppression::dummy);
  EXPECT_EQ(named("Testing123!", "password = \""), Suppression::dummy);
}

TEST(Quiet, NamesMinifiedCode) {
  std::string code;
  while (code.size() < 128) code += "a(b);c(d);";
  EXPECT_EQ(named(kRandom, code + "token=\"", code), Suppression::minified);
  EXPECT_EQ(named(kRandom, code + ";\ntoken=\"", code), Suppression::no);
}

TEST(Quiet, KnowsNamesThatAreNoSecret) {
  for (const std::string_view before :
       {"publicKeyToken=", "csrf_token = \"", "X-CSRF-Token: ",
        "'authenticity_token' => '", "data-next-page-token=\"",
        "name=\"csrf_token\" value=\""}) {
    EXPECT_EQ(named(kRandom, before), Suppression::public_value) << before;
  }
  for (const std::string_view before :
       {"csrf(); token = \"", "name: TOKEN\n  value: ", "", "= \""}) {
    EXPECT_EQ(named(kRandom, before), Suppression::no) << before;
  }
}

}  // namespace
}  // namespace patrol::filter

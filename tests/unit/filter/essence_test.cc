// SPDX-License-Identifier: Apache-2.0
#include "filter/essence.h"

#include <gtest/gtest.h>

#include <string>

#include "base/base64.h"

namespace patrol::filter {
namespace {

TEST(Essence, OfAnAddressIsItsPassword) {
  const Essence essence("amqp://app:8f:Jq@mq@host:5672");
  EXPECT_EQ(essence.user(), "app");
  EXPECT_EQ(essence.text(), "8f:Jq@mq");
  EXPECT_TRUE(essence.is_password());
}

TEST(Essence, OfAnAddressWithoutAColonIsTheToken) {
  const Essence essence("https://8fJq2mXw@git.corp.net:8443/repo");
  EXPECT_EQ(essence.text(), "8fJq2mXw");
  EXPECT_EQ(essence.user(), "");
  EXPECT_FALSE(essence.is_password());
}

TEST(Essence, OfABasicHeaderIsTheDecodedPassword) {
  const std::string header = base::encode_base64("deploy:8fJq:2mXw\xc3\xa9");
  const Essence essence(header);
  EXPECT_EQ(essence.user(), "deploy");
  EXPECT_EQ(essence.text(), "8fJq:2mXw\xc3\xa9");
  EXPECT_TRUE(essence.is_password());
}

TEST(Essence, OfAnythingElseIsTheText) {
  for (const std::string& text :
       {std::string("8fJq2mXw0rTzL5vK"), std::string(""), std::string("a:b"),
        std::string("https://host/path"), base::encode_base64("no colon here"),
        base::encode_base64("deploy:8fJq\x01mXw"), std::string("abcdefgh%")}) {
    const Essence essence(text);
    EXPECT_EQ(essence.text(), text);
    EXPECT_FALSE(essence.is_password());
  }
}

}  // namespace
}  // namespace patrol::filter

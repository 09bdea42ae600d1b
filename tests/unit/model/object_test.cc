// SPDX-License-Identifier: Apache-2.0
#include "model/object.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(ObjectId, HasNoHexWhenItIsNotKnown) { EXPECT_EQ(ObjectId{}.hex(), ""); }

TEST(ObjectId, WritesASha1AsFortyLowerCaseDigits) {
  ObjectId id;
  id.size = 20;
  id.bytes[0] = 0x0A;
  id.bytes[19] = 0xFE;
  EXPECT_EQ(id.hex(), "0a" + std::string(36, '0') + "fe");
}

TEST(ObjectId, WritesASha256AsSixtyFourDigits) {
  ObjectId id;
  id.size = 32;
  id.bytes.fill(0xB7);
  std::string expected;
  for (int i = 0; i < 32; ++i) expected += "b7";
  EXPECT_EQ(id.hex(), expected);
}

TEST(ObjectType, HasAWordForEachType) {
  EXPECT_EQ(to_string(ObjectType::blob), "blob");
  EXPECT_EQ(to_string(ObjectType::tree), "tree");
  EXPECT_EQ(to_string(ObjectType::commit), "commit");
  EXPECT_EQ(to_string(ObjectType::tag), "tag");
  EXPECT_EQ(to_string(ObjectType::file), "file");
  EXPECT_EQ(to_string(ObjectType::stream), "stream");
}

}  // namespace
}  // namespace patrol

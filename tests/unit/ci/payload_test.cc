// SPDX-License-Identifier: Apache-2.0
#include "ci/payload.h"

#include <gmock/gmock.h>

#include "support/scratch.h"

namespace patrol::ci {
namespace {

using ::testing::HasSubstr;

TEST(Payload, OnlyWhatTellsARangeIsKept) {
  const auto payload = parse_payload(
      R"({"after": "1", "deleted": false, "number": 7, "sender": {"after": "2"},
          "commits": [{"after": "3", "ref": "4"}], "ref": null,
          "pull_request": {"base": {"sha": "5", "repo": {"ref": "6"}}}})");
  ASSERT_TRUE(payload.ok()) << payload.status();
  EXPECT_THAT(*payload,
              ::testing::ElementsAre(
                  std::pair("after", "1"), std::pair("deleted", "false"),
                  std::pair("number", "7"),
                  std::pair("pull_request.base.sha", "5")));
}

TEST(Payload, NamesWithDotsStandForNothingElse) {
  const auto payload =
      parse_payload(R"({"pull_request.base": {"sha": "1"}, "a": {"b": 1}})");
  ASSERT_TRUE(payload.ok());
  EXPECT_TRUE(payload->empty());
}

TEST(Payload, OfTwoValuesTheLastCounts) {
  const auto payload = parse_payload(R"({"after": "1", "after": "2"})");
  ASSERT_TRUE(payload.ok());
  EXPECT_EQ(payload->at("after"), "2");
}

TEST(Payload, SizeAndDepthHaveLimits) {
  const std::string spaces(kMostPayload, ' ');
  EXPECT_THAT(parse_payload(spaces + "{}").status().ToString(),
              HasSubstr("is larger than 32 MiB"));
  std::string deep;
  for (std::size_t i = 0; i <= kDeepestPayload; ++i) deep += R"({"a":)";
  EXPECT_THAT(parse_payload(deep).status().ToString(),
              HasSubstr("is nested deeper than 64"));
}

TEST(Payload, OnlyPlainFilesAreRead) {
  const test::Scratch files;
  EXPECT_TRUE(absl::IsNotFound(read_payload(files.path().string()).status()));
  EXPECT_TRUE(absl::IsNotFound(read_payload("/dev/zero").status()));
  files.write("event.json", R"({"ref": "x"})");
  EXPECT_TRUE(read_payload((files.path() / "event.json").string()).ok());
}

}  // namespace
}  // namespace patrol::ci

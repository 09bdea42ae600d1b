// SPDX-License-Identifier: Apache-2.0
#include "source/stream_source.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "support/scratch.h"
#include "support/visits.h"

namespace patrol::source {
namespace {

using ::testing::ElementsAre;

base::UniqueFd open_file(const std::string& path) {
  return base::UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

TEST(StreamSource, ReadsToTheEnd) {
  const test::Scratch scratch;
  const std::string text(3'000'000, 'x');  // more than one piece
  const base::UniqueFd fd = open_file(scratch.write("in", text));
  StreamSource source(fd.get(), 4'000'000);
  Coverage coverage;
  const auto visited = test::visit_all(source, coverage);
  ASSERT_EQ(visited.size(), 1u);
  EXPECT_EQ(visited[0].type, ObjectType::stream);
  EXPECT_EQ(visited[0].content, text);
  EXPECT_TRUE(coverage.complete());
  EXPECT_EQ(*source.content({}), text);
}

TEST(StreamSource, WhatIsAboveTheLimitIsCounted) {
  const test::Scratch scratch;
  const base::UniqueFd fd = open_file(scratch.write("in", "123456"));
  StreamSource source(fd.get(), 5);
  Coverage coverage;
  EXPECT_THAT(test::told(test::visit_all(source, coverage)),
              ElementsAre("stream: 12345"));
  EXPECT_EQ(coverage.not_read[GapReason::too_large], 1u);
}

TEST(StreamSource, ExactlyTheLimitIsAllOfIt) {
  const test::Scratch scratch;
  const base::UniqueFd fd = open_file(scratch.write("in", "12345"));
  StreamSource source(fd.get(), 5);
  Coverage coverage;
  EXPECT_THAT(test::told(test::visit_all(source, coverage)),
              ElementsAre("stream: 12345"));
  EXPECT_TRUE(coverage.complete());
}

TEST(StreamSource, AnEmptyStreamIsSearchedToo) {
  StreamSource source(std::string{});
  Coverage coverage;
  EXPECT_THAT(test::told(test::visit_all(source, coverage)),
              ElementsAre("stream: "));
}

TEST(StreamSource, AnErrorIsAGap) {
  const test::Scratch scratch;
  const base::UniqueFd folder = open_file(scratch.path().string());
  StreamSource source(folder.get(), 5);
  Coverage coverage;
  EXPECT_THAT(test::told(test::visit_all(source, coverage)),
              ElementsAre("stream: "));
  EXPECT_EQ(coverage.not_read[GapReason::unreadable], 1u);
}

TEST(StreamSource, OneWorkerReadsIt) {
  StreamSource source("text");
  Coverage coverage;
  EXPECT_EQ(test::visit_all(source, coverage, 4).size(), 1u);
}

}  // namespace
}  // namespace patrol::source

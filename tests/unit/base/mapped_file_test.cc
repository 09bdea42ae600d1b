// SPDX-License-Identifier: Apache-2.0
#include "base/mapped_file.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/scratch.h"

namespace patrol::base {
namespace {

TEST(MappedFile, ShowsTheFilesBytes) {
  const test::Scratch scratch;
  const std::string bytes("a\0b\xff", 4);
  const auto file = MappedFile::open(scratch.write("x", bytes));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->bytes(), bytes);
  file->release_pages();
  EXPECT_EQ(file->bytes(), bytes);
}

TEST(MappedFile, AnEmptyFileHasNoBytes) {
  const test::Scratch scratch;
  const auto file = MappedFile::open(scratch.write("x", ""));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->bytes(), "");
  file->release_pages();
}

TEST(MappedFile, MovesWithItsBytes) {
  const test::Scratch scratch;
  auto first = MappedFile::open(scratch.write("x", "one"));
  auto second = MappedFile::open(scratch.write("y", "two"));
  ASSERT_TRUE(first.ok() && second.ok());
  const MappedFile moved(*std::move(first));
  EXPECT_EQ(moved.bytes(), "one");
  MappedFile assigned;
  assigned = *std::move(second);
  EXPECT_EQ(assigned.bytes(), "two");
}

TEST(MappedFile, SaysWhichFileCannotBeOpened) {
  const test::Scratch scratch;
  const auto file = MappedFile::open(scratch / "none");
  ASSERT_FALSE(file.ok());
  EXPECT_TRUE(absl::IsNotFound(file.status()));
  EXPECT_NE(file.status().message().find("none"), std::string::npos);
  EXPECT_FALSE(MappedFile::open(scratch.path().string()).ok());  // a folder
}

}  // namespace
}  // namespace patrol::base

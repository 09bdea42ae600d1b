// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "base/unique_fd.h"
#include "support/scratch.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

WriteTo text(std::string content) {
  return [content = std::move(content)](std::ostream& out) { out << content; };
}

ino_t inode(const std::string& file) {
  struct stat info {};
  EXPECT_EQ(stat(file.c_str(), &info), 0);
  return info.st_ino;
}

// No file of this process grows above so many bytes while it lives.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;
  ~SizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, signal_);
  }

 private:
  rlimit old_{};
  void (*signal_)(int);
};

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), {}));
}

TEST(WriteOutput, MakesTheFile) {
  const test::Scratch scratch;
  const std::string large(1'000'000, 'x');
  ASSERT_TRUE(write_output(scratch / "out", text(large)).ok());
  EXPECT_EQ(test::read_file(scratch / "out"), large);
  EXPECT_EQ(files_in(scratch.path()), 1u);
}

TEST(WriteOutput, APlainFileIsReplacedNotOverwritten) {
  const test::Scratch scratch;
  const std::string file = scratch.write("out", "old and longer");
  const base::UniqueFd reader(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(write_output(file, text("new")).ok());
  EXPECT_EQ(test::read_file(file), "new");
  char old[32];
  EXPECT_EQ(::read(reader.get(), old, sizeof old), 14);  // still the old one
  EXPECT_EQ(files_in(scratch.path()), 1u);
}

TEST(WriteOutput, AFailureLeavesTheOldFileAndNothingElse) {
  const test::Scratch scratch;
  const std::string file = scratch.write("out", "old");
  absl::Status status;
  {
    const SizeLimit limit(1000);
    status = write_output(file, text(std::string(5000, 'x')));
  }
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), HasSubstr(file));
  EXPECT_EQ(test::read_file(file), "old");
  EXPECT_EQ(files_in(scratch.path()), 1u);
}

TEST(WriteOutput, AFolderThatIsNotThereIsAnError) {
  const test::Scratch scratch;
  const absl::Status status = write_output(scratch / "no/out", text("x"));
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("No such file"));
}

TEST(WriteOutput, AFolderIsNoFile) {
  const test::Scratch scratch;
  fs::create_directory(scratch / "dir");
  EXPECT_FALSE(write_output(scratch / "dir", text("x")).ok());
  EXPECT_TRUE(fs::is_directory(scratch / "dir"));
}

TEST(WriteOutput, ALinkKeepsPointingToItsFile) {
  const test::Scratch scratch;
  const std::string file = scratch.write("real", "old and longer");
  fs::create_symlink("real", scratch / "link");
  ASSERT_TRUE(write_output(scratch / "link", text("new")).ok());
  EXPECT_TRUE(fs::is_symlink(scratch / "link"));
  EXPECT_EQ(test::read_file(file), "new");
}

// As `-o /dev/stdout >file` has it: a link in a folder that is not ours.
TEST(WriteOutput, TheLinkToAnOpenFileIsWrittenInPlace) {
  const test::Scratch scratch;
  const std::string file = scratch.write("real", "");
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  const ino_t before = inode(file);
  const std::string link = "/proc/self/fd/" + std::to_string(fd.get());
  ASSERT_TRUE(write_output(link, text("report")).ok());
  EXPECT_EQ(test::read_file(file), "report");
  EXPECT_EQ(inode(file), before);
}

TEST(WriteOutput, APipeIsWrittenInPlace) {
  const test::Scratch scratch;
  const std::string pipe = scratch / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::string read;
  {
    const std::jthread reader([&] { read = test::read_file(pipe); });
    EXPECT_TRUE(write_output(pipe, text("report")).ok());
  }
  EXPECT_EQ(read, "report");
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(WriteOutput, AFullDeviceIsAnError) {
  const absl::Status status = write_output("/dev/full", text("x"));
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("/dev/full: cannot write the report: No space"));
}

TEST(WriteOutput, AReaderThatIsGoneIsUnavailable) {
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const base::UniqueFd to(ends[1]);
  ::close(ends[0]);
  EXPECT_TRUE(absl::IsUnavailable(
      write_output("/proc/self/fd/" + std::to_string(to.get()), text("x"))));
  std::signal(SIGPIPE, old);
}

}  // namespace
}  // namespace patrol::cli

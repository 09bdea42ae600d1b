// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>

#include "scan/target.h"
#include "source/directory_source.h"
#include "source/stream_source.h"

namespace patrol::scan {
namespace {

// "a b c and 997 more": hooks name very many files.
std::string title_of(const std::vector<std::string>& paths) {
  constexpr std::size_t kNamed = 3;
  std::string title;
  for (std::size_t i = 0; i < std::min(paths.size(), kNamed); ++i) {
    title += (i == 0 ? "" : " ") + paths[i];
  }
  if (paths.size() <= kNamed) return title;
  return title + " and " + std::to_string(paths.size() - kNamed) + " more";
}

class DirectoryTarget : public Target {
 public:
  DirectoryTarget(std::unique_ptr<source::DirectorySource> source,
                  std::string path)
      : source_(std::move(source)), path_(std::move(path)) {}

  source::ObjectSource& source() override { return *source_; }

  std::string inner_path(const std::string& path) const override {
    return std::string(source_->below_named(path));
  }

  // Ignored files are scanned all the same: .env files are ignored so that
  // they can hold secrets. The label tells that git does not.
  void complete(Location& location) override {
    if (!repository_looked_for_) {
      repository_looked_for_ = true;
      const std::filesystem::path file(location.path);
      const std::string folder = file.parent_path().string();
      auto found = git::Repository::open(folder.empty() ? "." : folder);
      if (found.ok()) repository_ = *std::move(found);
    }
    if (!repository_ || repository_->work_dir().empty()) return;
    std::error_code error;
    const std::filesystem::path inside = std::filesystem::relative(
        location.path, repository_->work_dir(), error);
    if (error || inside.string().starts_with("..")) return;
    location.ignored = repository_->is_ignored(inside.string());
  }

  void describe(Report& report) const override {
    report.target = "dir";
    report.target_path = path_;
    report.selection = "files";
    std::error_code error;
    report.working_dir = std::filesystem::current_path(error).string();
  }

 private:
  std::unique_ptr<source::DirectorySource> source_;
  std::string path_;
  bool repository_looked_for_ = false;
  std::optional<git::Repository> repository_;
};

class StreamTarget : public Target {
 public:
  StreamTarget(int fd, std::uint64_t max_size, const MemoryPlan& memory)
      : source_(fd, max_size, memory) {}
  explicit StreamTarget(std::string text) : source_(std::move(text)) {}
  source::ObjectSource& source() override { return source_; }
  void describe(Report& report) const override {
    report.target = "stdin";
    report.target_path = "-";
    report.selection = "standard input";
  }

 private:
  source::StreamSource source_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Target>> directory_target(
    const std::vector<std::string>& paths, std::uint64_t max_size,
    const std::vector<std::string>& exclude, const MemoryPlan& memory) {
  Coverage coverage;
  absl::StatusOr<std::unique_ptr<source::DirectorySource>> source =
      source::DirectorySource::create(paths, max_size, exclude, coverage,
                                      memory);
  if (!source.ok()) return source.status();
  auto target = std::make_unique<DirectoryTarget>(*std::move(source),
                                                  title_of(paths));
  target->coverage = std::move(coverage);
  return target;
}

std::unique_ptr<Target> stream_target(int fd, std::uint64_t max_size,
                                      const MemoryPlan& memory) {
  return std::make_unique<StreamTarget>(fd, max_size, memory);
}

std::unique_ptr<Target> text_target(std::string text) {
  return std::make_unique<StreamTarget>(std::move(text));
}

}  // namespace patrol::scan

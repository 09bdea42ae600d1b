// SPDX-License-Identifier: Apache-2.0
#include "git/layout.h"

#include <filesystem>
#include <memory>
#include <string_view>

#include "git/files.h"
#include "git/libgit2.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// One file of settings, parsed by libgit2.
class ConfigFile {
 public:
  explicit ConfigFile(const fs::path& path) {
    std::error_code error;
    git_config* config = nullptr;
    if (fs::exists(path, error) &&
        git_config_open_ondisk(&config, path.c_str()) == 0) {
      config_.reset(config);
    }
  }
  std::string text(const char* name) const {
    git_buf value{};
    std::string text;
    if (config_ && git_config_get_string_buf(&value, config_.get(), name) == 0) {
      text = value.ptr;
    }
    git_buf_dispose(&value);
    return text;
  }
  bool is_set(const char* name) const {
    int value = 0;
    return config_ && git_config_get_bool(&value, config_.get(), name) == 0 &&
           value != 0;
  }

 private:
  struct Free {
    void operator()(git_config* config) const { git_config_free(config); }
  };
  std::unique_ptr<git_config, Free> config_;
};

std::string with_slash(const fs::path& path) {
  return (path.lexically_normal() / "").string();
}

std::string first_line(const fs::path& file) {
  const std::string text = read_file(file).value_or("");
  return text.substr(0, text.find('\n'));
}

// libgit2 would wait for what never comes.
absl::Status check_files(const std::string& folder) {
  for (const char* name :
       {"HEAD", "commondir", "config", "config.worktree", "packed-refs",
        "objects/info/alternates", "objects/pack/multi-pack-index"}) {
    if (!is_special(folder + name)) continue;
    return absl::DataLossError(folder + name + ": not a regular file");
  }
  return absl::OkStatus();
}

std::string work_dir_of(const Layout& layout, const ConfigFile& config) {
  const fs::path git_dir = layout.git_dir;
  if (layout.git_dir != layout.common_dir) {
    const fs::path link = first_line(git_dir / "gitdir");
    return link.empty() ? "" : with_slash((git_dir / link).parent_path());
  }
  if (config.is_set("core.bare")) return "";
  if (const std::string named = config.text("core.worktree"); !named.empty()) {
    return with_slash(git_dir / named);
  }
  const fs::path folder = git_dir.parent_path();  // without the '/'
  return folder.filename() == ".git" ? with_slash(folder.parent_path()) : "";
}

}  // namespace

absl::StatusOr<Layout> read_layout(std::string git_dir) {
  Layout layout;
  layout.git_dir = with_slash(git_dir);
  if (absl::Status ok = check_files(layout.git_dir); !ok.ok()) return ok;
  const std::string common = first_line(fs::path(git_dir) / "commondir");
  layout.common_dir =
      common.empty() ? layout.git_dir : with_slash(fs::path(git_dir) / common);
  if (absl::Status ok = check_files(layout.common_dir); !ok.ok()) return ok;
  const ConfigFile config(fs::path(layout.common_dir) / "config");
  const std::string version = config.text("core.repositoryformatversion");
  const std::string format = config.text("extensions.objectformat");
  const std::string refs = config.text("extensions.refstorage");
  if ((version != "" && version != "0" && version != "1") ||
      (format != "" && format != "sha1" && format != "sha256")) {
    return absl::UnimplementedError(
        layout.git_dir + ": this repository has a format that patrol cannot "
        "read (version '" + version + "', objects '" + format + "'); scan a "
        "checkout with 'patrol dir' in the meantime");
  }
  if (format == "sha256") layout.id_size = 32;
  layout.ref_files = refs.empty() || refs == "files";
  layout.work_dir = work_dir_of(layout, config);
  return layout;
}

}  // namespace patrol::git

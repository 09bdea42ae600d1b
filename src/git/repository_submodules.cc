// SPDX-License-Identifier: Apache-2.0
//
// The part of Repository that takes in submodules. git keeps their repositories
// in "modules/<name>" of the superproject's, those of theirs below them, and
// those of a linked worktree below its folder. They are read as alternates are,
// and their refs are roots like those of worktrees.
#include <algorithm>
#include <filesystem>
#include <set>

#include <strings.h>

#include "git/files.h"
#include "git/repository.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMost = 10000;  // submodules

struct Found {
  std::string name;    // "lib", "lib/inner"
  std::string prefix;  // of its refs: "modules/lib/", "modules/lib/modules/…/"
  std::string git_dir;
};

bool is_repository(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "HEAD", error) &&
         fs::is_directory(folder / "objects", error);
}

// A folder's path in the work tree `root`; "" when it is not in it. Where a
// submodule is checked out is what its own config says, which may say anything.
std::string path_below(const std::string& root, const std::string& folder) {
  if (root.empty() || folder.empty()) return "";
  const fs::path path =
      (fs::path(folder) / "").lexically_relative(fs::path(root) / "");
  std::string text = path.generic_string();
  while (text.ends_with('/')) text.pop_back();
  const bool inside = std::none_of(path.begin(), path.end(), [](const auto& p) {
    return p == ".." || p == "." || ::strcasecmp(p.c_str(), ".git") == 0;
  });
  return inside ? text : "";
}

// A name may have slashes, so what is no repository may have one in it.
class Finder {
 public:
  explicit Finder(const OnError& on_error) : on_error_(on_error) {}

  void search(const fs::path& folder, const std::string& name,
              const std::string& prefix) {
    for (const fs::path& entry : entries_of(folder, on_error_)) {
      std::error_code error;
      if (!fs::is_directory(entry, error)) continue;
      if (fs::is_symlink(entry, error) &&
          !linked_.insert(fs::canonical(entry, error)).second) {
        continue;
      }
      const std::string below = entry.filename().string() + "/";
      if (!is_repository(entry)) {
        search(entry, name + below, prefix + below);
      } else if (found.size() < kMost) {
        found.push_back({name + entry.filename().string(), prefix + below,
                         (entry / "").string()});
        search(entry / "modules", name + below, prefix + below + "modules/");
      } else {
        on_error_(entry.string(), "too many submodules");
      }
    }
  }

  std::vector<Found> found;

 private:
  const OnError& on_error_;
  std::set<fs::path> linked_;  // where links lead to
};

}  // namespace

void Repository::add_submodules(const OnError& on_error) {
  Finder finder(on_error);
  finder.search(layout_.common_dir + "modules", "", "modules/");
  for (const std::string& tree :
       worktree_folders(layout_.common_dir, [](auto, auto) {})) {
    finder.search(fs::path(tree) / "modules", "",
                  "worktrees/" + fs::path(tree).filename().string() +
                      "/modules/");
  }
  // In a linked worktree, the submodules of the main one are there as well.
  const fs::path common = fs::path(layout_.common_dir).parent_path();
  const std::string main_tree =
      common.filename() == ".git" ? common.parent_path().string() : "";
  std::vector<std::string> folders = packs_->folders();
  for (Found& each : finder.found) {
    absl::StatusOr<Repository> opened =
        open_git_dir(each.git_dir, each.git_dir, {}, nullptr);
    if (!opened.ok()) {
      on_error(each.git_dir, std::string(opened.status().message()));
      continue;
    }
    if (opened->layout_.id_size != layout_.id_size) {
      on_error(each.git_dir, "a submodule with ids of another length; scan it "
                             "on its own");
      continue;
    }
    for (const Unread& folder : opened->unread_folders()) {
      on_error(folder.path, folder.why);
    }
    for (const std::string& folder : opened->object_folders()) {
      if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
        folders.push_back(folder);
      }
    }
    std::string path = path_below(layout_.work_dir, opened->work_dir());
    if (path.empty()) path = path_below(main_tree, opened->work_dir());
    submodules_.push_back(std::make_shared<Submodule>(
        Submodule{std::move(each.name), std::move(path),
                  std::move(each.prefix), *std::move(opened)}));
  }
  if (submodules_.empty()) return;
  own_packs_ = packs_;
  packs_ = std::make_shared<PackSet>(std::move(folders), layout_.id_size);
  reader_ = std::make_unique<ObjectReader>(packs_);
}

const Submodule* Repository::submodule_of(const ObjectId& id) const {
  if (submodules_.empty() || ObjectReader(own_packs_).read(id).ok()) {
    return nullptr;
  }
  for (const auto& submodule : submodules_) {
    if (submodule->repository.read(id).ok()) return submodule.get();
  }
  return nullptr;
}

void Repository::add_refs_of_submodules(bool reflogs, std::vector<Ref>& refs,
                                        const OnError& on_error) const {
  for (const auto& submodule : submodules_) {
    const std::string& prefix = submodule->prefix;
    const OnError tell = [&](std::string what, std::string why) {
      on_error(prefix + what, std::move(why));
    };
    std::vector<Ref> theirs;
    if (reflogs) {
      submodule->repository.refs_->add_reflogs(theirs, tell);
    } else {
      theirs = submodule->repository.tips(tell);
    }
    for (Ref& ref : theirs) {
      ref.name.insert(0, prefix);
      if (ref.kind == Ref::Kind::head) ref.kind = Ref::Kind::ref;
      refs.push_back(std::move(ref));
    }
  }
}

void Repository::add_names_of_submodules(std::vector<RefName>& names,
                                         const OnError& on_error) const {
  for (const auto& submodule : submodules_) {
    const std::string& prefix = submodule->prefix;
    names.push_back({prefix.substr(0, prefix.size() - 1)});
    std::vector<RefName> theirs;
    submodule->repository.refs_->add_names(
        theirs, [&](std::string what, std::string why) {
          on_error(prefix + what, std::move(why));
        });
    for (RefName& name : theirs) {
      name.name.insert(0, prefix);
      name.prefix += prefix.size();
      names.push_back(std::move(name));
    }
  }
}

}  // namespace patrol::git

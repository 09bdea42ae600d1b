// SPDX-License-Identifier: Apache-2.0
#include "git/repository.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <utility>

#include <git2/sys/repository.h>

#include "absl/container/flat_hash_set.h"
#include "git/files.h"
#include "git/libgit2.h"
#include "git/loose.h"

namespace patrol::git {
namespace {

// libgit2 has no error code for this.
bool is_unknown_format(const std::string& why) {
  return why.find("unsupported extension") != why.npos ||
         why.find("unsupported repository version") != why.npos;
}

absl::Status open_error(const std::string& path, const std::string& why) {
  return absl::DataLossError(path + ": cannot open the repository: " + why);
}

// Finds, depth first, a folder of objects and those that its info/alternates
// names.
class ObjectFolders {
 public:
  void add(const std::filesystem::path& objects) {
    std::error_code error;
    const std::filesystem::directory_iterator entries(objects, error);
    if (error) return leave_out(objects, error.message());
    const auto real = std::filesystem::canonical(objects, error);
    if (error) return leave_out(objects, error.message());
    if (!seen_.insert(real).second) return;
    if (seen_.size() > kMost) return leave_out(objects, "too many alternates");
    found.push_back((objects / "").string());
    const auto text = read_file(objects / "info" / "alternates");
    if (!text.ok() && !absl::IsNotFound(text.status())) {
      leave_out(objects / "info" / "alternates",
                std::string(text.status().message()));
    }
    std::istringstream lines(text.value_or(""));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line.starts_with('#')) continue;
      add(objects / (line.starts_with('"') ? unquote(line) : line));
    }
  }

  std::vector<std::string> found;
  std::vector<Unread> unread;

 private:
  static constexpr std::size_t kMost = 64;

  void leave_out(const std::filesystem::path& objects, std::string why) {
    unread.push_back({objects.string(), "alternate: " + std::move(why)});
  }

  std::set<std::filesystem::path> seen_;
};

ObjectType to_type(git_object_t type) {
  switch (type) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::commit;
    case GIT_OBJECT_TREE:
      return ObjectType::tree;
    case GIT_OBJECT_TAG:
      return ObjectType::tag;
    default:
      return ObjectType::blob;
  }
}

// "https://user:token@host/x" -> "https://host/x".
std::string without_credentials(std::string url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return url;
  const std::size_t host = scheme + 3;
  const std::size_t slash = url.find('/', host);
  const std::size_t at = url.rfind('@', slash);
  if (at != std::string::npos && at >= host) url.erase(host, at + 1 - host);
  return url;
}

bool is_larger(git_odb* odb, const git_oid& oid, std::uint64_t size) {
  std::size_t length = 0;
  git_object_t type{};
  return git_odb_read_header(&length, &type, odb, &oid) == 0 && length > size;
}

// `place` is the folder of the repository, has it in it, or is a file that says
// where it is.
bool is_at(const std::string& git_dir, const std::string& place) {
  namespace fs = std::filesystem;
  std::error_code error;
  return fs::equivalent(git_dir, place, error) ||
         fs::equivalent(git_dir, fs::path(place) / ".git", error) ||
         fs::is_regular_file(place, error) ||
         fs::is_regular_file(fs::path(place) / ".git", error);
}

// The repository that git would open in this folder is the one at `git_dir`.
bool means(const Environment& environment, const std::string& git_dir) {
  if (environment == Environment{}) return false;
  std::string meant = environment.git_dir;
  if (meant.empty()) {
    git_buf found{};
    if (git_repository_discover(&found, ".", 0, nullptr) == 0) {
      meant = found.ptr;
    }
    git_buf_dispose(&found);
  }
  std::error_code error;
  return !meant.empty() && std::filesystem::equivalent(meant, git_dir, error);
}

}  // namespace

namespace {

// The folder that core.worktree names is gone, as after a submodule's removal.
bool lacks_work_tree(const std::string& why) {
  return why.find("failed to resolve path") != std::string::npos;
}

}  // namespace

absl::StatusOr<Repository> Repository::open_git_dir(
    const std::string& git_dir, const std::string& shown,
    Environment environment, std::shared_ptr<const PackSet> packs) {
  Repository repository;
  repository.environment_ = std::move(environment);
  repository.packs_ = std::move(packs);
  absl::StatusOr<Layout> layout = read_layout(git_dir);
  if (!layout.ok()) return layout.status();
  repository.layout_ = *std::move(layout);
  git_repository* handle = nullptr;
  int result = git_repository_open_ext(
      &handle, git_dir.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  if (result != 0 && lacks_work_tree(last_error())) {
    result = git_repository_open_ext(
        &handle, git_dir.c_str(),
        GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, nullptr);
  }
  const std::string why = result == 0 ? "" : last_error();
  absl::Status status;
  if (result == 0) {
    status = repository.open_by_libgit2(MetadataByLibgit2::Handle(handle));
  } else if (is_unknown_format(why)) {
    status = repository.open_by_git();
  } else {
    status = open_error(shown, why);
  }
  if (!status.ok()) return status;
  return repository;
}

absl::Status Repository::open_by_libgit2(MetadataByLibgit2::Handle handle) {
  if (!environment_.work_tree.empty() &&
      git_repository_set_workdir(handle.get(), environment_.work_tree.c_str(),
                                 0) != 0) {
    return absl::NotFoundError("GIT_WORK_TREE: " + last_error());
  }
  const char* work_dir = git_repository_workdir(handle.get());
  layout_.work_dir = work_dir ? work_dir : "";
  find_objects();
  git_odb* odb = nullptr;
  bool opened = git_odb_open(&odb, object_folders().front().c_str()) == 0;
  MetadataByLibgit2::Odb owner(odb);
  opened = opened && git_repository_set_odb(handle.get(), odb) == 0;
  for (const std::string& folder : environment_.alternates) {
    opened = opened && git_odb_add_disk_alternate(odb, folder.c_str()) == 0;
  }
  if (!opened) {
    return absl::DataLossError(git_dir() + ": no object database: " +
                               last_error());
  }
  auto metadata = std::make_unique<MetadataByLibgit2>(
      std::move(handle), std::move(owner),
      MetadataByGit(git_process(), layout_.id_size));
  libgit2_ = metadata.get();
  metadata_ = std::move(metadata);
  refs_ = std::make_unique<RefFiles>(layout_);
  return absl::OkStatus();
}

GitProcess Repository::git_process() const {
  return GitProcess(layout_, environment_ != Environment{});
}

absl::Status Repository::open_by_git() {
  if (!environment_.work_tree.empty()) {
    std::error_code error;
    layout_.work_dir =
        std::filesystem::absolute(environment_.work_tree, error) / "";
  }
  find_objects();
  const GitProcess git = git_process();
  metadata_ = std::make_unique<MetadataByGit>(git, layout_.id_size);
  if (layout_.ref_files) {
    refs_ = std::make_unique<RefFiles>(layout_);
  } else {
    refs_ = std::make_unique<RefsByGit>(git);
  }
  return absl::OkStatus();
}

void Repository::find_objects() {
  std::string objects = environment_.object_folder;
  if (objects.empty()) objects = layout_.common_dir + "objects";
  ObjectFolders folders;
  folders.add(objects);
  for (const std::string& folder : environment_.alternates) folders.add(folder);
  if (folders.found.empty()) folders.found.push_back(objects + "/");
  unread_folders_ = std::move(folders.unread);
  if (!packs_) {
    packs_ = std::make_shared<PackSet>(std::move(folders.found),
                                       layout_.id_size);
  }
  reader_ = std::make_unique<ObjectReader>(packs_);
}

absl::StatusOr<Repository> Repository::open(const std::string& path) {
  set_up_libgit2();
  Environment environment = Environment::current();
  const bool named = path == "." && !environment.git_dir.empty();
  const std::string& place = named ? environment.git_dir : path;
  const std::string shown = without_credentials(place);
  git_buf found{};
  const int result = git_repository_discover(&found, place.c_str(), 0, nullptr);
  const std::string git_dir = result == 0 ? found.ptr : "";
  git_buf_dispose(&found);
  // GIT_DIR is not searched for in its parents.
  const bool elsewhere = named && result == 0 && !is_at(git_dir, place);
  if (result == GIT_ENOTFOUND || elsewhere) {
    return absl::NotFoundError(
        shown + ": no git repository here or in any parent folder (to scan "
                "plain files, use 'patrol dir " + shown + "')");
  }
  if (result != 0) return open_error(shown, last_error());
  if (!means(environment, git_dir)) environment = {};
  return open_git_dir(git_dir, shown, std::move(environment), nullptr);
}

absl::StatusOr<Repository> Repository::reopen() const {
  absl::StatusOr<Repository> copy =
      open_git_dir(git_dir(), git_dir(), environment_, packs_);
  if (!copy.ok()) return copy;
  copy->own_packs_ = own_packs_;
  for (const auto& submodule : submodules_) {
    absl::StatusOr<Repository> theirs = submodule->repository.reopen();
    if (!theirs.ok()) return theirs;
    copy->submodules_.push_back(std::make_shared<Submodule>(Submodule{
        submodule->name, submodule->path, submodule->prefix,
        *std::move(theirs)}));
  }
  return copy;
}

bool Repository::is_shallow() const {
  std::error_code error;
  const auto size = std::filesystem::file_size(layout_.common_dir + "shallow",
                                               error);
  return (!error && size > 0) ||
         std::any_of(submodules_.begin(), submodules_.end(),
                     [](const auto& each) {
                       return each->repository.is_shallow();
                     });
}

bool Repository::is_partial() const {
  const std::filesystem::path packs =
      std::filesystem::path(object_folders().front()) / "pack";
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(packs, error)) {
    if (entry.path().extension() == ".promisor") return true;
  }
  return false;
}

std::string Repository::origin_url() const {
  return without_credentials(metadata_->setting("remote.origin.url"));
}

std::vector<ObjectId> Repository::all_objects(
    const std::function<void(std::string, std::string)>& on_error) const {
  std::vector<ObjectId> ids;
  auto add = [](const git_oid* oid, void* list) -> int {
    static_cast<std::vector<ObjectId>*>(list)->push_back(to_id(*oid));
    return 0;
  };
  if (!libgit2_) {
    on_error("object database",
             "libgit2 cannot read this format; leave out --reader");
  } else if (git_odb_foreach(libgit2_->odb(), add, &ids) != 0) {
    on_error("object database", last_error());
  }
  for (const auto& submodule : submodules_) {
    std::vector<ObjectId> theirs = submodule->repository.all_objects(on_error);
    ids.insert(ids.end(), theirs.begin(), theirs.end());
  }
  // Keep the first of each id: storage order is what makes reading fast.
  absl::flat_hash_set<ObjectId> seen;
  seen.reserve(ids.size());
  std::erase_if(ids, [&](const ObjectId& id) { return !seen.insert(id).second; });
  return ids;
}

absl::StatusOr<RawObject> Repository::read(const ObjectId& id,
                                           std::uint64_t max_size) const {
  return reader_->read(id, max_size);
}

// Loose objects are not for libgit2 1.5: it never returns from some.
absl::StatusOr<RawObject> Repository::read_by_libgit2(
    const ObjectId& id, std::uint64_t max_size) const {
  if (!libgit2_) return absl::UnimplementedError("not a format of libgit2's");
  for (const std::string& folder : object_folders()) {
    absl::StatusOr<LooseObject> loose =
        read_loose(folder + loose_name(id),
                   std::min<std::uint64_t>(max_size, UINT32_MAX));
    if (loose.ok()) return RawObject(loose->type, loose->content);
    if (!absl::IsNotFound(loose.status())) return loose.status();
  }
  const git_oid oid = to_oid(id);
  if (max_size != UINT64_MAX && is_larger(libgit2_->odb(), oid, max_size)) {
    return absl::ResourceExhaustedError(
        "larger than --max-size or --max-memory allow");
  }
  git_odb_object* object = nullptr;
  const int result = git_odb_read(&object, libgit2_->odb(), &oid);
  if (result == 0) {
    RawObject copy(to_type(git_odb_object_type(object)),
                   {static_cast<const char*>(git_odb_object_data(object)),
                    git_odb_object_size(object)});
    git_odb_object_free(object);
    return copy;
  }
  for (const auto& submodule : submodules_) {
    if (result != GIT_ENOTFOUND) break;
    auto theirs = submodule->repository.read_by_libgit2(id, max_size);
    if (!absl::IsNotFound(theirs.status())) return theirs;
  }
  if (result == GIT_ENOTFOUND) return absl::NotFoundError(last_error());
  return absl::DataLossError(last_error());
}

}  // namespace patrol::git

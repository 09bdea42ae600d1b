// SPDX-License-Identifier: Apache-2.0
#include "git/repository.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <utility>

#include <git2/sys/repository.h>

#include "absl/container/flat_hash_set.h"
#include "git/libgit2.h"
#include "git/loose.h"

namespace patrol::git {
namespace {

// Sets libgit2 up once: a reader that runs nothing of the repository's, does
// not look into the user's config, and does not hash what it reads.
void initialise() {
  static std::once_flag once;
  std::call_once(once, [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    // Windows keep the mapped part of big packs out of the resident memory.
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, std::size_t{32} << 20);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, std::size_t{256} << 20);
    for (int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                      GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
  });
}

absl::Status open_error(const std::string& path, const std::string& why) {
  if (why.find("extensions.objectformat") != std::string::npos) {
    return absl::UnimplementedError(
        path +
        ": this repository names its objects by SHA-256, which patrol cannot "
        "read yet; scan a checkout with 'patrol dir' in the meantime");
  }
  if (why.find("unsupported extension") != std::string::npos) {
    return absl::UnimplementedError(
        path + ": this repository needs a git extension that patrol cannot "
               "read yet (" + why + "); scan a checkout with 'patrol dir' in "
               "the meantime");
  }
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
    std::ifstream lines(objects / "info" / "alternates");
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && !line.starts_with('#')) add(objects / line);
    }
  }

  std::vector<std::string> found;
  std::vector<UnreadFolder> unread;

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

RawObject::RawObject(git_odb_object* object)
    : object_(object), type_(to_type(git_odb_object_type(object))) {}

RawObject::RawObject(ObjectType type, std::string content)
    : type_(type), content_(std::move(content)) {}

void RawObject::Free::operator()(git_odb_object* object) const {
  git_odb_object_free(object);
}

std::string_view RawObject::content() const {
  if (!object_) return content_;
  return {static_cast<const char*>(git_odb_object_data(object_.get())),
          git_odb_object_size(object_.get())};
}

void Repository::FreeRepository::operator()(git_repository* repository) const {
  git_repository_free(repository);
}

void Repository::FreeOdb::operator()(git_odb* odb) const { git_odb_free(odb); }

absl::StatusOr<Repository> Repository::adopt(git_repository* handle,
                                             Environment environment) {
  Repository repository;
  repository.handle_.reset(handle);
  repository.git_dir_ = git_repository_path(handle);
  repository.environment_ = std::move(environment);
  absl::Status status = repository.open_objects();
  status.Update(repository.place_work_tree());
  status.Update(repository.place_index());
  if (!status.ok()) return status;
  return repository;
}

absl::Status Repository::open_objects() {
  std::string objects = environment_.object_folder;
  if (objects.empty()) {
    git_buf path{};
    git_repository_item_path(&path, handle_.get(), GIT_REPOSITORY_ITEM_OBJECTS);
    objects = path.ptr ? path.ptr : git_dir_ + "objects";
    git_buf_dispose(&path);
  }
  git_odb* odb = nullptr;
  const bool opened = git_odb_open(&odb, objects.c_str()) == 0;
  odb_.reset(odb);
  if (!opened || git_repository_set_odb(handle_.get(), odb) != 0) {
    return absl::DataLossError(git_dir_ + ": no object database: " +
                               last_error());
  }
  ObjectFolders folders;
  folders.add(objects);
  for (const std::string& folder : environment_.alternates) {
    folders.add(folder);
    if (git_odb_add_disk_alternate(odb, folder.c_str()) != 0) {
      return absl::DataLossError(folder + ": no object database: " +
                                 last_error());
    }
  }
  object_folders_ = std::move(folders.found);
  if (object_folders_.empty()) object_folders_.push_back(objects + "/");
  unread_folders_ = std::move(folders.unread);
  return absl::OkStatus();
}

absl::Status Repository::place_work_tree() {
  if (environment_.work_tree.empty() ||
      git_repository_set_workdir(handle_.get(), environment_.work_tree.c_str(),
                                 0) == 0) {
    return absl::OkStatus();
  }
  return absl::NotFoundError("GIT_WORK_TREE: " + last_error());
}

// A path that is relative is so to the work tree, where hooks are started.
absl::Status Repository::place_index() {
  if (environment_.index_file.empty()) return absl::OkStatus();
  std::filesystem::path path = environment_.index_file;
  std::error_code error;
  if (path.is_relative() && !std::filesystem::exists(path, error)) {
    path = work_dir() / path;
  }
  git_index* index = nullptr;
  const bool placed = git_index_open(&index, path.c_str()) == 0 &&
                      git_repository_set_index(handle_.get(), index) == 0;
  git_index_free(index);
  if (placed) return absl::OkStatus();
  return absl::DataLossError("GIT_INDEX_FILE: " + path.string() +
                             " is damaged or cannot be read");
}

absl::StatusOr<Repository> Repository::open(const std::string& path) {
  initialise();
  Environment environment = Environment::current();
  const bool named = path == "." && !environment.git_dir.empty();
  const std::string& place = named ? environment.git_dir : path;
  const std::string shown = without_credentials(place);
  git_repository* handle = nullptr;
  const int result = git_repository_open_ext(
      &handle, place.c_str(), named ? GIT_REPOSITORY_OPEN_NO_SEARCH : 0,
      nullptr);
  if (result == GIT_ENOTFOUND) {
    return absl::NotFoundError(
        shown + ": no git repository here or in any parent folder (to scan "
                "plain files, use 'patrol dir " + shown + "')");
  }
  if (result != 0) return open_error(shown, last_error());
  if (!means(environment, git_repository_path(handle))) environment = {};
  return adopt(handle, std::move(environment));
}

absl::StatusOr<Repository> Repository::reopen() const {
  git_repository* handle = nullptr;
  if (git_repository_open_ext(&handle, git_dir_.c_str(),
                              GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0) {
    return open_error(git_dir_, last_error());
  }
  return adopt(handle, environment_);
}

bool Repository::is_shallow() const {
  return git_repository_is_shallow(handle_.get()) == 1;
}

bool Repository::is_partial() const {
  const std::filesystem::path packs =
      std::filesystem::path(object_folders_.front()) / "pack";
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(packs, error)) {
    if (entry.path().extension() == ".promisor") return true;
  }
  return false;
}

std::string Repository::work_dir() const {
  const char* path = git_repository_workdir(handle_.get());
  return path ? path : "";
}

std::string Repository::origin_url() const {
  git_config* config = nullptr;
  git_buf value{};
  std::string url;
  if (git_repository_config(&config, handle_.get()) == 0) {
    if (git_config_get_string_buf(&value, config, "remote.origin.url") == 0) {
      url = without_credentials(value.ptr);
    }
    git_buf_dispose(&value);
    git_config_free(config);
  }
  return url;
}

std::vector<ObjectId> Repository::all_objects(
    const std::function<void(std::string, std::string)>& on_error) {
  std::vector<ObjectId> ids;
  auto add = [](const git_oid* oid, void* list) -> int {
    static_cast<std::vector<ObjectId>*>(list)->push_back(to_id(*oid));
    return 0;
  };
  if (git_odb_foreach(odb_.get(), add, &ids) != 0) {
    on_error("object database", last_error());
  }
  // Keep the first of each id: storage order is what makes reading fast.
  absl::flat_hash_set<ObjectId> seen;
  seen.reserve(ids.size());
  std::erase_if(ids, [&](const ObjectId& id) { return !seen.insert(id).second; });
  return ids;
}

absl::StatusOr<RawObject> Repository::read(const ObjectId& id,
                                           std::uint64_t max_size) const {
  for (const std::string& folder : object_folders_) {
    absl::StatusOr<LooseObject> loose =
        read_loose(folder + loose_name(id),
                   std::min<std::uint64_t>(max_size, UINT32_MAX));
    if (loose.ok()) return RawObject(loose->type, std::move(loose->content));
    if (!absl::IsNotFound(loose.status())) return loose.status();
  }
  const git_oid oid = to_oid(id);
  if (max_size != UINT64_MAX && is_larger(odb_.get(), oid, max_size)) {
    return absl::ResourceExhaustedError("larger than --max-size or --max-memory allow");
  }
  git_odb_object* object = nullptr;
  const int result = git_odb_read(&object, odb_.get(), &oid);
  if (result == 0) return RawObject(object);
  if (result == GIT_ENOTFOUND) return absl::NotFoundError(last_error());
  return absl::DataLossError(last_error());
}

bool Repository::exists(const ObjectId& id) const {
  const git_oid oid = to_oid(id);
  return git_odb_exists_ext(odb_.get(), &oid, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

absl::StatusOr<ObjectId> Repository::resolve_commit(
    const std::string& revision) const {
  git_object *object = nullptr, *commit = nullptr;
  if (git_revparse_single(&object, handle_.get(), revision.c_str()) != 0) {
    return absl::NotFoundError("'" + revision +
                               "' names no commit of this repository");
  }
  const int result = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
  git_object_free(object);
  if (result != 0) {
    return absl::InvalidArgumentError("'" + revision + "' is not a commit");
  }
  const ObjectId id = to_id(*git_object_id(commit));
  git_object_free(commit);
  return id;
}

bool Repository::is_ignored(const std::string& path) const {
  int ignored = 0;
  return git_ignore_path_is_ignored(&ignored, handle_.get(), path.c_str()) ==
             0 &&
         ignored == 1;
}

}  // namespace patrol::git

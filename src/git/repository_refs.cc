// SPDX-License-Identifier: Apache-2.0
//
// The part of Repository that tells where its history begins: HEAD, refs,
// reflogs and indexes. libgit2 leaves out loose refs that it cannot
// read, and forgets that it could not read packed-refs once it has said so:
// what is damaged is looked for here.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "git/libgit2.h"
#include "git/objects.h"
#include "git/repository.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

Ref::Kind kind_of(std::string_view name) {
  if (name == "refs/stash") return Ref::Kind::stash;
  if (name.starts_with("refs/notes/")) return Ref::Kind::note;
  return Ref::Kind::ref;
}

// A stream would cost more than the rest: there may be a reflog for each ref.
// A file that is not there is empty.
absl::StatusOr<std::string> read_file(const fs::path& file) {
  std::string text;
  const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return text;
  char bytes[4096];
  ssize_t got = fd ? 1 : -1;
  while (got > 0 && (got = ::read(fd.get(), bytes, sizeof bytes)) > 0) {
    text.append(bytes, static_cast<std::size_t>(got));
  }
  if (got < 0) return absl::DataLossError(std::strerror(errno));
  return text;
}

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

// Lines of packed-refs: "# …", "<id> <name>" and, of a tag, "^<id>".
absl::Status check_packed_refs(const fs::path& file) {
  absl::StatusOr<std::string> text = read_file(file);
  if (!text.ok()) return text.status();
  for (std::string_view rest = *text; !rest.empty();) {
    std::string_view line = take_line(rest);
    if (line.starts_with('#')) continue;
    const bool peeled = line.starts_with('^');
    if (peeled) line.remove_prefix(1);
    const std::size_t end = std::min(line.find_first_of(" \r"), line.size());
    const bool named = end + 1 < line.size() && line[end] == ' ';
    if (parse_id(line.substr(0, end)).empty() || named == peeled) {
      return absl::DataLossError("damaged: a line names no ref");
    }
  }
  return absl::OkStatus();
}

// Old and new ids of a reflog's entries, "<old> <new> <who> …" a line; the old
// one of the first is where a branch stood before it was moved.
void add_reflog(std::string_view rest, const Ref& ref, std::vector<Ref>& refs) {
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::size_t end = line.find(' ');
    if (end == line.npos) continue;
    for (const std::string_view hex :
         {line.substr(end + 1, end), line.substr(0, end)}) {
      const ObjectId id = parse_id(hex);
      if (!id.empty() && hex.find_first_not_of('0') != hex.npos) {
        refs.push_back({ref.name, ref.kind, id});
      }
    }
  }
}

// The reflogs below `logs`; also those of refs that are gone.
void add_reflogs(const fs::path& logs, const std::string& prefix,
                 std::vector<Ref>& refs, const OnError& on_error) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator at(logs, error);
  for (; !error && at != fs::end(at); at.increment(error)) {
    std::error_code unknown;
    if (at->is_regular_file(unknown)) files.push_back(at->path());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    on_error(logs.string(), error.message());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    Ref ref{prefix + file.lexically_relative(logs).string(),
            Ref::Kind::reflog,
            {}};
    if (kind_of(ref.name) == Ref::Kind::stash) ref.kind = Ref::Kind::stash;
    absl::StatusOr<std::string> text = read_file(file);
    if (text.ok()) {
      add_reflog(*text, ref, refs);
    } else {
      on_error(file.string(), std::string(text.status().message()));
    }
  }
}

// A HEAD or a branch without a commit is no error.
bool is_unborn(int result) {
  return result == GIT_ENOTFOUND || result == GIT_EUNBORNBRANCH;
}

void add_worktree_heads(git_repository* repository, std::vector<Ref>& refs,
                        const OnError& on_error) {
  git_strarray names{};
  if (git_worktree_list(&names, repository) != 0) {
    return on_error("worktrees", last_error());
  }
  for (std::size_t i = 0; i < names.count; ++i) {
    const std::string name = "worktree " + std::string(names.strings[i]);
    git_reference* head = nullptr;
    const int result = git_repository_head_for_worktree(&head, repository,
                                                        names.strings[i]);
    if (result == 0) {
      refs.push_back(
          {name, Ref::Kind::ref, to_id(*git_reference_target(head))});
      git_reference_free(head);
    } else if (!is_unborn(result)) {
      on_error("HEAD of " + name, last_error());
    }
  }
  git_strarray_dispose(&names);
}

void add_ref(git_repository* repository, const char* name,
             std::vector<Ref>& refs, const OnError& on_error) {
  git_reference* reference = nullptr;
  if (git_reference_lookup(&reference, repository, name) != 0) {
    return on_error(name, last_error());
  }
  if (const git_oid* oid = git_reference_target(reference)) {
    refs.push_back({name, kind_of(name), to_id(*oid)});
  }
  git_reference_free(reference);
}

// libgit2 lists no loose refs that it cannot read.
void check_loose_refs(git_repository* repository, const fs::path& common,
                      const OnError& on_error) {
  std::error_code error;
  fs::recursive_directory_iterator at(common / "refs", error);
  for (; !error && at != fs::end(at); at.increment(error)) {
    std::error_code unknown;
    if (!at->is_regular_file(unknown)) continue;
    const std::string name = at->path().lexically_relative(common).string();
    if (name.ends_with(".lock")) continue;
    git_reference* reference = nullptr;
    const int result =
        git_reference_lookup(&reference, repository, name.c_str());
    git_reference_free(reference);
    if (result != 0 && result != GIT_ENOTFOUND) on_error(name, last_error());
  }
  if (error) on_error((common / "refs").string(), error.message());
}

std::vector<IndexEntry> entries_of(git_index* index) {
  std::vector<IndexEntry> entries;
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    entries.push_back({entry->path, to_id(entry->id), entry->mode});
  }
  return entries;
}

// libgit2's own words about a damaged index are about something else.
absl::Status index_error(const fs::path& file) {
  const bool readable = ::access(file.c_str(), R_OK) == 0;
  return absl::DataLossError(
      file.string() + ": the index " +
      (readable ? "is damaged; 'git reset' makes a new one"
                : std::string("cannot be read: ") + std::strerror(errno)));
}

}  // namespace

absl::StatusOr<ObjectId> Repository::head_commit() const {
  git_oid oid;
  const int result = git_reference_name_to_id(&oid, handle_.get(), "HEAD");
  if (result == 0) return to_id(oid);
  const std::string why = last_error();
  if (!is_unborn(result)) return absl::DataLossError(why);
  absl::Status packed = check_packed_refs(common_dir() + "packed-refs");
  if (!packed.ok()) return packed;
  return ObjectId{};
}

std::string Repository::head_ref() const {
  git_reference* head = nullptr;
  std::string name;
  if (git_reference_lookup(&head, handle_.get(), "HEAD") == 0) {
    const char* target = git_reference_symbolic_target(head);
    if (target) name = target;
    git_reference_free(head);
  }
  return name;
}

std::string Repository::common_dir() const {
  return git_repository_commondir(handle_.get());
}

std::vector<Ref> Repository::tips(const OnError& on_error) const {
  std::vector<Ref> refs;
  absl::StatusOr<ObjectId> head = head_commit();
  if (!head.ok()) {
    on_error("HEAD", std::string(head.status().message()));
  } else if (!head->empty()) {
    refs.push_back({"HEAD", Ref::Kind::head, *head});
  }
  absl::Status packed = check_packed_refs(common_dir() + "packed-refs");
  if (!packed.ok()) on_error("packed-refs", std::string(packed.message()));
  git_reference_iterator* iterator = nullptr;
  if (git_reference_iterator_new(&iterator, handle_.get()) == 0) {
    const char* name = nullptr;
    while (git_reference_next_name(&name, iterator) == 0) {
      add_ref(handle_.get(), name, refs, on_error);
    }
    git_reference_iterator_free(iterator);
  } else if (packed.ok()) {
    on_error("refs", last_error());
  }
  check_loose_refs(handle_.get(), common_dir(), on_error);
  add_worktree_heads(handle_.get(), refs, on_error);
  return refs;
}

std::vector<Ref> Repository::refs(const OnError& on_error) const {
  std::vector<Ref> refs = tips(on_error);
  const fs::path common = common_dir();
  add_reflogs(common / "logs", "", refs, on_error);
  for (const std::string& tree : worktree_dirs()) {
    add_reflogs(fs::path(tree) / "logs",
                "worktrees/" + fs::path(tree).filename().string() + "/", refs,
                on_error);
  }
  return refs;
}

std::vector<std::string> Repository::worktree_dirs() const {
  std::vector<std::string> folders;
  std::error_code error;
  fs::directory_iterator at(common_dir() + "worktrees", error);
  for (; !error && at != fs::end(at); at.increment(error)) {
    folders.push_back(at->path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

bool Repository::has_index() const {
  std::error_code error;
  return !environment_.index_file.empty() || !work_dir().empty() ||
         fs::exists(git_dir_ + "index", error);
}

absl::StatusOr<std::vector<IndexEntry>> Repository::index() const {
  git_index* index = nullptr;
  if (git_repository_index(&index, handle_.get()) != 0) {
    return index_error(git_dir_ + "index");
  }
  std::vector<IndexEntry> entries = entries_of(index);
  git_index_free(index);
  return entries;
}

std::vector<IndexEntry> Repository::all_indexes(const OnError& on_error) const {
  const auto tell = [&](const absl::Status& status) {
    on_error("index", std::string(status.message()));
  };
  std::vector<IndexEntry> entries;
  if (auto own = index(); own.ok()) {
    entries = *std::move(own);
  } else {
    tell(own.status());
  }
  std::vector<std::string> folders = worktree_dirs();
  folders.push_back(common_dir());
  for (const std::string& folder : folders) {
    const fs::path file = fs::path(folder) / "index";
    std::error_code error;
    if (fs::equivalent(folder, git_dir_, error)) continue;
    if (!fs::exists(file, error)) continue;
    git_index* index = nullptr;
    if (git_index_open(&index, file.c_str()) != 0) {
      tell(index_error(file));
      continue;
    }
    std::vector<IndexEntry> more = entries_of(index);
    git_index_free(index);
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  return entries;
}

std::string Repository::ref_of(const std::string& revision) const {
  if (revision == "HEAD" || revision == "@") {
    const std::string branch = head_ref();
    return branch.empty() ? "HEAD" : branch;
  }
  git_reference* reference = nullptr;
  std::string name;
  if (git_reference_dwim(&reference, handle_.get(), revision.c_str()) == 0) {
    name = git_reference_name(reference);
    git_reference_free(reference);
  }
  return name;
}

ObjectId Repository::peel(ObjectId id) const {
  constexpr int kLongestChain = 16;
  for (int i = 0; i < kLongestChain; ++i) {
    const absl::StatusOr<RawObject> object = read(id);
    if (!object.ok() || object->type() != ObjectType::tag) break;
    const auto tag = parse_tag(object->content());
    if (!tag) break;
    id = tag->target;
  }
  return id;
}

ObjectId Repository::blob_at(const ObjectId& commit,
                             const std::string& path) const {
  const absl::StatusOr<RawObject> object = read(commit);
  const auto decoded = object.ok() ? parse_commit(object->content())
                                   : std::nullopt;
  if (!decoded) return {};
  ObjectId id = decoded->tree;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    const absl::StatusOr<RawObject> tree = read(id);
    if (!tree.ok() || tree->type() != ObjectType::tree) return {};
    TreeReader entries(tree->content(), id.size);
    TreeEntry entry;
    id = {};
    while (id.empty() && entries.next(entry)) {
      if (entry.name == name) id = entry.id;
    }
  }
  return id;
}

}  // namespace patrol::git

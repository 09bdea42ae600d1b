// SPDX-License-Identifier: Apache-2.0
//
// Refs in files. A file "refs/…" or HEAD is "<id>" or "ref: <name>"; what has no
// file may have a line in packed-refs. Read here and not by libgit2, which looks
// each of them up on its own, leaves out loose refs that it cannot read, and
// forgets that it could not read packed-refs once it has said so.
#include <algorithm>
#include <filesystem>
#include <string_view>

#include "git/objects.h"
#include "git/ref_kind.h"
#include "git/refs.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestChain = 10;  // of symbolic refs; git takes 5

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

// lexically_relative() would cost more than all else that is done with a name.
std::string name_below(const fs::path& folder, const fs::path& file) {
  const std::string_view root = folder.native();
  const std::size_t slash = root.ends_with('/') ? 0 : 1;
  return file.native().substr(root.size() + slash);
}

bool is_null(const ObjectId& id) {
  return std::all_of(id.bytes.begin(), id.bytes.begin() + id.size,
                     [](std::uint8_t byte) { return byte == 0; });
}

// Old and new ids of a reflog's entries, "<old> <new> <who> …" a line, the
// newest last: that is <name>@{0}. An old one is the new one of the entry
// before, but for the first entry, and where entries were expired.
void add_reflog(std::string_view rest, const Ref& ref, std::vector<Ref>& refs) {
  struct Entry {
    ObjectId before, after;
  };
  std::vector<Entry> entries;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::size_t end = line.find(' ');
    if (end == line.npos) continue;
    const Entry entry{parse_id(line.substr(0, end)),
                      parse_id(line.substr(end + 1, end))};
    if (!entry.before.empty() || !entry.after.empty()) entries.push_back(entry);
  }
  const auto add = [&](const ObjectId& id, std::optional<std::uint32_t> entry) {
    if (!is_null(id)) refs.push_back({ref.name, ref.kind, id, {}, entry});
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    add(entries[i].after, static_cast<std::uint32_t>(entries.size() - 1 - i));
    const bool told = i > 0 && entries[i - 1].after == entries[i].before;
    if (!told) add(entries[i].before, std::nullopt);
  }
}

// What a file of a ref says: an id, or the name of another ref.
struct LooseRef {
  ObjectId id;
  std::string symbolic;
};

// NotFound: there is no such file.
absl::StatusOr<LooseRef> read_loose_ref(const fs::path& file) {
  constexpr std::string_view kSymbolic = "ref:", kSpace = " \t\r\n";
  absl::StatusOr<std::string> text = read_file(file);
  if (!text.ok()) return text.status();
  LooseRef ref;
  std::string_view line = *text;
  line = line.substr(0, line.find('\n'));
  if (line.starts_with(kSymbolic)) {
    line.remove_prefix(kSymbolic.size());
    line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
    ref.symbolic = line.substr(0, line.find_last_not_of(kSpace) + 1);
    if (!ref.symbolic.empty()) return ref;
  }
  ref.id = parse_id(line.substr(0, line.find_first_of(kSpace)));
  if (ref.id.empty()) return absl::DataLossError("damaged: it names no object");
  return ref;
}

// The loose refs below `folder` override what `refs` has of the same name.
void add_loose_refs(const fs::path& folder, const std::string& prefix,
                    const std::vector<fs::path>& files,
                    std::map<std::string, ObjectId>& refs,
                    const OnError& on_error) {
  for (const fs::path& file : files) {
    const std::string name = prefix + name_below(folder, file);
    if (name.ends_with(".lock")) continue;
    absl::StatusOr<LooseRef> ref = read_loose_ref(file);
    if (ref.ok() && !ref->id.empty()) {
      refs[name] = ref->id;
    } else if (!ref.ok() && !absl::IsNotFound(ref.status())) {
      refs.erase(name);
      on_error(name, std::string(ref.status().message()));
    }
  }
}

// Of the refs that a linked worktree has of its own.
std::string worktree_prefix(const std::string& folder) {
  return "worktrees/" + fs::path(folder).filename().string() + "/";
}

}  // namespace

const std::vector<fs::path>& RefFiles::files_in(const fs::path& folder,
                                                const OnError& on_error) const {
  auto [found, inserted] = listings_.try_emplace(folder);
  Listing& listing = found->second;
  if (inserted) {
    listing.files = files_below(folder, [&](std::string what, std::string why) {
      listing.unread.push_back({std::move(what), std::move(why)});
    });
  }
  for (const Unread& each : listing.unread) on_error(each.path, each.why);
  return listing.files;
}

// The reflogs below `logs`; also those of refs that are gone.
void RefFiles::add_reflogs_in(const fs::path& logs, const std::string& prefix,
                              std::vector<Ref>& refs,
                              const OnError& on_error) const {
  for (const fs::path& file : files_in(logs, on_error)) {
    Ref ref{prefix + name_below(logs, file), Ref::Kind::reflog, {}};
    if (ref_kind(ref.name) == Ref::Kind::stash) ref.kind = Ref::Kind::stash;
    absl::StatusOr<std::string> text = read_file(file);
    if (text.ok()) {
      add_reflog(*text, ref, refs);
    } else if (!absl::IsNotFound(text.status())) {
      on_error(file.string(), std::string(text.status().message()));
    }
  }
}

// The refs and reflogs in the files of a worktree's folder.
void RefFiles::add_file_names(const fs::path& folder, const std::string& prefix,
                              std::vector<RefName>& names,
                              const OnError& on_error) const {
  for (const fs::path& file : files_in(folder / "refs", on_error)) {
    const std::string name = name_below(folder, file);
    names.push_back({prefix + name, ref_kind(name), prefix.size()});
  }
  const fs::path logs = folder / "logs";
  for (const fs::path& file : files_in(logs, on_error)) {
    names.push_back({prefix + name_below(logs, file), Ref::Kind::reflog,
                     prefix.size()});
  }
}

// Lines are "# …", "<id> <name>" and, of a tag, "^<id>".
const RefFiles::Packed& RefFiles::packed() const {
  if (packed_) return *packed_;
  packed_.emplace();
  absl::StatusOr<std::string> text =
      read_file(layout_.common_dir + "packed-refs");
  if (!text.ok()) {
    if (!absl::IsNotFound(text.status())) packed_->status = text.status();
    return *packed_;
  }
  std::string last;  // whose target a line with '^' peels
  for (std::string_view rest = *text; !rest.empty();) {
    std::string_view line = take_line(rest);
    if (line.starts_with('#')) continue;
    const bool peeled = line.starts_with('^');
    if (peeled) line.remove_prefix(1);
    const std::size_t end = std::min(line.find_first_of(" \r"), line.size());
    const bool named = end + 1 < line.size() && line[end] == ' ';
    const ObjectId id = parse_id(line.substr(0, end));
    if (id.empty() || named == peeled) {
      packed_->status = absl::DataLossError("damaged: a line names no ref");
    } else if (named) {
      std::string_view name = line.substr(end + 1);
      last = name.substr(0, name.find('\r'));
      packed_->refs[last] = id;
    } else if (!last.empty()) {
      packed_->peeled[last] = id;
    }
  }
  return *packed_;
}

// `folder` is the one of the worktree, which has HEAD and a few refs of its own.
absl::StatusOr<ObjectId> RefFiles::resolve(const std::string& folder,
                                           std::string name) const {
  for (int i = 0; i < kLongestChain; ++i) {
    if (fs::path(name).is_absolute() || name.find("..") != name.npos) break;
    absl::StatusOr<LooseRef> ref = read_loose_ref(fs::path(folder) / name);
    if (absl::IsNotFound(ref.status())) {
      ref = read_loose_ref(fs::path(layout_.common_dir) / name);
    }
    if (absl::IsNotFound(ref.status())) {
      const auto found = packed().refs.find(name);
      if (found != packed().refs.end()) return found->second;
      if (!packed().status.ok()) return packed().status;
      return ObjectId{};
    }
    if (!ref.ok()) {
      return absl::DataLossError(name + ": " +
                                 std::string(ref.status().message()));
    }
    if (ref->symbolic.empty()) return ref->id;
    name = std::move(ref->symbolic);
  }
  return absl::DataLossError("damaged: a symbolic ref that leads nowhere");
}

absl::StatusOr<ObjectId> RefFiles::head() const {
  return resolve(layout_.git_dir, "HEAD");
}

std::string RefFiles::head_ref() const {
  absl::StatusOr<LooseRef> head =
      read_loose_ref(fs::path(layout_.git_dir) / "HEAD");
  return head.ok() ? std::move(head->symbolic) : "";
}

void RefFiles::add_refs(std::vector<Ref>& refs, const OnError& on_error) const {
  if (!packed().status.ok()) {
    on_error("packed-refs", std::string(packed().status.message()));
  }
  std::map<std::string, ObjectId> all = packed().refs;
  const fs::path common = layout_.common_dir;
  add_loose_refs(common, "", files_in(common / "refs", on_error), all,
                 on_error);
  for (const std::string& folder :
       worktree_folders(layout_.common_dir, on_error)) {
    add_loose_refs(folder, worktree_prefix(folder),
                   files_in(fs::path(folder) / "refs", on_error), all,
                   on_error);
  }
  for (auto& [name, id] : all) {
    const auto packed = this->packed().refs.find(name);
    const auto peeled = this->packed().peeled.find(name);
    const bool known = packed != this->packed().refs.end() &&
                       packed->second == id &&
                       peeled != this->packed().peeled.end();
    refs.push_back(
        {name, ref_kind(name), id, known ? peeled->second : ObjectId{}});
  }
  add_worktree_heads(refs, on_error);
}

void RefFiles::add_worktree_heads(std::vector<Ref>& refs,
                                  const OnError& on_error) const {
  auto add = [&](const std::string& folder, const std::string& name) {
    absl::StatusOr<ObjectId> head = resolve(folder, "HEAD");
    if (!head.ok()) {
      on_error("HEAD of " + name, std::string(head.status().message()));
    } else if (!head->empty()) {
      refs.push_back({name, Ref::Kind::ref, *head});
    }
  };
  for (const std::string& folder :
       worktree_folders(layout_.common_dir, [](auto, auto) {})) {
    add(folder, worktree_label(folder));
  }
  if (layout_.git_dir != layout_.common_dir) {
    add(layout_.common_dir, "main worktree");
  }
}

void RefFiles::add_reflogs(std::vector<Ref>& refs,
                           const OnError& on_error) const {
  add_reflogs_in(fs::path(layout_.common_dir) / "logs", "", refs, on_error);
  for (const std::string& folder :
       worktree_folders(layout_.common_dir, [](auto, auto) {})) {
    add_reflogs_in(fs::path(folder) / "logs", worktree_prefix(folder), refs,
                   on_error);
  }
}

void RefFiles::add_names(std::vector<RefName>& names,
                         const OnError& on_error) const {
  for (const auto& [name, id] : packed().refs) {
    names.push_back({name, ref_kind(name)});
  }
  names.push_back({head_ref()});
  add_file_names(layout_.common_dir, "", names, on_error);
  for (const std::string& folder :
       worktree_folders(layout_.common_dir, on_error)) {
    names.push_back({worktree_label(folder)});
    add_file_names(folder, worktree_prefix(folder), names, on_error);
  }
}

std::vector<std::string> worktree_folders(const std::string& common_dir,
                                          const OnError& on_error) {
  std::vector<std::string> folders;
  for (const fs::path& folder :
       entries_of(common_dir + "worktrees", on_error)) {
    folders.push_back(folder.string());
  }
  return folders;
}

std::string worktree_label(const std::string& folder) {
  return "worktree " + fs::path(folder).filename().string();
}

}  // namespace patrol::git

// SPDX-License-Identifier: Apache-2.0
//
// What git's plumbing commands tell of repositories that libgit2 cannot open.
#include <charconv>
#include <filesystem>
#include <string_view>

#include "git/metadata.h"
#include "git/objects.h"
#include "git/ref_kind.h"
#include "git/refs.h"

namespace patrol::git {
namespace {

// Takes what comes before `end`, and `end`, off `rest`.
std::string_view take(std::string_view& rest, char end) {
  const std::string_view part = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

std::string first_line(std::string_view text) {
  return std::string(take(text, '\n'));
}

// The number in "<name>@{n}", whose "@{" is at `brace`.
std::optional<std::uint32_t> entry_number(std::string_view selector,
                                          std::size_t brace) {
  if (brace == selector.npos) return std::nullopt;
  const char* const end = selector.data() + selector.size();
  std::uint32_t number = 0;
  const auto [at, error] =
      std::from_chars(selector.data() + brace + 2, end, number);
  const bool whole = error == std::errc() && at + 1 == end && *at == '}';
  return whole ? std::optional(number) : std::nullopt;
}

std::string advice(const absl::Status& status) {
  if (absl::IsDeadlineExceeded(status)) return std::string(status.message());
  return std::string(status.message()) +
         ": the installed git cannot read these refs (reftable needs git "
         "2.45); install a newer one, or scan a clone made by 'git clone "
         "--no-local --ref-format=files'";
}

}  // namespace

absl::StatusOr<ObjectId> RefsByGit::head() const {
  absl::StatusOr<std::string> id =
      git_.run({"rev-parse", "--quiet", "--verify", "HEAD"});
  if (id.ok()) return parse_id(first_line(*id));
  if (absl::IsAborted(id.status())) return ObjectId{};
  return absl::DataLossError(advice(id.status()));
}

std::string RefsByGit::head_ref() const {
  absl::StatusOr<std::string> name =
      git_.run({"symbolic-ref", "--quiet", "HEAD"});
  return name.ok() ? first_line(*name) : "";
}

void RefsByGit::add_refs(std::vector<Ref>& refs,
                         const OnError& on_error) const {
  absl::StatusOr<std::string> all = git_.run(
      {"for-each-ref", "--format=%(objectname) %(refname) %(symref)"});
  if (!all.ok()) return on_error("refs", advice(all.status()));
  for (std::string_view rest = *all; !rest.empty();) {
    std::string_view line = take(rest, '\n');
    const ObjectId id = parse_id(take(line, ' '));
    const std::string name(take(line, ' '));
    const bool symbolic = !line.empty();
    if (id.empty() || symbolic) continue;
    refs.push_back({name, ref_kind(name), id});
  }
  absl::StatusOr<std::string> trees =
      git_.run({"worktree", "list", "--porcelain"});
  if (!trees.ok()) return on_error("worktrees", advice(trees.status()));
  std::string path;
  for (std::string_view rest = *trees; !rest.empty();) {
    std::string_view line = take(rest, '\n');
    const std::string_view word = take(line, ' ');
    if (word == "worktree") path = line;
    const ObjectId id = word == "HEAD" ? parse_id(line) : ObjectId{};
    if (id.empty() || line.find_first_not_of('0') == line.npos) continue;
    const std::string name = std::filesystem::path(path).filename().string();
    refs.push_back({"worktree " + name, Ref::Kind::ref, id});
  }
}

// Where a branch stood before its first entry is not told.
void RefsByGit::add_reflogs(std::vector<Ref>& refs,
                            const OnError& on_error) const {
  absl::StatusOr<std::string> entries =
      git_.run({"rev-list", "--walk-reflogs", "--all", "--format=%H %gD"});
  if (!entries.ok()) return on_error("reflogs", advice(entries.status()));
  for (std::string_view rest = *entries; !rest.empty();) {
    std::string_view line = take(rest, '\n');
    if (line.starts_with("commit ")) continue;  // the same id, told before
    const ObjectId id = parse_id(take(line, ' '));
    const std::size_t brace = line.rfind("@{");
    const std::string name(line.substr(0, brace));
    if (id.empty()) continue;
    refs.push_back({name,
                    ref_kind(name) == Ref::Kind::stash ? Ref::Kind::stash
                                                       : Ref::Kind::reflog,
                    id,
                    {},
                    entry_number(line, brace)});
  }
}

void RefsByGit::add_names(std::vector<RefName>& names,
                          const OnError& on_error) const {
  std::vector<Ref> refs;
  add_refs(refs, on_error);
  add_reflogs(refs, on_error);
  for (Ref& ref : refs) names.push_back({std::move(ref.name), ref.kind});
  names.push_back({head_ref()});
}

absl::StatusOr<ObjectId> MetadataByGit::resolve(
    const std::string& revision) const {
  absl::StatusOr<std::string> id = git_.run(
      {"rev-parse", "--quiet", "--verify", "--end-of-options", revision});
  if (absl::IsDeadlineExceeded(id.status())) return id.status();
  if (!id.ok()) return absl::NotFoundError(id.status().message());
  const ObjectId parsed = parse_id(first_line(*id));
  if (parsed.size != id_size_) return absl::NotFoundError("no object id");
  return parsed;
}

std::string MetadataByGit::full_ref_name(const std::string& name) const {
  if (name.starts_with('-')) return "";  // an option
  absl::StatusOr<std::string> full =
      git_.run({"rev-parse", "--quiet", "--verify", "--symbolic-full-name",
                name});
  const std::string line = full.ok() ? first_line(*full) : "";
  return line.starts_with("refs/") ? line : "";
}

// Lines are "<mode> <id> <stage>\t<path>\0". A split index needs its worktree's
// folder, which has the shared part.
absl::StatusOr<std::vector<IndexEntry>> MetadataByGit::index(
    const std::string& file) const {
  std::vector<IndexEntry> entries;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return entries;
  const std::filesystem::path folder =
      std::filesystem::path(file).parent_path();
  const bool is_git_dir = std::filesystem::exists(folder / "HEAD", error);
  const GitProcess git = is_git_dir ? git_.in(folder / "") : git_;
  absl::StatusOr<std::string> all =
      git.run({"ls-files", "--stage", "-z"}, file);
  if (absl::IsDeadlineExceeded(all.status()) ||
      absl::IsNotFound(all.status())) {
    return all.status();
  }
  if (!all.ok()) {
    return absl::DataLossError(file + ": git cannot read the index: " +
                               std::string(all.status().message()));
  }
  for (std::string_view rest = *all; !rest.empty();) {
    std::string_view line = take(rest, '\0');
    const std::string_view mode = take(line, ' ');
    IndexEntry entry;
    std::from_chars(mode.data(), mode.data() + mode.size(), entry.mode, 8);
    entry.id = parse_id(take(line, ' '));
    take(line, '\t');
    entry.path = line;
    if (!entry.id.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

std::string MetadataByGit::setting(const std::string& name) const {
  absl::StatusOr<std::string> value =
      git_.run({"config", "--local", "--get", name});
  return value.ok() ? first_line(*value) : "";
}

bool MetadataByGit::is_ignored(const std::string& path) const {
  return git_.run({"check-ignore", "--quiet", "--no-index", "--", path}).ok();
}

}  // namespace patrol::git

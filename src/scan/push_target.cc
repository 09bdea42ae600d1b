// SPDX-License-Identifier: Apache-2.0
#include "scan/push_target.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "git/objects.h"
#include "scan/change_target.h"

namespace patrol::scan {
namespace {

constexpr int kLongestChain = 16;  // of tags that name tags
constexpr std::size_t kMostTrees = 100'000;  // of a ref that names a tree

class PushReader {
 public:
  PushReader(const git::Repository& repository, const Push& push)
      : repository_(repository), push_(push) {}

  absl::StatusOr<ChangeSet> read() {
    for (const PushedRef& ref : push_.refs) {
      if (absl::Status ok = add(ref); !ok.ok()) return ok;
    }
    exclude_known();
    set_.selection = "push";
    set_.commits = select_commits(repository_, commits_, coverage);
    for (const git::SelectedCommit& commit : set_.commits) {
      std::vector<git::Change> more =
          changes_of(repository_, commit.id, coverage);
      std::move(more.begin(), more.end(), std::back_inserter(set_.changes));
    }
    return std::move(set_);
  }

  Coverage coverage;

 private:
  // What a ref leads to, with the tags on the way.
  absl::Status add(const PushedRef& ref) {
    set_.ref_names.push_back({ref.name, 0, Reach::ref});
    ObjectId id = ref.id;
    for (int i = 0; i < kLongestChain; ++i) {
      absl::StatusOr<git::RawObject> object = repository_.read(id);
      if (!object.ok()) return object.status();
      switch (object->type()) {
        case ObjectType::commit:
          commits_.include.push_back(id);
          set_.holders.push_back({Reach::ref, ref.name});
          return absl::OkStatus();
        case ObjectType::blob:
          set_.tags.push_back({id, ref.name});
          return absl::OkStatus();
        case ObjectType::tree:
          add_tree(id, ref.name);
          return absl::OkStatus();
        default:
          break;
      }
      set_.tags.push_back({id, ref.name});
      const auto tag = git::parse_tag(object->content());
      if (!tag) return absl::DataLossError(id.hex() + ": is no sound tag");
      id = tag->target;
    }
    return absl::InvalidArgumentError(ref.name + ": a tag of a tag of a tag …");
  }

  void add_tree(const ObjectId& top, const std::string& ref) {
    std::vector<ObjectId> open = {top};
    absl::flat_hash_set<ObjectId> seen;
    while (!open.empty()) {
      const ObjectId id = open.back();
      open.pop_back();
      if (seen.size() == kMostTrees || !seen.insert(id).second) continue;
      absl::StatusOr<git::RawObject> tree = repository_.read(id);
      if (!tree.ok()) {
        coverage.add_gap(GapReason::missing_object, id.hex(),
                         std::string(tree.status().message()));
        continue;
      }
      git::TreeReader reader(tree->content(), id.size);
      for (git::TreeEntry entry; reader.next(entry);) {
        if (entry.is_tree()) {
          open.push_back(entry.id);
        } else if (seen.insert(entry.id).second) {
          set_.tags.push_back({entry.id, ref});
        }
      }
    }
  }

  void exclude_known() {
    for (const ObjectId& id : push_.known) exclude(id);
    if (push_.known_refs.empty()) return;
    const auto on_error = [&](std::string what, std::string why) {
      coverage.add_gap(GapReason::unreadable_refs, std::move(what),
                       std::move(why));
    };
    for (const git::Ref& ref : repository_.tips(on_error)) {
      if (ref.name.starts_with(push_.known_refs)) exclude(ref.target);
    }
  }

  // Nothing is done for what is no commit, or is not here.
  void exclude(const ObjectId& id) {
    const auto commit = repository_.resolve_commit(id.hex());
    if (commit.ok()) commits_.exclude.push_back(*commit);
  }

  const git::Repository& repository_;
  const Push& push_;
  git::CommitSelection commits_;
  ChangeSet set_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Target>> push_target(
    const std::string& path, const Push& push,
    const source::ReadOptions& options) {
  absl::StatusOr<git::Repository> repository = git::Repository::open(path);
  if (!repository.ok()) return repository.status();
  PushReader reader(*repository, push);
  absl::StatusOr<ChangeSet> set = reader.read();
  if (!set.ok()) return set.status();
  auto target = change_target(*std::move(repository), path, *std::move(set),
                              options);
  target->coverage.merge(reader.coverage);
  return target;
}

}  // namespace patrol::scan

// SPDX-License-Identifier: Apache-2.0
//
// A whole pack with its index, walked. The first byte says how the input is
// read: as the bytes of a pack (chance seldom gets past a zlib stream), or as
// a list of entries, of which a pack is made that inflates.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/pack_maker.h"
#include "git/pack_walk.h"

using namespace patrol;

namespace {

constexpr std::uint64_t kMost = 1 << 16;  // bytes of an object

struct Told {
  std::map<ObjectId, std::string> visited;
  std::set<ObjectId> refused;
  std::vector<ObjectId> memos;  // by the number in their notes
};

class Reading {
 public:
  explicit Reading(const git::PackForest& forest) : forest_(forest) {}

  // All roots, `step` at a time.
  Told run(std::size_t step) {
    told_ = {};
    git::PackWalker walker(
        [this](const Object& object) { visit(object); },
        [this](const ObjectId& id, git::PackWalker::Problem) { refuse(id); },
        [](const ObjectId& id, ObjectType& type, std::string& content) {
          type = ObjectType::blob;
          content = "a base of another pack";
          return id.bytes[0] % 2 == 0;
        },
        [](const git::Named&) { return false; }, {.read = {.max_size = kMost, .memory = {}}});
    const std::atomic<bool> stop{false};
    for (std::size_t i = 0; i < forest_.root_count(); i += step) {
      walker.walk(forest_, i, i + step, stop);
    }
    return std::move(told_);
  }

 private:
  void visit(const Object& object) {
    fuzz::require(object.content.size() <= kMost, "no object is too large");
    fuzz::require(told_.refused.count(object.id) == 0 &&
                      told_.visited.emplace(object.id, object.content).second,
                  "an object is told once");
    for (const CopiedRun& run : object.copied) {
      fuzz::require(run.from + run.size <= object.base_size &&
                        run.to + run.size <= object.content.size(),
                    "copied runs lie in both versions");
    }
    if (object.base_memo) check_base(object);
    if (!object.memo) return;
    object.memo->known = true;
    object.memo->notes = {told_.memos.size()};
    told_.memos.push_back(object.id);
  }

  // The memo is of the version that the runs are copied from.
  void check_base(const Object& object) {
    fuzz::require(object.base_memo->notes.size() == 1, "a memo is kept");
    const std::string& base =
        told_.visited.at(told_.memos.at(object.base_memo->notes[0]));
    fuzz::require(base.size() == object.base_size, "the base has its size");
    for (const CopiedRun& run : object.copied) {
      fuzz::require(base.compare(run.from, run.size, object.content, run.to,
                                 run.size) == 0,
                    "copied bytes are the same");
    }
  }

  void refuse(const ObjectId& id) {
    fuzz::require(told_.visited.count(id) == 0 &&
                      told_.refused.insert(id).second,
                  "a damaged object is told once");
  }

  const git::PackForest& forest_;
  Told told_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 1);
  if (head.empty()) return 0;
  const bool made = head[0] % 2 != 0;
  const fuzz::MadePack pack =
      made ? fuzz::make_pack(rest) : fuzz::adopt_pack(rest);
  static const fuzz::PackFiles files;
  const auto forest = files.open(pack);
  if (!forest.ok()) return 0;
  Reading reading(**forest);
  const Told told = reading.run(SIZE_MAX);
  fuzz::require(told.visited.size() + told.refused.size() == (*forest)->count(),
                "no object is lost");
  for (const auto& [id, content] : pack.plain) {
    const auto found = told.visited.find(id);
    fuzz::require(found != told.visited.end() && found->second == content,
                  "what was stored comes out");
  }
  const Told again = reading.run(1);
  fuzz::require(again.visited == told.visited && again.refused == told.refused,
                "all ways of sharing out the roots tell the same");
  return 0;
}

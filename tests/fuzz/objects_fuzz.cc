// SPDX-License-Identifier: Apache-2.0
//
// Commits, tags and trees: bytes of strangers' repositories.
#include "fuzz/check.h"
#include "git/objects.h"

using namespace patrol;

namespace {

bool lies_in(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() &&
          part.data() + part.size() <= whole.data() + whole.size());
}

void read_tree(std::string_view content, std::size_t id_size) {
  git::TreeReader reader(content, id_size);
  git::TreeEntry entry;
  std::size_t read = 0;
  while (reader.next(entry)) {
    read += entry.raw.size();
    fuzz::require(entry.id.size == id_size, "an id has its size");
    fuzz::require(lies_in(entry.raw, content) && lies_in(entry.name, entry.raw),
                  "names lie in the tree");
  }
  fuzz::require(reader.clean() == (read == content.size()),
                "clean is: understood to the last byte");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view content = fuzz::text_of(data, size);
  if (const auto commit = git::parse_commit(content)) {
    fuzz::require(commit->message <= size, "the message is in the commit");
    fuzz::require(lies_in(commit->author, content), "and the author too");
    fuzz::require(!commit->tree.empty(), "a commit has a tree");
  }
  if (const auto tag = git::parse_tag(content)) {
    fuzz::require(tag->message <= size, "the message is in the tag");
    fuzz::require(!tag->target.empty(), "a tag has a target");
  }
  read_tree(content, 20);
  read_tree(content, 32);
  const ObjectId id = git::parse_id(content);
  fuzz::require(id.empty() || id.size * 2u == size, "ids have two sizes");
  return 0;
}

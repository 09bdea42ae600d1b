// SPDX-License-Identifier: Apache-2.0
//
// A chain of trees, each a delta of the one before, read as differences: each
// must have the entries that it has when it is read alone. The input is a size
// and the first tree, then a size and a delta each.
#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "attribute/tree_table.h"
#include "fuzz/check.h"
#include "git/pack.h"

using namespace patrol;

namespace {

// An entry that a tree has twice is told once: no git writes such a tree.
using Entries = std::set<std::tuple<std::string, ObjectId>>;

Entries read_alone(std::string_view content, bool& clean) {
  Entries all;
  git::TreeReader reader(content, 20);
  git::TreeEntry entry;
  while (reader.next(entry)) all.emplace(entry.name, entry.id);
  clean = reader.clean();
  return all;
}

// What record `tree` of a table has.
std::vector<std::uint32_t> entries_of(const attribute::TreeTable& table,
                                      std::uint32_t tree) {
  std::vector<std::uint32_t> has;
  if (const std::uint32_t base = table.base_of(tree);
      base != attribute::TreeTable::kNone) {
    has = entries_of(table, base);
  }
  for (const std::uint32_t lost : table.lost(tree)) {
    fuzz::require(std::erase(has, lost) > 0, "only what was there is lost");
  }
  for (std::uint32_t e = 0; e < table.entries().size(); ++e) {
    if (table.entries()[e].tree == tree) has.push_back(e);
  }
  return has;
}

Entries told_of(const attribute::TreeTable& table,
                const git::ObjectNumbers& numbers, std::uint32_t tree) {
  Entries all;
  for (const std::uint32_t e : entries_of(table, tree)) {
    const auto& entry = table.entries()[e];
    all.emplace(table.name(entry.name), numbers.id_of(entry.child));
  }
  return all;
}

std::string_view take_sized(std::string_view& rest) {
  const std::string_view head = fuzz::take(rest, 2);
  if (head.size() < 2) return {};
  return fuzz::take(rest, static_cast<unsigned char>(head[0]) * 256u +
                              static_cast<unsigned char>(head[1]));
}

struct Version {
  git::Buffer content;
  Memo memo;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest = fuzz::text_of(data, size);
  git::ObjectNumbers numbers(0, 1);  // none is stored
  attribute::TreeTable table;
  const std::string_view first = take_sized(rest);
  Version base;
  std::copy(first.begin(), first.end(), base.content.resize(first.size()));
  std::vector<CopiedRun> copied;
  Object tree{.type = ObjectType::tree, .content = base.content.view()};
  for (std::uint8_t n = 1; n < 16; ++n) {
    tree.id.size = 20;
    tree.id.bytes[0] = n;
    Version next;
    tree.memo = &next.memo;
    const bool clean = table.add(tree, numbers, [](const auto&) {});
    table.settle(numbers);
    bool alone_is_clean = false;
    const Entries alone = read_alone(tree.content, alone_is_clean);
    fuzz::require(clean == alone_is_clean, "damage is told, however read");
    fuzz::require(told_of(table, numbers, n - 1u) == alone, "all entries are told");
    if (rest.empty()) break;
    base.memo = std::move(next.memo);
    const std::string_view delta = take_sized(rest);
    if (!git::apply_delta(tree.content, delta, 1 << 14, next.content, copied)) {
      break;
    }
    tree.base_size = tree.content.size();
    tree.base_memo = base.memo.known ? &base.memo : nullptr;
    tree.copied = copied;
    base.content = std::move(next.content);
    tree.content = base.content.view();
  }
  return 0;
}

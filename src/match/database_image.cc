// SPDX-License-Identifier: Apache-2.0
//
// The database of the built-in rules, as it stands in the program. libhs keeps
// a database as one run of memory without pointers: what it wrote at an address
// may be read at any other one that is aligned alike. That holds for
// Hyperscan 5 and Vectorscan 5, and a test searches by a moved image.
#include <hs/hs.h>

#include <cstdlib>
#include <cstring>
#include <new>

#include "base/hash.h"
#include "match/database.h"

namespace patrol::match {
namespace {

// The widths and the databases follow, each at a multiple of kAlignment.
struct Header {
  std::uint64_t library = 0;
  std::uint64_t rule_count = 0;
  std::uint64_t sizes[std::size(kParts)] = {};  // of each database
};

std::uint64_t library() { return base::hash64(hs_version()); }

std::size_t aligned(std::size_t size) {
  return (size + Database::kAlignment - 1) & ~(Database::kAlignment - 1);
}

struct FreeAligned {
  void operator()(char* bytes) const {
    ::operator delete(bytes, std::align_val_t(Database::kAlignment));
  }
};

// What libhs makes of a database at an aligned address; "" when it fails.
std::string memory_of(const hs_database* database) {
  char* serialised = nullptr;
  std::size_t length = 0, size = 0;
  if (hs_serialize_database(database, &serialised, &length) != HS_SUCCESS) {
    return "";
  }
  const std::unique_ptr<char, decltype(&std::free)> owner(serialised,
                                                          &std::free);
  if (hs_serialized_database_size(serialised, length, &size) != HS_SUCCESS) {
    return "";
  }
  const std::unique_ptr<char, FreeAligned> memory(static_cast<char*>(
      ::operator new(size, std::align_val_t(Database::kAlignment))));
  std::memset(memory.get(), 0, size);
  if (hs_deserialize_database_at(
          serialised, length,
          reinterpret_cast<hs_database*>(memory.get())) != HS_SUCCESS) {
    return "";
  }
  return std::string(memory.get(), size);
}

}  // namespace

std::string Database::image() const {
  Header header{.library = library(), .rule_count = widths_.size(), .sizes = {}};
  std::string image(aligned(sizeof header), '\0');
  image.append(reinterpret_cast<const char*>(widths_.data()),
               widths_.size() * sizeof(Width));
  for (const Part part : kParts) {
    if (!handle(part)) continue;
    const std::string memory = memory_of(handle(part));
    if (memory.empty()) return "";
    header.sizes[static_cast<std::size_t>(part)] = memory.size();
    image.resize(aligned(image.size()));
    image += memory;
  }
  std::memcpy(image.data(), &header, sizeof header);
  return image;
}

absl::StatusOr<Database> Database::in_place(std::string_view bytes,
                                            const RuleSet& rules) {
  if (absl::Status ok = check_platform(); !ok.ok()) return ok;
  Header header;
  if (bytes.size() < aligned(sizeof header)) {
    return absl::DataLossError("the compiled rules are cut short");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  std::size_t at = aligned(sizeof header);
  const std::size_t widths_size = rules.rules.size() * sizeof(Width);
  if (header.library != library() ||
      header.rule_count != rules.rules.size() ||
      bytes.size() - at < widths_size) {
    return absl::FailedPreconditionError(
        "the compiled rules are of another version of libhs");
  }
  Database database;
  database.widths_.resize(rules.rules.size());
  std::memcpy(database.widths_.data(), bytes.data() + at, widths_size);
  at += widths_size;
  for (const Part part : kParts) {
    const std::size_t size = header.sizes[static_cast<std::size_t>(part)];
    if (size == 0) continue;
    at = aligned(at);
    if (at > bytes.size() || bytes.size() - at < size) {
      return absl::DataLossError("the compiled rules are cut short");
    }
    database.of(part) =
        Handle(reinterpret_cast<const hs_database*>(bytes.data() + at),
               Free(false));
    at += size;
  }
  database.measure();
  return database;
}

}  // namespace patrol::match

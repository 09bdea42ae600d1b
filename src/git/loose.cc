// SPDX-License-Identifier: Apache-2.0
#include "git/loose.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/mapped_file.h"

namespace patrol::git {
namespace {

constexpr std::size_t kLongestHeader = 32;  // "commit 18446744073709551615\0"

std::optional<ObjectType> type_of(std::string_view word) {
  if (word == "blob") return ObjectType::blob;
  if (word == "tree") return ObjectType::tree;
  if (word == "commit") return ObjectType::commit;
  if (word == "tag") return ObjectType::tag;
  return std::nullopt;
}

absl::Status damaged(const std::string& path) {
  return absl::DataLossError(path + ": damaged loose object");
}

absl::Status too_large(const std::string& path) {
  return absl::ResourceExhaustedError(path + ": larger than --max-size");
}

absl::StatusOr<LooseObject> parse(std::string_view bytes,
                                  const std::string& path) {
  const std::size_t end = bytes.substr(0, kLongestHeader).find('\0');
  const std::size_t space = bytes.substr(0, kLongestHeader).find(' ');
  if (end == std::string_view::npos || space > end) return damaged(path);
  const auto type = type_of(bytes.substr(0, space));
  std::uint64_t size = 0;
  const auto [rest, error] = std::from_chars(bytes.data() + space + 1,
                                             bytes.data() + end, size);
  if (!type || error != std::errc() || rest != bytes.data() + end ||
      size != bytes.size() - end - 1) {
    return damaged(path);
  }
  return LooseObject{*type, std::string(bytes.substr(end + 1))};
}

}  // namespace

std::string loose_name(const ObjectId& id) {
  std::string name = id.hex();
  return name.empty() ? name : name.insert(2, "/");
}

absl::StatusOr<LooseObject> read_loose(const std::string& path,
                                       std::uint64_t max_size) {
  absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  Inflater inflater;
  Buffer buffer;
  switch (inflater.inflate_up_to(file->bytes(), max_size + kLongestHeader,
                                 buffer)) {
    case Inflater::Result::done:
      break;
    case Inflater::Result::too_large:
      return too_large(path);
    default:
      return damaged(path);
  }
  absl::StatusOr<LooseObject> object = parse(buffer.view(), path);
  if (object.ok() && object->content.size() > max_size) return too_large(path);
  return object;
}

}  // namespace patrol::git

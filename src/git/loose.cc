// SPDX-License-Identifier: Apache-2.0
#include "git/loose.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/mapped_file.h"

namespace patrol::git {
namespace {

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
  return absl::ResourceExhaustedError(path + ": larger than --max-size or --max-memory allow");
}

}  // namespace

std::optional<LooseHeader> parse_loose_header(std::string_view bytes) {
  bytes = bytes.substr(0, kLongestLooseHeader);
  const std::size_t end = bytes.find('\0'), space = bytes.find(' ');
  if (end == std::string_view::npos || space > end) return std::nullopt;
  const auto type = type_of(bytes.substr(0, space));
  std::uint64_t size = 0;
  const auto [rest, error] = std::from_chars(bytes.data() + space + 1,
                                             bytes.data() + end, size);
  if (!type || error != std::errc() || rest != bytes.data() + end) {
    return std::nullopt;
  }
  return LooseHeader{*type, size, end + 1};
}

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
  switch (inflater.inflate_up_to(file->bytes(), max_size + kLongestLooseHeader,
                                 buffer)) {
    case Inflater::Result::done:
      break;
    case Inflater::Result::too_large:
      return too_large(path);
    default:
      return damaged(path);
  }
  const auto header = parse_loose_header(buffer.view());
  if (!header || header->size != buffer.view().size() - header->length) {
    return damaged(path);
  }
  if (header->size > max_size) return too_large(path);
  return LooseObject{header->type,
                     std::string(buffer.view().substr(header->length))};
}

}  // namespace patrol::git

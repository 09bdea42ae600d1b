// SPDX-License-Identifier: Apache-2.0
#include "git/objects.h"

#include <charconv>
#include <string>

#include "base/digest.h"

namespace patrol::git {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Takes one header line off `rest`; empty at the blank line and at the end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

// "Name <mail> 1700000000 +0100": who and when.
void parse_signature(std::string_view line, std::string_view* who,
                     std::int64_t& time) {
  const std::size_t close = line.rfind('>');
  if (close == std::string_view::npos) return;
  if (who) *who = line.substr(0, close + 1);
  std::string_view rest = line.substr(close + 1);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  std::from_chars(rest.data(), rest.data() + rest.size(), time);
}

}  // namespace

IdHasher::IdHasher(ObjectType type, std::uint64_t size, std::size_t id_size)
    : hasher_(id_size == 32 ? base::Digest::sha256 : base::Digest::sha1) {
  hasher_.add(to_string(type));
  hasher_.add(' ' + std::to_string(size) + '\0');
}

ObjectId IdHasher::finish() {
  const std::string hash = hasher_.finish();
  ObjectId id;
  std::memcpy(id.bytes.data(), hash.data(), hash.size());
  id.size = static_cast<std::uint8_t>(hash.size());
  return id;
}

ObjectId id_of(ObjectType type, std::string_view content,
               std::size_t id_size) {
  IdHasher hasher(type, content.size(), id_size);
  hasher.add(content);
  return hasher.finish();
}

ObjectId parse_id(std::string_view hex) {
  ObjectId id;
  if (hex.size() != 40 && hex.size() != 64) return id;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return ObjectId{};
    id.bytes[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
  }
  id.size = static_cast<std::uint8_t>(hex.size() / 2);
  return id;
}

std::optional<Commit> parse_commit(std::string_view content) {
  Commit commit;
  std::string_view rest = content;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (line.starts_with("tree ")) {
      commit.tree = parse_id(line.substr(5));
    } else if (line.starts_with("parent ")) {
      if (ObjectId id = parse_id(line.substr(7)); !id.empty()) {
        commit.parents.push_back(id);
      }
    } else if (line.starts_with("author ")) {
      parse_signature(line.substr(7), &commit.author, commit.author_time);
    } else if (line.starts_with("committer ")) {
      parse_signature(line.substr(10), nullptr, commit.committer_time);
    }
  }
  commit.message = content.size() - rest.size();
  if (commit.tree.empty()) return std::nullopt;
  return commit;
}

std::optional<Tag> parse_tag(std::string_view content) {
  Tag tag;
  std::string_view rest = content;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (line.starts_with("object ")) tag.target = parse_id(line.substr(7));
  }
  tag.message = content.size() - rest.size();
  if (tag.target.empty()) return std::nullopt;
  return tag;
}

bool TreeReader::next(TreeEntry& entry) {
  const std::size_t end = rest_.find('\0');
  if (end == std::string_view::npos || rest_.size() - end - 1 < id_size_) {
    return false;
  }
  std::uint32_t mode = 0;
  std::size_t i = 0;
  for (; i < end && rest_[i] != ' '; ++i) {
    if (rest_[i] < '0' || rest_[i] > '7' || i > 6) return false;
    mode = mode * 8 + static_cast<std::uint32_t>(rest_[i] - '0');
  }
  if (i == end) return false;
  entry.mode = mode;
  entry.name = rest_.substr(i + 1, end - i - 1);
  std::memcpy(entry.id.bytes.data(), rest_.data() + end + 1, id_size_);
  entry.id.size = static_cast<std::uint8_t>(id_size_);
  entry.raw = rest_.substr(0, end + 1 + id_size_);
  rest_.remove_prefix(entry.raw.size());
  return true;
}

}  // namespace patrol::git

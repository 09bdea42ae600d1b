// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "git/objects.h"

namespace patrol::cli {
namespace {

constexpr std::size_t kMostInput = std::size_t{64} << 20;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Digits of an object id, all zeros or not.
bool is_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f');
         });
}

bool is_none(std::string_view id) {
  return id.find_first_not_of('0') == std::string_view::npos;
}

// Where the fields of a line are.
struct Fields {
  std::size_t count, old_id, new_id, name;
};

absl::StatusOr<scan::Push> parse(std::string_view lines, const Fields& fields) {
  scan::Push push;
  for (const std::string_view line : split(lines, '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string_view> words = split(line, ' ');
    if (words.size() != fields.count || !is_id(words[fields.old_id]) ||
        !is_id(words[fields.new_id])) {
      return absl::InvalidArgumentError(
          "standard input is not what git tells this hook; git runs it, "
          "see githooks(5)");
    }
    if (!is_none(words[fields.old_id])) {
      push.known.push_back(git::parse_id(words[fields.old_id]));
    }
    if (is_none(words[fields.new_id])) continue;  // the ref is deleted
    push.refs.push_back({git::parse_id(words[fields.new_id]),
                         std::string(words[fields.name])});
  }
  return push;
}

}  // namespace

absl::StatusOr<std::string> read_standard_input() {
  std::string text;
  char piece[1 << 16];
  for (;;) {
    const ssize_t size = read(STDIN_FILENO, piece, sizeof piece);
    if (size == 0) return text;
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) {
      return absl::UnavailableError(std::string("standard input: ") +
                                    std::strerror(errno));
    }
    text.append(piece, static_cast<std::size_t>(size));
    if (text.size() > kMostInput) {
      return absl::ResourceExhaustedError("standard input: more than 64 MiB");
    }
  }
}

absl::StatusOr<scan::Push> parse_pre_push(std::string_view lines) {
  return parse(lines, {.count = 4, .old_id = 3, .new_id = 1, .name = 2});
}

absl::StatusOr<scan::Push> parse_pre_receive(std::string_view lines) {
  return parse(lines, {.count = 3, .old_id = 0, .new_id = 1, .name = 2});
}

std::string_view message_to_keep(std::string_view text) {
  // Behind the comment character, which can be set.
  constexpr std::string_view kScissors =
      " ------------------------ >8 ------------------------";
  for (std::size_t at = text.find(kScissors); at != text.npos;
       at = text.find(kScissors, at + 1)) {
    const std::size_t end = at + kScissors.size();
    const bool ends = end == text.size() || text[end] == '\n';
    const bool begins = at > 0 && (at == 1 || text[at - 2] == '\n');
    if (begins && ends) return text.substr(0, at - 1);
  }
  return text;
}

}  // namespace patrol::cli

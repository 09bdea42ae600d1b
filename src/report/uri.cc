// SPDX-License-Identifier: Apache-2.0
#include "report/uri.h"

#include <algorithm>
#include <vector>

namespace patrol::report {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

bool contains(std::string_view characters, char c) {
  return characters.find(c) != std::string_view::npos;
}

// Encodes all bytes but letters, digits and those of `kept`.
std::string encode(std::string_view text, std::string_view kept) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_alphanumeric(c) || contains(kept, c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

// What may stand behind the scheme of a URI. '%' is trusted to begin an
// encoded byte.
bool is_uri_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || contains("-._~:/?#@!$&'()*+,;=%", c);
  });
}

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

std::string joined_from(const std::vector<std::string_view>& parts,
                        std::size_t begin) {
  std::string path;
  for (std::size_t i = begin; i < parts.size(); ++i) {
    if (i > begin) path += '/';
    path += parts[i];
  }
  return path;
}

// Scans in CI start in the root of the checkout: what is below the working
// directory is told relative to it, all else is not in the checkout.
std::string file_uri(std::string_view working_dir, std::string_view path) {
  std::string full(path.starts_with('/') ? "" : working_dir);
  full.append("/").append(path);
  const std::vector<std::string_view> root = segments(working_dir);
  const std::vector<std::string_view> parts = segments(full);
  const bool below = parts.size() > root.size() &&
                     std::equal(root.begin(), root.end(), parts.begin());
  const std::size_t begin = below ? root.size() : 0;
  return (below ? "" : "file:///") + percent_encode(joined_from(parts, begin));
}

// Code scanning wants a path for every alert, also for what has none. A name
// below .git/ can be no tracked file, so it never points to the wrong one. It
// is the same for all commits: the path is part of an alert's identity, and
// names with object ids would use up the number of alerts that a repository
// may have, which cannot be undone.
std::string_view stand_in(const Report& report, const Location& at) {
  switch (at.place) {
    case Place::commit_message:
      return ".git/commit-message";
    case Place::tag_message:
      return ".git/tag-message";
    case Place::note:
      return ".git/note";
    case Place::commit_header:
      return ".git/commit-header";
    case Place::tag_header:
      return ".git/tag-header";
    case Place::file_name:
      return ".git/file-name";
    case Place::ref_name:
      return ".git/ref-name";
    case Place::content:
      break;
  }
  return report.target == "stdin" ? ".git/standard-input"
                                  : ".git/unnamed-object";
}

// "git@example.org:team/repo.git", the short form of ssh addresses, has a
// colon before the first slash and no scheme. Returns "" for all else.
std::string long_ssh_form(std::string_view remote) {
  const std::size_t colon = remote.find(':');
  if (colon == std::string_view::npos || colon < 2) return "";
  if (remote.find('/') < colon) return "";
  std::string_view path = remote.substr(colon + 1);
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string uri = "ssh://";
  uri.append(remote.substr(0, colon)).append("/").append(path);
  return uri;
}

}  // namespace

std::string percent_encode(std::string_view path) {
  return encode(path, "-._~/");
}

std::string artifact_uri(const Report& report, const Location& at,
                         std::string_view path) {
  if (!path.empty() && !report.working_dir.empty()) {
    return file_uri(report.working_dir, path);
  }
  const std::string inside = joined_from(segments(path), 0);
  return percent_encode(inside.empty() ? stand_in(report, at) : inside);
}

std::string repository_uri(std::string_view remote) {
  constexpr std::string_view kMark = "://";
  const std::size_t mark = remote.find(kMark);
  if (mark == std::string_view::npos) {
    const std::string uri = long_ssh_form(remote);
    return uri.find(kMark) == std::string::npos ? "" : repository_uri(uri);
  }
  const std::string_view scheme = remote.substr(0, mark);
  if (scheme != "https" && scheme != "http" && scheme != "ssh" &&
      scheme != "git") {
    return "";
  }
  std::string_view rest = remote.substr(mark + kMark.size());
  const std::size_t host_end = std::min(rest.find('/'), rest.size());
  const std::size_t user_end = rest.substr(0, host_end).rfind('@');
  if (user_end != std::string_view::npos) rest.remove_prefix(user_end + 1);
  if (rest.empty() || !is_uri_text(rest)) return "";
  return std::string(scheme).append(kMark).append(rest);
}

std::string web_uri(std::string_view page) {
  return page.starts_with("https://") && is_uri_text(page) ? std::string(page)
                                                           : "";
}

}  // namespace patrol::report

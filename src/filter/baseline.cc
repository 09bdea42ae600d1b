// SPDX-License-Identifier: Apache-2.0
#include "filter/baseline.h"

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "filter/characters.h"

namespace patrol::filter {
namespace {

constexpr std::size_t kFingerprintSize = 32;

constexpr std::string_view kHeader =
    "# Findings accepted earlier: fingerprint, rule, path. `patrol baseline`\n"
    "# writes this file; delete a line to hear of its secret again.\n";

bool is_fingerprint(std::string_view text) {
  return text.size() == kFingerprintSize &&
         text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

bool is_merge_conflict(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with("=======") ||
         line.starts_with(">>>>>>>") || line.starts_with("|||||||");
}

// Reads one line; returns what is wrong with it, or "".
std::string read_line(std::string_view line, std::vector<std::string>& into) {
  if (is_merge_conflict(line)) {
    return "unresolved merge conflict: keep the lines of both sides and delete "
           "the markers";
  }
  const std::string_view entry = trim(line);
  if (entry.empty() || entry.front() == '#') return "";
  const std::size_t end = std::min(entry.find_first_of(" \t"), entry.size());
  if (!is_fingerprint(entry.substr(0, end))) {
    return "a line begins with a fingerprint of 32 hex digits";
  }
  std::string fingerprint(entry.substr(0, end));
  std::ranges::transform(fingerprint, fingerprint.begin(), to_lower);
  into.push_back(std::move(fingerprint));
  return "";
}

// Paths are any bytes, and a line is a line.
std::string escape(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) {
      escaped += "\\x" + base::encode_hex(std::string_view(&c, 1));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// The secrets that are part of some name.
std::vector<std::string_view> secret_names(
    const std::vector<Finding>& findings) {
  std::vector<std::string_view> names;
  for (const Finding& finding : findings) {
    const bool in_name = std::ranges::any_of(
        finding.locations,
        [](const Location& at) { return is_name(at.place); });
    if (in_name) names.push_back(finding.secret);
  }
  return names;
}

std::string path_of(const Finding& finding,
                    const std::vector<std::string_view>& secret_names) {
  if (finding.locations.empty()) return "-";
  const std::string& path = finding.primary().path;
  auto tells = [&](std::string_view secret) {
    return path.find(secret) != std::string::npos;
  };
  if (path.empty() || is_name(finding.primary().place) ||
      tells(finding.secret) || std::ranges::any_of(secret_names, tells)) {
    return "-";
  }
  return escape(path);
}

}  // namespace

bool Baseline::contains(std::string_view fingerprint) const {
  return std::ranges::binary_search(fingerprints_, fingerprint);
}

std::vector<std::string> Baseline::stale(
    const std::vector<Finding>& findings) const {
  std::set<std::string_view> seen;
  for (const Finding& finding : findings) seen.insert(finding.fingerprint);
  std::vector<std::string> gone;
  for (const std::string& fingerprint : fingerprints_) {
    if (!seen.contains(fingerprint)) gone.push_back(fingerprint);
  }
  return gone;
}

absl::StatusOr<Baseline> parse_baseline(std::string_view text,
                                        std::string_view file) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  Baseline baseline;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string wrong =
        read_line(text.substr(0, end), baseline.fingerprints_);
    if (!wrong.empty()) {
      return absl::InvalidArgumentError(std::string(file) + ":" +
                                        std::to_string(number) + ": " + wrong);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  auto& all = baseline.fingerprints_;
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return baseline;
}

std::string write_baseline(const std::vector<Finding>& findings) {
  std::set<std::string> lines;
  std::set<std::string_view> seen;
  const std::vector<std::string_view> names = secret_names(findings);
  for (const Finding& finding : findings) {
    if (!seen.insert(finding.fingerprint).second) continue;
    const std::string rule = finding.rule ? finding.rule->id : "-";
    lines.insert(finding.fingerprint + "  " + rule + "  " +
                 path_of(finding, names) + "\n");
  }
  std::string text(kHeader);
  for (const std::string& line : lines) text += line;
  return text;
}

}  // namespace patrol::filter

// SPDX-License-Identifier: Apache-2.0
//
// A report may hold a hundred thousand secrets and as many paths, so the
// search must not be one by the other. The secrets are sorted; at each byte of
// a text, a table of their first four bytes nearly always answers "none
// begins here", and otherwise a binary search finds the longest that does.
#include "report/mask.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "report/writer.h"

namespace patrol::report {
namespace {

constexpr std::size_t kHead = 4;
constexpr std::size_t kTable = std::size_t{1} << 16;
// Shorter secrets may be words ("postgres"), and hiding every such word would
// make paths useless; they are hidden only if one stands in a name.
constexpr std::size_t kUnmistakable = 16;

std::size_t slot(std::string_view text) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < kHead; ++i) {
    word = (word << 8) | static_cast<unsigned char>(text[i]);
  }
  return (word * 2654435761u) >> 16;  // Knuth's multiplicative hash
}

// Held back because it is no secret at all, so its text need not be hidden.
bool is_harmless(Suppression suppression) {
  return suppression == Suppression::known_example ||
         suppression == Suppression::placeholder ||
         suppression == Suppression::reference ||
         suppression == Suppression::dummy ||
         suppression == Suppression::unlikely;
}

bool is_in_a_name(const Finding& finding) {
  return std::any_of(finding.locations.begin(), finding.locations.end(),
                     [](const Location& at) { return is_name(at.place); });
}

std::size_t common_length(std::string_view a, std::string_view b) {
  const auto ends = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(ends.first - a.begin());
}

}  // namespace

SecretMask::SecretMask(const Report& report, bool show_secrets)
    : show_secrets_(show_secrets), heads_(kTable) {
  if (show_secrets_) return;
  for (const Finding& finding : report.findings) add(finding);
  for (const Finding& finding : report.suppressed) add(finding);
  for (const std::string& secret : report.hidden) hide(secret);
  std::sort(secrets_.begin(), secrets_.end());
  secrets_.erase(std::unique(secrets_.begin(), secrets_.end()), secrets_.end());
}

void SecretMask::add(const Finding& finding) {
  if (is_in_a_name(finding) || (finding.secret.size() >= kUnmistakable &&
                                !is_harmless(finding.suppression))) {
    hide(finding.secret);
  }
}

void SecretMask::hide(std::string_view secret) {
  if (secret.size() < kHead) return;
  secrets_.push_back(secret);
  heads_[slot(secret)] = true;
}

// The greatest secret not above `text` either begins it or shares at least
// the beginning that any secret which begins it has; so the text can be cut
// to what they share and looked up again.
std::string_view SecretMask::secret_at_head_of(std::string_view text) const {
  while (text.size() >= kHead) {
    const auto above = std::upper_bound(secrets_.begin(), secrets_.end(), text);
    if (above == secrets_.begin()) return {};
    const std::string_view candidate = *std::prev(above);
    if (text.starts_with(candidate)) return candidate;
    text = text.substr(0, common_length(text, candidate));
  }
  return {};
}

std::string SecretMask::apply(std::string_view text) const {
  std::string out;
  std::size_t kept = 0;  // text[0, kept) is in `out` already
  for (std::size_t at = 0; at + kHead <= text.size();) {
    const std::string_view rest = text.substr(at);
    const std::string_view secret =
        heads_[slot(rest)] ? secret_at_head_of(rest) : std::string_view{};
    if (secret.empty()) {
      ++at;
      continue;
    }
    out += text.substr(kept, at - kept);
    out += mask_secret(secret);
    at += secret.size();
    kept = at;
  }
  out += text.substr(kept);
  return out;
}

std::string SecretMask::shown(const Finding& finding) const {
  return show_secrets_ ? finding.secret : redact(finding.secret);
}

}  // namespace patrol::report

// SPDX-License-Identifier: Apache-2.0
#include "filter/essence.h"

#include <algorithm>

#include "base/base64.h"

namespace patrol::filter {
namespace {

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
  });
}

// What `text` decodes to when that is printable and has a colon, else "". The
// first six bytes must be ASCII: they turn nearly all random text away.
std::string decode_pair(std::string_view text) {
  constexpr std::size_t kHead = 8, kShortest = 8, kLongest = 1024;
  if (text.size() < kShortest || text.size() > kLongest) return "";
  const auto head =
      base::decode_base64(text.substr(0, kHead), base::Base64Tail::any);
  const auto is_ascii = [](char c) { return c >= ' ' && c < '\x7f'; };
  if (!head || !std::ranges::all_of(*head, is_ascii)) return "";
  auto whole = base::decode_base64(text);
  if (!whole || !is_printable(*whole)) return "";
  return whole->find(':') == whole->npos ? "" : *std::move(whole);
}

}  // namespace

Essence::Essence(std::string_view secret) : text_(secret) {
  const std::size_t scheme = secret.find("://");
  if (scheme == std::string_view::npos) {
    decoded_ = decode_pair(secret);
    if (!decoded_.empty()) take_pair(decoded_);
    return;
  }
  const std::size_t user = scheme + 3;
  const std::size_t at = secret.find_last_of('@');
  if (at == std::string_view::npos || at < user) return;
  take_pair(secret.substr(user, at - user));
}

// A pair without a colon is a token in the place of the user.
void Essence::take_pair(std::string_view pair) {
  const std::size_t colon = pair.find(':');
  text_ = pair.substr(colon + 1);  // npos + 1 is 0
  if (colon == std::string_view::npos) return;
  user_ = pair.substr(0, colon);
  is_password_ = true;
}

}  // namespace patrol::filter

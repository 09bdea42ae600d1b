// SPDX-License-Identifier: Apache-2.0
#include "verify/pem.h"

#include <algorithm>

#include "base/base64.h"
#include "base/charset.h"

namespace patrol::verify {
namespace {

constexpr std::string_view kDashes = "-----";

std::string_view trim_front(std::string_view text) {
  while (!text.empty() && base::kSpace.contains(text.front())) {
    text.remove_prefix(1);
  }
  return text;
}

// Takes the lines "Name: value" off the front, with the lines that continue
// them, up to the empty line.
std::string_view take_headers(std::string_view& body) {
  const std::string_view begin = trim_front(body);
  const std::size_t colon = begin.find(':');
  if (colon == std::string_view::npos || colon > begin.find('\n')) return {};
  std::size_t end = begin.find("\n\n");
  std::size_t skip = 2;
  if (const std::size_t dos = begin.find("\r\n\r\n"); dos < end) {
    end = dos;
    skip = 4;
  }
  if (end == std::string_view::npos) return {};
  body = begin.substr(end + skip);
  return begin.substr(0, end);
}

}  // namespace

std::string without_space(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return base::kSpace.contains(c); });
  return out;
}

std::optional<std::string> decode_body(std::string_view text) {
  constexpr base::Charset kBody = base::kBase64Char | base::Charset("=");
  const std::string body = without_space(text);
  if (body.empty() || !kBody.all(body)) return std::nullopt;
  return base::decode_base64(body);
}

std::optional<Pem> parse_pem(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  if (text.size() > kMaxKeySize) return std::nullopt;
  const std::size_t begin = text.find(kBegin);
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin + kBegin.size());
  const std::size_t label_end = text.find(kDashes);
  if (label_end == std::string_view::npos) return std::nullopt;
  Pem pem{.label = text.substr(0, label_end), .headers = {}, .bytes = ""};
  text.remove_prefix(label_end + kDashes.size());
  const std::string end = "-----END " + std::string(pem.label) + "-----";
  const std::size_t body_end = text.find(end);
  if (body_end == std::string_view::npos) return std::nullopt;
  std::string_view body = text.substr(0, body_end);
  pem.headers = take_headers(body);
  auto bytes = decode_body(body);
  if (!bytes) return std::nullopt;
  pem.bytes = std::move(*bytes);
  return pem;
}

std::string_view header_value(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find('\n'), headers.size());
    std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 1, headers.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) {
      return line.substr(name.size() + 2);
    }
  }
  return {};
}

}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// The data types of RFC 4251, 5: a string is its length in four bytes,
// big-endian, and its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_order.h"

namespace patrol::verify {

// Reads from the front. After the first value that does not fit everything
// reads as empty and ok() is false.
class SshReader {
 public:
  explicit SshReader(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size) {
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::uint32_t number() {
    return static_cast<std::uint32_t>(base::big_endian(take(4)));
  }
  std::string_view string() { return take(number()); }

  bool ok() const { return ok_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// Appends a string with its length.
inline void append_ssh_string(std::string& out, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += static_cast<char>(size >> shift & 0xFF);
  }
  out += bytes;
}

// Appends a positive number, given as big-endian bytes without a sign.
inline void append_ssh_number(std::string& out, std::string_view bytes) {
  while (bytes.starts_with('\0')) bytes.remove_prefix(1);
  const bool high = !bytes.empty() && (bytes.front() & 0x80) != 0;
  append_ssh_string(out,
                    (high ? std::string(1, '\0') : "") + std::string(bytes));
}

// "SHA256:…" of a public key, as ssh-keygen -l prints it.
std::string ssh_fingerprint(std::string_view public_key);

}  // namespace patrol::verify

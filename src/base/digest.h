// SPDX-License-Identifier: Apache-2.0
//
// Hashes and keyed hashes, by OpenSSL. Results are raw bytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace patrol::base {

enum class Digest : std::uint8_t { sha1, sha256, sha384, sha512 };

// The hash of `bytes`; "" if the library refuses the algorithm (FIPS).
std::string digest(Digest algorithm, std::string_view bytes);
// Of several parts, one after the other.
std::string digest(Digest algorithm,
                   std::initializer_list<std::string_view> parts);

// Of parts that come one by one.
class Hasher {
 public:
  explicit Hasher(Digest algorithm);
  void add(std::string_view part);
  // Once; "" if the library refuses the algorithm.
  std::string finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
  bool fine_ = false;
};
std::string sha1(std::string_view bytes);
std::string sha256(std::string_view bytes);

// HMAC (RFC 2104) of `bytes`; "" if the library refuses the algorithm. The key
// may be empty.
std::string hmac(Digest algorithm, std::string_view key,
                 std::string_view bytes);

}  // namespace patrol::base

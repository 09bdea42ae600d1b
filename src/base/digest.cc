// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>

namespace patrol::base {
namespace {

const EVP_MD* method(Digest algorithm) {
  switch (algorithm) {
    case Digest::sha1:
      return EVP_sha1();
    case Digest::sha256:
      return EVP_sha256();
    case Digest::sha384:
      return EVP_sha384();
    case Digest::sha512:
      return EVP_sha512();
  }
  return EVP_sha256();
}

std::string to_string(const unsigned char* bytes, unsigned int size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

std::string digest(Digest algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size,
                 method(algorithm), nullptr) != 1) {
    return "";
  }
  return to_string(out.data(), size);
}

void Hasher::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Hasher::Hasher(Digest algorithm) : context_(EVP_MD_CTX_new()) {
  fine_ = context_ &&
          EVP_DigestInit_ex(context_.get(), method(algorithm), nullptr) == 1;
}

void Hasher::add(std::string_view part) {
  fine_ = fine_ &&
          EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1;
}

std::string Hasher::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  fine_ = fine_ && EVP_DigestFinal_ex(context_.get(), out.data(), &size) == 1;
  return fine_ ? to_string(out.data(), size) : "";
}

std::string digest(Digest algorithm,
                   std::initializer_list<std::string_view> parts) {
  Hasher hasher(algorithm);
  for (const std::string_view part : parts) hasher.add(part);
  return hasher.finish();
}

std::string sha1(std::string_view bytes) { return digest(Digest::sha1, bytes); }

std::string sha256(std::string_view bytes) {
  return digest(Digest::sha256, bytes);
}

std::string hmac(Digest algorithm, std::string_view key,
                 std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  // A null key pointer means "reuse the last key" to OpenSSL.
  const void* key_data = key.empty() ? "" : key.data();
  if (HMAC(method(algorithm), key_data, static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           out.data(), &size) == nullptr) {
    return "";
  }
  return to_string(out.data(), size);
}

}  // namespace patrol::base

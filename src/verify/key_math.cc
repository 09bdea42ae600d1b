// SPDX-License-Identifier: Apache-2.0
#include "verify/key_math.h"

#include <openssl/objects.h>

#include "verify/openssl_owned.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kMaxNumberBytes = 16384 / 8 + 1;  // and a sign byte

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Owned<BIGNUM> to_number(std::string_view bytes) {
  if (bytes.size() > kMaxNumberBytes) return nullptr;
  return Owned<BIGNUM>(
      BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

// e*d = 1 modulo prime-1.
bool inverse_modulo(const BIGNUM* e_times_d, const BIGNUM* prime,
                    BN_CTX* work) {
  if (BN_is_zero(prime) || BN_is_one(prime)) return false;
  const Owned<BIGNUM> order(BN_dup(prime));
  const Owned<BIGNUM> rest(BN_new());
  return order && rest && BN_sub_word(order.get(), 1) == 1 &&
         BN_mod(rest.get(), e_times_d, order.get(), work) == 1 &&
         BN_is_one(rest.get());
}

}  // namespace

bool rsa_holds(const RsaNumbers& numbers) {
  const auto n = to_number(numbers.n);
  const auto e = to_number(numbers.e);
  const auto d = to_number(numbers.d);
  const auto p = to_number(numbers.p);
  const auto q = to_number(numbers.q);
  const Owned<BN_CTX> work(BN_CTX_new());
  const Owned<BIGNUM> product(BN_new());
  if (!n || !e || !d || !p || !q || !work || !product) return false;
  if (BN_mul(product.get(), p.get(), q.get(), work.get()) != 1 ||
      BN_cmp(product.get(), n.get()) != 0) {
    return false;
  }
  return BN_mul(product.get(), e.get(), d.get(), work.get()) == 1 &&
         inverse_modulo(product.get(), p.get(), work.get()) &&
         inverse_modulo(product.get(), q.get(), work.get());
}

int bit_length(std::string_view number) {
  const auto value = to_number(number);
  return value ? BN_num_bits(value.get()) : 0;
}

std::optional<std::string> ed25519_public(std::string_view seed) {
  constexpr std::size_t kSize = 32;
  if (seed.size() != kSize) return std::nullopt;
  const Owned<EVP_PKEY> key(EVP_PKEY_new_raw_private_key(
      EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()));
  if (!key) return std::nullopt;
  std::string bytes(kSize, '\0');
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(
          key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) !=
          1 ||
      size != kSize) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> ec_public(const char* curve,
                                     std::string_view scalar) {
  constexpr std::size_t kLargestScalar = 67;  // of P-521, with a sign byte
  const int nid = OBJ_sn2nid(curve);
  if (nid == NID_undef || scalar.size() > kLargestScalar) return std::nullopt;
  const Owned<EC_GROUP> group(EC_GROUP_new_by_curve_name(nid));
  const auto d = to_number(scalar);
  if (!group || !d || BN_is_zero(d.get()) ||
      BN_cmp(d.get(), EC_GROUP_get0_order(group.get())) >= 0) {
    return std::nullopt;
  }
  const Owned<EC_POINT> point(EC_POINT_new(group.get()));
  if (!point || EC_POINT_mul(group.get(), point.get(), d.get(), nullptr,
                             nullptr, nullptr) != 1) {
    return std::nullopt;
  }
  std::string bytes(2 * kLargestScalar + 1, '\0');
  bytes.resize(EC_POINT_point2oct(
      group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
      reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), nullptr));
  return bytes;
}

}  // namespace patrol::verify

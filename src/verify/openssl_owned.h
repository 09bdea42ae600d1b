// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL's objects as owning pointers, one pointer wide.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace patrol::verify {

struct OpensslFree {
  void operator()(BIGNUM* p) const { BN_clear_free(p); }
  void operator()(BN_CTX* p) const { BN_CTX_free(p); }
  void operator()(EC_GROUP* p) const { EC_GROUP_free(p); }
  void operator()(EC_POINT* p) const { EC_POINT_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_PKEY_CTX* p) const { EVP_PKEY_CTX_free(p); }
  void operator()(X509_SIG* p) const { X509_SIG_free(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, OpensslFree>;

}  // namespace patrol::verify

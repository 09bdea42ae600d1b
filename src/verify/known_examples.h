// SPDX-License-Identifier: Apache-2.0
//
// Keys that everybody has. The published tokens are in verifier.h
// (is_known_example).
#pragma once

#include <string_view>

namespace patrol::verify {

// True for the fingerprint ("SHA256:…", of the public half) of a private key
// that a public project ships for tests or as an insecure default.
bool is_known_test_key(std::string_view fingerprint);

}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// Private keys in PEM.
#pragma once

#include <string_view>

#include "model/verdict.h"

namespace patrol::verify {

// The verdict on a PEM block of any private key. Facts: "type", "bits" or
// "curve", "encrypted" (yes, no), "fingerprint" (of the public half, where SSH
// has a form for it), "comment". A key known from public tests is marked
// known_example.
Verdict verify_private_key(std::string_view text);

}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// The private key format of OpenSSH (PROTOCOL.key of its sources).
#pragma once

#include <string_view>

#include "model/verdict.h"

namespace patrol::verify {

// The verdict on the decoded body of an "OPENSSH PRIVATE KEY".
Verdict verify_openssh(std::string_view bytes);

}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace patrol::base {

// `bytes` as a gzip file (RFC 1952) of level 6, as uploads to code scanning are
// made; without a name or a time, so that the same bytes give the same file. ""
// when memory does not suffice.
std::string gzip(std::string_view bytes);

}  // namespace patrol::base

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace patrol::deliver {

// `bytes` as a gzip file (RFC 1952), without a name or a time, so that the same
// bytes give the same file. "" when memory does not suffice.
std::string gzip(std::string_view bytes);

}  // namespace patrol::deliver

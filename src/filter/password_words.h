// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace patrol::filter {

// The text is nothing but words for "password" and what people put around
// them: "mypass", "proxy_password", "secret123", "passwd-on-proxy". A few
// digits and punctuation do not count, and neither does the case.
bool is_words_for_password(std::string_view text);

}  // namespace patrol::filter

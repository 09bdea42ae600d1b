// SPDX-License-Identifier: Apache-2.0
//
// URIs as code scanning takes them: RFC 3986, ASCII only, places in the
// repository relative to its root.
#pragma once

#include <string>
#include <string_view>

#include "model/report.h"

namespace patrol::report {

// All but '/' and the unreserved characters of RFC 3986 as %XX; any bytes.
std::string percent_encode(std::string_view path);

// Where a finding is shown: the relative URI of `at`, whose path has become
// `path` (secrets masked). Never empty, never above the root, and never with an
// object id. Absolute ("file:///…") only of files of a directory scan that are
// not below the working directory.
std::string artifact_uri(const Report& report, const Location& at,
                         std::string_view path);

// The remote of a repository as an absolute URI without user and password; ""
// when it is none that others could follow (a local path, not a URI).
std::string repository_uri(std::string_view remote);

// `page` when it is an https URI, else "".
std::string web_uri(std::string_view page);

}  // namespace patrol::report

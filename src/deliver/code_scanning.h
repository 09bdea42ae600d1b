// SPDX-License-Identifier: Apache-2.0
//
// Sends a SARIF log to the code scanning of a GitHub host: "Upload an analysis
// as SARIF data" of its REST API, then "Get information about a SARIF upload"
// until the host has taken it in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "net/http.h"

namespace patrol::deliver {

// What the host takes of one upload, compressed.
inline constexpr std::size_t kMaxUpload = std::size_t{10} << 20;

struct Analysis {
  std::string api;         // "https://api.github.com"; see api_of_host
  std::string repository;  // "owner/name"
  std::string ref;         // "refs/heads/main"
  std::string commit;      // hex, whole
  std::string token;
  std::string token_name;  // of the environment variable it comes from
  std::string_view sarif;  // the log
};

// The address of the API of a host: of github.com and *.ghe.com the name
// `api` before it, of others the path /api/v3; a URL with a path, or of an
// api.… host, is taken as it is. InvalidArgument as check_url has it.
absl::StatusOr<std::string> api_of_host(std::string host);

// InvalidArgument, with the way out, when there is no token, or a name is none.
absl::Status check_names(const Analysis& analysis);

// The body of the upload: the log compressed and in base64, and where it
// belongs. InvalidArgument for what the host would refuse: a log that is not
// SARIF 2.1.0, has too many runs or results, or is too large.
absl::StatusOr<std::string> upload_body(const Analysis& analysis);

// Waits for so many seconds; false: stop.
using Wait = std::function<bool(long seconds)>;

// Uploads, tries again where that may help (four times in all), and asks until
// the host has taken it in, for `patience_s` seconds; 0: does not ask. Returns the id that the host has given it. Errors
// say what the host says and what to set; Cancelled when `wait` says stop.
absl::StatusOr<std::string> upload(const Analysis& analysis,
                                   long patience_s,
                                   const net::Transport& transport,
                                   const Wait& wait);

}  // namespace patrol::deliver

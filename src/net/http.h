// SPDX-License-Identifier: Apache-2.0
//
// HTTP, for the one command that sends something. libcurl is loaded when it is
// first asked for: linking it would cost every other command, and each hook,
// the start of some thirty libraries.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace patrol::net {

struct Request {
  std::string url;
  std::vector<std::string> headers;  // "Accept: text/plain"
  bool post = false;                 // else GET
  std::string body;                  // of a POST
};

struct Response {
  long status = 0;  // 200, 404
  std::string body;  // at most kMaxResponse bytes
  long retry_after_s = 0;  // what the host asks for; 0 = nothing
};

inline constexpr std::size_t kMaxResponse = std::size_t{1} << 20;

// Sends a request and waits for the answer, whatever its status.
// Unavailable: no answer came, and trying again may help. Any other error: it
// will not help. Messages never hold a header.
using Transport = std::function<absl::StatusOr<Response>(const Request&)>;

// By libcurl: certificates are checked, redirects are not followed (they would
// take the token elsewhere), and connecting and answering have a time limit.
// `stop` ends a transfer that is under way, as Cancelled; it must outlive the
// transport. FailedPrecondition when the library is not on this machine.
absl::StatusOr<Transport> curl_transport(const std::atomic<bool>& stop);

// `url` is https, or http to this very machine (127.0.0.1, [::1], localhost).
// InvalidArgument otherwise, and for what is no URL of a host with an optional
// port and path.
absl::Status check_url(const std::string& url);

}  // namespace patrol::net

// SPDX-License-Identifier: Apache-2.0
//
// Where events go: an [[endpoint]] of the operator's file. Never read from a
// repository that is scanned.
//
//   [[endpoint]]
//   name = "siem"                      # letters, digits, '-' and '_'; unique
//   url = "https://hooks.example/in"   # https; http to this machine only
//   format = "standard"                # github-partner, gitlab-revocation,
//                                      # slack, teams, discord
//   include_secret = false             # true: the body holds the token
//   keys = ["env:HOOK_KEY"]            # or "file:/etc/patrol/hook.key"; all
//                                      # sign, so that one can be rotated out
//   authorization = "env:HOOK_TOKEN"   # gitlab-revocation: its header's value
//   cloudevents = false                # standard only: the envelope
//   allow_private = false              # true: private addresses too
//   timeout = 20                       # seconds, 1 to 120
//   proxy = "http://proxy.example:8080"
//   ca_file = "/etc/ssl/own.pem"
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace patrol::deliver {

enum class BodyFormat : std::uint8_t {
  standard, github_partner, gitlab_revocation, slack, teams, discord,
};

struct Endpoint {
  std::string name;
  std::string url;
  BodyFormat format = BodyFormat::standard;
  bool include_secret = false;
  std::vector<std::string> keys;  // "env:NAME" or "file:PATH", never the key
  std::string authorization;      // likewise; "" = none
  bool cloudevents = false;
  bool allow_private = false;
  long timeout_s = 20;
  std::string proxy;
  std::string ca_file;
};

// What one attempt came to.
enum class Attempt : std::uint8_t {
  delivered,  // 2xx
  again,      // no answer, 429, 5xx: try later
  refused,    // 400, 401, 403, 404, 405, 413, 422, 3xx …: never will be taken
  gone,       // 410: nothing more for this endpoint
};

}  // namespace patrol::deliver

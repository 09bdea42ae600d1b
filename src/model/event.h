// SPDX-License-Identifier: Apache-2.0
//
// What a webhook is told: a secret was found in a repository. One for each
// rule, secret and repository, however often it is scanned.
#pragma once

#include <cstdint>
#include <string>

namespace patrol {

// All text is UTF-8, or made so. The same facts as a report has; the secret
// itself is apart from them.
struct Event {
  std::string id;           // keyed hash of rule, secret and repository: base32, no '.'
  std::int64_t time = 0;    // of the first scan that found it; seconds since 1970 UTC
  std::string rule;         // "github-classic-pat"
  std::string name;         // "GitHub classic personal access token"
  std::string provider;     // "github"
  std::string severity;     // as to_string(Severity)
  std::string proof;        // "valid", "none"
  std::string fingerprint;  // of the finding
  std::string redacted;     // the secret as reports show it
  std::string repository;   // as the operator's policy and reports name it
  std::string path;         // of the primary location; "" = not known
  std::uint32_t line = 0;   // 1-based; 0 = not known
  std::string commit;       // hex; "" = not known
  std::string reach;        // as to_string(Reach)
  std::string url;          // of the primary location on its host; "" = not known
  std::string revoke;       // what to do by hand: how, and the issuer's page
  std::string page;
};

}  // namespace patrol

// SPDX-License-Identifier: Apache-2.0
//
// Keeps secrets out of everything that is not the secret itself: a path, an
// author, a ref or a fact may hold a token too (a file may be named after
// one). Every writer puts each text of the repository through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace patrol::report {

// The visible head of a secret and "****", without the length.
std::string mask_secret(std::string_view secret);

// Holds views into the report, which must outlive it. Immutable, so safe to
// use from several threads.
class SecretMask {
 public:
  // With `show_secrets` it changes nothing.
  SecretMask(const Report& report, bool show_secrets);

  // `text` with each secret of the report replaced by its mask.
  std::string apply(std::string_view text) const;
  // The secret of a finding as the report shows it; may hold any bytes when
  // secrets are shown.
  std::string shown(const Finding& finding) const;

 private:
  void add(const Finding& finding);
  void hide(std::string_view secret);
  // The longest secret that `text` begins with; "" = none.
  std::string_view secret_at_head_of(std::string_view text) const;

  bool show_secrets_;
  std::vector<std::string_view> secrets_;  // sorted, at least kHead bytes each
  std::vector<bool> heads_;                // by the hash of their first bytes
};

}  // namespace patrol::report

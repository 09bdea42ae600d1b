// SPDX-License-Identifier: Apache-2.0
//
// The part that makes a secret of it: the password of
// "scheme://user:password@host…" and of "user:password" in base64, as basic
// authentication writes it; else the text itself. The host of an address is not
// looked at: its words say nothing about the password.
#pragma once

#include <string>
#include <string_view>

namespace patrol::filter {

class Essence {
 public:
  // `secret` must outlive the object.
  explicit Essence(std::string_view secret);
  Essence(const Essence&) = delete;
  Essence& operator=(const Essence&) = delete;

  std::string_view text() const { return text_; }
  // "" = the secret names none.
  std::string_view user() const { return user_; }
  // The text is the password of an address or a header.
  bool is_password() const { return is_password_; }

 private:
  void take_pair(std::string_view pair);

  std::string decoded_;  // of base64; the views may point into it
  std::string_view text_, user_;
  bool is_password_ = false;
};

}  // namespace patrol::filter

// SPDX-License-Identifier: Apache-2.0
//
// Colour on terminals: SGR escapes of ECMA-48, or nothing.
#pragma once

#include <string>
#include <string_view>

namespace patrol::report {

class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}

  std::string bold(std::string_view text) const { return sgr("1", text); }
  std::string dim(std::string_view text) const { return sgr("2", text); }
  std::string red(std::string_view text) const { return sgr("31", text); }
  std::string bold_red(std::string_view text) const {
    return sgr("1;31", text);
  }
  std::string green(std::string_view text) const { return sgr("32", text); }
  std::string yellow(std::string_view text) const { return sgr("33", text); }
  std::string cyan(std::string_view text) const { return sgr("36", text); }

 private:
  std::string sgr(std::string_view code, std::string_view text) const {
    if (!colour_) return std::string(text);
    std::string out = "\x1b[";
    out.append(code).append("m").append(text).append("\x1b[0m");
    return out;
  }

  bool colour_;
};

}  // namespace patrol::report

// SPDX-License-Identifier: Apache-2.0
//
// What is told of a finding in words, the same in all formats. All of it is
// printable, on one line, and without secrets (unless the mask shows them).
#pragma once

#include <string>

#include "model/report.h"
#include "report/mask.h"

namespace patrol::report {

// "GitHub token 'ghp_**** (40 characters)' (checksum valid), added in commit
// 'c0c0c0c0c0c0', still in HEAD; it tells: kind personal."
std::string sentence(const Finding& finding, const SecretMask& mask);

// "not proved", "checksum valid", "structure invalid".
std::string proof_phrase(const Verdict& verdict);

// What the token tells about itself: "kind personal, account 12"; "" = nothing.
std::string facts_words(const Verdict& verdict, const SecretMask& mask);

// Whether and how git still holds it: "still in HEAD"; "" = no matter of git.
std::string whereabouts(const Location& at, const SecretMask& mask);

// "src/a.py:3:9", "message of commit c0c0c0c0c0c0, line 5, column 9".
std::string place_words(const Report& report, const Location& at,
                        const SecretMask& mask);

// The path where a checkout has it, submodules included; any bytes, and not
// masked. "" when it has none.
std::string path_in_checkout(const Location& at);

}  // namespace patrol::report

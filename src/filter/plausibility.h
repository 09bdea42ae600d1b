// SPDX-License-Identifier: Apache-2.0
//
// Is this candidate a secret at all? Decides by the candidate's own text and
// the line around it, before anything is attributed. Pure and allocation-free
// on the hot path: the generic rule asks it for every `keyword = value`.
#pragma once

#include <string_view>

#include "model/finding.h"
#include "model/rule.h"

namespace patrol::filter {

struct Candidate {
  std::string_view secret;  // normalised
  std::string_view before;  // up to 128 bytes of the object before the secret
  std::string_view after;   // up to 128 bytes after it
};

// References: the text names a secret instead of holding it: `${VAR}`,
// `${{ secrets.X }}`, `{{ template }}`, `vault:…`, `op://…`, an ARN of a
// secrets manager, `@Microsoft.KeyVault(…)`, `process.env.X`, `os.environ`,
// `%VAR%`, `<%= x %>`, `ENC[…]`.
bool is_reference(const Candidate& candidate);

// Placeholders: "your-api-key-here", "xxxxxxxx", "changeme", "<token>",
// "1234567890abcdef", one repeated character, "EXAMPLE" at the end.
bool is_placeholder(const Candidate& candidate);

// Shannon entropy in bits per character, over bytes.
double shannon_entropy(std::string_view text);

// True when the text reads like words, an identifier, a path, a sentence or
// code rather than like random characters.
bool reads_like_language(std::string_view text);

// True when some letters and digits in it are clearly random: a token is
// written out there, whatever stands around it. Needs about 12 characters to
// be sure; a text may neither read like language nor hold a random run.
bool holds_random_run(std::string_view text);

// The rule has nothing but a name to go by ("password = …"): its values are
// matters of the scorer.
bool goes_by_name(const Rule& rule);

// The reasons that have names of their own: a reference, a placeholder, and what
// quiet.h knows. `no` = none of them.
Suppression refuse(const Rule& rule, const Candidate& candidate);

// All of it as a rule asks for it, and the scorer (scorer.h) for rules that go
// by a name. Tokens proved by checksum are not put to these tests by the
// caller. `no` = plausible.
Suppression judge(const Rule& rule, const Candidate& candidate);

}  // namespace patrol::filter

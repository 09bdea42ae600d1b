// SPDX-License-Identifier: Apache-2.0
//
// A rule: one type of token, how to find it, prove it and get rid of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/recipe.h"
#include "model/verdict.h"

namespace patrol {

enum class Severity : std::uint8_t { low, medium, high, critical };
std::string_view to_string(Severity severity);

// How likely a match without a proof is a real token.
enum class Confidence : std::uint8_t { low, medium, high };
std::string_view to_string(Confidence confidence);

// A text and what the whole pipeline must find in it. The loader has removed
// the mark U+00B7 from both strings.
struct Example {
  std::string text;
  std::string secret;  // as reported, after normalisation
  Proof verdict = Proof::none;
  std::string label;  // "", "known_example", "canary" or "expired"
};

// A text in which the rule must find nothing.
struct CounterExample {
  std::string text;
  std::string reason;
};

// The key of a rule file that an expression comes from, for messages.
struct KeyPlace {
  std::string key;
  std::uint32_t line = 0, column = 0;  // of its value
};

struct Rule {
  std::string id;        // "github-classic-pat": lower case, '-' between words
  std::string name;      // "GitHub personal access token (classic)"
  std::string provider;  // "github": the rule file's name
  std::string provider_name;  // "GitHub"
  std::string grants;         // what a holder of the token can do
  Severity severity = Severity::high;
  Confidence confidence = Confidence::medium;

  // Both in the dialect that RE2 and Hyperscan share, over bytes, layout
  // already expanded. The anchor is what Hyperscan searches: every match of
  // the pattern contains a match of the anchor that ends at most
  // `anchor_reach` bytes after the start of the match.
  std::string pattern;
  std::string anchor;
  // The anchor is a keyword of an assignment whose value begins with a run as
  // match/gates.h has it: it counts only where one follows, and a match
  // only with a digit in the run, among its first 32 bytes.
  bool before_value = false;
  // From the end of such a keyword to the value at most, in bytes.
  static constexpr std::uint32_t kKeywordReach = 127;
  // What is searched is no anchor but long runs that look like a prefix and
  // what a program made (match/prefixed_runs.h). The pattern begins at most
  // kPrefixReach bytes before the separator between them.
  bool prefixed_run = false;
  static constexpr std::uint32_t kPrefixReach = 64;
  KeyPlace pattern_at, anchor_at;  // not of the rules embedded in the binary

  std::string verifier;    // name in the verifier table; "" = no proof known
  std::vector<Recipe> recipes;  // of the same file and that name; if there are
                                // any, the table is not asked
  double min_entropy = 0;  // Shannon bits per character of the secret; 0 = off
  bool proved_only = false;  // a match without a proof is none
  bool language_test = false;  // drop secrets that read like words or code
  std::vector<std::string> tags;

  std::string revoke;  // how to end the token's life, imperative
  std::string rotate;  // how to replace it
  std::string page;    // the issuer's page, https

  std::vector<Example> examples;
  std::vector<CounterExample> counter_examples;
  std::string file;  // where the rule was read, for messages
  std::uint32_t line = 0;
};

// "file:line:column: rule 'id': 'pattern': why", or the rule's own line when
// the place is not known.
std::string complaint(const Rule& rule, const KeyPlace& at,
                      std::string_view why);

struct RuleSet {
  std::vector<Rule> rules;
};

}  // namespace patrol

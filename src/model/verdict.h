// SPDX-License-Identifier: Apache-2.0
//
// What can be proved about a secret without the network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

enum class Proof : std::uint8_t {
  none,     // this type of token carries no proof, or the proof needs more
  valid,    // the checksum or the structure holds
  invalid,  // it does not
};
std::string_view to_string(Proof proof);

// How strong a proof is.
enum class ProofKind : std::uint8_t {
  none,
  checksum,   // redundancy over the rest: a chance hit is 1 in 2^16 or rarer
  structure,  // a decoder accepts it
};
std::string_view to_string(ProofKind kind);

// Something the token tells about itself: {"account", "123456789012"}. Names
// are lower-case words joined by '_'; values are printable, never the secret.
struct Fact {
  std::string name;
  std::string value;
  friend bool operator==(const Fact&, const Fact&) = default;
};

struct Verdict {
  Proof proof = Proof::none;
  ProofKind kind = ProofKind::none;
  bool known_example = false;  // a documentation or specification sample
  bool canary = false;         // of a published canary account
  bool expired = false;        // the token itself says that it has expired
  std::string reason;  // of `invalid`: what did not hold, in a few words
  std::vector<Fact> facts;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

}  // namespace patrol

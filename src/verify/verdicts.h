// SPDX-License-Identifier: Apache-2.0
//
// How the verifiers state what they found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/verdict.h"

namespace patrol::verify {

using Facts = std::vector<Fact>;

inline Verdict checksum_holds(Facts facts = {}) {
  return {.proof = Proof::valid,
          .kind = ProofKind::checksum,
          .reason = "",
          .facts = std::move(facts)};
}

inline Verdict structure_holds(Facts facts = {}) {
  return {.proof = Proof::valid,
          .kind = ProofKind::structure,
          .reason = "",
          .facts = std::move(facts)};
}

// Nothing can be proved or refuted about this one.
inline Verdict unproved(Facts facts = {}) {
  return {.proof = Proof::none, .reason = "", .facts = std::move(facts)};
}

inline Verdict refuted(ProofKind kind, std::string reason) {
  return {.proof = Proof::invalid,
          .kind = kind,
          .reason = std::move(reason),
          .facts = {}};
}

inline Verdict checksum_differs() {
  return refuted(ProofKind::checksum, "the checksum differs");
}

// The structure does not hold; `what` says in a few words which part.
inline Verdict malformed(std::string what) {
  return refuted(ProofKind::structure, std::move(what));
}

inline Verdict wrong_shape() {
  return malformed("not the shape of such a token");
}

// `text` fit for a fact: at most 120 bytes, everything that is not printable
// ASCII shown as '?'.
std::string printable(std::string_view text);

// "2026-02-03T04:05:06Z", or "" for a time outside of the years 1970 to 9999.
std::string utc_time(std::int64_t seconds);

// Adds a fact unless its value is empty.
void add_fact(Facts& facts, std::string_view name, std::string_view value);

}  // namespace patrol::verify

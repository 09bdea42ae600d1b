// SPDX-License-Identifier: Apache-2.0
#include "model/verdict.h"

namespace patrol {

std::string_view to_string(Proof proof) {
  switch (proof) {
    case Proof::none:
      return "none";
    case Proof::valid:
      return "valid";
    case Proof::invalid:
      return "invalid";
  }
  return "none";
}

std::string_view to_string(ProofKind kind) {
  switch (kind) {
    case ProofKind::none:
      return "none";
    case ProofKind::checksum:
      return "checksum";
    case ProofKind::structure:
      return "structure";
  }
  return "none";
}

}  // namespace patrol

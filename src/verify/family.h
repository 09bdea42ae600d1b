// SPDX-License-Identifier: Apache-2.0
//
// The verifiers by file: each file owns its part of the table of names, and
// verifier.cc joins them.
#pragma once

#include <span>
#include <string_view>

#include "verify/verifier.h"

namespace patrol::verify {

struct NamedVerifier {
  std::string_view name;
  Verifier verify;
  bool joins = false;  // looks at Input::context
};
using Family = std::span<const NamedVerifier>;

Family checksum_family();       // CRC-32 and CRC-16 over the text
Family github_family();         // fine-grained and app tokens
Family gitlab_family();         // routable tokens
Family supabase_family();       // secret keys, joined with the project
Family azure_family();          // Marvin32 over binary keys, Entra secrets
Family cask_family();           // CASK keys and Azure DevOps tokens
Family encoded_family();        // a check inside base32, base58 or bech32
Family mnemonic_family();       // words of wallets
Family wrapped_text_family();   // readable text in base64
Family key_family();            // PEM and OpenSSH private keys
Family putty_family();          // PuTTY key files
Family pgp_family();            // OpenPGP private keys
Family aws_family();            // key ids, session tokens, Bedrock keys
Family google_family();         // API keys, FCM keys, service accounts
Family jwt_family();            // JSON web tokens
Family json_token_family();     // tokens that wrap a JSON object
Family binary_token_family();   // macaroons, protobuf, msgpack
Family structure_family();      // shapes and small encodings
Family chat_family();           // Slack, Discord, Telegram
Family credential_family();     // URLs and basic authentication
Family neighbour_family();      // secrets beside the id that goes with them
Family self_checksum_family();  // any vendor's CRC-32

}  // namespace patrol::verify

// SPDX-License-Identifier: Apache-2.0
//
// What is random and yet no secret, by what it is. Each sign is so particular
// that a secret does not show it by chance; the doubtful ones count for rules
// only that have nothing but a name to go by.
#pragma once

#include "filter/plausibility.h"

namespace patrol::filter {

// Any rule's: encrypted (sops, ansible-vault, SealedSecrets), hash (lock files,
// digests of passwords), certificate (and public keys), media (base64 of images
// and fonts). `no` = none of them.
Suppression name_data(const Candidate& candidate);

// Of a rule with nothing but a name: uuid, public (as its name says), minified,
// dummy, besides the above.
Suppression name_named_value(const Candidate& candidate);

}  // namespace patrol::filter

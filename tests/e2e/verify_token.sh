#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# verify says what a token is, without the network.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
patrol 0 verify <<<"$t"
says 'GitHub personal access token (classic)' "$out"
says 'valid (checksum)' "$out"
patrol 0 verify -f json <<<"  $t  "
check "r['rule'] == 'github-classic-pat' and r['proof'] == 'valid'"
last=${t: -1}
broken=${t%?}$(test "$last" = a && echo b || echo a)
echo "$broken" >>"$scratch/minted"
patrol 1 verify <<<"$broken"
says 'invalid (checksum)' "$out"
patrol 1 verify <<<'nothing'
says 'no rule recognises this'
patrol 2 verify </dev/null
says 'give the token on standard input'
patrol 2 verify --formt json <<<"$t"
says 'not expected: --formt'

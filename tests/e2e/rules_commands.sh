#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# rules list, explain and test.
. "$(dirname "$0")/lib.sh"

patrol 0 rules list
test "$(wc -l <"$out")" -gt 100 || die 'few rules'
says 'npm-access-token ' "$out"
patrol 0 rules list 'npm-*'
test "$(wc -l <"$out")" = 2 || die 'not two rules of npm'
patrol 0 rules list --verifiers
says 'github_classic' "$out"
patrol 0 rules explain npm-access-token
for word in 'severity    critical' 'proof       npm' 'revoke ' 'rotate ' 'pattern '; do
  says "$word" "$out"
done
patrol 2 rules explain none-such
says 'no rule of that name'
patrol 0 rules test npm
says '2 rules, ' "$out"
says ' 0 failed' "$out"

# No command takes an id that no rule has.
patrol 2 rules list 'npm-*' nmp-access-token
says "no rule of that name: 'nmp-access-token' (did you mean 'npm-access-token'?)"
for option in --rule --disable-rule; do
  patrol 2 dir . $option nmp-access-token
  says "no rule has the id 'nmp-access-token' (did you mean 'npm-access-token'?)"
  patrol 2 dir . $option 'nosuch-*'
done

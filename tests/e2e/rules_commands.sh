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

# What they cost: the row of each rule, and the one that is too dear.
patrol 0 rules check npm
grep -qE '^npm-access-token +in runs +[0-9]+ +[0-9]+ +[0-9]+ KiB .* MB/s +-$' \
  "$out" || die 'no row for npm' 
says '2 rules, 0 too dear' "$out"
cat >dear.toml <<'EOF'
provider = "dear"
name = "Dear"
page = "https://dear.example"
revoke = "Delete it."
rotate = "Make a new one."
[[rule]]
id = "dear-number"
name = "Number"
grants = "Nothing."
severity = "low"
confidence = "low"
pattern = '[0-9]{12}'
EOF
patrol 1 rules check --rules dear.toml
says "rule 'dear-number': 'pattern': no three letters in a row"
says '1 rule, 1 too dear' "$out"
seq 1000 | sed 's/.*/token = "a"/' >sample
patrol 0 rules check npm-access-token --sample sample
grep -qE '^npm-access-token .* [0-9.]+ %$' "$out" || die 'was not timed' 
patrol 2 rules check --sample none
says 'none: cannot be read, or is empty'

# No command takes an id that no rule has.
patrol 2 rules list 'npm-*' nmp-access-token
says "no rule of that name: 'nmp-access-token' (did you mean 'npm-access-token'?)"
for option in --rule --disable-rule; do
  patrol 2 dir . $option nmp-access-token
  says "no rule has the id 'nmp-access-token' (did you mean 'npm-access-token'?)"
  patrol 2 dir . $option 'nosuch-*'
done

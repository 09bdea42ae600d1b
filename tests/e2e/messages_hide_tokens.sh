#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# No error repeats a token, be it of the command line or of a file.
. "$(dirname "$0")/lib.sh"

echo x >a
odd=Zq8/$(mint github body | cut -c 5-29)+x   # no rule knows this one
echo "$odd" >>"$scratch/minted"
for t in "$(mint github)" "$(mint npm)" "$odd"; do
  rm -f .patrol.toml
  patrol 2 verify "$t" <<<x
  says 'the token is read from standard input'
  says "shell's history"
  for option in --max-size -j --format -c -b --rules --rule --fail-on; do
    patrol 2 dir a $option "$t"
  done
  patrol 2 completion "$t"
  patrol 2 dir "$t"
  patrol 2 git "$t"
  patrol 2 git . --range "$t"
  patrol 2 "$t"
  patrol 3 dir a -o "$t/x.json"

  echo "\"$t\" = 1" >.patrol.toml
  patrol 2 dir .
  says './.patrol.toml:1:1: unknown key'
  printf '[scan]\nfail_on = "%s"\n' "$t" >.patrol.toml
  patrol 2 dir .
  printf '[[allowlist]]\ndescription = "x"\npaths = ["(%s"]\n' "$t" >.patrol.toml
  patrol 2 dir .
  echo "\"$t\" = 1" >rule.toml
  patrol 2 rules list --rules rule.toml
done

# A file that is there stays readable.
mkdir 'a folder'
file=$PWD/a\ folder/number-1-of-20.toml
echo 'x = 1' >"$file"
patrol 2 dir . -c "$file"
says "$file:1:1: unknown key 'x'"

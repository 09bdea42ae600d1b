#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The repositories of submodules, nested ones too, are searched and named.
. "$(dirname "$0")/lib.sh"

declare -A t
for kind in super lib gone inner staged dangling; do
  t[$kind]=$(mint github "$kind")
done
add_submodule() { # PATH NAME URL
  git -c protocol.file.allow=always submodule --quiet add --name "$2" "$3" "$1"
}
(
  repo inner
  echo "token = ${t[inner]}" >i
  commit 'Inner'
)
(
  repo lib
  echo "token = ${t[gone]}" >g
  commit 'Gone'
  git rm -q g
  echo "token = ${t[lib]}" >l
  add_submodule deep deep "$scratch/work/inner"
  commit 'Lib'
)
repo super
echo "token = ${t[super]}" >s
add_submodule ext/lib group/lib "$scratch/work/lib"
git -c protocol.file.allow=always submodule --quiet update --init --recursive
commit 'Super'
echo "token = ${t[staged]}" >ext/lib/new
git -C ext/lib add new
echo "token = ${t[dangling]}" | git -C ext/lib hash-object -w --stdin >/dev/null
git repack -q -a -d
git -C ext/lib repack -q -d

patrol 1 git . -f json
check "gaps == {}"
for kind in "${!t[@]}"; do check "has('${t[$kind]}')"; done
check "'submodule' not in at('${t[super]}') and at('${t[super]}')['in_head']"
check "at('${t[lib]}')['submodule'] == 'group/lib'"
check "at('${t[lib]}')['path'] == 'l' and at('${t[lib]}')['in_head']"
check "at('${t[lib]}')['ref'].startswith('modules/group/lib/')"
check "at('${t[gone]}')['in_head'] is False"
check "at('${t[gone]}')['reach'] == 'ref'"
check "at('${t[inner]}')['submodule'] == 'group/lib/deep'"
check "at('${t[staged]}')['reach'] == 'index'"
check "at('${t[staged]}')['submodule'] == 'group/lib'"
check "at('${t[dangling]}')['reach'] == 'dangling'"
check "at('${t[dangling]}')['submodule'] == 'group/lib'"
cp "$out" "$scratch/own.json"
patrol 1 git . -f json --reader libgit2
python3 - "$out" "$scratch/own.json" <<'PYTHON' || die 'the readers differ'
import json, sys
a, b = (json.load(open(name))["findings"] for name in sys.argv[1:])
sys.exit(a != b)
PYTHON
patrol 1 git .
says 'in submodule group/lib/deep' "$out"
patrol 1 git . -f sarif
says '"submodule":"group/lib"' "$out"
patrol 1 git . -f ndjson
says '"submodule":"group/lib/deep"' "$out"
patrol 1 git . --no-submodules -f json
check "has('${t[super]}') and not has('${t[lib]}') and not has('${t[inner]}')"
patrol 0 baseline . -o "$scratch/list"
patrol 0 git . -b "$scratch/list"

# A submodule that was removed leaves its repository behind.
mv ext/lib "$scratch/removed"
patrol 1 git . -f json
check "gaps == {} and has('${t[lib]}') and has('${t[inner]}')"
mv "$scratch/removed" ext/lib

# A submodule that is damaged is a gap, the rest is read.
rm -rf .git/modules/group/lib/objects/pack/*.idx
patrol 1 git . -f json
check "has('${t[super]}') and gaps['corrupt-object'] >= 1"

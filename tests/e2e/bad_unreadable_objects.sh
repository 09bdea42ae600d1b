#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Parts of the object database that may not be read are counted.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
blob=$(echo "token = $t" | git hash-object -w --stdin)
commit 'Base'
folder=.git/objects/${blob:0:2}
closed_to_us() {
  local code=0
  as_user "$PATROL" git . -f json >"$out" 2>"$err" || code=$?
  chmod 755 "$1"
  test $code = 3 || die "$1: exit code $code"
  check "not r['coverage']['complete'] and n == 0"
}
chmod 0 "$folder/${blob:2}" && closed_to_us "$folder/${blob:2}"
chmod 0 "$folder" && closed_to_us "$folder"
git tag keep "$blob"
git repack -q -a -d
pack=$(ls .git/objects/pack/*.pack)
chmod 0 "$pack" && closed_to_us "$pack"
chmod 0 "${pack%.pack}.idx" && closed_to_us "${pack%.pack}.idx"
chmod 0 .git/objects/pack
code=0
as_user "$PATROL" git . >"$out" 2>"$err" || code=$?
chmod 755 .git/objects/pack
test $code = 3 || die "no access to the packs: exit code $code"
says 'Permission denied'
patrol 1 git .

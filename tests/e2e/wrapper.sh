#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The wrapper of a clone finds its build from anywhere, through links too.
. "$(dirname "$0")/lib.sh"

mkdir -p clone/build/release bin
cp "$e2e/../../patrol" clone/patrol
printf '#!/bin/sh\necho "built: $*"\n' >clone/build/release/patrol
chmod +x clone/build/release/patrol
ln -s ../clone/patrol bin/patrol
ln -s "$PWD/bin/patrol" bin/again
for command in clone/patrol bin/patrol bin/again "$PWD/bin/patrol"; do
  test "$("$command" dir .)" = 'built: dir .' || die "$command"
done
(cd clone && test "$(./patrol x)" = 'built: x') || die './patrol'
test "$(PATH=$PWD/bin:$PATH sh -c 'patrol x')" = 'built: x' || die 'on the PATH'

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A release is run only when it is what its checksum says.
. "$(dirname "$0")/lib.sh"
. "$e2e/../action/action.sh"

asset=patrol-1.2.3-linux-$(uname -m).tar.gz
mkdir -p served/patrol/bin bin
printf '#!/bin/sh\ntouch "%s/ran"\nexec "%s" "$@"\n' "$scratch" "$PATROL" >served/patrol/bin/patrol
chmod +x served/patrol/bin/patrol
tar -czf "served/$asset" -C served patrol
checksum=$(sha256sum "served/$asset" | cut -c-64)
# In place of the network: notes what is asked for, and serves it.
cat >bin/curl <<END
#!/bin/sh
for last; do :; done
echo "\$last" >>$scratch/asked
while [ "\$1" != -o ]; do shift; done
cp "$PWD/served/\${last##*/}" "\$2"
END
chmod +x bin/curl
PATH=$PWD/bin:$PATH

repo
commit 'Base'
event schedule '{}'
act success binary= version=1.2.3 "checksum=$checksum"
test -e "$scratch/ran" || die 'another binary ran'
test "$(cat "$scratch/asked")" = \
  "https://github.com/own/patrol/releases/download/v1.2.3/$asset" || die "$(cat "$scratch/asked")"

rm "$scratch/ran"
echo >>"../served/$asset"
act failure binary= version=1.2.3 "checksum=$checksum"
check "'is not what' in r['annotations'][0][2] and r['outputs']['exit-code'] == ''"
test ! -e "$scratch/ran" || die 'it ran'
act failure binary= version=1.2.4 "checksum=$checksum"
check "'cannot be downloaded' in r['annotations'][0][2]"

# Nothing is asked for when a binary is given.
: >"$scratch/asked"
act success
test ! -s "$scratch/asked" || die 'asked for a release'

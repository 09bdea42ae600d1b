#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A repository owned by someone else is read, and nothing of it is run.
. "$(dirname "$0")/lib.sh"

test "$(id -u)" = 0 || skip 'needs root to give a folder away'
for format in sha1 sha256; do
  git init -q -b main --object-format=$format $format
  cd $format
  t=$(mint github $format)
  echo "token = $t" >a
  commit 'Base'
  printf '#!/bin/sh\ntouch %s/ran\n' "$scratch" >.git/hooks/evil
  chmod +x .git/hooks/evil
  git config core.fsmonitor .git/hooks/evil
  git config core.sshCommand .git/hooks/evil
  git config filter.evil.clean .git/hooks/evil
  echo '* filter=evil' >.gitattributes
  chown -R 65534:65534 .
  patrol 1 git . -f json
  check "at('$t')['path'] == 'a' and r['coverage']['complete']"
  patrol 1 git . --range HEAD
  patrol 0 git . --staged
  patrol 1 dir .
  test ! -e "$scratch/ran" || die 'ran a program of the repository'
  cd ..
done

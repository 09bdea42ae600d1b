#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook commit-msg: a secret in the message stops the commit; what git
# drops from the message does not.
. "$(dirname "$0")/lib.sh"

repo
patrol 0 hook install --hook commit-msg
token=$(mint github message)
echo "token = $token" >a
git add a
git commit -q -m "Use $token" 2>"$err" && die 'the message passes'
says 'This commit is stopped: its message holds a secret: 1 secret'
says 'line 1 of the message'
PATROL_SKIP='a sample' git commit -q -m "Use $token" 2>"$err" || die 'is stopped'
says 'NOT SCANNED: commit-msg'

# `git commit -v` shows the change below a line that git drops with all after it.
git rm -q a
GIT_EDITOR='sed -i 1s/^/Remove/' git commit -q -v 2>"$err" ||
  die "the change counts as message: $(cat "$err")"
test "$(git log -1 --format=%s)" = Remove || die 'no commit'
patrol 2 hook commit-msg none
says 'none: cannot be read'

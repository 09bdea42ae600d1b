#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Message, author and committer of commits are searched.
. "$(dirname "$0")/lib.sh"

repo
message=$(mint github message) author=$(mint github author)
committer=$(mint github committer)
commit "A slip

pushed with $message"
with_message=$(git rev-parse HEAD)
GIT_AUTHOR_NAME="$author" GIT_COMMITTER_EMAIL="$committer" commit 'Names'

patrol 1 git . -f json
check "at('$message')['commit'] == '$with_message' and at('$message')['path'] is None"
for t in "$author" "$committer"; do
  check "at('$t')['commit'] == '$(git rev-parse HEAD)'"
done
check "all(f['locations'][0]['place'] == 'commit-message' for f in r['findings'])"
check "all(f['locations'][0]['reach'] == 'ref' for f in r['findings']) and n == 3"

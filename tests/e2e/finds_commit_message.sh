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
check "at('$message')['place'] == 'commit-message' and at('$message')['line'] == 3"
for t in "$author" "$committer"; do
  check "at('$t')['commit'] == '$(git rev-parse HEAD)'"
  check "at('$t')['place'] == 'commit-header'"
done
check "at('$author')['line'] + 1 == at('$committer')['line']"
check "all(f['locations'][0]['reach'] == 'ref' for f in r['findings']) and n == 3"
patrol 1 git .
says "author or committer of commit $(git rev-parse HEAD | cut -c1-12), line 3, column 8" "$out"

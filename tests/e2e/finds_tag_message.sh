#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Message and tagger of an annotated tag are searched.
. "$(dirname "$0")/lib.sh"

repo
message=$(mint github message) tagger=$(mint github tagger)
commit 'Base'
GIT_COMMITTER_NAME="Ann $tagger" git tag -a v1 -m "Release with $message"

patrol 1 git . -f json
for t in "$message" "$tagger"; do
  check "at('$t')['line'] in (1, 4) and at('$t')['path'] is None"
  check "at('$t')['reach'] == 'ref' and at('$t')['ref'] == 'refs/tags/v1'"
  check "at('$t')['object'] == '$(git rev-parse v1)'"
done
check "at('$message')['place'] == 'tag-message' and at('$tagger')['place'] == 'tag-header'"

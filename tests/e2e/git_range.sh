#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# With --range only what its commits bring in counts: content, merges, messages.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) new=$(mint github new) gone=$(mint github gone)
message=$(mint github message) after=$(mint github after)
echo "token = $old" >a
commit 'Base'
{ echo "# moved"; echo "token = $old"; echo "token = $gone"; } >a
commit "Slip $message"
slip=$(git rev-parse HEAD)
git checkout -q -b side HEAD^
echo side >b
commit 'Side'
git checkout -q main
git merge -q --no-commit side
{ echo "token = $old"; echo "token = $new"; } >a
commit 'Merge side'
git tag end
echo "token = $after" >c
commit 'After'

patrol 1 git . --range main~2..end -f json
check "n == 1 and at('$new')['commit'] == '$(git rev-parse end)'"
patrol 1 git . --range "main~3..end" -f json
check "n == 3 and not has('$old') and not has('$after')"
check "at('$gone')['commit'] == '$slip' and at('$gone')['reach'] == 'ref'"
check "at('$message')['place'] == 'commit-message'"
patrol 1 git . --range end -f json
check "has('$old') and not has('$after')"
patrol 0 git . --range end..end
patrol 2 git . --range nowhere..end
says "'nowhere' names no commit"

# Where HEAD still has it, and what holds it, is told as in a whole scan.
patrol 1 git . --range main~1.. -f json
check "at('$after')['in_head'] and at('$after')['ref'] == 'refs/heads/main'"
patrol 1 git . --range main~2..end -f json
check "at('$new')['in_head'] and at('$new')['ref'] == 'refs/tags/end'"
patrol 1 git . --range main~3..main~1 -f json
check "not at('$gone')['in_head'] and at('$gone')['ref'] == 'refs/heads/main'"
patrol 1 git . --range main~1..
says 'c:1:9  still in HEAD' "$out"
git checkout -q --detach
echo "token = $(mint github loose)" >d
commit 'Loose'
loose=$(git rev-parse HEAD)
git checkout -q main
patrol 1 git . --range "main..$loose" -f json
check "at('$(mint github loose)')['reach'] == 'reflog'"
git reflog expire --expire=now --all
patrol 1 git . --range "main..$loose" -f json
check "at('$(mint github loose)')['reach'] == 'dangling'"

# Messages of annotated tags of selected commits, tags of tags included.
tagged=$(mint github tagged) nested=$(mint github nested)
git tag -a -m "release $tagged" inner
git tag -a -m "again $nested" outer inner 2>/dev/null
patrol 1 git . --range HEAD~1..outer -f json
check "at('$tagged')['place'] == 'tag-message' and at('$tagged')['commit'] is None"
check "at('$nested')['ref'] == 'refs/tags/outer'"
patrol 1 git . --since 2000-01-01 -f json
check "has('$tagged') and has('$nested')"

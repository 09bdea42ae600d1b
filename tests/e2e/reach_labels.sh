#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every way in which git holds something is found and told rightly.
. "$(dirname "$0")/lib.sh"

declare -A t
for kind in old removed merge stash staged_stash untracked older dropped \
  lost lost_message lost_tree lost_blob lost_tag tag tagged undiffable binary \
  wide link renamed message author name note index linked linked_head \
  original substitute reworded sub; do
  t[$kind]=$(mint github "$kind")
done
line() { echo "token = ${t[$1]}"; }
(
  repo lib
  line sub >l
  commit 'Lib'
)
repo

# Branches and tags.
line old >old
line original >replaced
{ seq 40; } >before
ln -s old link
commit 'Base'
line removed >removed
echo "$(line message)" >"$scratch/message"
commit "Removed later, and: $(cat "$scratch/message")"
git rm -q removed
GIT_AUTHOR_EMAIL=${t[author]}@host.example commit 'Author'
line undiffable >undiffable
echo 'undiffable -diff' >.gitattributes
printf '\0%s\n' "$(line binary)" >binary
line wide | iconv -t UTF-16LE >"$scratch/wide"
{ printf '\377\376'; cat "$scratch/wide"; } >wide
rm link
line link >link
git mv before after
line renamed >>after
echo x >"${t[name]}"
commit 'Odd files'
git checkout -q -b side HEAD^
echo side >side
commit 'Side'
git checkout -q main
echo main >main
commit 'Main'
git merge -q --no-commit side
line merge >evil
commit 'Merge side'
merge=$(git rev-parse HEAD)
git tag -a v1 -m "$(line tag)"
git tag blob "$(line tagged | git hash-object -w --stdin)"
git notes add -m "$(line note)"
git -c protocol.file.allow=always submodule --quiet add --name lib-name \
  "$scratch/work/lib" ext/lib
commit 'Submodule'

# Stashes and reflogs.
line older >old
tick
git stash push -q
line staged_stash >old
git add old
line stash >old
line untracked >new
tick
git stash push -q --include-untracked
line dropped >dropped
commit 'Dropped'
git reset -q --hard HEAD^

# What nothing names: no commit, no reflog.
base=$(git rev-parse HEAD)
tree_of() { # TOKEN PATH
  local blob
  blob=$(line "$1" | git hash-object -w --stdin)
  printf '100644 blob %s\t%s\n' "$blob" "$2" | git mktree
}
tick
lost=$(git commit-tree -p "$base" -m "$(line lost_message)" "$(tree_of lost gone)")
tree_of lost_tree in-tree >/dev/null
line lost_blob | git hash-object -w --stdin >/dev/null
printf 'object %s\ntype commit\ntag lost\ntagger A <a@host.example> 1 +0000\n\n%s\n' \
  "$base" "$(line lost_tag)" | git mktag >/dev/null

# Worktrees and indexes.
git worktree add -q --detach ../linked
(
  cd ../linked
  line linked_head >head
  commit 'Linked'
  line linked >staged
  git add staged
)
line index >index
git add index

# Replacements, and a graft that would cut the history off.
original=$(git rev-parse HEAD:replaced)
git replace "$original" "$(line substitute | git hash-object -w --stdin)"
tick
git replace "$merge" "$(git commit-tree -p side -m "$(line reworded)" "$merge^{tree}")"
echo "$base" >.git/info/grafts

place() { # TOKEN PLACE REACH [REF]
  check "at('${t[$1]}')['place'] == '$2' and at('${t[$1]}')['reach'] == '$3'"
  if test -n "${4-}"; then check "at('${t[$1]}')['ref'] == '$4'"; fi
}
labels() {
  for kind in "${!t[@]}"; do check "has('${t[$kind]}')"; done
  main=refs/heads/main
  place old content ref $main
  check "at('${t[old]}')['in_head']"
  place removed content ref $main
  check "not at('${t[removed]}')['in_head']"
  for kind in undiffable binary wide link renamed original; do
    place $kind content ref $main
  done
  place message commit-message ref $main
  place author commit-header ref $main
  place name file-name ref $main
  place merge content ref $main
  check "at('${t[merge]}')['merge_only'] and at('${t[merge]}')['commit'] == '$merge'"
  check "sum(l.get('merge_only', 0) for f in r['findings'] for l in f['locations']) == 1"
  place tag tag-message ref refs/tags/v1
  place tagged content ref refs/tags/blob
  check "at('${t[tagged]}')['path'] is None"
  place note note note refs/notes/commits
  for kind in stash staged_stash untracked; do
    place $kind content stash refs/stash
    check "at('${t[$kind]}')['reflog_entry'] == 0"
  done
  place older content stash refs/stash
  check "at('${t[older]}')['reflog_entry'] == 1"
  place dropped content reflog
  check "at('${t[dropped]}')['ref'] in ('HEAD', '$main')"
  check "at('${t[dropped]}')['reflog_entry'] == 1"
  for kind in lost:commit lost_tree:tree lost_blob:blob; do
    place ${kind%:*} content dangling
    check "at('${t[${kind%:*}]}')['dangling'] == '${kind#*:}'"
  done
  check "at('${t[lost]}')['commit'] == '$lost' and at('${t[lost]}')['path'] == 'gone'"
  check "at('${t[lost_tree]}')['path'] == 'in-tree'"
  check "at('${t[lost_blob]}')['path'] is None"
  place lost_message commit-message dangling
  place lost_tag tag-message dangling
  check "at('${t[lost_message]}')['dangling'] == 'commit'"
  check "at('${t[lost_tag]}')['dangling'] == 'tag'"
  place index content index
  check "at('${t[index]}')['ref'] is None"
  place linked content index 'worktree linked'
  place linked_head content ref 'worktree linked'
  place substitute content replacement "refs/replace/$original"
  place reworded commit-message replacement "refs/replace/$merge"
  place sub content ref
  check "at('${t[sub]}')['submodule'] == 'lib-name'"
  check "at('${t[sub]}')['submodule_path'] == 'ext/lib'"
}
patrol 1 git . -f json
labels
patrol 1 git . -f json --reader libgit2
labels
git --no-replace-objects repack -q -a -d -k 2>/dev/null
patrol 1 git . -f json
labels

patrol 1 git .
says 'in a stash (stash@{1})' "$out"
says '@{1})' "$out"
says "added by merge ${merge:0:12}, in none of its parents" "$out"
says 'dangling commit: no ref leads to it' "$out"
says 'dangling tree: no commit has it' "$out"
says 'dangling blob: no ref leads to it, no path is known' "$out"
says 'reachable from refs/tags/blob, no path is known' "$out"
says 'staged, not committed (worktree linked)' "$out"
says "only a replacement of another object (refs/replace/$original)" "$out"
says 'in submodule lib-name at ext/lib' "$out"
patrol 1 git . -f ndjson
says '"dangling":"blob"' "$out"
patrol 1 git . -f sarif
for words in '"uri":"ext/lib/l"' '"reflogEntry":1' '"mergeOnly":true' \
  '"dangling":"tree"' '"reach":"replacement"' 'reachable from stash@{{1}}' \
  'in none of its parents' 'in no tree and so without a path' \
  'staged in worktree linked' '"submodulePath":"ext/lib"'; do
  says "$words" "$out"
done

# A merge is told in a range too.
patrol 1 git . --range "$merge^..$merge" -f json
check "at('${t[merge]}')['merge_only']"

# What a submodule's config says is not believed when it leads elsewhere.
mkdir .git/x
for where in "$scratch" ../../../../lib ../../../.git/x ../..; do
  git config -f .git/modules/lib-name/config core.worktree "$where"
  patrol 1 git . -f sarif
  says '"uri":".git/modules/lib-name/l"' "$out"
  ! grep -q submodulePath "$out" || die "a path outside: $where"
done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# husky and lefthook run patrol as docs/hooks.md says. HUSKY and LEFTHOOK name the
# programs if they are not on the PATH.
. "$(dirname "$0")/lib.sh"

husky=${HUSKY:-$(command -v husky || true)}
lefthook=${LEFTHOOK:-$(command -v lefthook || true)}
test -n "$husky$lefthook" || {
  echo 'neither husky nor lefthook is on this machine' >&2
  exit 77
}
mkdir -p "$scratch/bin"
ln -s "$PATROL" "$scratch/bin/patrol"
export PATH=$scratch/bin:$PATH

# guards NAME: commits and pushes of this repository are stopped.
guards() {
  git init -q --bare "$scratch/$1.git"
  git remote add origin "$scratch/$1.git"
  git push -q origin HEAD >"$out" 2>&1 || die "$1: a clean push is stopped: $(cat "$out")"
  echo "token = $(mint github "$1")" >secret
  git add secret
  git commit -q -m Secret >"$out" 2>&1 && die "$1: the commit passes"
  says 'This commit is stopped' "$out"
  PATROL_SKIP='a sample' git commit -q -m Secret >"$out" 2>&1 ||
    die "$1: is stopped: $(cat "$out")"
  git push -q origin HEAD >"$out" 2>&1 && die "$1: the push passes"
  says 'This push is stopped' "$out"
}

if test -n "$husky"; then
  (
    repo husky
    "$husky" >/dev/null
    echo 'patrol hook pre-commit' >.husky/pre-commit
    echo 'patrol hook pre-push "$@"' >.husky/pre-push
    commit Base >/dev/null 2>&1
    guards husky
  )
fi
if test -n "$lefthook"; then
  (
    repo lefthook
    cat >lefthook.yml <<'EOF'
pre-commit:
  jobs:
    - run: patrol hook pre-commit
pre-push:
  jobs:
    - run: patrol hook pre-push {1} {2}
      use_stdin: true
EOF
    "$lefthook" install >/dev/null 2>&1
    commit Base >/dev/null 2>&1
    guards lefthook
  )
fi

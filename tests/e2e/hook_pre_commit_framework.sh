#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The pre-commit framework runs patrol from this repository's manifest: on a
# commit, on a push, and on files that are named. PRE_COMMIT names another
# pre-commit than that on the PATH.
. "$(dirname "$0")/lib.sh"

framework=${PRE_COMMIT:-pre-commit}
command -v "$framework" >/dev/null || {
  echo 'pre-commit is not on this machine' >&2
  exit 77
}
root=$(cd "$e2e/../.." && pwd)

# The manifest as a repository, as users name it; patrol as one that is installed.
mkdir -p "$scratch/bin" manifest
ln -s "$PATROL" "$scratch/bin/patrol"
export PATH=$scratch/bin:$PATH
cp -r "$root/.pre-commit-hooks.yaml" "$root/hooks" manifest
# hooks/pre-commit runs the clone's own ./patrol.
ln -s "$PATROL" manifest/patrol
git -C manifest init -q -b main
git -C manifest add -A
git -C manifest commit -q -m Manifest
"$framework" validate-manifest manifest/.pre-commit-hooks.yaml

repo
cat >.pre-commit-config.yaml <<EOF
repos:
  - repo: ../manifest
    rev: $(git -C ../manifest rev-parse HEAD)
    hooks:
      - id: patrol-system
EOF
echo clean >a
commit Clean
"$framework" install -t pre-commit -t pre-push >/dev/null 2>&1
git init -q --bare "$scratch/server"
git remote add origin "$scratch/server"
git push -q origin main 2>"$err" || die "a clean push is stopped: $(cat "$err")"

token=$(mint github staged)
echo "token = $token" >b
git add b
git commit -q -m Secret >"$out" 2>&1 && die 'the commit passes'
says 'This commit is stopped: 1 secret' "$out"
says 'b:1:9' "$out"
hides_tokens "$out"
PATROL_SKIP='a sample' git commit -q -m Secret >"$out" 2>&1 ||
  die "is stopped: $(cat "$out")"
# What was there before is no news, though the file is named.
echo more >>b
git add b
git commit -q -m More >"$out" 2>&1 || die "old news stop a commit: $(cat "$out")"

git push -q origin main >"$out" 2>&1 && die 'the push passes'
says 'This push is stopped: 1 secret' "$out"

# Nothing is staged: the files that are named are scanned whole.
"$framework" run --all-files >"$out" 2>&1 && die 'b is not scanned'
says 'b:1:9' "$out"
"$framework" run --files a >"$out" 2>&1 || die "a is clean: $(cat "$out")"
"$framework" run --files b >"$out" 2>&1 && die 'b is not scanned by its name'

# The hook that brings its own patrol.
sed -i 's/patrol-system/patrol/' .pre-commit-config.yaml
git add .pre-commit-config.yaml
"$framework" run --files b >"$out" 2>&1 && die 'the script does not run'
says 'b:1:9' "$out"

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook install goes where git looks, beside what is there; uninstall leaves
# everything as it was.
. "$(dirname "$0")/lib.sh"

# stops: a commit with a secret is stopped. sum: all that is in the folders.
stops() {
  echo "token = $(mint github "$RANDOM")" >secret
  git add secret
  git commit -q -m Secret 2>"$err" && die 'the commit passes'
  says 'This commit is stopped'
  git rm -q --cached secret
}
sum() { find "$@" -printf '%p %m %l\n' -type f -exec md5sum {} + | sort | md5sum; }

repo
mkdir -p .git/hooks
commit Base
before=$(sum .git/hooks .git/config)
patrol 0 hook install
stops
patrol 0 hook install --hook pre-commit  # once more: the same
patrol 0 hook uninstall
test "$(sum .git/hooks .git/config)" = "$before" || die 'something is left'
patrol 0 hook uninstall
says 'nothing was installed' "$out"

# A hook that is there runs first, hears the same, and can stop git, too.
printf '#!/bin/sh\necho first >>"%s"\ntest ! -e stop\n' "$scratch/ran" >.git/hooks/pre-commit
printf '#!/bin/sh\ncat >>"%s"\n' "$scratch/heard" >.git/hooks/pre-push
chmod 750 .git/hooks/pre-commit .git/hooks/pre-push
before=$(sum .git/hooks)
patrol 0 hook install
stops
test "$(cat "$scratch/ran")" = first || die 'the hook that was there does not run'
touch stop
git commit -q --allow-empty -m x 2>/dev/null && die 'the first hook cannot stop git'
rm stop
git init -q --bare "$scratch/server"
git push -q "$scratch/server" HEAD:refs/heads/main
grep -q '^HEAD .* refs/heads/main ' "$scratch/heard" || die 'pre-push heard nothing'
patrol 0 hook uninstall
test "$(sum .git/hooks)" = "$before" || die 'not as it was'

# Where git was told to look for hooks.
git config core.hooksPath "$scratch/else where"
patrol 0 hook install
test -x "$scratch/else where/pre-commit" || die 'not where git looks'
stops
patrol 0 hook uninstall
# Whoever looks after the hooks is told what to run; nothing is changed.
git config core.hooksPath .husky/_
patrol 2 hook install
says 'to .husky/pre-commit:'
git config --unset core.hooksPath
echo 'pre-push: {}' >lefthook.yml
patrol 2 hook install
says 'Add to lefthook.yml:'
rm lefthook.yml

# For all repositories; the hooks of each still run.
export GIT_CONFIG_GLOBAL=$scratch/gitconfig
echo '[user]' >"$GIT_CONFIG_GLOBAL"
: >"$scratch/ran"
patrol 0 hook install --global
stops
test "$(cat "$scratch/ran")" = first || die "the repository's hook does not run"
printf '#!/bin/sh\ntouch "%s"\n' "$scratch/post" >.git/hooks/post-commit
chmod +x .git/hooks/post-commit
git commit -q --allow-empty -m x 2>/dev/null
test -e "$scratch/post" || die 'other hooks do not run'
rm .git/hooks/post-commit
patrol 0 hook uninstall --global
grep -v '^\[core\]$' "$GIT_CONFIG_GLOBAL" >"$scratch/config" || true
test "$(cat "$scratch/config")" = '[user]' || die 'configuration is left'
test -z "$(find "$HOME" -name patrol-hooks)" || die 'a folder is left'

cd /
patrol 2 hook install
says 'no repository here'

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Where git itself is asked, it runs nothing that the repository's settings name.
. "$(dirname "$0")/lib.sh"

git init -q -b main --object-format=sha256 repo
cd repo
t=$(mint github)
echo "token = $t" >a
commit 'Base'
echo "other = $t" >b
git add b
cat >"$scratch/trap" <<TRAP
#!/bin/sh
touch "$scratch/sprung"
TRAP
chmod +x "$scratch/trap"
for name in core.fsmonitor core.pager core.sshCommand core.editor \
  core.gitProxy core.alternateRefsCommand core.askPass gpg.program \
  diff.external interactive.diffFilter alias.rev-parse alias.ls-files \
  filter.x.clean filter.x.smudge filter.x.process diff.x.textconv \
  credential.helper uploadpack.packObjectsHook remote.origin.uploadpack; do
  git config "$name" "$scratch/trap"
done
git config remote.origin.url "ext::$scratch/trap %S"
git config remote.origin.promisor true
git config log.showSignature true
git config core.hooksPath "$scratch/hooks"
mkdir "$scratch/hooks"
for hook in post-index-change reference-transaction fsmonitor-watchman; do
  cp "$scratch/trap" "$scratch/hooks/$hook"
done
echo '* filter=x diff=x' >.git/info/attributes
patrol 1 git . -f json
patrol 1 git . --staged -f json
check "has('$t') and gaps == {}"
patrol 1 git . --branch main -f json
patrol 1 dir . -f json
# A commit that is not there is not fetched.
rm ".git/objects/$(git rev-parse HEAD | sed 's|..|&/|')"
patrol 2 git . --range HEAD~1..HEAD
patrol 1 git . -f json
test ! -e "$scratch/sprung" || die 'something was run'

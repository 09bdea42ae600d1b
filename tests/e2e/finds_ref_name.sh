#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A token in the name of a ref, worktree or submodule is found, and hidden
# wherever that name is told.
. "$(dirname "$0")/lib.sh"

repo
echo x >a
commit 'Base'
packed=$(mint github packed) loose=$(mint github loose) gone=$(mint github gone)
tree=$(mint github tree) module=$(mint npm module) broken=$(mint npm broken)
git tag "v-$packed"
git pack-refs --all
git update-ref "refs/remotes/origin/deploy-$loose" HEAD
git branch "deploy-$loose"
mkdir -p .git/logs/refs/heads/gone
cp .git/logs/HEAD ".git/logs/refs/heads/gone/$gone"
git worktree add -q "../$tree"
git init -q --bare ".git/modules/$module"
echo damaged >".git/refs/heads/$broken"
git checkout -q --orphan "unborn-$(mint gitlab unborn)"

patrol 1 git . -f json
cp "$out" "$scratch/report.json"
check "all(at(t)['place'] == 'ref-name' for t in ('$packed', '$gone', '$broken'))"
check "at('$packed')['ref'] == 'refs/tags/v-ghp_****' and at('$packed')['reach'] == 'ref'"
check "at('$gone')['ref'] == 'refs/heads/gone/ghp_****' and at('$gone')['reach'] == 'reflog'"
check "[at['ref'] for at in find('$loose')['locations']] == ['refs/heads/deploy-ghp_****', 'refs/remotes/origin/deploy-ghp_****']"
check "'worktree ghp_****' in [at['ref'] for at in find('$tree')['locations']]"
check "at('$module')['ref'].startswith('modules/npm_') and at('$module')['object'] is None"
check "has('$(mint gitlab unborn)') and gaps['unreadable-refs'] == 1 and n == 7"
for format in text ndjson sarif; do patrol 1 git . -f $format; done
says "in the name of refs/tags/v-ghp_****" "$out"
for how in '--whole' '--reader libgit2' '-j1' '-j2'; do
  patrol 1 git . -f json $how
  diff <(grep -v _time "$out") <(grep -v _time "$scratch/report.json")
done

# Held back as any other finding.
patrol 3 baseline . -o "$scratch/baseline"
hides_tokens "$scratch/baseline"
patrol 3 git . --baseline "$scratch/baseline"

# Scans of something else mask the names that they tell.
rm ".git/refs/heads/$broken"
git checkout -q "deploy-$loose"
git reset -q --hard
t=$(mint slack)
echo "token = $t" >b
git add b
for format in text json ndjson sarif; do
  patrol 1 git . --staged -f $format
done
commit 'Token'
for format in text json ndjson sarif; do
  patrol 1 git . --branch "deploy-$loose" -f $format
  patrol 1 git . --range HEAD~1..HEAD -f $format
done
says 'refs/heads/deploy-ghp_****' "$out"
folder=$(mint npm folder)
ln -s "$PWD" "../$folder"
for format in text json ndjson sarif; do
  patrol 1 git "../$folder" -f $format
done

# A ref whose target is missing is a gap with its name.
git update-ref -d "refs/remotes/origin/deploy-$loose"
echo "$(printf %040d 7)" >".git/refs/tags/v-$packed"
patrol 1 git . -f json
check "gaps == {'missing-object': 1}"
check "r['coverage']['gaps'][0]['detail'] == 'target of refs/tags/v-ghp_****'"

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An empty repository and an unborn branch are clean, not errors.
. "$(dirname "$0")/lib.sh"

repo empty
patrol 0 git .
says 'No secrets found. Read nothing of . (whole history); nothing left unread.' "$out"
patrol 0 git . -f json
check "n == 0 and r['scan']['head_commit'] is None and r['scan']['head_ref'] == 'refs/heads/main'"
patrol 0 git . --staged
patrol 0 git . --since yesterday
patrol 2 git . --range HEAD
says "'HEAD' names no commit"
patrol 2 git . --branch main
patrol 0 dir .
patrol 0 baseline .

t=$(mint github)
git checkout -q -b other
echo "token = $t" >a
commit 'Base'
git checkout -q --orphan unborn
git rm -qrf .
patrol 1 git . -f json
check "at('$t')['ref'] == 'refs/heads/other' and not at('$t')['in_head']"

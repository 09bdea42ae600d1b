#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Notes are searched, in each of their namespaces.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
commit 'Base'
git notes --ref=review add -m "Reviewed with $t"

patrol 1 git . -f json
check "at('$t')['place'] == 'note' and at('$t')['reach'] == 'note'"
check "at('$t')['ref'] == 'refs/notes/review'"
check "at('$t')['commit'] == '$(git rev-parse refs/notes/review)'"

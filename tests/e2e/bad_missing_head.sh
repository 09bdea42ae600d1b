#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A ref whose commit is not there is counted: its history is lost.
. "$(dirname "$0")/lib.sh"

repo
echo x >a
commit 'Base'
rm ".git/objects/$(git rev-parse HEAD | sed 's|..|&/|')"
patrol 3 git . -f json
check "gaps == {'missing-object': 1}"
patrol 3 git .
says 'target of HEAD' "$out"

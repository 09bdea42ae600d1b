#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Names that strangers choose are no commands: neither of a shell nor of the
# runner that reads the log. Proved secrets are hidden in the logs of later steps.
. "$(dirname "$0")/lib.sh"
. "$e2e/../action/action.sh"

repo
commit 'Base'
base=$(git rev-parse HEAD)
token=$(mint github)
name='::error title=owned::x'
mkdir "$name"
echo "token = $token" >"$name/a"
echo "token = $(mint github other)" >'##[add-path]x'
echo "token = $(mint github third)" >'$(touch owned)`touch owned`'
echo "token = $(mint github fourth)" >'a%0A::error::x,line=5'
GIT_AUTHOR_NAME='::add-mask::e' commit '::set-output name=findings::0'
head=$(git rev-parse HEAD)

requested "$base" "$head"
act failure
check "r['commands'] == [] and len(r['masks']) == 4"
check "all('owned' not in a[1].get('title', '') and 'x' != a[2] for a in r['annotations'])"
files="['##[add-path]x', '\$(touch owned)\`touch owned\`', '$name/a', 'a%0A::error::x,line=5']"
check "sorted(a[1]['file'] for a in r['annotations'] if 'file' in a[1]) == $files"
check "r['outputs']['findings'] == '4' and '::error title=owned::x' in r['log']"
! find "$scratch/work" -name owned | grep -q . || die 'a name became a command'
check "'$token' in r['masks']"

# Runners that are debugged, or of other servers, may show the lines that hide.
RUNNER_DEBUG=1 act failure
check "r['masks'] == []"
GITHUB_SERVER_URL=https://git.example act failure
check "r['masks'] == []"

# Inputs are words of one argument each.
act failure 'base=$(touch owned);x' 'head=`touch owned`'
act failure "binary=$scratch/\$(touch owned)"
act failure 'args=$(touch owned) * ; touch owned'
! find "$scratch/work" -name owned | grep -q . || die 'an input became a command'
requested "$base" '$(touch owned)'
act failure
check "'is no commit id' in r['log']"

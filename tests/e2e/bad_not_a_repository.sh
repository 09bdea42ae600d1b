#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A path that is no repository is told apart from one that is broken.
. "$(dirname "$0")/lib.sh"

mkdir plain broken broken/.git
echo x >plain/file
patrol 2 git plain
says 'plain: no git repository here or in any parent folder'
says "use 'patrol dir plain'"
patrol 2 git plain/file
patrol 2 git none
says 'none: no git repository'
patrol 2 git plain --staged
patrol 2 git broken
mkdir linked
echo 'gitdir: ../nowhere' >linked/.git
patrol 2 git linked
says 'linked: '
repo garbled
echo 'not [a config' >.git/config
patrol 3 git .
says '.: cannot open the repository: '

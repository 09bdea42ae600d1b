#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Paths that the system refuses to follow are told, and never end in an abort.
. "$(dirname "$0")/lib.sh"

repo
echo x >a
commit 'Base'
ln -s .patrol.toml .patrol.toml
for command in 'git .' 'dir .' 'git --staged' 'baseline .' stdin; do
  patrol 2 $command </dev/null
  says '.patrol.toml: Too many levels of symbolic links'
done
patrol 0 dir . --no-config
rm .patrol.toml
ln -s none .patrol.toml
patrol 2 dir .
says '.patrol.toml: No such file or directory'
rm .patrol.toml

long=$(printf 'x%.0s' {1..300})
ln -s self self
for path in "$long" self; do
  patrol 2 dir "$path"
  says "$path: "
  patrol 2 dir a --rules "$path"
done
patrol 3 git self
says 'Too many levels of symbolic links'
patrol 3 git "$long"
says 'File name too long'

mkdir closed
chmod 0 closed
code=0
as_user "$PATROL" dir closed -f json >"$out" || code=$?
test $code = 3 || die "exit code $code"
check "gaps == {'unreadable': 1}"

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# patrol finds nothing in its own repository: token-like strings in rules and
# tests carry the mark U+00B7, and .patrol.toml excepts what no mark can break.
#
#     check_secrets.sh PATROL ROOT
set -eu
patrol=$1
cd "$2"
git ls-files -z --cached --others --exclude-standard |
  xargs -0 sh -c 'for file; do [ ! -f "$file" ] || printf "%s\0" "$file"; done' _ |
  xargs -0 "$patrol" dir --quiet --config .patrol.toml

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A token in the name of a file or a folder is found, and hidden in the path.
. "$(dirname "$0")/lib.sh"

repo
file=$(mint github file) folder=$(mint github folder)
mkdir "$folder"
echo x >"$folder/a"
echo x >"b-$file.txt"
commit 'Names'

patrol 1 git . -f json
for t in "$file" "$folder"; do
  check "find('$t')['locations'][0]['place'] == 'file-name'"
  check "find('$t')['locations'][0]['commit'] == '$(git rev-parse HEAD)'"
  check "find('$t')['locations'][0]['in_head']"
done
check "at('$file')['path'].startswith('b-ghp_') and at('$file')['path'].endswith('.txt')"
patrol 1 git .
patrol 1 git . -f sarif

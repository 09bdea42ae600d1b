#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Links inside are counted and not followed; a link that is named is.
. "$(dirname "$0")/lib.sh"

inside=$(mint github inside) outside=$(mint github outside)
mkdir folder outside
echo "token = $inside" >folder/a
echo "token = $outside" >outside/b
ln -s ../outside folder/link
ln -s ../outside/b folder/file
ln -s . folder/loop
ln -s nowhere folder/broken
ln -s folder named
ln -s outside/b named-file

patrol 1 dir folder -f json
check "has('$inside') and n == 1 and gaps == {'symlink': 4}"
check "r['coverage']['complete']"
patrol 1 dir named -f json
check "at('$inside')['path'] == 'named/a' and n == 1"
patrol 1 dir named-file -f json
check "at('$outside')['path'] == 'named-file'"

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Invalid UTF-8, NUL bytes and control characters anywhere leave every report well-formed.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint github line) u=$(mint github latin)
new_line=$'new\nline' latin=$'caf\xe9' escape=$'\e[31mred\r'
echo "token = $s" >"$new_line"
printf '\xc3\x28\xff\xfe\x00\x01 %s \xed\xa0\x80\n' "$t" >"$escape"
printf '\xf0\x28 %s' "$u" >"$latin"
export GIT_AUTHOR_NAME=$'Z\xfcrich \e[1m'
git config i18n.commitEncoding latin1
commit $'Caf\xe9'

patrol 1 git . -f json
check "n == 3 and at('$s')['path'] == 'new\nline'"
check "at('$u')['path'] == 'caf\ufffd' and at('$u')['path_encoded'] == 'caf%E9'"
check "'\ufffd' in at('$u')['author']"
patrol 1 git . -o r.ndjson
check "len(r) == 4" r.ndjson
patrol 1 git . -f sarif
check "sorted(x['locations'][0]['physicalLocation']['artifactLocation']['uri'] for x in r['runs'][0]['results']) == ['%1B%5B31mred%0D', 'caf%E9', 'new%0Aline']"
patrol 1 git . --color never
! grep -q $'\e\|\r' "$out" || die 'control characters on the terminal'
says 'new\x0aline:1:9' "$out"
patrol 0 baseline . -o list
test "$(grep -vc '^#' list)" = 3 || die 'a line each'
patrol 0 git . -b list
patrol 1 dir . -f json
check "n == 3"

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# However a folder is typed, its files are the same: for exclude and allowlists,
# for counting, for SARIF.
. "$(dirname "$0")/lib.sh"

t=$(mint github) other=$(mint github other) test=$(mint github test)
mkdir -p ab/vendor ab/tests
echo "token = $other" >ab/vendor/x
echo "token = $test" >ab/tests/x
echo "token = $t" >ab/one
cat >.patrol.toml <<'END'
[scan]
exclude = ["vendor/*"]
[[allowlist]]
description = "tests"
paths = ['^tests/']
END
for folder in ab ab/ ./ab "$PWD/ab"; do
  patrol 1 dir "$folder" -c .patrol.toml -f json
  check "n == 1 and has('$t') and gaps == {'excluded': 1}"
  check "r['coverage']['gaps'][0]['what'].endswith('ab/vendor/x')"
  check "r['findings'][0]['locations'][0]['in_head'] is None"
done
patrol 1 dir ./ab -c .patrol.toml -f json
check "at('$t')['path'] == 'ab/one'"
check "r['coverage']['gaps'][0]['what'] == 'ab/vendor/x'"

patrol 1 dir ab ab ./ab ab/one "$PWD/ab/one" -f json
check "n == 3 and r['coverage']['files'] == 3"
ln -s one ab/link
patrol 1 dir ab ab/link -f json
check "paths('$t') == ['ab/link', 'ab/one'] and r['coverage']['files'] == 4"
rm ab/link

uri_is() { # URI PATH
  patrol 1 dir "$2" --exclude 'vendor/*' --exclude 'tests/*' -f sarif
  says "\"uri\":\"$1\"" "$out"
}
uri_is ab/one ab
uri_is ab/one "$PWD/ab/one"
uri_is ab/one "$PWD/ab"
cd ab/vendor
uri_is "file://$(dirname "$PWD")/one" ../one
uri_is "file://$(dirname "$PWD")/one" ..
cd ../..

printf '\xef\xbb\xbfk=%s\nk=%s\n' "$t" "$other" >bom
patrol 1 dir bom -f sarif
check "sorted(x['locations'][0]['physicalLocation']['region']['startColumn'] for x in r['runs'][0]['results']) == [3, 3]"
patrol 1 dir bom -f json
check "at('$t')['column'] == 3 and at('$other')['column'] == 3"

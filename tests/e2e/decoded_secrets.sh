#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A secret behind an encoding is found where its encoded bytes stand, in files and
# in what changed between versions, and a place tells how it is encoded.
. "$(dirname "$0")/lib.sh"

# encode HOW TEXT: as HOW writes it.
encode() {
  python3 - "$1" "$2" <<'PY'
import base64, sys, urllib.parse
how, text = sys.argv[1:]
each = lambda form: "".join(form % ord(c) for c in text)
b64 = lambda data: base64.b64encode(data).decode()
print({
    "base64": lambda: b64(text.encode()),
    "url": lambda: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "utf16": lambda: b64(text.encode("utf-16le")),
    "hex": lambda: text.encode().hex(),
    "percent": lambda: each("%%%02X"),
    "quoted": lambda: urllib.parse.quote(text, safe=""),
    "x": lambda: each(r"\x%02x"),
    "u": lambda: each(r"\u%04x"),
    "decimal": lambda: each("&#%d;"),
    "entity": lambda: each("&#x%x;"),
}[how]())
PY
}
t=$(mint github)
underscore=${t/_/\\u005f}

# Each file is named after the encoding that its place is to tell.
mkdir files
cd files
echo "a = '$(encode base64 "$t")'" >base64
echo "a = '$(encode url "~~?>>> $t")'" >base64@url
echo "powershell -enc $(encode utf16 "\$t='$t'")" >'UTF-16 in base64'
echo "key 0x$(encode hex "$t")" >hex
echo "?q=$(encode percent "$t")&r=1" >percent
echo "s = \"$(encode x "$t")\"" >escape@x
echo "s = \"$(encode u "$t")\"" >escape@u
echo "s = \"$underscore\"" >escape
echo "<b>$(encode decimal "$t")</b>" >entity
echo "<b>$(encode entity "$t")</b>" >entity@hex
echo "q=$(encode quoted "$(encode base64 "~~?>>> $t ~~?>>>")")" >'base64 in percent'
echo "a: $(encode base64 "b: $(encode base64 "c: $(encode base64 "$t")")")" \
  >'base64 in base64 in base64'
lines() { for i in $(seq 20); do echo "line $i of the text"; done; }
{ lines; echo "key $t."; lines; } | base64 | sed 's/^/  /' >base64@wrapped
echo "[\"$({ lines; echo "key $t."; } | base64 | sed ':a;N;$!ba;s/\n/\\n/g')\"]" >base64@json
echo "Authorization: Basic $(encode base64 "me:$t")" >base64@header
echo "<img src='data:text/plain;base64,$(encode base64 "at $t")'>" >base64@data-url
echo "{\"auths\": {\"r.corp-9.net\": {\"auth\": \"$(encode base64 "me:$t")\"}}}" >base64@docker
printf 'kind: Secret\ndata:\n  gh: %s\n' "$(encode base64 "$t")" >base64@kubernetes
cd ..
patrol 1 dir files -f json
check "n == 1 and len(paths('$t')) == $(ls files | wc -l) == 18"
check "[a for a in find('$t')['locations'] if a['encoding'] != a['path'].split('/')[-1].split('@')[0]] == []"

# Exact for escapes; of digits, those that carry a bit of the secret.
stands() {
  patrol 1 dir "files/$1" -f json
  check "[at('$t')[k] for k in ('line', 'column', 'end_line', 'end_column')] == [$2]"
}
stands base64 '1, 6, 1, 60'
stands hex '1, 7, 1, 87'
stands percent '1, 4, 1, 124'
stands escape '1, 6, 1, 51'
stands base64@kubernetes '3, 7, 3, 61'
before=$({ lines; echo 'key '; } | wc -c) # line feed in place of the token
after=$((before - 1 + 40))
digit() { echo "$(($1 / 57 + 1)), $((3 + $1 % 57 * 4 / 3))"; }
stands base64@wrapped "$(digit $((before - 1))), $((after / 57 + 1)), $((3 + (after % 57 * 4 + 2) / 3))"

patrol 1 dir 'files/base64 in percent' -f text
says ':1:' "$out"
says '(base64 in percent)' "$out"
patrol 1 dir 'files/base64 in percent' -f sarif
says 'encoded as base64 in percent' "$out"
patrol 1 dir files --max-decode-depth 2 -f json
check "len(paths('$t')) == 17"
patrol 1 dir files/base64@header files/base64@docker --max-decode-depth 0 -f json
check "not has('$t')"

# A name on the line says what an encoded value is; so does an encoded name.
a=$(mint aws-secret)
printf 'data:\n  AWS_SECRET_ACCESS_KEY: %s\n' "$(encode base64 "$a")" >key.yaml
echo "https://h/?$(encode quoted "AWS_SECRET_ACCESS_KEY=$a")" >key.url
patrol 1 dir key.yaml key.url -f json
check "paths('$a') == ['key.url', 'key.yaml']"
# What stands plain beside it is told once, and not as encoded.
echo "{\"x\": \"$(encode base64 'nothing in here to find')\", \"t\": \"$t\", \"u\": \"\\u0041\"}" >plain
patrol 1 dir plain -f json
check "n == 1 and 'encoding' not in at('$t')"
# An image, a certificate and a hash say nothing.
{ printf '\x89PNG\r\n\x1a\n'; echo "$t"; } | base64 -w0 >image
patrol 0 dir image

# In versions that git stores as deltas: the token comes into an old text, moves,
# is broken and comes back, while what stands around it stays.
repo
text() { seq 2000 | sed "s/^/line of text number /"; }

for change in none "key $t." "key $t, and more" none; do
  { text; echo "$change"; text; } | base64 >blob
  { text; echo "u = '$(encode u "$change")'"; text; } >escaped
  { text; echo "data: $(encode base64 "a text, then $change, then more")"; text; } >line
  commit change
done
{ seq 50; cat line; } >moved
git show HEAD~1:line >>moved
commit moved
git gc -q
for how in "" --whole "--reader libgit2"; do
  # shellcheck disable=SC2086
  patrol 1 git . $how -f json -o "$scratch/of$how.json"
done
check "n == 1 and paths('$t') == ['blob', 'escaped', 'line', 'moved']" "$scratch/of.json"
for how in --whole "--reader libgit2"; do
  python3 - "$scratch/of.json" "$scratch/of$how.json" <<'PY' || die "$how differs"
import json, sys
a, b = (json.load(open(name))["findings"] for name in sys.argv[1:])
sys.exit(a != b)
PY
done

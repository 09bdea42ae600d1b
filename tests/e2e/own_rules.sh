#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Rules of one's own are used beside, instead of and over the built-in ones.
. "$(dirname "$0")/lib.sh"

cat >own.toml <<'END'
provider = "acme"
name = "Acme"
page = "https://acme.example"
revoke = "Delete it."
rotate = "Make another."
[[rule]]
id = "acme-key"
name = "Acme key"
grants = "All."
severity = "high"
confidence = "high"
pattern = 'acme_[0-9A-Za-z]{20}'
[[rule.example]]
text = 'x = acme·_Fq8Zk2LwT5vYb7NcRx1D'
secret = 'acme·_Fq8Zk2LwT5vYb7NcRx1D'
verdict = "none"
[[rule.counter_example]]
text = 'acme·_short'
reason = "too short"
END
key=$(mint github)
key=acme_${key:5:20}
echo "$key" >>"$scratch/minted"
echo "key = $key; token = $(mint github)" >a

patrol 1 dir a --rules own.toml -f json
check "n == 2 and has('$key')"
own='--rules own.toml --no-builtin-rules'
patrol 1 dir a $own -f json
patrol 1 dir a $own -f json   # from the cache
check "n == 1 and has('$key')"
test -n "$(find "$XDG_CACHE_HOME" -type f -perm 600)" || die 'no private cache'
find "$XDG_CACHE_HOME" -type f -size -200k -exec truncate -s 100 {} +
patrol 1 dir a $own -f json   # from a broken one
check "n == 1 and has('$key')"
patrol 1 dir a --rules own.toml --rule 'acme-*' -f json
check "n == 1 and has('$key')"
patrol 1 dir a --rules own.toml --disable-rule 'acme-*' -f json
check "not has('$key')"
patrol 0 rules test --rules own.toml
says '1 rule, 2 examples, 0 failed' "$out"
patrol 0 rules explain acme-key --rules own.toml

# A pattern without a bound may match more than is held of a large text: that is
# counted, where its anchor is there before the last piece.
wide() { # ANCHOR
  sed "s/acme-key/acme-wide/; s/^pattern = .*/pattern = 'acme_span[a-z\\\\n]{9,}span_end'/" \
    own.toml | sed "/rule.example/,\$d"
  printf '%s\n' "$1" '[[rule.example]]' "text = 'acme_spanabcdefghijspan_end'" \
    "secret = 'acme_spanabcdefghijspan_end'" 'verdict = "none"' \
    '[[rule.counter_example]]' "text = 'acme_span'" 'reason = "no end"'
}
wide "anchor = 'acme_span'" >wide.toml
wide '' >open.toml
lines() { { yes "$1" || true; } | head -c 9000000; }
large='--no-builtin-rules --max-memory 64M -f json'
{ lines text; echo acme_span; lines more; echo span_end; } >b
patrol 3 dir b $large --rules wide.toml
check "gaps == {'too-large': 1}"
check "'acme-wide' in r['coverage']['gaps'][0]['detail']"
{ lines text; echo acme_other; lines more; echo acme_spanabcdefghijspan_end; } >b
patrol 1 dir b $large --rules wide.toml
check "not gaps"
patrol 1 dir b $large --rules open.toml
check "gaps == {'too-large': 1}"

# A recipe for a checksum, without code: the CRC-32 of all before, in hex, its
# least significant byte first.
cat >>own.toml <<'END'
[[verifier]]
id = "acme"
prefix = "acme_v2_"
alphabet = "base62"
length = "20-24"
separator = "."
encoding = "hex"
byte_order = "little"
covers_prefix = true
kind = "service"
[[rule]]
id = "acme-service-key"
name = "Acme service key"
grants = "All."
severity = "high"
confidence = "high"
verifier = "acme"
pattern = 'acme_v2_[0-9A-Za-z]{20,24}[.][0-9a-f]{8}'
[[rule.example]]
text = 'acme_v2·_Fq8Zk2LwT5vYb7NcRx1D.00000000'
secret = 'acme_v2·_Fq8Zk2LwT5vYb7NcRx1D.00000000'
verdict = "invalid"
END
checked=$(python3 -c 'import sys, zlib
text = "acme_v2_" + sys.argv[1]
crc = zlib.crc32(text.encode()).to_bytes(4, "little").hex()
print(text + "." + crc)' "${key:5:20}")
echo "$checked" >>"$scratch/minted"
echo "key = $checked" >b
patrol 1 dir b $own -f json
check "n == 1 and r['findings'][0]['verdict']['proof'] == 'valid'"
check "{'name': 'kind', 'value': 'service'} in r['findings'][0]['verdict']['facts']"
printf %s "$checked" | patrol 0 verify $own
says 'valid (checksum)' "$out"
patrol 0 rules test --rules own.toml
patrol 0 rules explain acme-service-key --rules own.toml
says 'acme, a CRC-32' "$out"
# Another recipe with the patterns unchanged counts at once, cache or not.
sed -i 's/"little"/"big"/' own.toml
patrol 0 dir b $own -f json
sed -i 's/^length = .*/length = "24-20"/; s/^byte_order = .*/byte_ordr = "big"/' own.toml
line=$(grep -n '^length' own.toml | cut -d: -f1)
patrol 2 dir b $own
says "own.toml:$line:10: 'length' must be a number of characters"
says "unknown key 'byte_ordr'"

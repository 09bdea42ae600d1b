#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# No output of any kind holds a secret, unless --show-secrets asks for it.
. "$(dirname "$0")/lib.sh"

repo
openssl genrsa -traditional -out "$scratch/key" 1024 2>/dev/null ||
  skip 'needs openssl'
grep -v -e ----- "$scratch/key" >>"$scratch/minted"
: >all
for kind in github npm gitlab slack postgres jwt aws-secret; do
  echo "aws_secret_access_key = $(mint $kind)" >>all
done
cat "$scratch/key" >>all
name=$(mint github name)
mkdir "$name"
cp all "$name/inside"
git remote add origin "https://user:$(mint github origin)@host.example/x.git"
GIT_AUTHOR_NAME="Ann $(mint github author)" commit "Slip $(mint npm message)"
git branch "topic-$(mint github name)"
git tag -a -m "$(mint slack tag)" "v-$(mint github name)"
git notes add -m "$(mint postgres note)"

# patrol() looks for the tokens in both outputs.
for format in text json ndjson sarif html csv junit gitlab markdown github; do
  patrol 1 git . -f $format
  patrol 1 git . -f $format --show-suppressed --stats
  patrol 1 dir . -f $format
  patrol 1 stdin -f $format <all
done
patrol 1 git . --range HEAD
patrol 0 baseline .
patrol 0 baseline . -o "$scratch/baseline"
hides_tokens "$scratch/baseline"
while read -r line; do
  patrol 0 verify <<<"$line"
  patrol 0 verify -f json <<<"$line"
done < <(head -n 7 all)
patrol 0 verify <"$scratch/key"
patrol 2 git "https://user:$(mint github)@host.example/x.git"

for format in text json ndjson; do
  patrol 1 git . -f $format --show-secrets
  says "$(mint github)" "$out"
  hides_tokens "$err"
done
for format in sarif html csv junit gitlab markdown github; do
  patrol 1 git . -f $format --show-secrets
  hides_tokens "$out"
done

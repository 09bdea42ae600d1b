#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is not read is named without the secret that its name may hold.
. "$(dirname "$0")/lib.sh"

mkdir folder
cd folder
for label in large excluded closed special link; do
  name=$(mint github $label)
  echo "$label" >"$name"
  case $label in
    large) head -c 2000 /dev/zero >"$name" ;;
    closed) chmod 0 "$name" ;;
    special) rm "$name" && mkfifo "$name" ;;
    link) ln -sf nowhere "$name" ;;
  esac
done
for format in text json ndjson sarif html csv junit gitlab markdown github; do
  code=0
  as_user "$PATROL" dir . --max-size 1000 --exclude "$(mint github excluded)" \
    -f $format >"$out" 2>"$err" || code=$?
  test $code = 1 || die "exit code $code"
  hides_tokens "$out" "$err"
done

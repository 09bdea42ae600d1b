#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# 0 clean, 1 findings, 2 wrong usage, 3 something not read and nothing found.
. "$(dirname "$0")/lib.sh"

mkdir clean dirty part both
echo x >clean/a
echo "token = $(mint github)" >dirty/a
head -c 2000 /dev/zero >part/a
cp dirty/a both/a
cp part/a both/b
small='--max-size 1000'

patrol 0 dir clean
patrol 1 dir dirty
patrol 3 dir part $small
patrol 1 dir both $small
patrol 3 dir both $small --strict
patrol 3 dir part $small --exit-zero
patrol 0 dir dirty --exit-zero
patrol 0 dir both $small --exit-zero
patrol 9 dir dirty --exit-code 9
patrol 3 dir both $small --exit-code 9 --strict
patrol 2 dir none
patrol 2 dir dirty --flag
patrol 2 dir dirty --exit-code 256
patrol 2 dir
patrol 2 nonsense
patrol 2
patrol 2 dir dirty -f pdf
patrol 2 dir dirty --max-size big
patrol 2 git . --staged --range a..b
patrol 2 dir dirty --disable-rule '*'
says "no rule is left"
patrol 0 --version
patrol 0 --help

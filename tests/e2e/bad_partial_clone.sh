#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a partial clone left out is counted, and never called clean.
. "$(dirname "$0")/lib.sh"

repo
echo "token = $(mint github)" >a
echo x >b
commit 'Base'
git config uploadpack.allowFilter true
git clone -q --no-checkout --filter=blob:none "file://$PWD" ../partial
patrol 3 git ../partial -f json
check "gaps == {'missing-object': 2} and n == 0"
patrol 3 git ../partial
says '(left out by a partial clone)' "$out"
git clone -q --no-checkout --filter=tree:0 "file://$PWD" ../treeless
patrol 3 git ../treeless -f json
check "gaps == {'missing-object': 1}"

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Of an object that is there more than once, a good copy is read where another is
# damaged; what is stored as a change of a damaged copy is read as well.
. "$(dirname "$0")/lib.sh"

repo
declare -A t
for i in 1 2 3 4; do
  t[$i]=$(mint github "v$i")
  { seq $((i * 37)) 400; echo "token = ${t[$i]}"; } >a
  commit "Version $i"
done
git rev-list --objects --all | cut -d' ' -f1 >"$scratch/ids"
git pack-objects -q --depth=10 "$scratch/deltas" <"$scratch/ids" >/dev/null
git pack-objects -q --depth=0 "$scratch/whole" <"$scratch/ids" >/dev/null

# damaged FILE: the contents of its first entries are zeros.
damaged() {
  chmod u+w "$1"
  dd if=/dev/zero of="$1" bs=1 seek=200 count=600 conv=notrunc status=none
}
all_found() {
  patrol 1 git . -f json
  for i in "${!t[@]}"; do check "has('${t[$i]}')"; done
  check "gaps == {} and r['coverage']['blobs'] == 4"
}
# $1 is damaged, $2 good, in both orders of their names.
two_packs() {
  rm -rf .git/objects/pack/*
  local name ends
  for ends in pack idx; do
    cp "$scratch/$1"-*.$ends ".git/objects/pack/pack-$3.$ends"
    cp "$scratch/$2"-*.$ends ".git/objects/pack/pack-$4.$ends"
  done
  damaged ".git/objects/pack/pack-$3.pack"
  all_found
}
cp -r .git/objects "$scratch/loose"
git prune-packed
find .git/objects -type f -path '*/??/*' -delete
for kind in 'deltas whole' 'whole deltas'; do
  two_packs $kind a b
  two_packs $kind b a
done

# A damaged pack and good loose objects.
rm -rf .git/objects/pack/*
cp -r "$scratch/loose/"?? .git/objects
for ends in pack idx; do
  cp "$scratch/deltas"-*.$ends ".git/objects/pack/pack-a.$ends"
done
damaged .git/objects/pack/pack-a.pack
all_found

# A damaged loose object and a good one in an alternate.
rm -rf .git/objects/pack/*
echo "$scratch/loose" >.git/objects/info/alternates
blob=$(git rev-parse HEAD:a)
chmod u+w ".git/objects/${blob:0:2}/${blob:2}"
echo damaged >".git/objects/${blob:0:2}/${blob:2}"
all_found

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

# So it is with what is read as a stream. The damaged copy is not compressed, so
# that only its checksum at the end tells that another token stands in it.
rm .git/objects/info/alternates
rm -rf .git/objects/?? .git/refs/heads/main .git/index a
git config core.compression 0
large=$(mint github large) wrong=$(mint github wrong)
{ seq 700000; echo "token = $large"; seq 700000; echo "token = $large"; } >big
commit Large
rm -rf "$scratch/loose" "$scratch/whole"*
cp -r .git/objects "$scratch/loose"
git repack -q -a -d 2>"$err"
cp .git/objects/pack/pack-*.pack "$scratch/whole-.pack"
cp .git/objects/pack/pack-*.idx "$scratch/whole-.idx"
blob=$(git rev-parse HEAD:big)
loose=.git/objects/${blob:0:2}/${blob:2}
damaged() {
  chmod u+w "$1"
  sed -i "0,/$large/s//$wrong/" "$1"
}
places="[l['line'] for l in find('$large')['locations']] == [700001, 1400002]"
all_found() {
  patrol 1 git . -f json --max-memory 64M
  check "n == 1 and gaps == {} and $places"
  check "r['coverage']['blobs'] == 1"
  patrol 1 git . -f json --max-memory 64M --range HEAD
  check "n == 1 and gaps == {} and $places"
}
two_packs whole whole a b
two_packs whole whole b a

# A damaged pack and a good loose object.
rm -rf .git/objects/pack/pack-?.*
cp "$scratch/whole-.idx" .git/objects/pack/pack-a.idx
cp "$scratch/whole-.pack" .git/objects/pack/pack-a.pack
damaged .git/objects/pack/pack-a.pack
mkdir "$(dirname "$loose")"
cp "$scratch/loose/${loose#.git/objects/}" "$loose"
all_found

# A damaged loose object and a good one in an alternate.
rm -rf .git/objects/pack/pack-a.*
cp -r "$scratch/loose/"?? .git/objects
git config --unset core.compression
echo "$scratch/loose" >.git/objects/info/alternates
damaged "$loose"
all_found

# No good copy: one is searched, and counted once.
damaged "$scratch/loose/${loose#.git/objects/}"
patrol 1 git . -f json --max-memory 64M
check "gaps == {'corrupt-object': 1} and has('$large') and has('$wrong')"

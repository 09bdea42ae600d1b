#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts the chosen patrol into $FOLDER/bin, and that on the PATH of later steps.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"

checkout=$(cd "$(dirname "$0")/.." && pwd)
bin=$FOLDER/bin
mkdir -p "$bin"

download() {
  local version=${INPUT_VERSION#v} archive=$FOLDER/archive.tar.gz
  [ -n "${ACTION_REPOSITORY-}" ] ||
    die "a release can only be downloaded where the action comes from a repository; leave 'version' out to build it"
  local url=$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases/download/v$version
  url=$url/patrol-$version-linux-$(uname -m).tar.gz
  curl -fsSL --retry 3 -o "$archive" "$url" || die "$url cannot be downloaded"
  printf '%s  %s\n' "${INPUT_CHECKSUM,,}" "$archive" | sha256sum -c --status ||
    die "$url is not what 'checksum' says: its SHA-256 is $(sha256sum "$archive" | cut -c-64)"
  tar -xzf "$archive" -C "$FOLDER"
  local found
  found=$(find "$FOLDER" -path "$bin" -prune -o -type f -name patrol -perm -u+x -print -quit)
  [ -n "$found" ] || die "$url holds no program 'patrol'"
  install -m 755 "$found" "$bin/patrol"
}

build() {
  if [ ! -x "$bin/patrol" ]; then
    "$checkout/patrol" --version
    install -m 755 "$checkout/build/release/patrol" "$bin/patrol"
  elif ! "$bin/patrol" --version >/dev/null 2>&1; then
    "$checkout/cmake/setup" build  # a cached one, and a system without its libraries
  fi
}

if [ -n "$INPUT_BINARY" ]; then
  [ -f "$INPUT_BINARY" ] || die "input 'binary': there is no file $INPUT_BINARY"
  ln -sf "$(realpath "$INPUT_BINARY")" "$bin/patrol"
elif [ -n "$INPUT_VERSION" ]; then
  download
else
  build
fi
"$bin/patrol" --version || die 'patrol does not run on this system; the lines above say why'
printf '%s\n' "$bin" >>"$GITHUB_PATH"

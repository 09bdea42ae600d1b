#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Which patrol to run: one that is there, a released one, or the checkout of
# this action, built. What takes long is cached; the key says what was built,
# and on what, since it uses the libraries of the system.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"

test -n "${RUNNER_TEMP-}" || die 'RUNNER_TEMP is not set; this script is for GitHub Actions'
output folder "$RUNNER_TEMP/patrol-action"

if [ -n "$INPUT_BINARY" ]; then
  [ -z "$INPUT_VERSION" ] || die "give 'binary' or 'version', not both"
  exit
fi

# Of a release nothing is cached: to download it is as fast, and the checksum
# is looked at each time.
if [ -n "$INPUT_VERSION" ]; then
  [[ $INPUT_VERSION =~ ^v?[0-9]+(\.[0-9]+)*(-[0-9A-Za-z.]+)?$ ]] ||
    die "input 'version' is '$INPUT_VERSION'; write one like 1.2.3"
  [[ $INPUT_CHECKSUM =~ ^[0-9a-fA-F]{64}$ ]] ||
    die "input 'version' needs 'checksum', the SHA-256 of its archive in 64 hex digits (SHA256SUMS of the release has it)"
  exit
fi

cd "$(dirname "$0")/.."
sources=$(find CMakeLists.txt CMakePresets.json patrol cmake rules src -type f -print0 |
  LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c-32)
system=$(. /etc/os-release 2>/dev/null && printf '%s-%s' "${ID-}" "${VERSION_ID-}")
output cache-key "patrol-${system:-unknown}-$(uname -m)-$sources"

# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# For tests of memory, after lib.sh.

cat >"$scratch/peak" <<END
#!$(command -v python3)
import resource, subprocess, sys
code = subprocess.call(["$PATROL"] + sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open("$scratch/peak.kib", "w").write(str(peak))
sys.exit(code)
END
chmod +x "$scratch/peak"

# Memory that the address sanitizer keeps is not the program's own.
export ASAN_OPTIONS="quarantine_size_mb=1:${ASAN_OPTIONS:-}"
sanitized=1
grep -q __asan_init "$PATROL" && sanitized=2

# bounded MIB CODE ARGUMENTS: patrol, whose peak of memory may be so high.
bounded() {
  local most=$(($1 * 1024 * sanitized)) peak
  shift
  PATROL=$scratch/peak patrol "$@"
  peak=$(cat "$scratch/peak.kib")
  test "$peak" -le "$most" || die "patrol $*: peak of $peak KiB"
}

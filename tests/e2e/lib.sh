# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What every end-to-end test starts with: an empty scratch folder as working
# directory, a git that sees no configuration but its own, fresh tokens, and
# the words to say what is expected. A test fails at the first expectation
# that does not hold; 77 means that this machine cannot run it.
set -euo pipefail

: "${PATROL:=$(cd "$(dirname "$0")/../.." && pwd)/build/release/patrol}"
e2e=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
: "${PATROL_TEST_SEED:=$RANDOM$RANDOM$RANDOM}"
export PATROL_TEST_SEED
trap 'chmod -R u+rwX "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

export HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache
unset GITHUB_ACTIONS GITLAB_CI TF_BUILD BITBUCKET_BUILD_NUMBER BUILDKITE CIRCLECI JENKINS_URL \
  XDG_CONFIG_HOME GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE PATROL_CONFIG CI \
  GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES \
  NO_COLOR CLICOLOR_FORCE FORCE_COLOR
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC
export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@host.example
export GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@host.example
mkdir "$HOME" "$scratch/work"
: >"$scratch/minted"
cd "$scratch/work"

die() {
  echo "$(basename "$0"): $* (PATROL_TEST_SEED=$PATROL_TEST_SEED)" >&2
  exit 1
}

skip() {
  echo "$(basename "$0"): skipped: $*" >&2
  exit 77
}

# ask VERB WORD WORD: the answer of witness.py, which runs beside the test.
coproc WITNESS { exec python3 -S -E -B "$e2e/witness.py"; }
exec 8>&"${WITNESS[1]}" 9<&"${WITNESS[0]}"
ask() {
  local answer
  printf '%s\0' "$@" >&8
  IFS= read -r answer <&9 || die 'witness.py has ended'
  printf '%s\n' "$answer"
}

# mint KIND [LABEL]: prints a token of that kind (see mint.py). The same label
# gives the same token; every run gives others.
mint() {
  ask mint "$1" "${2-}" | tee -a "$scratch/minted"
}

# repo [NAME]: makes an empty repository, with `main` unborn, and enters it.
repo() {
  git init -q -b main "${1:-repo}"
  cd "${1:-repo}"
}

# Each commit is a minute younger than the one before.
clock=1700000000
tick() {
  clock=$((clock + 60))
  export GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000"
}

# commit MESSAGE: everything in the work tree.
commit() {
  tick
  git add -A
  git commit -q --allow-empty -m "$1"
}

# patrol CODE ARGUMENTS: runs it. Its output is in $out and $err; no token may
# be in there, unless the arguments say --show-secrets.
out=$scratch/out
err=$scratch/err
patrol() {
  local wanted=$1 code=0
  shift
  "$PATROL" "$@" >"$out" 2>"$err" || code=$?
  test "$code" = "$wanted" || {
    tail -n 40 "$out" "$err" >&2
    die "patrol $*: exit code $code instead of $wanted"
  }
  case " $* " in *" --show-secrets "*) return ;; esac
  hides_tokens "$out" "$err"
}

hides_tokens() {
  grep -n . "$scratch/minted" >/dev/null || return 0
  ! grep -lFf "$scratch/minted" "$@" >&2 || die "a token in clear"
}

# check EXPRESSION [FILE]: a Python expression about a JSON report (default:
# $out) is true. witness.py tells what it may use.
check() {
  local wrong
  wrong=$(ask check "$(realpath "${2:-$out}")" "$1")
  test -z "$wrong" || die "does not hold ($wrong): $1"
}

# says TEXT [FILE]: FILE (default: $err) has TEXT in it.
says() {
  grep -qF -e "$1" "${2:-$err}" || {
    cat "${2:-$err}" >&2
    die "does not say: $1"
  }
}

# as_user COMMAND: runs it as somebody whom file modes bind, in a folder and
# with files that are open to all.
as_user() {
  if test "$(id -u)" != 0; then
    "$@"
    return
  fi
  command -v setpriv >/dev/null || skip "needs setpriv to leave root"
  chmod 755 "$scratch"
  set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
  "${@:1:6}" test -x "$PATROL" || skip 'needs a build that all may run'
  "$@"
}

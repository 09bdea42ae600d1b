#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook pre-receive: a server refuses what is not known to it.
. "$(dirname "$0")/lib.sh"

# serve OPTIONS: the server's hook.
serve() {
  printf '#!/bin/sh\n%s exec "%s" hook pre-receive %s\n' "${environment-}" "$PATROL" "$*" \
    >"$server/hooks/pre-receive"
  chmod +x "$server/hooks/pre-receive"
}

# pushes CODE ARGUMENTS: `git push` is taken (0) or refused (1).
pushes() {
  local code=0
  git push -q "${@:2}" >"$out" 2>"$err" || code=$?
  test "$code" = "$1" || die "git push ${*:2}: $code instead of $1: $(cat "$err")"
}

server=$scratch/work/server.git
git init -q --bare "$server"
git -C "$server" config receive.advertisePushOptions true
serve
repo work
git remote add origin "$server"
echo clean >a
commit Clean
pushes 0 origin main

token=$(mint github pushed)
git checkout -q -b topic
echo "token = $token" >b
commit Secret
pushes 1 origin topic
says 'remote: patrol: This push is refused: 1 secret'
says 'git push -o patrol.skip='
test -z "$(git -C "$server" for-each-ref refs/heads/topic)" || die 'the ref is there'
grep -qF "$token" "$err" && die 'tells the secret'

# On GitLab each line begins so that its web page shows it.
environment='GL_ID=user-1' serve
pushes 1 origin topic
says 'GL-HOOK-ERR: patrol: This push is refused'
serve

# With a reason it is taken, and the reason is noted; without one it is not.
pushes 1 -o patrol.skip= origin topic
says 'a reason is needed'
pushes 1 -o patrol.skipped=x origin topic
serve --no-skip
pushes 1 -o 'patrol.skip=a sample' origin topic
says 'takes no PATROL_SKIP and no patrol.skip'
grep -qF 'git push -o' "$err" && die 'names a way that is closed'
serve --audit-file /nowhere/audit
pushes 1 -o 'patrol.skip=a sample' origin topic
says '/nowhere/audit'
serve --audit-file "$scratch/audit"
pushes 0 -o 'patrol.skip=a sample' origin topic
says 'NOT SCANNED'
python3 - "$scratch/audit" <<'EOF' || die 'no trace'
import json, os, sys
lines = open(sys.argv[1]).read().splitlines()
trace = json.loads(lines[0])
assert len(lines) == 1 and os.stat(sys.argv[1]).st_mode & 0o777 == 0o600
assert trace["hook"] == "pre-receive" and trace["reason"] == "a sample", trace
assert trace["refs"] == ["refs/heads/topic"] and trace["user"] and trace["time"]
EOF

# What some ref has is known; a force push and a deletion bring nothing.
serve
pushes 0 origin topic:again
git reset -q --hard main
pushes 0 --force origin topic
pushes 0 origin --delete again

# Out of time: refused or let in, as told, and said.
echo "token = $(mint github slow)" >c
commit Slow
serve --max-time 1ms
pushes 1 origin topic
says 'was not scanned within 1ms, so it is refused'
serve --max-time 1ms --on-timeout allow
pushes 0 origin topic
says 'is let in unscanned'
patrol 2 hook pre-receive --max-time soon </dev/null
says "'soon' is no time"

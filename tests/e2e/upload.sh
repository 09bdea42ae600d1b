#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A SARIF log goes to the code scanning of a host, which says what it made of
# it; what goes wrong is told with the way out, and never with the token.
. "$(dirname "$0")/lib.sh"

ldconfig -p 2>/dev/null | grep -F libcurl.so.4 >/dev/null || skip 'needs libcurl4'
export -n http_proxy https_proxy 2>/dev/null || true
unset GITHUB_API_URL GITHUB_REPOSITORY GITHUB_REF GITHUB_SHA
commit=$(printf 'c0%.0s' {1..20})
MY_TOKEN=$(mint github upload) # never in the output, as patrol() sees to
export MY_TOKEN

repo
echo "token = $(mint github)" >a
commit one
patrol 1 git . -o ../log.sarif
cd ..

# host ANSWER...: starts one that gives these answers first.
host() {
  rm -f requests
  exec 6> >(exec python3 -B "$e2e/code_scanning_host.py" "$MY_TOKEN" "$@" >requests)
  for _ in {1..200}; do
    test -s requests && break
    sleep 0.05
  done
  port=$(head -n 1 requests)
}
send() { # CODE ARGUMENT...
  local code=$1
  shift
  patrol "$code" upload log.sarif --host "http://127.0.0.1:$port" \
    --repository acme/shop --ref refs/heads/main --commit "$commit" \
    --token-env MY_TOKEN "$@"
  exec 6>&-
}
requests_are() { # STATUS...
  test "$(tail -n +2 requests | awk '{print $NF}' | tr '\n' ' ')" = "$* " ||
    die "$(cat requests)"
}

host && send 0
test "$(cat "$out")" = 0ddba11-1 || die "$(cat "$out")"
requests_are 202 200

# The environment of Actions says all but the file.
host
GITHUB_API_URL=http://localhost:$port/api/v3 GITHUB_REPOSITORY=acme/shop \
  GITHUB_REF=refs/pull/7/merge GITHUB_SHA=$commit GITHUB_TOKEN=$MY_TOKEN \
  patrol 0 upload log.sarif --timeout 0
requests_are 202

# What passes is tried again; what does not is told.
host 503 silent 403+1 && send 0
requests_are 503 silent 403 202 200
host '' 404 pending && send 0
requests_are 202 404 200 200
host '' 'failed:no such rule' && send 4
says 'the host has refused the log:'
says '  no such rule'
host '' pending pending && send 4 --timeout 2
says '--timeout waits longer'
host noid && send 4
says 'gives the upload no id'
for answer in 400:'cannot read the log' 401:'set it to one that has not expired' \
  403:"'security-events: write'" 404:'look at --repository' 413:'scan less' \
  422:'does not have commit' 302:'not taken along'; do
  host "${answer%%:*}" && send 4
  says "${answer#*:}"
  says "status ${answer%%:*}: ordered ${answer%%:*} \x1b[1m"
  requests_are "${answer%%:*}"
done
host && MY_TOKEN=wrong send 4
says 'does not know the token in MY_TOKEN'

# Nothing is sent for what is wrong here.
host
unreached() { # WORDS FILE [OPTION VALUE]: CODE is 2, with one option changed
  local -A given=([--host]=http://127.0.0.1:$port [--repository]=acme/shop
    [--ref]=refs/heads/main [--commit]=$commit [--token-env]=MY_TOKEN)
  local words=$1 file=$2 option arguments=()
  if test $# = 4; then given[$3]=$4; fi
  for option in "${!given[@]}"; do arguments+=("$option" "${given[$option]}"); done
  patrol 2 upload "$file" "${arguments[@]}"
  says "$words"
}
echo '{}' >other.sarif
unreached 'no SARIF 2.1.0 log' other.sarif
unreached 'No such file' none.sarif
unreached 'write owner/name' log.sarif --repository acme/shop/../x
unreached 'write it whole, as refs/heads/main' log.sarif --ref main
unreached 'write the whole id' log.sarif --commit c0c0c0c
unreached 'set the environment variable UNSET' log.sarif --token-env UNSET
unreached 'https only' log.sarif --host http://github.example
unreached 'is no host' log.sarif --host "https://x@github.example"
patrol 2 upload log.sarif
says '--repository is required'
test "$(wc -l <requests)" = 1 || die "$(cat requests)"
exec 6>&-
port=1
send 4
says "127.0.0.1: Couldn't connect"

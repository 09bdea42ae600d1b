#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Scans, and tells the runner: report, annotations, summary, masks, outputs.
# Ends as patrol ends, so that findings fail the step.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"

patrol=$FOLDER/bin/patrol
reports=$FOLDER/reports
rm -rf "$reports"
mkdir -p "$reports"
sarif=${INPUT_SARIF_FILE:-$reports/patrol.sarif}
mkdir -p "$(dirname -- "$sarif")"

# Sets `selection`: what to scan.
choose_selection() {
  selection=("${INPUT_PATH:-.}")
  [[ ${selection[0]} != -* ]] || die "input 'path' begins with '-'"
  local mode=$INPUT_MODE
  if [ "$mode" = auto ] && [ -n "$INPUT_BASE" ]; then mode=range; fi
  case $mode in
    auto) selection+=(--ci) ;;
    full) ;;
    staged) selection+=(--staged) ;;
    range)
      [ -n "$INPUT_BASE" ] || die "mode 'range' needs the input 'base'"
      [[ $INPUT_BASE$INPUT_HEAD != *..* && $INPUT_BASE != [-^]* ]] ||
        die "inputs 'base' and 'head' are one commit each"
      selection+=("--range=$INPUT_BASE..$INPUT_HEAD")
      ;;
    *) die "input 'mode' is '$INPUT_MODE'; it takes auto, full, range or staged" ;;
  esac
}

# Sets `options`, what counts, and `config`, those of them that say what a
# secret is.
choose_options() {
  options=() config=()
  case $INPUT_FAIL_ON in
    '') ;;
    none) options+=(--exit-zero) ;;
    any) options+=(--fail-on=low) ;;
    *) options+=("--fail-on=$INPUT_FAIL_ON") ;;
  esac
  [ -z "$INPUT_BASELINE" ] || options+=("--baseline=$INPUT_BASELINE")
  case $INPUT_CONFIG in
    '') ;;
    none) config+=(--no-config) ;;
    *) config+=("--config=$INPUT_CONFIG") ;;
  esac
  local extra=()
  read -r -d '' -a extra <<<"$INPUT_ARGS" || true
  [[ " ${extra[*]}" != *' --show-secrets'* ]] ||
    die "input 'args': --show-secrets would put secrets into the log"
  options+=("${extra[@]}")
}

# Before anything is done.
check_inputs() {
  is_on summary "$INPUT_SUMMARY" || :
  is_on mask "${INPUT_MASK-}" || :
  is_on upload-sarif "$INPUT_UPLOAD_SARIF" || :
  [[ $INPUT_ANNOTATIONS =~ ^[0-9]{1,3}$ ]] ||
    die "input 'annotations' is '$INPUT_ANNOTATIONS'; it takes a number"
  [[ $INPUT_CATEGORY =~ ^[0-9A-Za-z._/:-]{0,200}$ ]] ||
    die "input 'category' takes letters, digits and . _ / : -"
}

# shellcheck disable=SC2317  # is called by without_commands
scan() {
  "$patrol" git "${selection[@]}" "${config[@]}" "${options[@]}" \
    -f "$INPUT_FORMAT" -o "$reports/log" \
    -f ndjson -o "$reports/patrol.ndjson" -f sarif -o "$sarif" \
    -f markdown -o "$reports/patrol.md" -f github -o "$reports/annotations" 2>&1
}

# without_commands COMMAND …: names of files can look like commands to the
# runner, wherever they stand in a line; it obeys none of what this prints.
without_commands() {
  local word code=0
  word=patrol-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$word"
  "$@" || code=$?
  echo
  echo "::$word::"
  return "$code"
}

# The runner hides each line that it is told, in later steps too. It is told only
# where that shows nothing: a runner of another server, or one that is debugged,
# may print the command itself. The secrets come from another scan with the same
# options, and stand in no file.
mask_secrets() {
  [ "$GITHUB_SERVER_URL" = https://github.com ] || return 0
  [ "${RUNNER_DEBUG-}" != 1 ] || return 0
  "$patrol" git "${selection[@]}" "${config[@]}" "${options[@]}" --quiet \
    --show-secrets -f ndjson -o - 2>/dev/null |
    sed -n 's/^{"type":"finding".*"secret":"\(\([^"\\]\|\\.\)*\)",.*/\1/p' |
    sed 's/\\n/\n/g' | grep -v "[\\\\]" | grep -E '^.{8,}$' | sort -u |
    sed 's/%/%25/g; s/^/::add-mask::/' || true
}

# The worst come first, and last the line that counts.
annotate() {
  [ "$INPUT_ANNOTATIONS" != 0 ] || return 0
  head -n "$INPUT_ANNOTATIONS" "$reports/annotations"
  [ "$(wc -l <"$reports/annotations")" -le "$INPUT_ANNOTATIONS" ] ||
    tail -n 1 "$reports/annotations"
}

# number NAME: of the summary line; no text of a repository can look like it,
# since quotes in texts are escaped.
number() {
  local value
  value=$(sed -n "s/.*\"$1\":\([0-9]*\)[,}].*/\1/p" <<<"$summary")
  printf '%s' "${value:-0}"
}

# The report says its category itself. That of the user is put before its last
# part, which keeps a range from closing the alerts of the whole history.
set_category() {
  if [ -n "$INPUT_CATEGORY" ]; then
    sed -i "s|\"automationDetails\":{\"id\":\"patrol/\([a-z]*\)/\"}|\"automationDetails\":{\"id\":\"${INPUT_CATEGORY%/}/\1/\"}|" "$sarif"
  fi
  output category "$(sed -n 's|.*"automationDetails":{"id":"\([^"]*\)/"}.*|\1|p' "$sarif")"
}

# An upload replaces the one before of its category and closes the alerts that it
# lacks, so it must be whole. Pull requests of forks and of Dependabot run with a
# token that may only read.
may_upload() {
  is_on upload-sarif "$INPUT_UPLOAD_SARIF" || return 1
  [ "$complete" = yes ] && [ -s "$sarif" ] || return 1
  if [ "$GITHUB_EVENT_NAME" = pull_request_target ]; then
    command_line notice patrol 'Not uploaded to code scanning: in pull_request_target the findings of a stranger would stand for those of the base branch.'
    return 1
  fi
  if [ "${GITHUB_ACTOR-}" != 'dependabot[bot]' ] &&
    [ "${HEAD_REPOSITORY:-$GITHUB_REPOSITORY}" = "$GITHUB_REPOSITORY" ]; then
    return 0
  fi
  command_line notice patrol 'Not uploaded to code scanning: what a fork or Dependabot runs may not write there. Findings fail the job all the same.'
  return 1
}

tell() {
  local summary new range
  summary=$(tail -n 1 "$reports/patrol.ndjson")
  new=$(number findings)
  if [ "$new" != 0 ] && is_on mask "$INPUT_MASK"; then mask_secrets; fi
  without_commands cat "$reports/log"
  annotate
  if is_on summary "$INPUT_SUMMARY"; then
    head -c 1000000 "$reports/patrol.md" >>"$GITHUB_STEP_SUMMARY"  # 1 MiB is the limit
  fi
  range=$(sed -n 's/.*"selection":"\(\([^"\\]\|\\.\)*\)".*/\1/p' <<<"$summary")
  output findings "$((new + $(number baseline)))"
  output new-findings "$new"
  output verified "$(number valid)"
  output scanned-range "$range"
  output sarif-file "$sarif"
  set_category
  if [[ $summary == *'"coverage":{"complete":false,'* ]]; then
    complete=no
    command_line error 'patrol: not everything was read' "There may be more than what was found; the log says what is missing. A checkout with 'fetch-depth: 0' has the whole history. Nothing goes to code scanning."
  fi
  if may_upload; then output upload true; fi
}

check_inputs
choose_selection
choose_options
code=0 complete=yes
without_commands scan || code=$?
output exit-code "$code"
if [ -s "$reports/patrol.ndjson" ]; then
  tell
else
  command_line error 'patrol did not scan' "It ended with exit code $code; the log says why."
fi
exit "$code"

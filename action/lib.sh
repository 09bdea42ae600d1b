# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the scripts of the action share. They get all values in environment
# variables, print workflow commands to standard output and, to files that the
# runner names, outputs and the summary.

# command NAME TITLE TEXT: an annotation without a place.
command_line() {
  printf '::%s title=%s::%s\n' "$1" "$2" "$(escaped "$3")"
}

# As runners undo it in the data of a command.
escaped() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

# die TEXT: the inputs, or what they name, are wrong.
die() {
  command_line error 'patrol cannot start' "$1"
  exit 2
}

# output NAME VALUE: one line; a value of more is cut.
output() {
  printf '%s=%s\n' "$1" "${2%%[$'\r\n']*}" >>"$GITHUB_OUTPUT"
}

# is_on NAME VALUE: of an input that is true or false.
is_on() {
  case $2 in
    true) return 0 ;;
    false | '') return 1 ;;
    *) die "input '$1' is '$2'; it takes true or false" ;;
  esac
}

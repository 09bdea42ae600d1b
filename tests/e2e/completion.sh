#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The completion scripts of bash, zsh and fish list every flag of every command.
. "$(dirname "$0")/lib.sh"

flags() { # of COMMAND...: those of its help
  "$PATROL" "$@" --help | grep -oE '^ +(-[a-zA-Z],)?--[a-z-]+(,--[a-z-]+)*' |
    grep -oE -- '--[a-z-]+' | sort -u
}
for shell in bash zsh fish; do
  patrol 0 completion $shell
  cp "$out" $shell.txt
done
for command in git dir stdin baseline upload verify 'rules list' 'rules explain' \
  'rules test' 'sarif merge' completion; do
  for flag in $(flags $command); do
    grep -F "\"$command\") " bash.txt | grep -F -e "$flag" >/dev/null || die "bash: $command $flag"
    grep -F "\"$command\") " zsh.txt | grep -F -e "$flag" >/dev/null || die "zsh: $command $flag"
    grep -F " ${command##* }'" fish.txt | grep -E -e "-l ${flag#--} |-l ${flag#--}\$" >/dev/null ||
      die "fish: $command $flag"
  done
done
test "$(flags git | wc -l)" -gt 25 || die 'help lists few flags'

bash -n bash.txt
completes() { # LINE WORD: after LINE, WORD is offered
  bash -c '. ./bash.txt; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _patrol; printf "%s\n" "${COMPREPLY[@]}"' - "$1" | grep -xe "$2" >/dev/null ||
    die "does not complete '$1' to '$2'"
}
completes 'patrol g' git
completes 'patrol git --sta' --staged
completes 'patrol rules e' explain
completes 'patrol rules list --ver' --verifiers
patrol 2 completion tcsh

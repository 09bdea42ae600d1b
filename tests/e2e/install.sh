#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# `cmake --install` puts everything in its usual place, and it works there.
. "$(dirname "$0")/lib.sh"

build=$(dirname "$PATROL")
test -f "$build/cmake_install.cmake" || skip 'not run from a build folder'
command -v cmake >/dev/null || skip 'needs cmake'
cmake --install "$build" --prefix "$PWD/usr" >/dev/null

share=usr/share
for file in usr/bin/patrol $share/man/man1/patrol.1 \
  $share/bash-completion/completions/patrol \
  $share/zsh/site-functions/_patrol \
  $share/fish/vendor_completions.d/patrol.fish \
  $share/patrol/rules/github.toml $share/patrol/report.schema.json \
  $share/patrol/ci/bitbucket_insights.sh $share/doc/patrol/LICENSE; do
  test -s "$file" || die "no $file"
done

PATROL=$PWD/usr/bin/patrol
t=$(mint github)
echo "token = $t" >a
patrol 1 dir a -f json
check "has('$t')"
patrol 0 rules explain github-classic-pat --rules $share/patrol/rules
says "$share/patrol/rules/github.toml:" "$out"
PATH=$PWD/usr/bin:$PATH

# What a shell offers after `patrol …`, one word a line.
offers() { grep -qxF -e "$1" "$out" || die "$2: does not offer $1"; }

complete_bash() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _patrol
  printf '%s\n' "${COMPREPLY[@]}" >"$out"
}
. $share/bash-completion/completions/patrol
complete_bash patrol ''
offers git bash
complete_bash patrol git . --st
offers --staged bash
complete_bash patrol rules list --v
offers --verifiers bash

if command -v fish >/dev/null; then
  for line in 'patrol gi=git' 'patrol git --sta=--staged' \
    'patrol rules list --ver=--verifiers'; do
    fish -c "source $share/fish/vendor_completions.d/patrol.fish
             complete -C '${line%%=*}'" | cut -f 1 >"$out"
    offers "${line##*=}" fish
  done
fi

if command -v zsh >/dev/null; then
  complete_zsh() {
    zsh -f -c 'compadd() { print -l -- "${@[2,-1]}" }
               _files() { }
               words=("$@") CURRENT=$#
               autoload -Uz _patrol && _patrol' zsh "$@" >"$out"
  }
  export FPATH=$PWD/$share/zsh/site-functions
  complete_zsh patrol ''
  offers git zsh
  complete_zsh patrol git . --st
  offers --staged zsh
  complete_zsh patrol rules list --v
  offers --verifiers zsh
fi

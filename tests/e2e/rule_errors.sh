#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Rules with errors are refused, and told with file and line.
. "$(dirname "$0")/lib.sh"

rule() {
  cat <<'END'
provider = "acme"
name = "Acme"
page = "https://acme.example"
revoke = "Delete it."
rotate = "Make another."
[[rule]]
id = "acme-key"
name = "Acme key"
grants = "All."
severity = "high"
confidence = "high"
END
}
refuses() {
  patrol 2 dir . --rules bad.toml --no-builtin-rules
  says 'bad.toml'
  says "$1"
}
{ rule; echo "pattern = 'acme_[0-9'"; } >bad.toml
refuses "bad.toml:12:11: rule 'acme-key': 'pattern': "
{ rule; echo "pattern = 'acme_[0-9a-f]{32}'"; echo "anchor = '('"; } >bad.toml
refuses "bad.toml:13:10: rule 'acme-key': 'anchor': "
{ rule; echo "keywords = ['acme']"; echo "value = '(?=x)[0-9]'"; } >bad.toml
refuses "bad.toml:13:9: rule 'acme-key': 'value': "
{ rule; echo "pattern = 'acme_(?P<secert>[0-9a-f]{32})'"; } >bad.toml
refuses "bad.toml:12:11: rule 'acme-key': 'pattern': a group is named 'secert'"
{ rule; echo "pattern = 'acme_[0-9a-f]{32}'"; echo 'colour = "red"'; } >bad.toml
refuses "unknown key 'colour'"
{ rule; echo "pattern = 'acme_(?=x)[0-9]'"; } >bad.toml
refuses 'bad.toml:12:11: '
{ rule; echo "pattern = 'acme_[0-9a-f]{32}'"; echo 'verifier = "nonesuch"'; } >bad.toml
refuses 'nonesuch'
echo 'provider = ' >bad.toml
refuses 'bad.toml:1:'
printf '\xff\xfe\0' >bad.toml
refuses 'bad.toml'
: >bad.toml
refuses 'bad.toml'
patrol 2 rules list --rules bad.toml
patrol 2 rules test --rules bad.toml
patrol 2 dir . --rules none.toml
says 'none.toml'
mkdir none
patrol 2 dir . --rules none --no-builtin-rules

for command in 'dir .' 'rules list' 'rules test'; do
  patrol 2 $command --no-builtin-rules
  says 'no rules given: --no-builtin-rules needs --rules FILE'
done

# An anchor that nearly any text matches is allowed, but told.
{ rule; echo "pattern = '[0-9a-f]{40}'"; } >bad.toml
patrol 0 dir bad.toml --rules bad.toml
says "bad.toml:12:11: rule 'acme-key': 'pattern': no three letters in a row are fixed"
{ rule; echo "pattern = 'acme_[0-9a-f]{40}'"; } >good.toml
patrol 0 dir good.toml --rules good.toml -q
test ! -s "$err" || die 'a warning'

# A pipe in a folder of rules holds nobody up.
mkdir pipes
mkfifo pipes/acme.toml
patrol 2 rules list --rules pipes
says 'pipes/acme.toml: is no plain file'

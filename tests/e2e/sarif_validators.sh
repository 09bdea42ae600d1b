#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Other programs take the logs: the validator of the SARIF SDK with the rules of
# code scanning's ingestion on, and its JSON schema by the library that the
# upload action of code scanning uses. PATROL_NODE_MODULES, or the global folder
# of npm, has @microsoft/sarif-multitool and jsonschema.
. "$(dirname "$0")/lib.sh"

command -v node >/dev/null || skip 'needs node'
modules=${PATROL_NODE_MODULES:-$(npm root -g 2>/dev/null || true)}
tool=$modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
schema=$(find "$modules/@microsoft" -name sarif-2.1.0.json 2>/dev/null | head -n 1 || true)
test -x "$tool" && test -n "$schema" || skip 'needs sarif-multitool of npm'

repo
for kind in github npm slack postgres jwt; do
  echo "$kind = '$(mint $kind)'; also = '$(mint $kind two)'" >"a b $kind"
done
git remote add origin https://host.example/acme/shop.git
commit "first, with $(mint gitlab)"
git rm -q 'a b npm'
commit second
patrol 1 git . -o history.sarif
patrol 1 git . --range HEAD -o changes.sarif
patrol 1 git . --sarif-profile generic --show-suppressed -o generic.sarif
patrol 0 sarif merge history.sarif history.sarif -o merged.sarif
echo '# clean' >clean
patrol 0 dir clean -o clean.sarif

# The rules of ingestion are off unless they are asked for.
"$tool" export-validation-config config.xml >/dev/null
python3 - config.xml <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8-sig").read()
wanted = {f"GH100{n}": "Error" for n in (1, 2, 3, 5, 6, 7)} | {"SARIF2006": "Disabled"}
blocks = re.split(r"(?=<Properties )", text)
for i, block in enumerate(blocks):
    for rule, level in wanted.items():
        if rule in block[:100]:
            blocks[i] = re.sub(r'(Key="RuleEnabled" Value=")\w+', rf"\g<1>{level}", block)
open(sys.argv[1], "w", encoding="utf-8").write("".join(blocks))
END
for log in *.sarif; do
  "$tool" validate "$log" --rule-kind 'Sarif;Ghas' -c config.xml \
    -o "$scratch/verdict" --log ForceOverwrite >/dev/null
  python3 - "$scratch/verdict" <<'END' || die "$log"
import json, sys
wrong = [r for run in json.load(open(sys.argv[1], encoding="utf-8-sig"))["runs"]
         for r in run["results"] if r.get("level", "warning") == "error"]
print(*wrong, sep="\n")
sys.exit(bool(wrong))
END
  if test -d "$modules/jsonschema"; then
    NODE_PATH=$modules node - "$schema" "$log" <<'END' || die "$log: schema"
const fs = require("fs");
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
const [schema, log] = process.argv.slice(2).map(read);
const errors = new (require("jsonschema").Validator)().validate(log, schema).errors;
errors.slice(0, 5).forEach((error) => console.error(error.stack));
process.exit(errors.length ? 1 : 0);
END
  fi
done
# It would tell: an absolute address is refused by ingestion only.
sed 's#"uri":"a%20b#"uri":"https://host.example/a%20b#' history.sarif >wrong.sarif
"$tool" validate wrong.sarif --rule-kind 'Sarif;Ghas' -c config.xml \
  -o "$scratch/verdict" --log ForceOverwrite >/dev/null
grep -F GH1005 "$scratch/verdict" >/dev/null || die 'the rules of ingestion are off'

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A wrong configuration is refused, and told with file, line and column.
. "$(dirname "$0")/lib.sh"

refuses() {
  cat >.patrol.toml
  patrol 2 dir .
  says "./.patrol.toml:$1"
}
refuses "1:1: unknown key 'scann' (did you mean 'scan'?)" <<<'scann = 1'
refuses "2:1: unknown key 'exlude' in [scan] (did you mean 'exclude'?)" <<'END'
[scan]
exlude = ["x"]
END
refuses "1:1: 'description' is missing: say why" <<'END'
[[allowlist]]
paths = ["x"]
END
refuses "3:10: 'paths': '(': " <<'END'
[[allowlist]]
description = "why"
paths = ["("]
END
refuses "2:18: 'disable_rules': no rule has the id 'nosuch' in [scan]" <<'END'
[scan]
disable_rules = ["nosuch"]
END
refuses "3:20: 'rules': no rule has the id 'nmp-*' in [[allowlist]]" <<'END'
[[allowlist]]
description = "why"
rules = ["aws-*",  "nmp-*"]
END
refuses '1:' <<<'[scan'
printf 'x = "\xff"\n' | refuses '1:'
patrol 2 dir . -c none.toml
says 'none.toml'
patrol 2 dir . -c .patrol.toml --no-config
says '--config excludes --no-config'
PATROL_CONFIG=none.toml patrol 2 dir .
says 'none.toml: cannot be read'
PATROL_CONFIG=none.toml patrol 0 dir . --no-config
rm .patrol.toml
mkdir .patrol.toml
patrol 2 dir .
says './.patrol.toml: is no plain file'
patrol 2 dir . -b .patrol.toml
rmdir .patrol.toml
mkfifo .patrol.toml
patrol 2 dir .
says './.patrol.toml: is no plain file'

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A report that code scanning did not take must not look as if it did; whether
# the job fails is for the findings to say.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"

command_line warning 'patrol: nothing in code scanning' "The report was not taken. The job needs the permission 'security-events: write' (in private repositories 'actions: read' as well, and code scanning switched on). Without code scanning set 'upload-sarif: false'."

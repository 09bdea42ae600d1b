#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# SHA-256 names and reftable are refused with a clear error, not read as empty.
. "$(dirname "$0")/lib.sh"

git init -q --object-format=sha256 sha256
echo "token = $(mint github)" >sha256/a
(cd sha256 && commit 'Base')
patrol 3 git sha256
says 'names its objects by SHA-256'
says "scan a checkout with 'patrol dir'"
patrol 3 git sha256 --staged
patrol 1 dir sha256

repo reftable
git config core.repositoryFormatVersion 1
git config extensions.refStorage reftable
patrol 3 git .
says 'needs a git extension that patrol cannot read'

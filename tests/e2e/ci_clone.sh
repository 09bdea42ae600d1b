# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Where tests of --ci begin: in a clone of a repository whose branch main has
# token $old, and whose branch side, checked out, adds $one and $two in a commit
# each.
repo
old=$(mint github old) one=$(mint github one) two=$(mint github two)
echo "token = $old" >old
commit 'Base'
git checkout -q -b side
echo "token = $one" >one
commit 'One'
echo "token = $two" >two
commit 'Two'
git checkout -q main
echo clean >clean
commit 'Main goes on'
git clone -q . ../clone
cd ../clone
git checkout -q side

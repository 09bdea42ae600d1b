#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The page lists what the scan found, filters it, loads nothing, and runs no text of the
# repository. Its structure is checked always, what a browser shows where Chromium is.
. "$(dirname "$0")/lib.sh"

repo '<script>alert(1)'
mkdir -p src '</script><img src=x onerror=alert(1)>'
echo "a = $(mint github one)" >src/a.py
echo "b = $(mint npm two)" >src/b.py
commit 'Two'
echo "c = $(mint gitlab three)" >'</script><img src=x onerror=alert(1)>/c'
GIT_AUTHOR_NAME='<b>Eve</b>' commit 'Three'
patrol 1 git . -o "$scratch/page.html"
cd "$scratch"
hides_tokens page.html
python3 "$e2e/../conformance/check_formats.py" html page.html || die 'see above'

command -v chromium >/dev/null || {
  echo 'html_report.sh: no chromium here, so the page was not opened' >&2
  exit 0
}
shows() { # FILTER COUNT: so many findings are listed
  chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
    --user-data-dir="$scratch/profile" --enable-logging=stderr \
    --virtual-time-budget=3000 --dump-dom "file://$PWD/page.html$1" >dom 2>log ||
    skip "chromium does not start: $(tail -n 1 log)"
  ! grep -E 'CONSOLE|Refused' log >&2 || die 'the browser complains'
  test "$(grep -o '<li><details>' dom | wc -l)" = "$2" || die "$1: not $2 findings"
  says "$2 of 3 findings match." dom
}
shows '' 3
! grep -q '<img' dom || die 'text became an element'
shows '#path=src/' 2
shows '#author=eve' 1
shows '#rule=github-classic-pat' 1
shows '#verdict=none&rule=github-classic-pat' 0
shows '#severity=critical,high&verdict=valid&path=a.py&order=new' 1

#!/usr/bin/env bash
# Guess:    an audit of packages that ends with 0 and says "No known vulnerabilities found" has asked about each of them.
# Happens:  pip-audit ends with 0 and says so when the index knew none of them: a package of one's own index, or every package
#           behind a mirror that serves files but not PyPI's pages of data. Only a table on standard output says "Skip Reason".
#           With --strict it ends with 1, at the first such package.
# Versions: pip-audit 2.10.1.
# Matters:  behind such a mirror all 78 packages of ours were skipped, and the check was green. `./run check` counts those skipped.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1 2>/dev/null
printf 'northport-example-package==1.0 --hash=sha256:%064d\n' 0 > list.txt
ask() { venv/bin/pip-audit --disable-pip --require-hashes --progress-spinner off "$@" -r list.txt >out 2>err; }
status=0; ask || status=$?
said=$(cat err); skipped=$(grep -c "could not be audited" out || true)
strict=0; ask --strict || strict=$?
seen="status $status: $said; skipped $skipped of 1; with --strict status $strict"
wanted="status 0: No known vulnerabilities found; skipped 1 of 1; with --strict status 1"
echo "$seen"
test "$seen" = "$wanted" || { echo "expected: $wanted"; exit 1; }

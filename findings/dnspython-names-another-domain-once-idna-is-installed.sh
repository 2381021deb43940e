#!/usr/bin/env bash
# Guess:    dns.name.from_text turns a name with letters beyond ASCII into the same name on every machine, for one version of dnspython.
# Happens:  with the package idna beside it, the default is IDNA 2008, where "ß" is a letter: xn--strae-oqa. Without, it is IDNA 2003,
#           where "ß" is "ss": strasse. These are two domains, and may have two owners. idna often comes with another package
#           (requests, httpx), so an update of something else changes which one is asked. With the codec by name it is steady.
# Versions: dnspython 2.9.2, idna 3.20, Python 3.11.
# Matters:  we ask for mail servers and mail policies of domains that people type. idna is not among our packages; whoever adds a
#           package that brings it changes the answers for such names.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check dnspython==2.9.2
cat > "$place/say.py" <<'PY'
import dns.name

print(dns.name.from_text("straße.example."), dns.name.from_text("straße.example.", idna_codec=dns.name.IDNA_2003))
PY
say() { "$place/env/bin/python" -X utf8 "$place/say.py"; }
without=$(say)
"$place/env/bin/pip" install -qq --disable-pip-version-check idna==3.20
with=$(say)
echo "straße.example, dnspython alone:          by default ${without% *}, with IDNA_2003 by name ${without#* }"
echo "straße.example, after installing idna:    by default ${with% *}, with IDNA_2003 by name ${with#* }"
seen="$without / $with"
wanted="strasse.example. strasse.example. / xn--strae-oqa.example. strasse.example."
test "$seen" = "$wanted" || { echo "expected $wanted, saw $seen"; exit 1; }

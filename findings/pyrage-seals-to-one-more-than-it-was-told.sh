#!/usr/bin/env bash
# Guess:    an age file sealed to three people has three stanzas in its header, so counting stanzas tells who can open it.
# Happens:  pyrage writes one more each time, a stanza of random words whose type ends in "-grease", so that readers learn to pass
#           over what they do not know. typage and the program age write none: three stanzas for three people.
# Versions: pyrage 1.4.0 with Python 3.11, age-encryption 0.3.1 with Node 20.
# Matters:  a check that compares stanzas with the list of recipients refuses everything that Rust's age seals. Ours did: it now
#           leaves out such stanzas, up to a limit, before it counts.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund age-encryption@0.3.1
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pyrage==1.4.0
cat > try.js <<'JS'
import { writeFileSync } from "node:fs";
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";

for (let turn = 0; turn < 20; turn += 1) {
  const writer = new Encrypter();
  for (let person = 0; person < 3; person += 1) writer.addRecipient(await identityToRecipient(await generateIdentity()));
  writeFileSync(`typage-${turn}.age`, await writer.encrypt("To be read."));
}
JS
cat > try.py <<'PY'
from pathlib import Path

import pyrage

for turn in range(20):
    people = [pyrage.x25519.Identity.generate().to_public() for _ in range(3)]
    Path(f"pyrage-{turn}.age").write_bytes(pyrage.encrypt(b"To be read.", people))
for name in ("typage", "pyrage"):
    seen = set()
    for turn in range(20):
        header = Path(f"{name}-{turn}.age").read_bytes().split(b"\n---")[0].split(b"\n")
        kinds = [line.split()[1].decode() for line in header if line.startswith(b"-> ")]
        seen.add((kinds.count("X25519"), sum(kind.endswith("-grease") for kind in kinds), len(kinds)))
    print(f"{name}, twenty files for three people: " + ", ".join("%d X25519, %d grease, %d in all" % one for one in sorted(seen)))
PY
node try.js
seen=$(env/bin/python try.py)
wanted="typage, twenty files for three people: 3 X25519, 0 grease, 3 in all
pyrage, twenty files for three people: 3 X25519, 1 grease, 4 in all"
echo "$seen"
test "$seen" = "$wanted" || { echo "expected: $wanted"; exit 1; }

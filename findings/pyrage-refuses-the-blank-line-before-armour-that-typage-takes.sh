#!/usr/bin/env bash
# Guess:    an armoured age file that was pasted with a blank line before it opens everywhere, or nowhere.
# Happens:  typage (age-encryption of npm) trims it and opens it. pyrage says "Header is invalid", which sounds like a broken file;
#           the program age 1.1.1 of Debian 12 says "unexpected intro". A blank line after the armour troubles neither library.
# Versions: age-encryption 0.3.1 with Node 20, pyrage 1.4.0 with Python 3.11.
# Matters:  armour that people copy out of an e-mail has to be trimmed before another program reads it. Our sealed files are binary,
#           never armoured.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund age-encryption@0.3.1
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pyrage==1.4.0
cat > try.js <<'JS'
import { writeFileSync } from "node:fs";
import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from "age-encryption";

const identity = await generateIdentity();
const writer = new Encrypter();
writer.addRecipient(await identityToRecipient(identity));
const armoured = armor.encode(await writer.encrypt("To be read."));
writeFileSync("identity.txt", identity);
const reader = new Decrypter();
reader.addIdentity(identity);
for (const [name, text] of Object.entries({ before: `\n${armoured}`, after: `${armoured}\n` })) {
  writeFileSync(`${name}.age`, text);
  console.log(`${name}: ${await reader.decrypt(armor.decode(text), "text").catch((error) => error.message)}`);
}
JS
cat > try.py <<'PY'
from pathlib import Path

import pyrage

identity = pyrage.x25519.Identity.from_str(Path("identity.txt").read_text())
for name in ("before", "after"):
    try:
        print(f"{name}: {pyrage.decrypt(Path(f'{name}.age').read_bytes(), [identity]).decode()}")
    except pyrage.DecryptError as error:
        print(f"{name}: {error}")
PY
seen="typage, blank line $(node try.js | paste -sd ',')
pyrage, blank line $(env/bin/python try.py | paste -sd ',')"
wanted="typage, blank line before: To be read.,after: To be read.
pyrage, blank line before: Header is invalid,after: To be read."
echo "$seen"
test "$seen" = "$wanted" || { echo "expected: $wanted"; exit 1; }

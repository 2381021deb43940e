#!/usr/bin/env bash
# Guess:    to encrypt for an empty list of readers is an error, as it is in pyrage ("Missing recipients").
# Happens:  typage (age-encryption of npm) writes a whole file in the age format, without a line for a reader. No key opens it, not
#           the writer's either. Nothing warns; a list that came out empty by mistake loses the text.
# Versions: age-encryption 0.3.1 with Node 20, pyrage 1.4.0 with Python 3.11.
# Matters:  the sealed inbox encrypts for its keyholders with typage, so sealed/modules/seal.js refuses an empty list before.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund age-encryption@0.3.1
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pyrage==1.4.0
cat > try.js <<'JS'
import { Decrypter, Encrypter, generateIdentity } from "age-encryption";

const file = Buffer.from(await new Encrypter().encrypt("To be read.")).toString("latin1");
const [first, second] = file.split("\n");
const reader = new Decrypter();
reader.addIdentity(await generateIdentity());
const opened = await reader.decrypt(Buffer.from(file, "latin1")).then(() => "opened", (error) => error.message);
console.log(`${first} | ${second.startsWith("---") ? "no reader" : "a reader"} | ${opened}`);
JS
cat > try.py <<'PY'
import pyrage

try:
    pyrage.encrypt(b"To be read.", [])
    print("encrypted")
except pyrage.EncryptError as error:
    print(error)
PY
typage=$(node try.js); pyrage=$(env/bin/python try.py)
echo "typage, no recipient: $typage"
echo "pyrage, no recipient: $pyrage"
seen="$typage / $pyrage"
wanted="age-encryption.org/v1 | no reader | no identity matched any of the file's recipients / Missing recipients."
test "$seen" = "$wanted" || { echo "expected $wanted, saw $seen"; exit 1; }

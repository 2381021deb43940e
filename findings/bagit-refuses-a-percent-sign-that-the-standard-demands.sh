#!/usr/bin/env bash
# Guess:    bagit.py validates every bag that keeps to RFC 8493.
# Happens:  a payload file with "%" in its name must stand as "%25" in the manifest (RFC 8493, section 2.1.3). bagit.py decodes
#           only %0A and %0D, looks for a file called "50%25.txt", and calls the bag invalid. Its own bags hold a bare "%".
# Versions: bagit 1.9.0, Python 3.11.
# Matters:  a package made to the letter of the standard fails at whoever checks it with bagit.py, so our exports let no "%" into a
#           file name.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check bagit==1.9.0 setuptools==80.9.0 2>/dev/null
cat > "$place/try.py" <<'PY'
import hashlib
import pathlib
import sys

import bagit

TEXT = b"Half of the bodies answered.\n"


def bag(where: pathlib.Path, written: str) -> pathlib.Path:
    """Make a bag with one file, 50%.txt, whose name the manifest writes in a given way."""
    (where / "data").mkdir(parents=True)
    (where / "data" / "50%.txt").write_bytes(TEXT)
    (where / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (where / "manifest-sha256.txt").write_text(f"{hashlib.sha256(TEXT).hexdigest()}  data/{written}\n")
    return where


def verdict(where: pathlib.Path) -> str:
    try:
        bagit.Bag(str(where)).validate()
    except bagit.BagError as error:
        return type(error).__name__
    return "valid"


place = pathlib.Path(sys.argv[1])
seen = {written: verdict(bag(place / str(number), written)) for number, written in enumerate(["50%25.txt", "50%.txt"])}
for written, said in seen.items():
    print(f"manifest says data/{written}: {said}")
wanted = {"50%25.txt": "BagValidationError", "50%.txt": "valid"}
sys.exit(0 if seen == wanted else f"expected {wanted}")
PY
"$place/env/bin/python" "$place/try.py" "$place" 2>/dev/null

#!/usr/bin/env bash
# Guess:    mutagen.File("talk.mp3").delete() leaves no tag in the file: File() finds out by itself what the file has.
# Happens:  of an MP3 with ID3 and APEv2 tags only the ID3v2 tag goes. The APEv2 tag stays with all it says, and File() now finds that
#           the file has no tags. mutagen.apev2.delete() takes it out.
# Versions: mutagen 1.48.1, Python 3.11.
# Matters:  recordings of a meeting or a course come with both (many recorders and players write APEv2). Whoever clears names from one
#           before it is shared must ask for each kind, and look at the bytes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check mutagen==1.48.1
cat > "$place/try.py" <<'PY'
import os
import sys

import mutagen
from mutagen import apev2, id3

os.chdir(sys.argv[1])
frame = b"\xff\xfb\x90\x64" + bytes(413)  # a silent MPEG frame: 128 kbit/s, 44.1 kHz
with open("talk.mp3", "wb") as file:
    file.write(frame * 40)
ape = apev2.APEv2()
ape["Artist"] = "Speaker Two"
ape.save("talk.mp3")
tags = id3.ID3()
tags.add(id3.TPE1(encoding=id3.Encoding.LATIN1, text="Speaker One"))
tags.save("talk.mp3", v1=0)


def names() -> list[str]:
    with open("talk.mp3", "rb") as file:
        data = file.read()
    return [name for name in ("Speaker One", "Speaker Two") if name.encode() in data]


before = names()
mutagen.File("talk.mp3").delete()
after, told = names(), mutagen.File("talk.mp3").tags
apev2.delete("talk.mp3")
print(f"before: {before}; after File().delete(): {after}, and File() finds tags: {told}; after apev2.delete(): {names()}")
seen, wanted = (before, after, told, names()), (["Speaker One", "Speaker Two"], ["Speaker Two"], None, [])
sys.exit(0 if seen == wanted else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py" "$place"

#!/usr/bin/env bash
# Guess:    a full-text index finds a document by any whole word that stands in it, however long the word is.
# Happens:  tantivy's "default" and "en_stem" analysers throw away every word of 40 bytes and more, when a document is read in and
#           when somebody asks. Nothing is said; the village with the longest name in Wales is in no index. The limit counts bytes,
#           so a word of 30 letters is gone if ten of them carry accents. The "whitespace" and "raw" analysers keep all.
# Versions: tantivy 0.27.0 (PyPI), Python 3.11.
# Matters:  a school of Llanfairpwll… is found by none of its letters, and an address or a hash of a file is not found either. Our
#           index has an analyser of its own, which takes the village.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check tantivy==0.27.0
cat > "$place/try.py" <<'PY'
import sys

import tantivy

VILLAGE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
WORDS = {VILLAGE: 58, "a" * 39: 39, "a" * 40: 40, "ŵ" * 19: 19, "ŵ" * 20: 20, "Governors": 9}
ANALYSERS = ("default", "en_stem", "whitespace")

builder = tantivy.SchemaBuilder()
for name in ANALYSERS:
    builder.add_text_field(name, tokenizer_name=name)
index = tantivy.Index(builder.build())
writer = index.writer()
for word in WORDS:
    writer.add_document(tantivy.Document(**dict.fromkeys(ANALYSERS, f"Minutes of {word} School")))
writer.commit()
index.reload()
searcher = index.searcher()
missed = {}
for name in ANALYSERS:
    found = {word: searcher.search(index.parse_query(f'"{word}"', [name]), 5).count for word in WORDS}
    missed[name] = [f"{WORDS[word]} letters, {len(word.encode())} bytes" for word, count in found.items() if not count]
    print(f"{name}: words that are not found: {'; '.join(missed[name]) or 'none'}")
gone = ["58 letters, 58 bytes", "40 letters, 40 bytes", "20 letters, 40 bytes"]
wanted = {"default": gone, "en_stem": gone, "whitespace": []}
sys.exit(0 if missed == wanted else f"expected {wanted}, saw {missed}")
PY
"$place/env/bin/python" "$place/try.py"

#!/usr/bin/env bash
# Guess:    a phrase whose last word is unfinished, "risk a...", finds every document in which it stands.
# Happens:  tantivy's phrase prefix query takes the first fifty words of each segment that begin so, in the order of the alphabet, and
#           says nothing of the rest, whether or not they stand behind "risk". So of 121 documents it finds fifty, or none once fifty
#           other words sort first. The Python binding has no setting for it. A phrase of patterns finds all, takes 16,384 words of a
#           segment, and raises an error when there are more.
# Versions: tantivy 0.27.0 (Python), Python 3.11.
# Matters:  somebody who looks for a phrase and finds nothing believes that there is nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from string import ascii_lowercase as letters

from tantivy import Document, Index, Query, SchemaBuilder

builder = SchemaBuilder()
builder.add_text_field("text", index_option="position")
schema = builder.build()


def counts(texts):
    index = Index(schema)
    writer = index.writer(15_000_000, 1)
    for text in texts:
        document = Document()
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    index.reload()
    prefix = Query.phrase_prefix_query(schema, "text", ["risk", "a"])
    patterns = Query.regex_phrase_query(schema, "text", ["risk", "a.*"])
    return [index.searcher().search(one).count for one in (prefix, patterns)]


risks = [f"the risk am{first}{second}" for first in letters for second in letters][:121]
others = [f"aa{first}{second} without" for first in letters for second in letters]
seen = [counts(risks), counts(risks + others)]
print(f"121 documents: the phrase prefix finds {seen[0][0]}, a phrase of patterns {seen[0][1]}")
print(f"676 other words sort first: the phrase prefix finds {seen[1][0]}, a phrase of patterns {seen[1][1]}")
sys.exit(0 if seen == [[50, 121], [0, 121]] else f"expected 50 and 121, then 0 and 121; seen {seen}")
PYTHON

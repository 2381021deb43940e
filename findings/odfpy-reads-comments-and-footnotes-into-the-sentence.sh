#!/usr/bin/env bash
# Guess:    teletype.extractText() gives the words of a paragraph as its reader sees them; comments in the margin and footnotes are no
#           part of the sentence.
# Happens:  who wrote a comment, the comment, the mark of a footnote and its text all stand inside the sentence, without a space or a
#           sign. The comment's own paragraph comes back once more as a paragraph of the document.
# Versions: odfpy 1.4.1, defusedxml 0.7.1, Python 3.11.
# Matters:  a search or a public text made so tells what an officer noted in the margin, as if the council had said it.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check odfpy==1.4.1 defusedxml==0.7.1
cat > "$place/try.py" <<'PY'
import os
import sys

from odf import dc, office, opendocument, teletype, text

os.chdir(sys.argv[1])
made = opendocument.OpenDocumentText()
sentence = text.P(text="The risk is low")
comment = office.Annotation()
comment.addElement(dc.Creator(text="Officer"))
comment.addElement(text.P(text="ask legal first"))
sentence.addElement(comment)
sentence.addText(" this year")
note = text.Note(noteclass="footnote")
note.addElement(text.NoteCitation(text="1"))
body = text.NoteBody()
body.addElement(text.P(text="Draft figures."))
note.addElement(body)
sentence.addElement(note)
sentence.addText(".")
made.text.addElement(sentence)
made.save("minutes.odt")
seen = [teletype.extractText(one) for one in opendocument.load("minutes.odt").getElementsByType(text.P)]
for one in seen:
    print(repr(one))
wanted = ["The risk is lowOfficerask legal first this year1Draft figures..", "ask legal first", "Draft figures."]
sys.exit(0 if seen == wanted else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py" "$place"

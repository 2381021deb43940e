"""Sets plain blocks as a new PDF with real, tagged text, or as CSV: nothing of the original file goes along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import typst
from pikepdf import Name

from dueregard.rules.text.csv_cells import safe_cell
from dueregard.rules.visible import Block, Heading, Paragraph, Table, TooMuch

# A table of more cells takes minutes to set; the form of a table takes them.
MOST_SET_CELLS = 20_000
# The words come as data, so that nothing in them is taken for markup.
TEMPLATE = b"""
#let given = json(bytes(sys.inputs.given))
#set document(title: given.title, date: none)
#set page(paper: "a4", margin: 2.2cm, numbering: "1")
#set text(size: 10.5pt, lang: "en", region: "GB", hyphenate: false)
#set par(leading: 0.7em)
#if given.title != "" { heading(level: 1, given.title) }
#for block in given.blocks {
  if block.kind == "heading" { heading(level: 2, block.text) }
  else if block.kind == "table" {
    if block.rows.len() > 0 and block.rows.at(0).len() > 0 {
      text(size: 8pt, table(columns: block.rows.at(0).len(), stroke: 0.4pt, ..block.rows.flatten()))
    }
  } else { par(block.text) }
}
"""


def set_pages(blocks: Sequence[Block], *, title: str, to: Path) -> None:
    """Write the blocks as a PDF without a date, a name or a program in it. Raises: TooMuch"""
    if sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows) > MOST_SET_CELLS:
        raise TooMuch
    given = json.dumps({"title": title, "blocks": [_as_json(block) for block in blocks]})
    made = typst.compile(TEMPLATE, sys_inputs={"given": given})
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for name in (Name.Metadata, Name.Outlines, Name.PieceInfo):
            if name in pdf.Root:
                del pdf.Root[name]
        if Name.Info in pdf.trailer:
            del pdf.trailer[Name.Info]
        if title:
            pdf.docinfo["/Title"] = title
        pdf.save(to, deterministic_id=True)


def _as_json(block: Block) -> dict[str, object]:
    if isinstance(block, Table):
        width = max((len(row) for row in block.rows), default=0)
        return {"kind": "table", "rows": [list(row) + [""] * (width - len(row)) for row in block.rows]}
    return {"kind": "heading" if isinstance(block, Heading) else "paragraph", "text": block.text}


def set_table(blocks: Sequence[Block], *, title: str, to: Path) -> None:
    """Write the tables as CSV; where there are several, each under the name of its sheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    tables = sum(isinstance(block, Table) for block in blocks)
    for block in blocks:
        if isinstance(block, Table):
            writer.writerows([safe_cell(cell) for cell in row] for row in block.rows)
        elif tables > 1 or isinstance(block, Paragraph):
            writer.writerow([safe_cell(block.text)])
    to.write_bytes(file.getvalue().encode("utf-8"))

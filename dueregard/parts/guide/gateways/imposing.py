"""Puts the pages of an A5 PDF on A4 sheets so that they fold into a booklet; what is tagged stays tagged.

Each old page becomes a drawing on a sheet, and the structure of the document is told where its words now are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

A4_LANDSCAPE = (841.89, 595.276)  # points


def sheets(pages: int) -> list[tuple[int, int]]:
    """Return for each side of each sheet which page is left and which right, from 0; beyond the last: none."""
    total = -(-pages // 4) * 4
    sides = []
    for at in range(total // 2):
        outer, inner = total - 1 - at, at
        sides.append((outer, inner) if at % 2 == 0 else (inner, outer))
    return sides


def impose(content: bytes) -> bytes:
    """Return the booklet of an A5 PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        old = list(pdf.pages)
        drawings = [_drawing(pdf, page) for page in old]
        moved: dict[tuple[int, int], tuple[Any, Any]] = {}
        fresh = [_side(pdf, pair, old, drawings, moved) for pair in sheets(len(old))]
        _tell_structure(pdf, moved)
        _tell_destinations(pdf, moved, drawings)
        del pdf.pages[:]
        for page in fresh:
            pdf.pages.append(page)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _drawing(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    drawing = pdf.make_indirect(page.as_form_xobject())
    if "/StructParents" in page.obj:
        drawing.StructParents = page.obj.StructParents
    return drawing


def _side(
    pdf: pikepdf.Pdf,
    pair: tuple[int, int],
    old: list[pikepdf.Page],
    drawings: list[Any],
    moved: dict[tuple[int, int], tuple[Any, Any]],
) -> pikepdf.Page:
    width, height = A4_LANDSCAPE
    side = pdf.make_indirect(
        Dictionary(Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=Dictionary(XObject=Dictionary()))
    )
    commands, notes = [], []
    for place, number in enumerate(pair):
        if number >= len(old):
            continue
        left = place * width / 2
        name = f"P{place}"
        side.Resources.XObject[f"/{name}"] = drawings[number]
        commands.append(f"q 1 0 0 1 {left:.3f} 0 cm /{name} Do Q")
        moved[old[number].obj.objgen] = (side, drawings[number])
        for note in old[number].obj.get("/Annots", Array()):
            note.Rect = Array([float(value) + (left if at % 2 == 0 else 0) for at, value in enumerate(note.Rect)])
            if "/QuadPoints" in note:
                note.QuadPoints = Array(
                    [float(value) + (left if at % 2 == 0 else 0) for at, value in enumerate(note.QuadPoints)]
                )
            note.P = side
            notes.append(note)
    side.Contents = pdf.make_stream("\n".join(commands).encode())
    if notes:
        side.Annots = Array(notes)
        side.Tabs = Name.S
    return pikepdf.Page(side)


def _tell_structure(pdf: pikepdf.Pdf, moved: dict[tuple[int, int], tuple[Any, Any]]) -> None:
    """Say at each element of the structure in which drawing on which side its words now are."""
    root = pdf.Root.get("/StructTreeRoot")
    for element in _elements(root.K) if root is not None else ():
        page = element.get("/Pg")
        kids = element.get("/K")
        if kids is None:
            continue
        several = list(kids) if isinstance(kids, Array) else [kids]
        element.K = Array([_kid(pdf, kid, page, moved) for kid in several])
        if page is not None:
            element.Pg = moved[page.objgen][0]


def _kid(pdf: pikepdf.Pdf, kid: Any, page: Any, moved: dict[tuple[int, int], tuple[Any, Any]]) -> Any:
    if isinstance(kid, int):
        side, drawing = moved[page.objgen]
        return Dictionary(Type=Name.MCR, Pg=side, Stm=drawing, MCID=kid)
    if kid.get("/Type") in {Name.MCR, Name.OBJR}:
        side, drawing = moved[(kid.Pg if "/Pg" in kid else page).objgen]
        kid.Pg = side
        if kid.Type == Name.MCR and "/Stm" not in kid:
            kid.Stm = drawing
    return kid


def _elements(kids: Any) -> Iterator[Any]:
    """Yield every element of the structure below these, without what they mark."""
    waiting = [kids]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting.extend(one)
        elif isinstance(one, Dictionary) and one.get("/Type") not in {Name.MCR, Name.OBJR}:
            yield one
            if "/K" in one:
                waiting.append(one.K)


def _tell_destinations(pdf: pikepdf.Pdf, moved: dict[tuple[int, int], tuple[Any, Any]], drawings: list[Any]) -> None:
    """Let bookmarks and links inside lead to the side on which their page now is."""
    for one in pdf.objects:
        holders: list[Any] = [one] if isinstance(one, Array) else []
        if isinstance(one, Dictionary):
            holders = [one[key] for key in ("/Dest", "/D") if isinstance(one.get(key), Array)]
            action = one.get("/A")
            if isinstance(action, Dictionary) and isinstance(action.get("/D"), Array):
                holders.append(action.D)
        for place in holders:
            if len(place) and isinstance(place[0], Dictionary) and place[0].get("/Type") == Name.Page:
                found = moved.get(place[0].objgen)
                if found is not None:
                    place[0] = found[0]

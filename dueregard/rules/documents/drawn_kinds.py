"""Which kinds of file are drawn before they are read, and what a reader is told where there is no drawing."""

from __future__ import annotations

from dueregard.rules.documents.kinds import Kind

DRAWN = frozenset(
    {
        Kind.DOC,
        Kind.PPT,
        Kind.DOCX,
        Kind.ODT,
        Kind.RTF,
        Kind.HTML,
        Kind.EML,
        Kind.XLSX,
        Kind.XLS,
        Kind.XLSB,
        Kind.ODS,
        Kind.PPTX,
        Kind.ODP,
        Kind.FODT,
        Kind.FODS,
        Kind.FODP,
    }
)
# What these binary kinds hold is read from the OpenDocument file that the engine makes of them.
AS_OPEN = {Kind.DOC: Kind.ODT, Kind.PPT: Kind.ODP, Kind.XLSB: Kind.ODS}
# Of these a table of cells is kept beside the drawing.
WORKBOOKS = frozenset({Kind.XLS, Kind.XLSX, Kind.XLSB, Kind.ODS})
# Reasons that another try does not mend.
LASTING = ("locked", "broken", "too_big")
MOST_ATTEMPTS = 3
# By the codes of `records/evidence/gateways/drawing`.
_NOBODY = "so nobody can tell which words of the file can be seen."
_PRINT = "print it to a PDF on your own computer, look at it, and upload that PDF."
NOT_DRAWN = {
    "no_program": f"LibreOffice is not installed on this server, {_NOBODY} Ask whoever keeps the server to install it; "
    "the file is then drawn by itself.",
    "too_slow": f"Drawing its pages took too long, {_NOBODY} You can still {_PRINT}",
    "too_big": f"Its pages are too large to draw, {_NOBODY} You can still {_PRINT}",
    "locked": "It is locked with a password, so its pages cannot be drawn. Save it without the password, and upload it "
    "again.",
    "broken": f"Its pages cannot be drawn, {_NOBODY} If it opens for you, {_PRINT}",
    "failed": f"Drawing its pages went wrong, {_NOBODY} We will try again. You can also {_PRINT}",
}
WAITS = "Its pages have not been drawn yet. Once they have, you can make a copy."
NOT_JUDGED = f"On some of its pages we cannot tell which words can be seen. You can still {_PRINT}"


def is_drawn_kind(media_type: str) -> bool:
    """Tell whether files of this kind are drawn."""
    return media_type.partition(";")[0].strip().lower() in DRAWN


def why_not_drawn(code: str) -> str:
    """Return why there is no drawing, with what to do; a code that is new means that drawing failed."""
    return NOT_DRAWN.get(code, NOT_DRAWN["broken"]) if code else WAITS

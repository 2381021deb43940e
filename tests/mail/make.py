"""Writes the e-mails of this folder: invented letters, each broken in one way that real ones are.

Run as `python -m tests.mail.make`; a test holds that the files are what this writes. What is expected of them stands in
`tests/rules/mime/test_incoming_nasty.py`.
"""

import base64
import binascii
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
TOKEN = "h5hd7h4ccthjr"
OTHER_TOKEN = "mk47pxw0n1rqt"
PDF = b"%PDF-1.4\n% an invented answer\n%%EOF\n"
ANSWER = b"Dear Asha Example,\n\nPlease find our answer.\n\nFOI team, Northport Council\n"
HEAD = {
    "From": "FOI Team <foi@northport.example>",
    "To": f"foi-{TOKEN}@example.org",
    "Subject": "Re: Prevent training materials",
    "Date": "Mon, 23 Nov 2026 10:00:00 +0000",
    "Message-ID": "<answer-1@northport.example>",
    "MIME-Version": "1.0",
}


def mail(body: bytes = ANSWER, *, without: tuple[str, ...] = (), **fields: str | bytes) -> bytes:
    """Join header fields and a body; a field given as bytes goes in as it is."""
    named = {key.replace("_", "-"): value for key, value in fields.items()}
    merged: dict[str, str | bytes] = {key: value for key, value in HEAD.items() if key not in without}
    for key, value in named.items():
        place = next((known for known in merged if known.lower() == key.lower()), key)
        merged[place] = value
    lines = [
        key.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) for key, value in merged.items()
    ]
    return b"\n".join(lines) + b"\n\n" + body


def part(content: bytes, kind: str = "text/plain", **fields: str | bytes) -> bytes:
    """Join one part."""
    lines = [b"Content-Type: " + kind.encode()]
    for key, value in fields.items():
        lines.append(key.replace("_", "-").encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    return b"\n".join(lines) + b"\n\n" + content


def mixed(
    *parts: bytes, kind: str = "mixed", boundary: str = "edge", closing: str = "--edge--\n", **fields: str | bytes
) -> bytes:
    """Join parts to a mail."""
    body = b"".join(f"--{boundary}\n".encode() + piece + b"\n" for piece in parts) + closing.encode()
    return mail(body, Content_Type=f'multipart/{kind}; boundary="{boundary}"', **fields)


def pdf(name: str = "answer.pdf", content: bytes = PDF) -> bytes:
    """A PDF as an attachment."""
    encoded = base64.encodebytes(content)
    disposition = f'attachment; filename="{name}"'
    return part(encoded, "application/pdf", Content_Transfer_Encoding="base64", Content_Disposition=disposition)


def tnef(*, cut: int = 0) -> bytes:
    """A winmail.dat with a letter and one file."""

    def piece(level: int, name: int, data: bytes) -> bytes:
        check = sum(data) & 0xFFFF
        return (
            bytes([level])
            + name.to_bytes(4, "little")
            + len(data).to_bytes(4, "little")
            + data
            + check.to_bytes(2, "little")
        )

    whole = (
        b"\x78\x9f\x3e\x22\x01\x00"
        + piece(1, 0x00089006, (0x10000).to_bytes(4, "little"))
        + piece(1, 0x00069007, (1252).to_bytes(4, "little") + bytes(4))
        + piece(1, 0x0002800C, b"Our answer is in the file.\x00")
        + piece(2, 0x00069002, bytes(14))
        + piece(2, 0x00018010, b"answer.pdf\x00")
        + piece(2, 0x0006800F, PDF)
    )
    return whole[: len(whole) - cut]


def winmail(content: bytes) -> bytes:
    """A winmail.dat as an attachment."""
    return part(
        base64.encodebytes(content),
        'application/ms-tnef; name="winmail.dat"',
        Content_Transfer_Encoding="base64",
        Content_Disposition='attachment; filename="winmail.dat"',
    )


def uuencoded(*, is_broken: bool = False) -> bytes:
    """A uuencoded file, whole or with its end lost."""
    lines = [binascii.b2a_uu(PDF[place : place + 45]) for place in range(0, len(PDF), 45)]
    end = b"this is no uuencoded line \xe9\n" if is_broken else b"`\nend\n"
    return b"begin 644 answer.pdf\n" + b"".join(lines) + end


def der(tag: int, content: bytes) -> bytes:
    """One value in DER."""
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def signed_opaquely(content: bytes) -> bytes:
    """CMS SignedData around a letter, without any signer."""
    data_oid = bytes.fromhex("06092a864886f70d010701")
    signed_oid = bytes.fromhex("06092a864886f70d010702")
    inner = der(0x30, data_oid + der(0xA0, der(0x04, content)))
    signed = der(0x30, b"\x02\x01\x01" + der(0x31, b"") + inner + der(0x31, b""))
    return der(0x30, signed_oid + der(0xA0, signed))


def enveloped() -> bytes:
    """The outer shape of a CMS EnvelopedData; nothing real is inside."""
    enveloped_oid = bytes.fromhex("06092a864886f70d010703")
    data_oid = bytes.fromhex("06092a864886f70d010701")
    algorithm = der(0x30, bytes.fromhex("060960864801650304012a") + der(0x04, bytes(16)))
    content = der(0x30, data_oid + algorithm + der(0x80, bytes(32)))
    return der(0x30, enveloped_oid + der(0xA0, der(0x30, b"\x02\x01\x00" + der(0x31, b"") + content)))


def p7m(content: bytes, smime_type: str) -> bytes:
    """A mail whose only content is S/MIME."""
    return mail(
        base64.encodebytes(content),
        Content_Type=f'application/pkcs7-mime; smime-type={smime_type}; name="smime.p7m"',
        Content_Transfer_Encoding="base64",
    )


def report(action: str, status: str, *, with_original: bool = True, **fields: str | bytes) -> bytes:
    """A delivery report of RFC 3464."""
    pieces = [
        part(b"The mail system reports on your message.\n"),
        part(
            b"Reporting-MTA: dns; mail.northport.example\n\n"
            b"Final-Recipient: rfc822; foi@northport.example\n"
            b"Action: " + action.encode() + b"\nStatus: " + status.encode() + b"\n"
            b"Diagnostic-Code: smtp; 550 no such mailbox\n",
            "message/delivery-status",
        ),
    ]
    if with_original:
        pieces.append(
            part(b"Message-ID: <out-1@example.org>\nSubject: Prevent training materials\n", "text/rfc822-headers")
        )
    given: dict[str, str | bytes] = {"From": "Mail system <mailer-daemon@mail.northport.example>", "Return_Path": "<>"}
    return mixed(
        *pieces, kind="report; report-type=delivery-status", **{**given, "Auto_Submitted": "auto-replied", **fields}
    )


def forwarded(inner: bytes, **fields: str | bytes) -> bytes:
    """A mail with another one attached."""
    return mixed(part(b"See attached.\n"), part(inner, "message/rfc822"), **fields)


def nested_parts(levels: int) -> bytes:
    """Multiparts inside multiparts."""
    body = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n".encode() for level in range(levels)
    )
    lines = [f"{key}: {value}".encode() for key, value in HEAD.items()]
    return b"\n".join(lines) + b"\n" + body + b"\nDeep inside.\n"


def cut_at_the_end(whole: bytes, closing: bytes) -> bytes:
    """A mail without its last line."""
    return whole.removesuffix(closing)


OUT_OF_OFFICE = (
    b"Thank you for your e-mail. I am on annual leave until 3 December 2026 and shall reply when I return.\n"
)
OUR_LETTER = mail(
    b"Dear FOI team,\n\nPlease tell us.\n",
    From=f"foi-{TOKEN}@example.org",
    To="foi@northport.example",
    Message_ID="<out-1@example.org>",
    Subject="Prevent training materials",
)

MAILS: dict[str, bytes] = {
    "01-no-final-boundary": cut_at_the_end(mixed(part(ANSWER), pdf()), b"--edge--\n"),
    "02-inner-part-ends-early": mixed(
        part(b"--inner\nContent-Type: text/plain\n\n" + ANSWER, 'multipart/alternative; boundary="inner"'), pdf()
    ),
    "03-boundary-with-space": mixed(part(ANSWER), pdf(), boundary="edge with end ", closing="--edge with end--  \n"),
    "04-malformed-to-and-cc": mail(To=f'"Asha" <<"foi-{TOKEN}"@example.org>, <broken', Cc='""x" <y@z.example'),
    "05-unquoted-display-names": mail(
        To=f"Example, Asha <asha@southport.example>, FOI, Requests <foi-{TOKEN}@example.org>"
    ),
    "06-only-bcc": mail(
        To="undisclosed-recipients:;",
        Received=f"from mx.northport.example by mail.example.org for <foi-{TOKEN}@example.org>; 23 Nov 2026 10:00:01 Z",
    ),
    "07-token-retyped": mail(To=f"FOI-{TOKEN.upper().replace('H5', 'HS', 1)}@Example.Org"),
    "07-token-with-a-sign-missing": mail(To=f"foi-{TOKEN[:5]}{TOKEN[6:]}@example.org"),
    "08-two-cases-in-to": mail(To=f"foi-{TOKEN}@example.org, foi-{OTHER_TOKEN}@example.org"),
    "09-product-address": mail(From="Northport Council <noreply@northport.icasework.com>", To="requests@example.org"),
    "10-shared-domain": mail(From="Northport Trust <northport.foi@nhs.net>", To="requests@example.org"),
    "11-winmail-only": mail(
        base64.encodebytes(tnef()), Content_Type="application/ms-tnef", Content_Transfer_Encoding="base64"
    ),
    "11-winmail-empty": mixed(part(ANSWER), winmail(b"")),
    "11-winmail-cut": mixed(part(ANSWER), winmail(tnef(cut=20))),
    "12-outlook-files": mixed(
        part(ANSWER),
        part(b"\xd0\xcf\x11\xe0", "application/octet-stream", Content_Disposition='attachment; filename="Letter.oft"'),
        part(b"\xd0\xcf\x11\xe0", "application/vnd.ms-outlook", Content_Disposition='attachment; filename="Reply.msg"'),
    ),
    "13-uuencode": mail(ANSWER + b"\n" + uuencoded()),
    "13-uuencode-broken": mail(ANSWER + b"\n" + uuencoded(is_broken=True)),
    "14-utf-7": mail(
        b"The fee is +AKM-45.\n", Content_Type="text/plain; charset=utf-7", Subject="=?utf-7?Q?Fee_+AKM-45?="
    ),
    "15-windows-labelled-latin": mail(b"\x93Prevent\x94 costs \x8045\n", Content_Type="text/plain; charset=iso-8859-1"),
    "16-unknown-charset": mail(b"Caf\xe9\n", Content_Type="text/plain; charset=x-unknown"),
    "16-empty-charset": mail("Café\n".encode(), Content_Type='text/plain; charset=""'),
    "16-codec-that-is-no-charset": mail(b"48656c6c6f\n", Content_Type="text/plain; charset=hex"),
    "17-iso-2022-jp-stray": mail(b"\x1b$B$3$s\x1b(B ok \xff\xfe\n", Content_Type="text/plain; charset=iso-2022-jp"),
    "18-word-cut-base64": mail(Subject="=?utf-8?B?Q2Fmw6kgw6k=?= =?utf-8?B?w?="),
    "18-word-cut-between-words": mail(Subject="=?utf-8?Q?Caf=C3?=\n =?utf-8?Q?=A9_answers?="),
    "19-nul-and-control": mail(
        b"A\x00B\x07C \xed\xa0\x80 D\n", Content_Type="text/plain; charset=utf-8", Subject=b"N\x00ul \x1b[31m"
    ),
    "20-name-not-utf8": mixed(
        part(ANSWER), part(PDF, "application/pdf", Content_Disposition=b'attachment; filename="R\xe9ponse.pdf"')
    ),
    "20-name-split": mixed(
        part(ANSWER),
        part(
            PDF,
            "application/pdf",
            Content_Disposition="attachment; filename*0*=utf-8''Antwort%20%C3; filename*1*=%BC; filename*2=\"ber.pdf\"",
        ),
    ),
    "20-name-that-hides": mixed(part(ANSWER), pdf("../../etc/answer\u202efdp.exe")),
    "21-two-same-names": mixed(part(ANSWER), pdf(), pdf(content=PDF + b"2"), pdf()),
    "22-no-disposition": mixed(
        part(ANSWER), part(base64.encodebytes(PDF), "application/pdf", Content_Transfer_Encoding="base64")
    ),
    "23-html-as-plain": mail(b"<html><body><p>Dear Asha,</p><p>Our <b>answer</b>.</p></body></html>\n"),
    "24-encrypted-notice-html": mail(
        b'<p>Northport Council has sent you a <b>secure message</b>.</p><p><a href="https://switch.egress.com/ui/x?id=1">'
        b"Read the message</a>. The link will expire in 30 days.</p>",
        Content_Type="text/html; charset=utf-8",
    ),
    "25-text-attachment": mixed(
        part(ANSWER), part(b"year,referrals\n2025,4\n", Content_Disposition='attachment; filename="data.txt"')
    ),
    "25-second-text-part": mixed(part(ANSWER), pdf(), part(b"And this stands below the attachment.\n")),
    "26-forwarded": forwarded(
        mail("Café answers.\n".encode("latin-1"), Subject="The answer", Message_ID="<inner@northport.example>")
    ),
    "26-forwarded-in-base64": mixed(
        part(b"See attached.\n"),
        part(base64.encodebytes(mail(Subject="The answer")), "message/rfc822", Content_Transfer_Encoding="base64"),
    ),
    "27-pdf-as-text": mail(PDF, Content_Type="text/plain"),
    "28-keywords": mail(Keywords=b"=?unknown?Q?=FF?=, \xff\xfe,, ;;=" + b"," * 2000),
    "29-no-date": mail(without=("Date",)),
    "29-odd-date": mail(Date="Mon, 41 Foo 2026 99:99:99"),
    "29-headers-in-date": mail(Date="Mon, 23 Nov 2026 10:00:00 +0000 X-Scanned: yes\n Subject: not this one"),
    "30-signed-opaquely": p7m(signed_opaquely(part(ANSWER)), "signed-data"),
    "30-signed-beside": mixed(
        part(ANSWER),
        part(b"AAAA", 'application/pkcs7-signature; name="smime.p7s"', Content_Transfer_Encoding="base64"),
        kind='signed; protocol="application/pkcs7-signature"',
    ),
    "30-enveloped": p7m(enveloped(), "enveloped-data"),
    "31-bounce-with-report": report("failed", "5.1.1"),
    "31-bounce-delayed": report("delayed", "4.4.1"),
    "31-bounce-without-report": mail(
        b"I could not deliver your message.\n\n--- Below this line is a copy.\n\nMessage-ID: <out-1@example.org>\n",
        From="MAILER-DAEMON@mail.northport.example",
        Return_Path="<>",
        Subject="failure notice",
    ),
    "31-bounce-exim": mail(
        b"A message that you sent could not be delivered.\n",
        From="Mail Delivery System <Mailer-Daemon@mail.northport.example>",
        Return_Path="<>",
        Auto_Submitted="auto-replied",
        X_Failed_Recipients="foi@northport.example",
    ),
    "32-success-report": report("delivered", "2.0.0"),
    "32-success-called-failed": report("failed", "2.6.0"),
    "32-numbers-in-prose": mail(
        b"In 2024 we had 450 5.10.2 referrals and 550 5.1.1 visits. We do not hold the rest.\n"
    ),
    "33-out-of-office-exchange": mail(
        OUT_OF_OFFICE, Subject="Automatic reply: Prevent training", Auto_Submitted="auto-generated"
    ),
    "33-out-of-office-vacation": mail(OUT_OF_OFFICE, Subject="Re: Prevent", Auto_Submitted="auto-replied (vacation)"),
    "33-out-of-office-subject": mail(OUT_OF_OFFICE, Subject="Out of Office: Re: Prevent"),
    "33-out-of-office-precedence": mail(OUT_OF_OFFICE, Precedence="auto_reply"),
    "33-out-of-office-xautoreply": mail(OUT_OF_OFFICE, X_Autoreply="yes"),
    "33-out-of-office-rules": mail(OUT_OF_OFFICE, X_MS_Exchange_Inbox_Rules_Loop="foi@northport.example"),
    "33-out-of-office-autorespond": mail(OUT_OF_OFFICE, X_Autorespond="Prevent"),
    "34-auto-reply-to-review": mail(
        b"This mailbox is looked after from nine to five.\n",
        Auto_Submitted="auto-replied",
        Subject="Auto: Internal review",
    ),
    "36-loop": mail(From="requests@example.org", Auto_Submitted="auto-replied", Message_ID="<loop@example.org>"),
    "36-own-copy": OUR_LETTER,
    "42-html-with-script": mail(
        b'<p onclick="x()">Dear <b>Asha</b></p><script>steal()</script><img src="https://track.example/p.gif">'
        b'<a href="javascript:x()">a</a><a href="https://northport.example/a">b</a><style>p{}</style>',
        Content_Type="text/html",
    ),
    "42-rtf": mixed(part(ANSWER), part(b"{\\rtf1 <script>x</script>}", 'application/rtf; name="a.rtf"')),
    "43-expiring-link": mail(
        b"The response to your request is now available. Download it at https://northport.sharefile.eu/d-1 .\n"
        b"The link will expire on 30 November 2026.\n"
    ),
    "45-no-message-id": mail(without=("Message-ID",)),
    "46-zero-width-in-address": mail(To=f"foi-{TOKEN[:4]}\u200b{TOKEN[4:]}@example.org"),
    "47-part-answer-part-refusal": mail(
        b"The information for question 1 is attached. The rest is withheld under section 24(1) of the Act.\n"
        b"We need to extend the time limit to consider the public interest. You will hear from us by 14 January 2027.\n"
    ),
    "48-mixed-line-ends": mixed(part(ANSWER), pdf()).replace(b"\n", b"\r\n").replace(b"\r\n", b"\n", 7),
    "48-macintosh-line-ends": mail().replace(b"\n", b"\r"),
    "49-nested-1500": nested_parts(1500),
    "50-empty": b"",
    "51-no-header": b"Only words, no header at all.\n",
    "52-acknowledgement": mail(
        b"Dear Asha Example,\n\nWe acknowledge receipt of your request, which has been logged as FOI/2026/0123.\n"
        b"We will respond within 20 working days.\n"
    ),
    "53-acknowledgement-with-answer": mail(
        b"We acknowledge receipt of your request. We will respond within 20 working days.\n\n1. Forty\n2. None\n"
    ),
}


def write(folder: Path) -> int:
    """Write every mail into a folder and return how many there are."""
    for name, content in MAILS.items():
        (folder / f"{name}.eml").write_bytes(content)
    return len(MAILS)


if __name__ == "__main__":
    sys.stdout.write(f"{write(FOLDER)} e-mails written.\n")

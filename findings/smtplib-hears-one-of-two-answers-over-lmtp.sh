#!/usr/bin/env bash
# Guess:    smtplib.LMTP speaks LMTP. After a letter to two people it hears the answer for each (RFC 2033, 4.2), and send_message()
#           returns those who were refused, as its manual says.
# Happens:  it reads one answer. "452 mailbox full" for the second person stays in the line: send_message() returns {}, nobody refused,
#           and that letter is lost. The next letter on the same connection takes the answer that was left over for its own and fails,
#           as though its sender had been refused, though nothing is wrong with it. With one person each, all is well.
# Versions: Python 3.11 (smtplib); aiosmtpd 1.4.6 as the server, which leaves the answers to us.
# Matters:  LMTP is how a mail server hands replies to a program, and how one tests that. Send to one person at a time, or with another
#           client. Our own door answers once for each.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check aiosmtpd==1.4.6
cat > "$place/try.py" <<'PY'
import smtplib
import sys
from email.message import EmailMessage

from aiosmtpd.controller import UnixSocketController
from aiosmtpd.lmtp import LMTP


class Mailboxes:
    """Keeps what is for Ann, and has no room for what is for Bea."""

    async def handle_DATA(self, server, session, envelope):
        return "\r\n".join("250 2.0.0 kept" if "ann@" in one else "452 4.2.2 full" for one in envelope.rcpt_tos)


class Server(UnixSocketController):
    def factory(self):
        return LMTP(self.handler)


def sent(client: smtplib.LMTP, *to: str) -> str:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "office@council.example", ", ".join(to), "Our answer"
    letter.set_content("We hold seven cases.\n")
    try:
        return f"refused: {client.send_message(letter)}"
    except smtplib.SMTPException as error:
        return type(error).__name__


server = Server(Mailboxes(), unix_socket=f"{sys.argv[1]}/lmtp")
server.start()
with smtplib.LMTP(f"{sys.argv[1]}/lmtp") as alone:
    one = [sent(alone, "bea@group.example"), sent(alone, "ann@group.example")]
together = smtplib.LMTP(f"{sys.argv[1]}/lmtp")
both = [sent(together, "ann@group.example", "bea@group.example"), sent(together, "ann@group.example")]
together.close()
server.stop()
print(f"to Bea alone, then to Ann alone: {one}")
print(f"to Ann and Bea, then to Ann alone: {both}")
wanted = ["SMTPDataError", "refused: {}"], ["refused: {}", "SMTPSenderRefused"]
sys.exit(0 if (one, both) == wanted else f"expected {wanted}")
PY
"$place/env/bin/python" "$place/try.py" "$place"

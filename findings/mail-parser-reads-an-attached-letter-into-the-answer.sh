#!/usr/bin/env bash
# Guess:    the body of an e-mail is what its writer wrote. A letter that hangs on it as an attachment (message/rfc822) is an attachment,
#           with its own writer and date.
# Happens:  mail-parser puts the text of the attached letter into the body of the one that carries it, below a line "mail_boundary". The
#           same line stands between two parts of one letter, so nothing tells them apart. In text_plain both stand side by side.
#           Python's own get_body() gives the writer's words alone.
# Versions: mail-parser 4.8.0, Python 3.11.
# Matters:  an office that sends its decision after a review hangs the first refusal on it. Whoever sorts answers by the body then reads
#           "we refuse" in a letter that agrees. We read attached letters as letters of their own.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check mail-parser==4.8.0
cat > "$place/try.py" <<'PY'
import email.policy
import sys
from email.message import EmailMessage

import mailparser


def letter(words: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "office@council.example", "ann@group.example", "Your request"
    made.set_content(words)
    return made


answer = letter("After a review we send you all of it.\n")
answer.add_attachment(letter("We refuse your request under section 14.\n"))
parts = letter("After a review we send you all of it.\n")
parts.add_attachment("Our reference is 412.\n", disposition="inline")
read = mailparser.parse_from_bytes(answer.as_bytes())
own = email.message_from_bytes(answer.as_bytes(), policy=email.policy.default).get_body().get_content()
print(f"body: {read.body!r}")
print(f"body of a letter in two parts: {mailparser.parse_from_bytes(parts.as_bytes()).body!r}")
print(f"attachments: {[one['mail_content_type'] for one in read.attachments]}")
print(f"Python's get_body(): {own!r}")
refuses = "We refuse" in read.body and read.attachments[0]["mail_content_type"] == "message/rfc822"
sys.exit(0 if refuses and "We refuse" not in own else "expected the words of the attached letter in the body")
PY
"$place/env/bin/python" "$place/try.py"

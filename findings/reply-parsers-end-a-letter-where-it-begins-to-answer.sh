#!/usr/bin/env bash
# Guess:    a library that cuts quoted letters off a reply cuts only what is marked as quoted, or what follows "On … X wrote:" with a
#           time and an address. What an office writes itself is kept.
# Happens:  "On 3 March 2026 you wrote:" ends the reply for both libraries, though no line after it is quoted: of a refusal only the
#           greeting is left. For email-reply-parser a line of underscores ends it too, and such lines divide answers in many
#           letters: "Good afternoon" is all that remains. Neither says that anything was cut.
# Versions: email-reply-parser 0.5.12, mail-parser-reply 1.36, Python 3.11.
# Matters:  whoever stores or shows only the "reply" of a public body loses the answer. Keep the whole letter, decide on the whole
#           letter, and fold away only what is known to be your own.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check email-reply-parser==0.5.12 mail-parser-reply==1.36
cat > "$place/try.py" <<'PY'
import sys

import email_reply_parser
import mailparser_reply

REFUSAL = "Dear Ms Khan,\n\nOn 3 March 2026 you wrote:\n\nWe refuse your request under section 14(1).\n\nInformation Team\n"
RULED = f"Good afternoon\n\n{'_' * 32}\nRisk assessment: not held\n{'_' * 32}\nStaff trained: 412\n\nInformation Team\n"


def first(text: str) -> str:
    return email_reply_parser.EmailReplyParser.parse_reply(text)


def second(text: str) -> str:
    return mailparser_reply.EmailReplyParser(languages=["en"]).parse_reply(text=text)


seen = {
    "refusal, email-reply-parser": first(REFUSAL),
    "refusal, mail-parser-reply": second(REFUSAL),
    "ruled lines, email-reply-parser": first(RULED),
}
for what, left in seen.items():
    print(f"{what}: {left!r} is left")
wanted = dict(zip(seen, ("Dear Ms Khan,", "Dear Ms Khan,", "Good afternoon"), strict=True))
kept = "Staff trained: 412" in second(RULED)
print(f"ruled lines, mail-parser-reply: the last answer is {'kept' if kept else 'lost'}")
sys.exit(0 if seen == wanted and kept else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py"

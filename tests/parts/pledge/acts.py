"""What each address of the pledge that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, HARMLESS, SHOWS, UNDO

PROOF = "takes a proof, which is looked at; it can be given anew"
ACTS = {
    "pledge:ask": (HARMLESS, "keeps what an organisation says, which waits for a person"),
    "pledge:doubt": (HARMLESS, "keeps a doubt, which waits for a person"),
    "pledge:confirm": (UNDO, "the signatory withdraws; whoever reads the mailbox proves nothing more"),
    "pledge:answer": (HARMLESS, "adds an answer, which waits for a person"),
    "pledge:prove_link": (HARMLESS, PROOF),
    "pledge:prove_file": (HARMLESS, PROOF),
    "pledge:prove_dns": (HARMLESS, PROOF),
    "pledge:prove_mail": (HARMLESS, "writes to an address at the signatory's own domain, three times a day at most"),
    "pledge:look": (HARMLESS, "looks at proofs again"),
    "pledge:renew": (HARMLESS, "sets the day of renewal forward"),
    "pledge:decide": (HARMLESS, "adds a decision, which waits for a person"),
    "pledge:withdraw": (UNDO, "its page offers to ask again; its own page says first what it means"),
    "pledge:again": (HARMLESS, "waits for a person again"),
    "pledge:list": (UNDO, "refusing it takes it off the list"),
    "pledge:more": (UNDO, "it is listed or refused as before"),
    "pledge:refuse": (UNDO, "it asks again, and is looked at again"),
    "pledge:minute": (HARMLESS, "records a proof; the same form records it anew"),
    "pledge:decision": (ASKS, SHOWS),
    "pledge:settle_doubt": (HARMLESS, "a doubt that is settled stays to be read"),
}

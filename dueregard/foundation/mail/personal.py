"""What mail keeps about the people who write to a group, and whom it writes to."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=50,
        whose="If you write to a group by e-mail",
        what="We keep the e-mail exactly as it came, with your name and address, and every file in it.",
        why="It is evidence of what a public body said. Its exact bytes prove that nobody changed it.",
        how_long="For as long as the campaign needs the evidence. If a group sets an e-mail aside as not meant for it, "
        "advertising for example, the site erases it after 90 days, unless the same e-mail is evidence elsewhere or "
        "someone has decided to keep it.",
        rows=(
            Kept(
                model="mail.StoredEmail",
                one="e-mail as it came",
                words=("envelope_from", "envelope_to", "message_id", "sender", "subject", "trouble", "verdict"),
                bytes=("sha256",),
                under=("same_as",),
                takes=("same_as",),
                sets={"state": "settled"},
                not_while={"state": ("waiting",)},
                why_not="This e-mail is waiting to be read. Try again in a few minutes.",
                days=90,
                since="state_at",
                only={"state": "set_aside"},
            ),
            Kept(
                model="mail.OutgoingMessage",
                one="letter in the outbox",
                words=("to", "subject", "how_known", "trouble"),
                bytes=("sha256",),
                not_while={"state": ("waiting", "claimed", "handing_over", "unsure")},
                why_not="This letter has not left yet, or nobody knows whether it did. Undo it or settle it first.",
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "mail.LeftBefore": "ids of our own letters, and what a mail server answered to them",
    "mail.MailboxPlace": "how far a mailbox has been read",
    "mail.MailSystem": "the mail systems of public bodies",
    "mail.ReceivingDomain": "domains of public bodies",
    "mail.SiteMode": "whether mail leaves the site",
}

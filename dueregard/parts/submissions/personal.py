"""What the sealed inbox keeps about people: nothing that the site could read."""

from dueregard.rules.wiring.personal import Notice

NOTICES = (
    Notice(
        order=18,
        whose="If you send something to a sealed inbox",
        what="Your browser seals it before it leaves your machine. We keep only what is sealed, and days instead of "
        "times. We keep no address, no name and no cookie.",
        why="So that a group can receive what nobody else may read.",
        how_long="As long as the inbox’s own page says, or until you or a keyholder deletes it. Then it is "
        "overwritten.",
    ),
)
ABOUT_NOBODY = {
    "submissions.Inbox": "public keys and lists",
    "submissions.KeyList": "signed public keys",
    "submissions.AccessKey": "only the digest of a key",
    "submissions.Thread": "random ids",
    "submissions.Message": "random ids",
    "submissions.Part": "random ids",
    "submissions.Upload": "random ids",
    "submissions.UsedChallenge": "digests",
}

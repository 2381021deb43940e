"""What the front door keeps about people: complaints about data, and what reading leaves behind."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=10,
        whose="If you read",
        what="Nothing. Reading a page sets no cookie and loads nothing from elsewhere. A page with a form sets one "
        "cookie, which stops other sites from sending the form in your name; it says nothing about you. This site’s "
        "log says what happened, never to whom: no network address, no name, no search words. There may be another "
        "server in front of this one that keeps a log of its own; ask the people who run this site.",
        why="",
        how_long="",
    ),
    Notice(
        order=30,
        whose="If you complain about your data",
        what="We keep what you wrote, how you said we can reach you, and what we did.",
        why="The law makes us answer you, and be able to show that we did.",
        how_long="Two years after we answered. Then the site erases it by itself.",
        rows=(
            Kept(
                model="website.DataComplaint",
                one="complaint about data",
                words=("about", "says", "reply_to", "outcome"),
                days=730,
                since="answered_at",
            ),
        ),
    ),
    Notice(
        order=35,
        whose="If a notice about this site names you",
        what="Whoever looks after this site can tell everyone what does not work. Such a notice should name nobody.",
        why="People must know what they can rely on.",
        how_long="Two years after it is over. Then the site erases it by itself.",
        rows=(Kept(model="website.Trouble", one="notice about the site", words=("says",), days=730, since="ended_at"),),
    ),
)

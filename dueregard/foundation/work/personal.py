"""What the queue of work keeps: who began an act on many things, and what it needs, until it has ended."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=92,
        whose="If you act on many requests at once",
        what="We keep what you asked for, what you typed for it, and how far it is.",
        why="So that it carries on when a page is closed or the server restarts.",
        how_long="What you typed goes as soon as it has ended; the rest a week later.",
        rows=(
            Kept(
                model="work.LongAct",
                one="act on many requests",
                words=("title", "given", "left_out"),
                not_while={"state": ("going", "stopped")},
                why_not="This is under way. End it first, or wait until it has ended.",
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "work.Worker": "processes of the site",
    "work.PeriodicRun": "when a task ran",
    "work.Handover": "ids of tasks",
    "work.Dispatcher": "processes of the site",
}

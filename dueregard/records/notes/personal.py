"""What private notes keep: whatever a group wrote for itself."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=63,
        whose="If you are named in a group’s notes",
        what="A group may keep notes beside a public body or a meeting. The group can read them, and so can this "
        "site’s administrators. If the group shares a note with its network, the groups there can read it too.",
        why="So that whoever takes over the work knows what was agreed.",
        how_long="Until the group deletes the note.",
        rows=(Kept(model="notes.Note", one="private note", words=("text",), goes=True, group="group"),),
    ),
)

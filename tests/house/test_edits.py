"""No edit overwrites another: whatever writes over what a person typed compares what was seen, and so does its form.

An action that changes a column in which people write takes `seen`. A form that begins from a stored thing is a
GuardedForm. What is neither is named here, each with its reason.
"""

import ast
from pathlib import Path

from django.apps import apps
from django.db import models
from django.urls import get_resolver

from dueregard.foundation.editing.forms import GuardedForm
from tests.house.sources import PACKAGE, functions, modules, name

WRITES = {"save", "update", "update_or_create", "bulk_update"}
# Actions that write over a typed column and compare nothing, and why nobody's words can be lost there.
OTHERWISE = {
    "foundation/accounts/actions/accept_invitation.py": "writes what the person said of themselves, once, by a link",
    "foundation/accounts/actions/change_standing.py:_set": "turns one switch on or off, each by an act of its own",
    "foundation/packs/actions/install_pack.py": "what a group edited stays; the newer text is only proposed",
    "foundation/packs/actions/edit_text.py:write_text": "its callers hold the row locked and have joined the edit",
    "foundation/example/actions/load_example.py:make_example": "the run's own row, which nobody edits",
    "foundation/example/actions/load_example.py:_finish": "the run's own row, which nobody edits",
    "foundation/example/actions/load_example.py:_break_off": "the run's own row, which nobody edits",
    "records/groups/actions/plan_meeting.py:_save": "its callers hold the row locked and have joined the edit",
    "records/areas/actions/load_areas.py": "what tables of a public office say; nobody edits an area by hand",
    "records/bodies/actions/write_import.py": "an import leaves alone what a person set (kept_by_hand)",
    "records/bodies/actions/merge_bodies.py:_take_facts": "its caller holds both rows and has compared what was seen",
    "records/bodies/actions/tell_everybody.py:tell_what_is_due": "a day that came, or was wrong; nothing is typed",
    "records/bodies/actions/import_bodies.py": "the run's own row, which nobody edits",
    "records/bodies/actions/change_contact.py:_write": "sets a day forward and a tick; nothing is typed",
    "records/evidence/actions/check_fixity.py:_forget_lost_drawings": "which drawing is kept; nothing is typed",
    "records/evidence/actions/find_passages_again.py": "the site finds a passage anew; nothing is typed",
    "records/evidence/actions/timestamp_log.py": "the answer of an authority, taken once",
    "records/redaction/actions/make_copy.py": "the copier's own rows, claimed by one worker",
    "records/redaction/actions/set_marks.py:set_marks": "adds marks; nothing is written over",
    "records/redaction/actions/publish_copy.py:_take_back": "a one-way act with its reason, refused a second time",
    "parts/foi/actions/check_rule.py": "a tick on what a rule sorted, refused once a person has dealt with it",
    "parts/foi/actions/close_practised.py:_end": "takes back what was public and planned when practice ends",
    "parts/foi/actions/clear_pen.py": "a one-way act with its reason, refused a second time",
    "parts/foi/actions/collect_answer.py:_save": "switches, and a day told where there was none; a second is refused",
    "parts/foi/actions/file_email.py:write_reply": "the case's own sums; the reply is new",
    "parts/foi/actions/file_by_hand.py:file_by_hand": "the case's own sums; the reply is new",
    "parts/foi/actions/record_post.py:record_post": "the case's own sums; the record is new",
    "parts/foi/actions/take_out_reply.py": "what stands in an e-mail, and the case's own sums",
    "parts/foi/actions/hold_email.py": "what stands in an e-mail, which nobody edits",
    "parts/foi/actions/look_through.py": "a tick; what is left out stays so until somebody shows it again",
    "parts/foi/actions/plan_publication.py": "a day on which a case becomes public, or none; nothing else",
    "parts/foi/actions/publish_case.py:publish_case": "a one-way act; what was looked at is compared",
    "parts/foi/actions/queue_letter.py:queue_letter": "the address a letter goes to; a second letter is refused",
    "records/history/actions/__init__.py:readdress_entries": "the address of a page, which nobody types",
    "records/history/actions/__init__.py:reword_entry": "the site's own sentence on an event, worded again",
    "parts/foi/actions/recompute.py": "worked out from the case's events",
    "parts/guide/actions/answer.py:_answered": "answered once; a second answer is refused and keeps what was typed",
    "parts/guide/actions/print_guide.py": "the printer's own rows",
    "parts/submissions/actions/open_inbox.py:configure_inbox": "a command writes it from the settings",
    "parts/submissions/actions/name_keyholder.py": "a key, which one makes for oneself",
    "parts/consultations/actions/prepare.py": "a key and a one-way act; what was typed is written once and never over",
    "parts/consultations/actions/change_draft.py:_save": "adds a question, or takes out the one whose words were seen",
    "parts/consultations/actions/count_votes.py": "counted once; lots are added, and a second count is refused",
    "parts/training/actions/quote_statement.py:_tie": "where quoted words were found; what a person typed stays",
    "parts/tracker/actions/add_line.py:strike_line": "a one-way act with its reason, refused a second time",
    "parts/tracker/actions/record_decision.py:strike_turn": "a one-way act with its reason, refused a second time",
    "parts/tracker/actions/publish.py": "a one-way act; the state that was read is compared",
    "parts/tracker/actions/settle.py": "worked out from the dated lines",
    "parts/pledge/actions/doubt.py:settle_doubt": "settled once; a second time is refused and keeps what was typed",
    "parts/pledge/actions/look_again.py:write_look": "what the site found outside; nothing is typed",
    "parts/pledge/actions/move.py:move": "a state that follows from an event, with its dated line and reason",
    "parts/pledge/actions/prove.py": "a proof given again in the place of the one before, by the one who gave it",
    "evidence/actions/commit_to_original.py": "the machine's own: a salt and a hash, written once",
    "records/rights/actions/erase.py": "a one-way act with its reason, asked first: the words are to be gone",
    "records/rights/actions/keep_request.py:answer_request": "answered once; a second answer is refused",
    "website/actions/settle_complaint.py": "answered once; a second answer is refused and keeps what was typed",
}
# Forms that begin from something, and are not guarded.
BEGIN_FROM = {
    "consultations/views/preparing.py:new": "writes a new vote; the one it is copied from stays as it is",
    "guide/views/history.py": "a filter: nothing is stored",
    "guide/views/suggesting.py": "makes a new suggestion; the passage itself stays as it is",
    "letters/views/sending.py": "sends a new letter; nothing is written over",
    "letters/views/writing.py": "nothing is stored: a text is made of what was sent",
    "todo/views/things.py": "who has a thing is compared by the action, with who was seen to have it",
    "signposts/views/contacts.py": "adds a try of a channel; nothing is written over",
    "branch/views/texts.py:new": "adds a text; the one it begins with stays as it is",
    "branch/views/asks.py:add": "adds to the list; the letter it begins with stays as it is",
    "branch/views/desk.py:new": "starts a path; only the day is there to begin with",
    "training/views/publishing.py:publish": "a tick; what the second person looked at is compared by the action",
    "findings/views/tables.py:_check": "the rows of a file that were not saved yet, to be corrected",
    "findings/views/answers.py": "adds an answer; a second one of the same person is refused",
    "redaction/views/marking.py": "adds marks; nothing is written over",
    "redaction/views/publication.py": "asks for a copy; which marks were seen is compared by the action",
    "bodies/views/keep.py:new_contact": "adds an address",
    "bodies/views/many_addresses.py": "adds addresses; what each body had is compared by the action",
    "foi/views/case.py": "adds an event or a letter to a case",
    "foi/views/campaigns.py:start": "begins a new campaign from a template",
    "rights/views/requests.py:new": "records a new request; the complaint that it is made of stays as it is",
    "tracker/views/demands.py:new": "writes a new demand",
    "tracker/views/demands.py:add": "adds a dated line; nothing is written over",
    "tracker/views/decisions.py:new": "writes a new decision",
    "tracker/views/decisions.py:add": "adds a dated line; nothing is written over",
    "foi/views/write.py": "begins a new letter; a second of its kind is refused and keeps what was typed",
}


# Columns of letters that the site writes itself: states, codes, hashes, places of work.
OWN = {
    "area_code", "claimed_by", "content_key", "day", "decided_digest", "digest", "due_on", "due_not_before", "fault",
    "hashes", "hashes_signature", "law", "phase", "public_path", "reading", "receipt", "sent_on", "sha256", "trouble",
    "until", "notes", "password", "media_type", "previous", "calendar_version", "authority", "error",
}  # fmt: skip


def typed_columns() -> set[str]:
    """Return the names of the columns in which people write words or days."""
    wordy = (models.CharField, models.TextField, models.DateField)
    columns = (
        field
        for model in apps.get_models()
        if model.__module__.startswith("dueregard.")
        for field in model._meta.get_fields()
        if isinstance(field, wordy) and not isinstance(field, models.DateTimeField)
    )
    return {field.name for field in columns if not field.choices and not field.primary_key} - OWN


def written(function: ast.AST) -> set[str]:
    """Return the columns a function writes over; a bare `save()` writes every one ("*")."""
    found: set[str] = set()
    for node in ast.walk(function):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr != "save" and ".objects" not in owner and ".filter(" not in owner and owner.islower():
            continue  # a dictionary or a set
        given = {each.arg: each.value for each in node.keywords}
        fields = given.pop("update_fields", None)
        if node.func.attr == "save" and "force_insert" not in given:
            found |= _names(fields) if fields is not None else {"*"}
        elif node.func.attr == "update":
            found |= {each for each in given if each}
        elif node.func.attr == "bulk_update":
            found |= _names(node.args[1]) if len(node.args) > 1 else {"*"}
        elif node.func.attr == "update_or_create":
            found |= _keys(given.get("defaults"))
    return found


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.List | ast.Tuple):
        return {
            part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "*" for part in node.elts
        }
    return {"*"}


def _keys(node: ast.AST | None) -> set[str]:
    if isinstance(node, ast.Dict):
        return {key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return {"*"} if node is not None else set()


def unguarded(source: str, typed: set[str]) -> list[str]:
    """Return the functions of a module of actions that write over typed words and take no `seen`."""
    found = []
    for function in functions(ast.parse(source)):
        arguments = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
        if "seen" not in arguments and (written(function) & (typed | {"*"})):
            found.append(function.name)
    return found


def begun(source: str, guarded: set[str]) -> list[str]:
    """Return the functions of a module of views that begin a form from something, and do not guard it."""
    tree = ast.parse(source)
    imported = {
        each.name: f"{node.module}.{each.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    return [
        function.name
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and any(each.arg == "initial" for each in node.keywords)
        and imported.get(ast.unparse(node.func)) not in guarded
    ]


def _left(found: dict[str, list[str]], reasons: dict[str, str]) -> list[str]:
    """Return what has no reason: neither its file nor the function in it is named."""
    return [
        f"{path}:{function}"
        for path, called in found.items()
        for function in called
        if not any(path.endswith(key) or f"{path}:{function}".endswith(key) for key in reasons)
    ]


def _actions() -> list[Path]:
    return [path for path in modules() if "actions" in path.parts and not _works_alone(path)]


def _works_alone(path: Path) -> bool:
    """Whether nobody sits at a page when these write: the queue of work, the index, the mail's own states."""
    return path.is_relative_to(PACKAGE / "foundation") and path.parts[len(PACKAGE.parts) + 1] in {
        "work", "search", "mail", "files", "editing",
    }  # fmt: skip


def _views() -> list[Path]:
    return [path for path in modules() if "views" in path.parts or path.stem == "views"]


def _guarded() -> set[str]:
    """Return the names of the guarded forms; the addresses of the site bring in every module of forms."""
    get_resolver().url_patterns  # noqa: B018
    every, found = [GuardedForm], set()
    while every:
        one = every.pop()
        found.add(f"{one.__module__}.{one.__name__}")
        every += one.__subclasses__()
    return found


def test_every_action_that_writes_over_what_people_typed_compares_what_was_seen() -> None:
    typed = typed_columns()
    found = {name(path): unguarded(path.read_text(), typed) for path in _actions()}
    assert _left(found, OTHERWISE) == []


def test_every_form_that_begins_from_a_stored_thing_is_guarded() -> None:
    guarded = _guarded()
    found = {name(path): begun(path.read_text(), guarded) for path in _views()}
    assert _left(found, BEGIN_FROM) == []


def test_no_reason_is_left_over() -> None:
    typed, guarded = typed_columns(), _guarded()
    written_at = [f"{name(path)}:{function}" for path in _actions() for function in unguarded(path.read_text(), typed)]
    begun_at = [f"{name(path)}:{function}" for path in _views() for function in begun(path.read_text(), guarded)]
    for reasons, places in ((OTHERWISE, written_at), (BEGIN_FROM, begun_at)):
        assert [key for key in reasons if not any(key in place for place in places)] == []


def test_an_edit_without_a_guard_is_seen() -> None:
    action = "def rename(*, body, name, by, now):\n    body.name = name\n    body.save(update_fields=['name'])\n"
    assert unguarded(action, {"name"}) == ["rename"]
    assert unguarded(action.replace("by, now", "seen, by, now"), {"name"}) == []
    assert unguarded("def switch(*, body):\n    body.save(update_fields=['is_open'])\n", {"name"}) == []
    view = (
        "from a.forms import BodyForm\ndef edit(request):\n    form = BodyForm(request.POST, initial={'name': 'x'})\n"
    )
    assert begun(view, {"b.forms.BodyForm"}) == ["edit"]
    assert begun(view, {"a.forms.BodyForm"}) == []

"""Who may see what is decided in `access.py` alone, and for the search in what an app's `queries/findable` says.

Elsewhere no row is chosen by whose it is or whether it is public, no group is compared, and nobody asks whether
a person is an administrator: one asks the door. What merely narrows to a group that a door handed out is named here.
"""

import ast
from pathlib import Path

from tests.house.sources import PACKAGE, modules, said_by_parts

CHOOSES = {"filter", "exclude", "get", "Q", "aget"}
VISIBLE = {"is_public", "is_hidden", "is_open"}
GROUPS = {"group", "group_id", "groups", "group__in", "groups__in", "memberships__person"}
OWNERS = {"group", "group_id"}
GIVES_GROUPS = {"groups_of", "groups_worked_by"}
DOOR = "access.py"
EXAMPLE = "bring_example.py"  # makes invented rows of its own on a practice site, and reads no others
# These words decide nothing about who sees what, each for the reason above it. Of a part, tests/parts/<part>/house.py
# says so.
NAMED = {
    # A group of the operating system: to whom an installed file belongs.
    "config/install/machine.py": {"planned.group != 'root'"},
    # The app that keeps the flag: its door, and its writers.
    "foundation/accounts/middleware.py": {"person.is_administrator"},
    "foundation/accounts/actions/accept_invitation.py": {"by.is_administrator"},
    "foundation/accounts/actions/change_standing.py": {"person.is_administrator"},
    # Shown to administrators alone: who else is one.
    "records/groups/queries/places.py": {"person.is_administrator", "filter(group=…)"},
    # What is public now stays so or ceases to be: the state that these actions write, and what follows from it.
    "records/evidence/actions/cite_passage.py": {"document.is_public"},
    # Of a document that a door handed out: what its page says of it.
    "records/evidence/queries/document_page.py": {"copy.is_public"},
    "records/evidence/queries/page_page.py": {"document.is_public"},
    "records/evidence/queries/passage_page.py": {"document.is_public"},
    # Of a question that a door handed out: that its public page would go with it.
    "records/findings/queries/unanswered.py": {"question.is_public"},
    # What a visitor's cache may ask again.
    "records/evidence/views/documents.py": {"document.is_public"},
    # A row of one group is kept with rows of the same group.
    "records/evidence/actions/receive_document.py": {"filter(group=…)"},
    "records/redaction/actions/publish_copy.py": {"filter(group=…)"},
    "records/groups/actions/remove_member.py": {"filter(place__group=…)"},
    "records/groups/actions/take_place.py": {"filter(place__group=…)", "filter(group=…)"},
    # Its members may not be named on the page that the group itself opens.
    "records/groups/actions/open_public_page.py": {"group.is_public"},
    # Of a paper, a place or a note that a door handed out: the group is its own.
    "records/groups/actions/invite_on_paper.py": {"filter(group=…)"},
    "records/groups/actions/take_paper_place.py": {"filter(group=…)"},
    "records/groups/actions/found_network.py": {"filter(note__group=…)"},
    "records/groups/actions/share_thing.py": {"filter(group__in=…)"},
    # Of a claim that a door handed out: whether everybody may follow its link.
    "records/findings/queries/in_network.py": {"finding.question.is_public"},
    "records/notes/actions/put_into_network.py": {"filter(group=…)"},
    "records/notes/queries/sharing.py": {"filter(group=…)"},
    # Offers the county to whoever runs the practice site.
    "foundation/example/queries/standing.py": {"person.is_administrator"},
    "foundation/backup/queries.py": {"person.is_administrator"},
    # Of what waits for this person, whichever of their groups it is: the rows of the group that a door handed out.
    "records/todo/queries/waiting.py": {"row.group == group.hex"},
    # Of a network that a door handed out: whether its page offers to take something back.
    "records/groups/queries/networks.py": {
        "groups_worked_by(person).filter(network_places__network=network, network_places__joined_at__isnull=False)"
    },
    # Narrowed to the group of an object that a door handed out.
    "records/history/queries.py": {"filter(group=…)"},
    "records/packages/actions/build_export.py": {"filter(group=…)"},
    "records/evidence/queries/public_copies.py": {"filter(group=…)"},
    "records/packages/views.py": {"filter(group=…)"},
    "records/findings/queries/packaged.py": {"filter(question__group=…)"},
    "records/bodies/queries/address_doubts.py": {"filter(group=…)"},
    "records/findings/queries/passage_questions.py": {"filter(group=…)"},
    "records/findings/queries/question_page.py": {"filter(group=…)"},
} | said_by_parts("NAMED")


def decisions(source: str) -> list[str]:
    """Return what a module decides about visibility, each as it is written."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += _chosen(node)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            found += [ast.unparse(node) for side in sides if isinstance(side, ast.Attribute) and side.attr in OWNERS]
        elif isinstance(node, ast.Attribute) and node.attr == "is_administrator" and isinstance(node.ctx, ast.Load):
            found.append(ast.unparse(node))
        elif isinstance(node, ast.If | ast.IfExp):
            found += [ast.unparse(part) for part in ast.walk(node.test) if _is_claim(part)]
    return found


def _chosen(call: ast.Call) -> list[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called not in CHOOSES:
        return []
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(owner, ast.Call) and getattr(owner.func, "id", "") in GIVES_GROUPS:
        return [ast.unparse(call)]
    keys = [word.arg for word in call.keywords if word.arg]
    return [f"{called}({key}=…)" for key in keys if key in GROUPS | VISIBLE or _ends_with_one(key)]


def _ends_with_one(key: str) -> bool:
    return any(key.endswith(f"__{word}") for word in GROUPS | VISIBLE)


def _is_claim(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"is_public", "is_hidden"}


def _is_asked(path: Path) -> bool:
    within = path.relative_to(PACKAGE).parts
    is_index = within[-1].startswith("findable") or {"search", "gateways"} <= {*within}
    if path.name == EXAMPLE:
        return False
    return path.name != DOOR and "rules" not in within and "models" not in {*within, path.stem} and not is_index


def test_who_sees_what_is_decided_in_access_alone() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): set(decisions(path.read_text())) for path in modules() if _is_asked(path)
    }
    assert {path: words for path, said in found.items() if (words := said - NAMED.get(path, set()))} == {}


def test_what_is_named_still_needs_its_name() -> None:
    found = {path: set(decisions((PACKAGE / path).read_text())) for path in NAMED}
    assert {path: words - found[path] for path, words in NAMED.items() if words - found[path]} == {}


def test_a_decision_about_who_sees_what_is_noticed() -> None:
    planted = """
cases = Case.objects.filter(is_public=True)
rows = Entry.objects.filter(Q(question__group__in=mine) | Q(person=person))
own = groups_of(person).filter(pk=case.group_id).exists()
if entry.group_id in own or person.is_administrator:
    show(entry)
path = case.public_url() if case.is_public else ""
"""
    assert set(decisions(planted)) == {
        "filter(is_public=…)",
        "Q(question__group__in=…)",
        "groups_of(person).filter(pk=case.group_id)",
        "entry.group_id in own",
        "person.is_administrator",
        "case.is_public",
    }


def test_what_a_door_hands_out_may_be_used() -> None:
    used = """
groups = groups_of(person).order_by("name")
if groups_worked_by(person).exists():
    cases_of(person).filter(body=body)
"""
    assert decisions(used) == []

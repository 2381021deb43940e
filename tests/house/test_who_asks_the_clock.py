"""Who asks what time it is: the real clock, or the site's own, which practice mode may have moved ahead for casework.

An action, a rule and a query are told the time. It is asked at the doors: a request's middleware, a task, a command;
whoever else asks the real clock is named here with the reason. An app of casework asks for the site's own time alone.
"""

import ast
from pathlib import Path

from django.conf import settings

from tests.house.sources import PACKAGE, modules, said_by_parts

DOORS = {"tasks", "management"}
SHOWN = {"shown_time", "shown_time_now", "site_time"}  # foundation/mail/queries and rules/practice: the site's own time
WITHOUT_AN_INSTANT = {"localdate", "localtime", "today"}  # read the clock themselves when they are given nothing
# Who else asks the real clock, each for the reason above it. Of a part, tests/parts/<part>/house.py says so.
REAL = {
    # An upgrade names the folder to go back to after the moment it began.
    "config/install/install.py": {"datetime.now"},
    "config/install/back.py": {"datetime.now"},
    # The doors of every request; what its view is told follows from settings.SITE_TIME_VIEWS.
    "foundation/accounts/middleware.py": {"timezone.now"},
    # A back-up is late by the real clock, whatever day practice mode shows.
    "foundation/backup/queries.py": {"timezone.now"},
    # A page is kept for seconds, and never beyond a midnight.
    "foundation/ready/middleware.py": {"time.time"},
    # A worker's heartbeat, its leases and its failures.
    "foundation/work/actions/run_task.py": {"timezone.now"},
    "foundation/work/actions/work_until_stopped.py": {"timezone.now"},
    "foundation/work/actions/heart.py": {"timezone.now"},
    "foundation/work/actions/make_rounds.py": {"timezone.now"},
    "foundation/work/actions/work_from_queue.py": {"timezone.now"},
    "foundation/work/actions/dispatch_until_stopped.py": {"timezone.now"},
    "website/views/health.py": {"timezone.now"},
    # The example county is made now, and what it tells of lies in the days before.
    "foundation/example/actions/load_example.py": {"timezone.now"},
    "records/evidence/actions/bring_example.py": {"timezone.now"},
    "records/redaction/actions/bring_example.py": {"timezone.now"},
    # An upload of a register says when it was finished.
    "records/bodies/views/upload.py": {"timezone.now"},
    # Strangers are told of a body some real weeks after somebody entered it, whatever day practice mode shows.
    "records/bodies/queries/open_data.py": {"timezone.now", "localdate()"},
    "records/findings/queries/claims_data.py": {"localdate()"},
    "records/rights/queries/open_data.py": {"localdate()"},
    "website/queries/search_page.py": {"localdate()"},
    # What works is said as it is at this moment, whatever day practice mode shows.
    "website/views/status.py": {"timezone.now"},
} | said_by_parts("REAL_CLOCK")


def asked(source: str) -> list[str]:
    """Return how a module asks the real clock, where it does not at once ask what the site's own shows then."""
    tree = ast.parse(source)
    shown = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) in SHOWN
        for argument in call.args
        for part in ast.walk(argument)
    }
    return [words for node in ast.walk(tree) if id(node) not in shown and (words := _asks(node))]


def _asks(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr == "now" and ast.unparse(node.value) in {"timezone", "datetime"}:
        return ast.unparse(node)
    if isinstance(node, ast.Attribute) and ast.unparse(node) in {"date.today", "time.time"}:
        return ast.unparse(node)
    if isinstance(node, ast.Call) and _name(node.func) in WITHOUT_AN_INSTANT and not node.args and not node.keywords:
        return f"{_name(node.func)}()"
    return ""


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _on_site_time(path: Path) -> bool:
    """Tell whether a module belongs to an app all of whose views read the site's own clock."""
    app = ".".join(("dueregard", *path.relative_to(PACKAGE).parts[:2]))
    return any(views.rstrip(".") == f"{app}.views" for views in settings.SITE_TIME_VIEWS)


def _is_door(path: Path) -> bool:
    return bool(DOORS & {*path.parts, path.stem})


def test_the_real_clock_is_asked_at_the_doors_and_by_whom_it_is_said_here() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): set(asked(path.read_text()))
        for path in modules()
        if "config" not in path.parts and (not _is_door(path) or _on_site_time(path))
    }
    assert {path: words for path, said in found.items() if (words := said - REAL.get(path, set()))} == {}


def test_what_is_named_still_asks() -> None:
    found = {path: set(asked((PACKAGE / path).read_text())) for path in REAL}
    assert {path: words - found[path] for path, words in REAL.items() if words - found[path]} == {}


def test_an_app_that_does_casework_when_days_pass_reads_the_site_s_own_clock_in_its_views() -> None:
    assert settings.DAY_PASSES
    for action in settings.DAY_PASSES:
        app = ".".join(action.split(".")[:3])
        assert any(views.rstrip(".") == f"{app}.views" for views in settings.SITE_TIME_VIEWS), app


def test_what_counts_on_real_time_is_on_the_real_clock() -> None:
    real = ("accounts", "work", "files", "audit", "submissions", "signposts", "groups", "calendars")
    assert [views for views in settings.SITE_TIME_VIEWS if views.split(".")[2] in real] == []


def test_a_clock_that_is_asked_is_noticed() -> None:
    planted = """
now = timezone.now()
run(clock=timezone.now, at=time.time(), on=date.today())
day = timezone.localdate()
that = timezone.localdate(now)
shown = shown_time(timezone.now())
"""
    assert sorted(asked(planted)) == [
        "date.today",
        "localdate()",
        "time.time",
        "timezone.now",
        "timezone.now",
        "today()",
    ]

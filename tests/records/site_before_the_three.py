"""Fills a site of the version in which marks, copies and packages were still rows of records/evidence.

Only the models of that version are used. Every column of the three tables holds something in at least one row.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps.registry import Apps

from dueregard.foundation.files.gateways import store

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = "dueregard.records.evidence.tasks"
COPIES = ("waiting", "making", "ready", "refused", "failed", "dropped", "published", "withdrawn")
PACKAGES = ("waiting", "running", "done", "failed", "removed")
PERIODIC = {"sweep_documents": 30, "sweep_public_copies": 120, "report_damage": 3600}  # seconds
GONE = "a worker that died"
TABLE = "Name,Risk\nRobin Sample,{}\n"


class SiteBefore:
    """Makes the rows. What a row is about can be read from its title."""

    def __init__(self, apps: Apps) -> None:
        self._apps = apps

    def fill(self) -> None:
        """Fill every table that is concerned."""
        self.asha, self.ben = (self._person(name) for name in ("asha", "ben"))
        self.group = self._make("groups", "Group", name="Northport group", slug="northport", created_at=NOW)
        for person in (self.asha, self.ben):
            self._make("groups", "Membership", group=self.group, person=person, role="caseworker", since=NOW)
        for number, state in enumerate(COPIES):
            self._copy(state, number)
        for number, state in enumerate(PACKAGES):
            self._package(state, number)
        for task, every in PERIODIC.items():
            self._periodic(task, every)
        self._types()

    def _make(self, app: str, model: str, /, **columns: Any) -> Any:
        return self._apps.get_model(app, model).objects.create(**columns)

    def _person(self, name: str) -> Any:
        return self._make("accounts", "Person", username=name, name=name.title(), password="!", created_at=NOW)

    def _document(self, name: str, content: str, **columns: Any) -> Any:
        kept = store.put(content.encode())
        known = {"media_type": "text/csv", "reading": "read", "read_at": NOW, "received_at": NOW, "pages_read": 1}
        document = self._make(
            "evidence", "Document", group=self.group, sha256=kept, size=len(content), name=name, **{**known, **columns}
        )
        self._make("evidence", "Page", document=document, number=1, text=content, source="text", read_at=NOW)
        return document

    def _copy(self, state: str, number: int) -> None:
        document = self._document(f"{state}.csv", TABLE.format(state))
        words = {"kind": "words", "reason": "person", "words": "Robin Sample"}
        self._make("evidence", "Mark", document=document, by=self.asha, at=NOW + number * HOUR, **words)
        if state == "ready":
            self._other_marks(document)
        has_file = state in {"ready", "published", "withdrawn"}
        copy = self._document(f"copy-{state}.csv", f"Name,Risk\n,{state}\n", copy_of=document) if has_file else None
        if copy and state == "published":
            copy.is_public = True
            copy.save()
        asked = self._make(
            "evidence", "PublicCopy", document=document, state=state, form="table", title=f"The copy that is {state}",
            marks=[{**words, "by": str(self.asha.pk)}], prepared_by=self.asha, prepared_at=NOW + number * HOUR,
            copy=copy, **self._how_far(state),
        )  # fmt: skip
        self._act("prepare_copy", "evidence.publiccopy", asked)
        self._task(
            "make_public_copy", [str(asked.pk)], is_done=state not in {"waiting", "making"}, was_begun=state == "making"
        )

    def _other_marks(self, document: Any) -> None:
        sides = {"left": 10.5, "top": 20.25, "right": 110.75, "bottom": 40.0}
        for one in (
            {"kind": "area", "page": 1, "words": "under it", "is_only_here": True, "reason": "safety", **sides},
            {"kind": "span", "start_ms": 1500, "end_ms": 2750, "reason": "person"},
        ):
            self._make("evidence", "Mark", document=document, by=self.ben, at=NOW, **one)

    def _how_far(self, state: str) -> dict[str, Any]:
        """Return the columns that a copy in this state has filled."""
        making = {"pages_expected": 2, "pages_done": 1, "attempts": 1, "claimed_until": NOW}
        made = {"made_at": NOW + HOUR, "pages_expected": 2, "pages_done": 2, "attempts": 2, "by_looking": 3}
        looked = {**made, "is_read_again": True}
        decided = {**looked, "decided_by": self.ben, "decided_at": NOW + 2 * HOUR}
        taken_back = {"withdrawn_by": self.asha, "withdrawn_at": NOW + 3 * HOUR, "why_withdrawn": "A name was left."}
        faults = [{"words": "Robin", "where": "the title"}]
        return {
            "waiting": {},
            "making": making,
            "ready": looked,
            "refused": {**made, "faults": faults},
            "failed": {**made, "reason": "crashed"},
            "dropped": decided,
            "published": decided,
            "withdrawn": {**decided, **taken_back},
        }[state]

    def _package(self, state: str, number: int) -> None:
        columns: dict[str, Any] = {
            "waiting": {},
            "running": {"claimed_by": GONE, "claimed_until": NOW, "done": 1},
            "done": {"size": 1234, "sha256": "ab" * 32, "finished_at": NOW + HOUR, "done": 3},
            "failed": {"trouble": "The server could not write it.", "finished_at": NOW + HOUR},
            "removed": {"size": 99, "sha256": "cd" * 32, "finished_at": NOW, "done": 3},
        }[state]
        export = self._make(
            "evidence", "Export", group=self.group, title=f"The package that is {state}", asked_by=self.ben,
            wanted={"state": "", "kind": "", "case": "", "name": "refused.csv", "body": ""},
            asked_at=NOW + number * HOUR, state=state, total=1, **columns,
        )  # fmt: skip
        self._act("ask_for_export", "evidence.export", export)
        self._task(
            "build_export", [str(export.pk)], is_done=state not in {"waiting", "running"}, was_begun=state == "running"
        )

    def _act(self, did: str, kind: str, on: Any) -> None:
        self._make("audit", "Act", by=self.asha, did=did, on_kind=kind, on_id=str(on.pk), at=NOW, details={"of": did})

    def _task(self, task: str, args: Iterable[str], *, is_done: bool = False, was_begun: bool = False) -> Any:
        status = "SUCCESSFUL" if is_done else "RUNNING" if was_begun else "READY"
        return self._make(
            "django_tasks_database", "DBTaskResult", task_path=f"{OLD}.{task}", status=status, run_after=NOW,
            args_kwargs={"args": list(args), "kwargs": {}}, queue_name="slow", backend_name="default",
            worker_ids=[GONE] if was_begun else [], exception_class_path="", traceback="",
            finished_at=NOW if is_done else None,
        )  # fmt: skip

    def _periodic(self, task: str, every: int) -> None:
        given = self._task(task, [], is_done=True)
        due_at = datetime.fromtimestamp(NOW.timestamp() // every * every, tz=UTC)
        self._make("work", "PeriodicRun", job=f"{OLD}.{task}", due_at=due_at, given_out_at=NOW, task_id=given.pk)

    def _types(self) -> None:
        """Name the models as Django does after migrating, with a permission on each."""
        for model in ("document", "mark", "publiccopy", "export"):
            of = self._make("contenttypes", "ContentType", app_label="evidence", model=model)
            self._make("auth", "Permission", content_type=of, codename=f"add_{model}", name=f"Can add {model}")

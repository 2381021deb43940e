"""Compare a batch of lines with the register: which bodies are new, which change and how. Writes nothing.

The writing is in `write_import.py`; both belong to `import_bodies.py`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.text import slugify
from django.utils.timezone import localdate

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, OtherNameFact
from dueregard.records.bodies.gateways.sources import outranks
from dueregard.records.bodies.models import Body, Identifier, MergedEntry, OtherName, OtherNameKind
from dueregard.records.bodies.models.body import SLUG_LENGTH
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import prevent_duty
from dueregard.rules.register.body_names import normalise, words_of

Code = tuple[str, str]
Value = str | date | None
_LIMITS = {"name": 200, "short_name": 100, "town": 80, "region": 60, "area_code": 9}
_KINDS = {kind.value for kind in BodyKind}
_NATIONS = {nation.value for nation in Nation}


@dataclass(slots=True)
class Plan:
    """What a batch would write."""

    added: list[Body] = field(default_factory=list)
    changed: dict[UUID, tuple[Body, set[str]]] = field(default_factory=dict)
    codes: list[Identifier] = field(default_factory=list)
    names: list[OtherName] = field(default_factory=list)
    renamed: set[UUID] = field(default_factory=set)
    touched: set[UUID] = field(default_factory=set)  # existing bodies that change in any way
    twice: int = 0
    left_out: int = 0  # not in the register, and the file is not a reason to add it
    unchanged: int = 0
    closed: int = 0
    problems: list[BadRow] = field(default_factory=list)
    notes: list[BadRow] = field(default_factory=list)


class Register:
    """What an import keeps of the register in memory while it runs: slugs, areas, and the codes it has given out."""

    def __init__(self) -> None:
        self.slugs = set(Body.objects.values_list("slug", flat=True)) | _slugs_of_merged()
        self.region_of = dict(
            Body.objects.exclude(area_code="").exclude(region="").values_list("area_code", "region").order_by()
        )
        self.given: dict[Code, UUID] = {}
        self.met: set[UUID] = set()
        self._by_name: dict[str, list[tuple[UUID, str]]] | None = None

    def called(self, name: str) -> list[tuple[UUID, str]]:
        """Return the bodies with exactly this name, each with its nation. Reads all names once, when first asked."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for pk, nation, known in Body.objects.values_list("pk", "nation", "name").order_by():
                self._by_name[_key(known)].append((pk, nation))
            others = OtherName.objects.values_list("body_id", "body__nation", "name").order_by()
            for pk, nation, known in others:
                self._by_name[_key(known)].append((pk, nation))
        return self._by_name.get(_key(name), [])

    def new_slug(self, facts: BodyFacts) -> str:
        """Return a slug no body has yet, made of the name, then also the town, then also the first code."""
        base = facts.slug or slugify(facts.name) or "body"
        endings = ["", slugify(str(facts.says.get("town") or "")), slugify(facts.identifiers[0][1])]
        for ending in endings:
            slug = _cut(base, ending)
            if slug not in self.slugs:
                break
        number = 2
        while slug in self.slugs:
            slug, number = _cut(base, str(number)), number + 1
        self.slugs.add(slug)
        return slug


def plan_batch(batch: Sequence[BodyFacts], *, register: Register, now: datetime) -> Plan:
    """Compare the lines with the register and say what to write."""
    plan = Plan()
    good = [facts for facts in batch if not _is_bad(facts, plan)]
    holders = _holders(good, register)
    bodies, codes_of = _bodies(holders, good, register)
    names_of = defaultdict(set)
    for named, name in OtherName.objects.filter(body_id__in=bodies).values_list("body_id", "name"):
        names_of[named].add(name)
    for facts in good:
        pk = _match(facts, holders, codes_of, register)
        if pk in register.met:
            plan.twice += 1
            plan.notes.append(BadRow(facts.line, "the same body appears twice in this file; the first line was used"))
            continue
        body = bodies.get(pk) if pk is not None else None
        if body is None and not facts.adds_new:
            plan.left_out += 1
            continue
        if body is None:
            body = _new(facts, register, now)
            plan.added.append(body)
            codes_of[body.pk] = set()
        else:
            _change(body, facts, plan, names_of[body.pk], now)
        register.met.add(body.pk)
        _add_codes(body, facts, plan, holders, codes_of[body.pk], register)
        _add_names(body, facts, plan, names_of[body.pk])
    plan.touched -= {body.pk for body in plan.added}
    plan.unchanged = len(good) - len(plan.added) - len(plan.touched) - plan.twice - plan.left_out
    return plan


def _is_bad(facts: BodyFacts, plan: Plan) -> bool:
    problem = ""
    opened, closed = facts.says.get("opened_on"), facts.says.get("closed_on")
    if not facts.name:
        problem = "it has no name"
    elif facts.kind not in _KINDS or facts.nation not in _NATIONS:
        problem = f"we do not know the kind “{facts.kind}” in “{facts.nation}”"
    elif isinstance(opened, date) and isinstance(closed, date) and opened > closed:
        problem = f"it closed on {closed} before it opened on {opened}"
    else:
        texts = {"name": facts.name, **facts.says}
        long = [column for column, limit in _LIMITS.items() if len(str(texts.get(column) or "")) > limit]
        if long:
            problem = f"too long: {', '.join(long)}"
    if problem:
        plan.problems.append(BadRow(facts.line, problem))
    return bool(problem)


def _holders(batch: Sequence[BodyFacts], register: Register) -> dict[Code, UUID]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for facts in batch:
        for scheme, value in facts.identifiers:
            wanted[scheme].add(value)
    holders = {code: register.given[code] for facts in batch for code in facts.identifiers if code in register.given}
    for scheme, values in wanted.items():
        found = Identifier.objects.filter(scheme=scheme, value__in=values).values_list("value", "body_id").order_by()
        holders.update({(scheme, value): pk for value, pk in found})
    return holders


def _bodies(
    holders: dict[Code, UUID], batch: Sequence[BodyFacts], register: Register
) -> tuple[dict[UUID, Body], dict[UUID, set[Code]]]:
    wanted = set(holders.values())
    for facts in batch:
        if facts.may_match_by_name and facts.identifiers[0] not in holders:
            wanted.update(pk for pk, _ in register.called(facts.name))
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=wanted).order_by()}
    codes_of: dict[UUID, set[Code]] = {pk: set() for pk in bodies}
    found = Identifier.objects.filter(body_id__in=wanted).values_list("body_id", "scheme", "value").order_by()
    for pk, scheme, value in found:
        codes_of[pk].add((scheme, value))
    return bodies, codes_of


def _match(
    facts: BodyFacts, holders: dict[Code, UUID], codes_of: dict[UUID, set[Code]], register: Register
) -> UUID | None:
    """Match by the first code; by another only a body that has no code of the first one's scheme; then by name."""
    first = facts.identifiers[0]
    if first in holders:
        return holders[first]
    others = [holders[code] for code in facts.identifiers[1:] if code in holders]
    if facts.may_match_by_name:
        called = register.called(facts.name)
        named = {pk for pk, nation in called if nation == facts.nation or facts.nation_is_guessed}
        others += list(named) if len(named) == 1 else []
    for pk in others:
        if all(scheme != first[0] for scheme, _ in codes_of.get(pk, ())):
            return pk
    return None


def _new(facts: BodyFacts, register: Register, now: datetime) -> Body:
    body = Body(slug=register.new_slug(facts), source=facts.source, added_at=now, changed_at=now)
    for column, value in _wanted(facts, register).items():
        setattr(body, column, value)
    return body


def _wanted(facts: BodyFacts, register: Register | None = None) -> dict[str, Value]:
    """Return the columns that a line has, with the duty worked out from nation and kind where it does not say."""
    found = prevent_duty(nation=Nation(facts.nation), kind=BodyKind(facts.kind))
    wanted: dict[str, Value] = {"name": facts.name, "kind": facts.kind, "nation": facts.nation}
    wanted |= {"prevent_duty": found.applies.value, "prevent_because": found.because}
    wanted |= facts.says
    area = facts.says.get("area_code")
    if register and area and not facts.says.get("region"):
        wanted["region"] = register.region_of.get(str(area), "")
    return wanted


def _change(body: Body, facts: BodyFacts, plan: Plan, names: set[str], now: datetime) -> None:
    believed = outranks(facts.source, body.source)
    changed: set[str] = set()
    for column, value in _wanted(facts).items():
        had = getattr(body, column)
        says_nothing = not value and column != "closed_on"  # an empty cell does not take back what another file gave
        says_nothing |= column == "unsure" and not believed
        if column == "name" and had and normalise(str(had)) == normalise(str(value)) and body.source != facts.source:
            continue
        if had == value or column in body.kept_by_hand or (had and not believed) or says_nothing:
            continue
        if column == "name":
            _remember_old_name(body, plan, names, now)
        if column == "closed_on" and value and not had:
            plan.closed += 1
        setattr(body, column, value)
        changed.add(column)
    if not believed and _key(facts.name) not in {_key(name) for name in (body.name, *names)}:
        _add_name(body, OtherNameFact(facts.name, OtherNameKind.ALIAS.value), plan, names)
    if believed and body.source != facts.source:
        body.source = facts.source
        changed.add("source")
    if body.told_on is not None:  # a register names it openly
        body.told_on, body.added_at = None, now
        changed |= {"told_on", "added_at"}
    if changed:
        body.changed_at = now
        plan.changed[body.pk] = (body, changed | {"changed_at"})
        plan.touched.add(body.pk)
        if changed & {"name", "short_name"}:
            plan.renamed.add(body.pk)


def _remember_old_name(body: Body, plan: Plan, names: set[str], now: datetime) -> None:
    if body.name not in names:
        _add_name(body, OtherNameFact(body.name, OtherNameKind.FORMER.value, localdate(now)), plan, names)


def _add_codes(
    body: Body, facts: BodyFacts, plan: Plan, holders: dict[Code, UUID], has: set[Code], register: Register
) -> None:
    for code in facts.identifiers:
        holder = holders.get(code)
        if holder is None:
            plan.codes.append(Identifier(body=body, scheme=code[0], value=code[1]))
            holders[code] = register.given[code] = body.pk
            has.add(code)
            plan.touched.add(body.pk)
        elif holder != body.pk:
            words = f"{code[0].upper()} {code[1]} already belongs to another body and stays there"
            plan.notes.append(BadRow(facts.line, words))


def _add_names(body: Body, facts: BodyFacts, plan: Plan, names: set[str]) -> None:
    for other in facts.other_names:
        if other.name and other.name != body.name and other.name not in names:
            _add_name(body, other, plan, names)


def _add_name(body: Body, other: OtherNameFact, plan: Plan, names: set[str]) -> None:
    names.add(other.name)
    plan.names.append(OtherName(body=body, name=other.name[:200], kind=other.kind, until_on=other.until_on))
    plan.renamed.add(body.pk)
    plan.touched.add(body.pk)


def _key(name: str) -> str:
    return " ".join(sorted(words_of(name))) or normalise(name)


def free_slug(name: str, town: str) -> str:
    """Return a slug for one new body, made of its name, then also of its town, then of a number."""
    base = slugify(name) or "body"
    wanted = [_cut(base, ""), _cut(base, slugify(town)), *(_cut(base, str(number)) for number in range(2, 1000))]
    taken = set(Body.objects.filter(slug__in=wanted).values_list("slug", flat=True)) | _slugs_of_merged()
    return next(slug for slug in wanted if slug not in taken)


def _slugs_of_merged() -> set[str]:
    """Return the slugs that lead to the entries into which others were merged; no other body ever gets one."""
    return set(MergedEntry.objects.values_list("slug", flat=True))


def _cut(base: str, ending: str) -> str:
    room = SLUG_LENGTH - (len(ending) + 1 if ending else 0)
    cut = base[:room].rstrip("-")
    return f"{cut}-{ending}" if ending else cut

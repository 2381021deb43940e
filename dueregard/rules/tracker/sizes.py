"""Decides which bodies are of one size: by how many people they are for, in bands that differ from kind to kind.

The bands are our own, so that a village school is not held against a university. They are wide on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.rules.law.laws import BodyKind


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its code (small, medium, large), its words, and the least number that is in it."""

    code: str
    words: str
    least: int


_COUNCILS = {BodyKind.LOCAL_AUTHORITY, BodyKind.COMBINED_AUTHORITY, BodyKind.POLICE_FORCE, BodyKind.FIRE_SERVICE}
_STUDENTS = {BodyKind.UNIVERSITY, BodyKind.FURTHER_EDUCATION_COLLEGE, BodyKind.SIXTH_FORM_COLLEGE,
             BodyKind.STUDENT_UNION}  # fmt: skip
_PUPILS = {
    BodyKind.MAINTAINED_SCHOOL, BodyKind.ACADEMY, BodyKind.CONTROLLED_SCHOOL, BodyKind.VOLUNTARY_SCHOOL,
    BodyKind.INTEGRATED_SCHOOL, BodyKind.PUPIL_REFERRAL_UNIT, BodyKind.COUNCIL_SCHOOL, BodyKind.GRANT_AIDED_SCHOOL,
    BodyKind.INDEPENDENT_SPECIAL_SCHOOL, BodyKind.INDEPENDENT_SCHOOL, BodyKind.CHILDCARE_PROVIDER,
}  # fmt: skip


def people_of(kind: str) -> str:
    """Return whom the size of a kind of body counts."""
    if kind in _COUNCILS:
        return "residents"
    return "students" if kind in _STUDENTS else "pupils" if kind in _PUPILS else "staff"


def bands_of(kind: str) -> tuple[Band, ...]:
    """Return the bands of a kind of body, the smallest first."""
    middle, large = {"residents": (100_000, 300_000), "students": (5_000, 20_000), "pupils": (250, 1_000)}.get(
        people_of(kind), (1_000, 5_000)
    )
    who = people_of(kind)
    return (
        Band("small", f"fewer than {middle:,} {who}", 0),
        Band("medium", f"{middle:,} to {large - 1:,} {who}", middle),
        Band("large", f"{large:,} {who} or more", large),
    )


def band_of(kind: str, number: int | None) -> Band | None:
    """Return the band of a body; none where its size is not known."""
    if number is None:
        return None
    return next(band for band in reversed(bands_of(kind)) if number >= band.least)

"""The invented public bodies of the example county, for the apps that let things happen to them.

Which they are is said here once; `actions/bring_example` adds them to the register.
"""

from dataclasses import dataclass

from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind

COUNTY = "Exampleshire"
HOME_ENDS = ".exampleshire.example/"  # of every home page in the county, and of no other
COUNTY_CODE = "E10999999"  # codes of the Office for National Statistics end far below these
DISTRICTS = {"Sampleford": "E07999991", "Mockton": "E07999992", "Fictley": "E07999993", "Inventham": "E07999994"}
IN_DISTRICT = {"Pretend-on-Sea": "Inventham", "Much Madeup": "Fictley"}  # towns without a council of their own
TOWNS = ("Sampleford", "Mockton", "Fictley", "Inventham", "Pretend-on-Sea", "Much Madeup")


@dataclass(frozen=True, slots=True)
class Invented:
    """A body that does not exist."""

    name: str
    kind: BodyKind
    town: str

    @property
    def host(self) -> str:
        """Its name as part of an address that nobody can have (RFC 2606)."""
        plain = "".join(sign if sign.isalnum() else "-" for sign in self.name.lower())
        return f"{'-'.join(part for part in plain.split('-') if part)[:50]}.exampleshire.example"

    @property
    def area_code(self) -> str:
        """The code of the district it lies in; of a council, that of its area."""
        if self.name == f"{COUNTY} County Council":
            return COUNTY_CODE
        return DISTRICTS[IN_DISTRICT.get(self.town, self.town)]


def _invented() -> tuple[Invented, ...]:
    kind = BodyKind
    rows = [
        ("Exampleshire County Council", kind.LOCAL_AUTHORITY, "Sampleford"),
        ("Sampleford City Council", kind.LOCAL_AUTHORITY, "Sampleford"),
        ("Mockton Borough Council", kind.LOCAL_AUTHORITY, "Mockton"),
        ("Fictley District Council", kind.LOCAL_AUTHORITY, "Fictley"),
        ("Inventham District Council", kind.LOCAL_AUTHORITY, "Inventham"),
        ("University of Sampleford", kind.UNIVERSITY, "Sampleford"),
        ("Mockton Metropolitan University", kind.UNIVERSITY, "Mockton"),
        ("Sampleford City College", kind.FURTHER_EDUCATION_COLLEGE, "Sampleford"),
        ("Mockton College", kind.FURTHER_EDUCATION_COLLEGE, "Mockton"),
        ("Pretend-on-Sea College of Art", kind.FURTHER_EDUCATION_COLLEGE, "Pretend-on-Sea"),
        ("Fictley Sixth Form College", kind.SIXTH_FORM_COLLEGE, "Fictley"),
        ("Inventham Sixth Form College", kind.SIXTH_FORM_COLLEGE, "Inventham"),
        ("Exampleshire Hospitals NHS Foundation Trust", kind.NHS_BODY, "Sampleford"),
        ("Exampleshire Mental Health NHS Trust", kind.NHS_BODY, "Mockton"),
        ("Exampleshire Integrated Care Board", kind.INTEGRATED_CARE_BOARD, "Sampleford"),
        ("Exampleshire Constabulary", kind.POLICE_FORCE, "Sampleford"),
        ("Police and Crime Commissioner for Exampleshire", kind.POLICE_COMMISSIONER, "Sampleford"),
        ("Exampleshire Fire and Rescue Service", kind.FIRE_SERVICE, "Mockton"),
        ("Exampleshire Probation Service", kind.PRISON_OR_PROBATION, "Mockton"),
        ("Exampleshire Pupil Referral Unit", kind.PUPIL_REFERRAL_UNIT, "Mockton"),
    ]
    for town in TOWNS:
        rows += [
            (f"{town} Primary School", kind.MAINTAINED_SCHOOL, town),
            (f"{town} Nursery School", kind.MAINTAINED_SCHOOL, town),
            (f"{town} High School", kind.ACADEMY, town),
            (f"{town} Academy", kind.ACADEMY, town),
            (f"St Fabian’s Primary School, {town}", kind.MAINTAINED_SCHOOL, town),
            (f"Placeholder Lane Infant School, {town}", kind.MAINTAINED_SCHOOL, town),
        ]
    rows += [
        ("Exampleshire Special School", kind.ACADEMY, "Inventham"),
        ("Exampleshire Music School", kind.MAINTAINED_SCHOOL, "Fictley"),
        ("Exampleshire Waste Partnership", kind.OTHER_PUBLIC_BODY, "Fictley"),
        ("Exampleshire Museums Trust", kind.OTHER_PUBLIC_BODY, "Sampleford"),
    ]
    return tuple(Invented(*row) for row in rows)


INVENTED = _invented()


def example_bodies() -> dict[str, Body]:
    """Return the bodies of the county by their names."""
    return {body.name: body for body in Body.objects.filter(home_page__endswith=HOME_ENDS)}

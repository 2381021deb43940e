"""The register at the size of the country: reading a GIAS-like file of 50,000 rows, and finding a name among them.

The limits of the reading are 60 seconds of CPU and 300 MB; the peer of the finding compares with every name.
"""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import django

from bench.figures import Figure

ROWS = 50_000
CPU_SECONDS, MEGABYTES = 60.0, 300.0
COLUMNS_IN_ALL = 135
HEADING = [
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)", "OpenDate", "CloseDate", "Town", "Postcode", "SchoolWebsite", "HeadFirstName",
    "HeadLastName", "GOR (name)", "DistrictAdministrative (code)", "GSSLACode (name)", "UKPRN",
]  # fmt: skip
TYPES = (
    ["Community school"] * 8
    + ["Academy converter"] * 6
    + ["Voluntary aided school", "Other independent school", "Free schools", "Further education", "Pupil referral unit"]
)
FIRST = ["Ash", "Beck", "Carl", "Down", "Elm", "Fen", "Green", "Hazel", "Ing", "Kirk", "Lang", "Mill", "North", "Oak"]
LAST = ["bury", "by", "combe", "dale", "field", "ford", "ham", "hurst", "ley", "minster", "port", "stead", "ton"]
BEFORE = ["Great", "Little", "Upper", "Nether", "Old", "New", "East", "West", "", "", ""]
SAINTS = ["St Mary's", "St John's", "St Peter's", "Holy Trinity", "All Saints", "Christ Church", "St Anne's", ""]
SORTS = ["Primary School", "CofE Primary School", "Academy", "High School", "Infant School", "School", "College"]
TYPED = ["st marys {} primary", "{} accademy", "{} high", "holy trinty {}", "{}"]


def run() -> list[Figure]:
    """Return the figures of one fresh site in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DUEREGARD_STATE"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
        file = Path(folder) / "gias.csv"
        names = write_file(file)
        _site("migrate", "--verbosity", "0")
        first = _site("register", "import", "gias", str(file))
        again = _site("register", "import", "gias", str(file))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        limit = ROWS / CPU_SECONDS
        return [
            Figure("register: new rows, against the limit of CPU", ROWS / first, limit, "rows/s", 1.0),
            Figure("register: the same file again", ROWS / again, limit, "rows/s", 1.0),
            Figure("register: the memory allowed, against the peak", MEGABYTES, peak, "MB", 1.0),
            _finding(names),
        ]


def write_file(path: Path) -> list[str]:
    """Write a file with the headings and the size of the real one, and return its names. Nobody in it exists."""
    chance = random.Random(26)
    others = [f"Column {number}" for number in range(COLUMNS_IN_ALL - len(HEADING))]
    filler = ["some words of no use here"] * len(others)
    names = []
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADING, *others])
        for number in range(ROWS):
            town = f"{chance.choice(BEFORE)} {chance.choice(FIRST)}{chance.choice(LAST)}".strip()
            name = f"{chance.choice(SAINTS)} {town} {chance.choice(SORTS)}".strip()
            names.append(name)
            writer.writerow([*_cells(chance, number, name, town), *filler])
    return names


def _cells(chance: random.Random, number: int, name: str, town: str) -> list[str]:
    closed = number % 2 == 1
    return [
        str(100_000 + number), "383", "Northport", str(1000 + number % 9000), name, chance.choice(TYPES),
        "Closed" if closed else "Open", "01-09-1974", "31-08-2019" if closed else "", town, "NP1 1AA",
        f"www.school{number}.example", "Robin", "Example", "North East", f"E0{6_000_001 + number % 300}", "E06000001",
        str(10_000_000 + number) if number % 3 else "",
    ]  # fmt: skip


def _site(*words: str) -> float:
    """Run a command of the site in a process of its own and return the seconds of CPU it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "manage.py", *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _finding(names: list[str]) -> Figure:
    django.setup()
    ours, theirs = _finders(names)
    places = ("Great Ashbury", "Kirkham", "Upper Oakham", "Milford")
    typed = [pattern.format(place) for pattern in TYPED for place in places]
    ours(typed[0])
    name = "register: names found, against comparing with every name"
    return Figure(name, _rate(ours, typed), _rate(theirs, typed), "names/s", 10.0)


def _finders(names: list[str]) -> tuple[Callable[[str], object], Callable[[str], object]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- Django is set up only now

    from dueregard.records.bodies.queries import find_bodies  # noqa: PLC0415

    return find_bodies, lambda typed: process.extract(typed, names, scorer=fuzz.WRatio, limit=20)


def _rate(find: Callable[[str], object], typed: list[str]) -> float:
    started = perf_counter()
    for name in typed:
        find(name)
    return len(typed) / (perf_counter() - started)


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.name}: {figure.ours:,.0f} {figure.unit}, {figure.peer:,.0f}, ratio {figure.ratio:.2f}")

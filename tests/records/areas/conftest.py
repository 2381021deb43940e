"""The areas that come with the project, and an invented county whose two districts merge half-way through a year."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dueregard.records.areas.actions.load_areas import LoadReport, load_areas
from dueregard.records.areas.gateways.area_tables import read_tables

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NORTHSHIRE: Mapping[str, str] = {
    "areas": (
        "slug,name,tier,nation,region,parent,from_on,until_on,unsure,source\n"
        "northshire-county,Northshire,upper,england,North East,,,,,a test\n"
        "ashby,Ashby,lower,england,North East,northshire-county,,2026-07-01,,a test\n"
        "elmby,Elmby,lower,england,North East,northshire-county,,2026-07-01,,a test\n"
        "woodby,Woodby,lower,england,North East,northshire-county,2026-07-01,,,a test\n"
        "northport,Northport,single,england,North East,,,,,a test\n"
        "ballyport,Ballyport,single,northern_ireland,,,,,,a test\n"
    ),
    "codes": (
        "slug,code,from_on,until_on\n"
        "northshire-county,E10000901,,\n"
        "ashby,E07000901,,\n"
        "elmby,E07000902,,\n"
        "woodby,E07000903,,\n"
        "northport,E06000902,2025-04-01,\n"
        "northport,E06000901,,2025-04-01\n"
        "ballyport,N09000901,,\n"
    ),
    "successions": ("from_slug,to_slug,on,is_whole\nashby,woodby,2026-07-01,yes\nelmby,woodby,2026-07-01,yes\n"),
    "coordinates": (
        "slug,latitude,longitude,source\n"
        "ashby,54.90,-1.60,own\nelmby,54.95,-1.30,own\nwoodby,54.92,-1.45,own\n"
        "northport,55.10,-1.50,own\nballyport,54.60,-6.00,own\n"
    ),
}


def written(folder: Path, **changed: str) -> Path:
    """Write the tables of the invented county into a folder, some of them changed."""
    for table, text in (NORTHSHIRE | changed).items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def northshire(db: None, tmp_path: Path) -> LoadReport:
    """Load the invented county, on the day before its districts merge."""
    return load_areas(tables=read_tables(written(tmp_path)), by=None, now=NOW, today=date(2026, 6, 30))


@pytest.fixture
def areas(db: None) -> LoadReport:
    """Load the areas that come with the project."""
    return load_areas(tables=read_tables(), by=None, now=NOW, today=TODAY)

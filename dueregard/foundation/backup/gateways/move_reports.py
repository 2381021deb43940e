"""Keeps the report of a move in the state folder: names, counts and hashes, and no word of what a row holds."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def write_report(told: dict[str, Any], begun: datetime) -> Path:
    """Write it, and return where. Raises: OSError"""
    path = Path(settings.STATE) / f"moved-{begun:%Y-%m-%dT%H-%M-%SZ}.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file, indent=1)
        file.write("\n")
    return path

"""Libraries of any size to measure on; the same size gives the same library."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from models.imported import ImportedIncident
from models.library import Library
from models.operations.incidents import import_incidents
from tests.search.generated import incidents

if TYPE_CHECKING:
    from pathlib import Path

    from models.incident import Incident

_BATCH = 250


def make_library(path: Path, size: int) -> Path:
    """A library of `size` incidents of about 1,000 words each; returns `path`."""
    with Library.create(path) as library:
        made = incidents(size)
        while batch := list(itertools.islice(made, _BATCH)):
            import_incidents(library, [imported(one) for one in batch])
    return path


def imported(incident: Incident) -> ImportedIncident:
    """An incident as if a file had been read."""
    data = incident.key.encode()
    return ImportedIncident(
        incident=replace(incident, version=0),
        source_name=f"{incident.key}.md",
        source_bytes=data,
        source_sha256=hashlib.sha256(data).hexdigest(),
    )

"""Incidents as JSON, in the shape that ``afterword show --json`` prints (DESIGN section 7)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exporters.whole_files import write_whole
from models.snapshot import show_json

if TYPE_CHECKING:
    from pathlib import Path

    from models.incident import Incident


def incident_json(incident: Incident) -> str:
    """One incident as indented JSON that ends with a line feed."""
    return json.dumps(show_json(incident), indent=2, ensure_ascii=False) + "\n"


def write_incident_json(incident: Incident, target: Path) -> None:
    """Write one incident, whole or not at all.

    Raises:
        BadInputError: when nothing can be written there.
    """
    # Half a character can come in with a file's bytes; it must not keep the rest from leaving.
    write_whole(target, incident_json(incident).encode("utf-8", "replace"))

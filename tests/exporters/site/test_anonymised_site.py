"""An anonymised site names nobody: markers in every field that a person can write into."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporters.library_export import export_library
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.links import link_incidents
from models.vocabulary import DefenceOutcome, LinkKind, PostmortemStatus, SectionKind

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
MARKED = (
    "@zelda.marker (Zelda Marker, zelda.marker@acme-marker.example) on hidden-17.marker.internal, "
    "10.99.88.77, `ssh zelda.marker@box.marker.corp`"
)
LEAKS = re.compile(r"(?i)zelda|acme-marker|hidden-17|marker\.|10\.99\.88\.77|@marker")


def marked(key: str) -> Incident:
    return Incident(
        key=key,
        title=f"Outage {key} {MARKED}",
        started_at=NOW,
        tags=("@zelda.marker",),
        timeline=(TimelineEvent(at=NOW, text=MARKED),),
        contributing_factors=(ContributingFactor(title=MARKED, text=MARKED),),
        defences=(Defence(outcome=DefenceOutcome.WORKED, text=MARKED),),
        action_items=(
            ActionItem(number=1, title=MARKED, owner="@zelda.marker", status_reason=MARKED),
        ),
        extra=(("reporter", MARKED),),
        postmortem=Postmortem(
            status=PostmortemStatus.FINAL,
            authors=("Zelda Marker <zelda.marker@acme-marker.example>",),
            reviewers=("@zelda.marker",),
            sections=tuple(
                Section(kind=kind, title=MARKED, markdown=f"{MARKED}\n\n| a |\n|-|\n| {MARKED} |")
                for kind in SectionKind
            ),
        ),
    )


def test_no_marker_is_left_in_any_file_or_name(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with Library.create(tmp_path / "library.afterword", clock=lambda: NOW) as library:
        for key in ("INC-1", "INC-2"):
            save_incident(library, marked(key))
        first, second = (library.incidents.by_key(key).id for key in ("INC-1", "INC-2"))
        link_incidents(library, first, second, LinkKind.SAME_CLASS, MARKED)
        save_incident(library, replace(marked("INC-3"), postmortem=None))
        export_library(library, folder, format="html", as_of=NOW, anonymise=True)
    files = list(folder.iterdir())
    assert len(list(folder.glob("INC-*.html"))) == 3
    for file in files:
        assert not LEAKS.search(file.name), file.name
        text = file.read_text("utf-8")
        found = LEAKS.search(text)
        assert not found, text[max(0, found.start() - 80) : found.end() + 40]
    assert "internal host" in (folder / "search-index.js").read_text()

"""An incident opened from another page is the one shown, wherever its row stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.library.controller import PAGE
from models.incident import Incident
from models.operations.incidents import save_incident
from tests.desktop.driving import library_page_of, rest, workspace_of

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.app import Application
    from models.changes import Changes
    from models.library import Library

pytestmark = pytest.mark.slow


def _fill(application: Application) -> UUID:
    """More incidents than one page of results, and one without a start, which comes last."""
    last = Incident(key="INC-LAST", title="Nobody knows when")
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    others = [
        Incident(key=f"MANY-{day}", title=f"Day {day}", started_at=begin + timedelta(days=day))
        for day in range(PAGE + 5)
    ]

    def save(library: Library) -> Changes:
        changes = save_incident(library, last)
        for one in others:
            changes = changes.merged(save_incident(library, one))
        return changes

    session = workspace_of(application).library_page.session
    session.perform(session, save)
    rest(application)
    return last.id


def _shown(application: Application) -> UUID | None:
    incident = workspace_of(application).library_page._reader.incident
    return incident.id if incident else None


def test_an_incident_whose_row_is_not_loaded_stays_open(application: Application) -> None:
    wanted = _fill(application)
    library_page_of(application)
    workspace = workspace_of(application)
    workspace.show_place("settings")
    workspace.open_incident(wanted)
    rest(application)
    assert _shown(application) == wanted
    workspace.library_page.activate()
    rest(application)
    assert _shown(application) == wanted


def test_another_search_lets_go_of_it(application: Application) -> None:
    wanted = _fill(application)
    workspace = workspace_of(application)
    workspace.open_incident(wanted)
    rest(application)
    workspace.search("ledger")
    rest(application)
    assert _shown(application) not in (wanted, None)

"""Since when a level has been held, on Home and on Insights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.home.levels_dialog import LevelsDialog
from desktop.pages.home.page import HomePage
from desktop.pages.insights.page import InsightsPage
from desktop.pages.levels_since import since_words
from models.demo.filling import fill_demo_library
from models.figures.maturity_history import Since
from models.figures.periods import Period
from models.figures.selection import Selection
from models.incident import Incident
from models.operations.incidents import save_incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library


def notes(page: HomePage | InsightsPage) -> dict[int, str]:
    return {step.level: step.note for step in page.view.ladder._steps}


@pytest.mark.slow
def test_home_and_insights_say_since_when(
    library: Library, as_of: datetime, show: Callable[..., HomePage | InsightsPage]
) -> None:
    fill_demo_library(library, as_of)
    for kind in (HomePage, InsightsPage):
        page = show(kind)
        assert notes(page)[4] == "You are here since Feb 2025"
        assert notes(page)[3] == "since Oct 2023"
        assert notes(page)[1] == ""
        assert "since Oct 2023" in page.view.ladder.accessibleDescription()
    insights = show(InsightsPage)
    assert isinstance(insights, InsightsPage)
    insights._on_filters_chosen(Selection(service="payments"), 6)
    assert "since" not in " ".join(notes(insights).values())
    insights._on_filters_chosen(Selection(), 6)
    assert notes(insights)[3] == "since Oct 2023"


def test_how_levels_work_is_said_with_every_condition(
    library: Library, show: Callable[..., HomePage | InsightsPage]
) -> None:
    start = datetime(2025, 2, 3, 10, tzinfo=UTC)
    save_incident(library, Incident(key="ONE", title="x", started_at=start))
    for kind in (HomePage, InsightsPage):
        page = show(kind)
        page.view.ladder.explain()
        dialog = page.findChild(LevelsDialog)
        assert dialog is not None
        told = dialog.ladder.accessibleDescription()
        assert told.count("Met: ") + told.count("Missing: ") == 11
        assert "Level 1, Reactive. You are here" in told
        assert not dialog.grab().isNull()
        dialog.reject()


def test_the_first_level_has_no_beginning(
    library: Library, show: Callable[..., HomePage | InsightsPage]
) -> None:
    start = datetime(2025, 2, 3, 10, tzinfo=UTC)
    save_incident(
        library,
        Incident(key="ONE", title="x", started_at=start, resolved_at=start + timedelta(hours=1)),
    )
    assert notes(show(HomePage))[1] == "You are here"


def test_a_long_time_is_said_to_be_at_least_that() -> None:
    found = Since(month=Period.month(2024, 9), is_all=True)
    assert since_words(found) == "since Sep 2024 or longer"

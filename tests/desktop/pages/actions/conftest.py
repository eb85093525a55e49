"""Fixtures of the register's tests: a library with late, due, nobody's and closed action items."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.pages.actions.page import ActionsPage
from models.incident import ActionItem, Incident
from models.operations.incidents import save_incident
from models.vocabulary import ActionStatus, Severity, Strength

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library

    Show = Callable[[type[ActionsPage]], ActionsPage]


def item(number: int, title: str, **given: object) -> ActionItem:
    return replace(ActionItem(number=number, title=title), **given)  # type: ignore[arg-type]


@pytest.fixture
def register(library: Library) -> Library:
    save_incident(
        library,
        Incident(
            key="INC-1",
            title="Outage",
            severity=Severity.SEV_1,
            services=("payments",),
            action_items=(
                item(1, "Late", owner="@ana", due_on=date(2025, 3, 7), strength=Strength.STRONG),
                item(2, "Today", owner="@bo", due_on=date(2025, 3, 19)),
                item(3, "Nobody's", due_on=date(2025, 4, 1)),
                item(4, "Undated", owner="@ana"),
                item(5, "Done", owner="@bo", status=ActionStatus.DONE, due_on=date(2025, 1, 1)),
            ),
        ),
    )
    return library


@pytest.fixture
def page(register: Library, show: Show) -> ActionsPage:
    return show(ActionsPage)

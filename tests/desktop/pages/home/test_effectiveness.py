"""On Home: action items of which it is time to say whether they helped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.dialogs.confirm_effectiveness import EffectivenessDialog
from desktop.pages.home.page import HomePage
from models.incident import ActionItem
from models.operations.actions import close_action_item
from models.operations.incidents import save_incident
from models.vocabulary import Effectiveness
from tests.models.examples import incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.notices import Notice
    from models.library import Library


@pytest.fixture
def page(library: Library, show: Callable[[type[HomePage]], HomePage]) -> HomePage:
    """One item done in November 2024; the class came back in February 2025."""
    for key, day in (("INC-1", (2024, 10, 1)), ("INC-2", (2025, 2, 3))):
        start = datetime(*day, tzinfo=UTC)
        made = incident(
            key,
            started_at=start,
            resolved_at=start + timedelta(hours=1),
            category="Database / Pool",
            services=("payments",),
            action_items=(ActionItem(number=1, title=f"Cap the pool of {key}"),),
        )
        save_incident(library, made)
    item = library.incidents.by_key("INC-1").action_items[0]
    close_action_item(library, item.id, completed_on=date(2024, 11, 1))
    return show(HomePage)


def test_what_the_data_says_is_confirmed_by_a_person(
    page: HomePage, library: Library, notices: list[Notice]
) -> None:
    rows = page.view.effects.rows
    QAbstractItemModelTester(rows.model())
    [row] = rows.rows
    assert (row.title, row.words) == ("Cap the pool of INC-1", "Seems ineffective")
    assert row.evidence == "came back 1 time since 1 Nov 2024: INC-2"
    said = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Seems ineffective" in said
    rows.button_pressed.emit(row)
    [dialog] = page.findChildren(EffectivenessDialog)
    assert dialog.answer.value() == "ineffective"
    dialog.note.setText("the cap was too high")
    dialog.confirmed.emit()
    assert page.view.effects.isHidden()
    said_of = [item.effectiveness for item in library.facts().actions]
    assert Effectiveness.INEFFECTIVE in said_of
    action = notices[-1].action
    assert action is not None
    action()
    assert [row.title for row in rows.rows] == ["Cap the pool of INC-1"]

"""The queue of suggested repeats: read, judged by key and button, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.dialogs.confirm_repeat import ConfirmRepeatDialog
from desktop.pages.home.page import HomePage
from desktop.pages.home.queue import Queue
from desktop.pages.home.suggested import nothing_words
from desktop.pages.home.suggestions import evidence_runs, told_whole
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.operations.suggestions import keep_suggestions
from models.recurrence.ranking import Suggestion
from models.vocabulary import LinkKind
from tests.desktop.keyboard import nameless
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.notices import Notice
    from desktop.pages.home.suggestions import SuggestionsList
    from models.library import Library

EVIDENCE = ("same service payment-db", "both say “connection pool”, “waits”")


@pytest.fixture
def page(library: Library, show: Callable[[type[HomePage]], HomePage]) -> HomePage:
    """Home of a library in which INC-5 looks like each of four others."""
    made = [incident(f"INC-{day}", started_at=at(8, day=day)) for day in range(1, 6)]
    for one in made:
        save_incident(library, one)
    versions = {one.id: library.incidents.get(one.id).version for one in made}
    found = [
        Suggestion(
            later_id=made[4].id,
            earlier_id=one.id,
            confidence=0.9 + number / 100,
            evidence=EVIDENCE,
        )
        for number, one in enumerate(made[:4])
    ]
    keep_suggestions(library, versions, found)
    return show(HomePage)


def rows(page: HomePage) -> SuggestionsList:
    return page.view.suggested.rows


def earlier(page: HomePage) -> list[str]:
    return [row.earlier_key for row in rows(page).rows]


def links(library: Library) -> list[tuple[str, str, str]]:
    return [(row.from_key, row.kind, row.to_key) for row in library.links.rows()]


def test_the_most_certain_are_shown_and_the_rest_on_demand(page: HomePage) -> None:
    QAbstractItemModelTester(rows(page).model())
    assert earlier(page) == ["INC-4", "INC-3", "INC-2"]
    page.view.suggested.more_wanted.emit()
    assert earlier(page) == ["INC-4", "INC-3", "INC-2", "INC-1"]
    assert nameless(page.view.suggested) == []


@pytest.mark.parametrize(
    ("key", "kind"), [(Qt.Key.Key_2, LinkKind.RELATED), (Qt.Key.Key_3, LinkKind.NOT_RELATED)]
)
def test_a_key_judges_and_ctrl_z_takes_it_back(
    page: HomePage, library: Library, notices: list[Notice], key: Qt.Key, kind: LinkKind
) -> None:
    rows(page).setFocus()
    rows(page).setCurrentIndex(rows(page).model().index(0, 0))
    QTest.keyClick(rows(page), key)
    assert links(library) == [("INC-5", kind.value, "INC-4")]
    assert library.links.rows()[0].reason == "; ".join(EVIDENCE)
    assert earlier(page) == ["INC-3", "INC-2", "INC-1"]
    assert notices[-1].action_label == "Undo"
    QTest.keyClick(rows(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    if links(library):  # Shortcuts need an active window, which no offscreen window is.
        page.queue.undo()
    assert links(library) == []
    assert earlier(page)[0] == "INC-4"
    page.queue.undo()
    assert not page.queue.can_undo


def test_the_same_class_shows_first_what_was_known(
    page: HomePage, library: Library, notices: list[Notice]
) -> None:
    rows(page).setCurrentIndex(rows(page).model().index(1, 0))
    QTest.keyClick(rows(page), Qt.Key.Key_1)
    [dialog] = page.findChildren(ConfirmRepeatDialog)
    assert links(library) == []
    dialog.confirmed.emit()
    assert links(library) == [("INC-5", "same class", "INC-3")]
    assert library.incidents.by_key("INC-5").links[0].known == "never reviewed"
    assert "is the same class as" in notices[-1].text
    action = notices[-1].action
    assert action is not None
    action()
    assert links(library) == []


def test_each_painted_button_judges(page: HomePage, library: Library) -> None:
    view = rows(page)
    rect = view.visualRect(view.model().index(0, 0)).adjusted(8, 0, -8, 0)
    boxes = dict(view._drawn.verdict_boxes(rect, with_keys=False))
    place = boxes[LinkKind.NOT_RELATED].center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert links(library) == [("INC-5", "not related", "INC-4")]


def test_elsewhere_a_click_opens_the_later_incident(page: HomePage, library: Library) -> None:
    opened: list[object] = []
    page.open_incident.connect(opened.append)
    QTest.mouseClick(rows(page).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert opened == [library.incidents.by_key("INC-5").id]


def test_a_row_is_said_aloud_with_its_keys(page: HomePage) -> None:
    said = rows(page).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "looks like INC-4" in said
    assert "same service payment-db" in said
    assert "1 same class, 2 related, 3 not related" in said


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_tooltip_tells_all_and_renders_nothing_of_it(page: HomePage) -> None:
    row = replace(rows(page).rows[0], later_title="<img src=x> & more", evidence=("both <b>",))
    told = told_whole(row)
    assert told.startswith("<qt>INC-5 &lt;img src=x&gt; &amp; more<br>looks like INC-4 ")
    assert told.endswith("<br>both &lt;b&gt;</qt>")
    view = rows(page)
    place = view.visualRect(view.model().index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    assert "both say “connection pool”" in QToolTip.text()
    QToolTip.hideText()


def test_why_nothing_is_suggested_is_said() -> None:
    assert "needs two incidents" in nothing_words(Queue(incidents=1))
    assert "3 of 7 incidents" in nothing_words(Queue(incidents=7, compared=3))
    assert "No two of 7 incidents" in nothing_words(Queue(incidents=7, compared=7))


def test_names_stand_in_boxes_and_phrases_are_marked() -> None:
    assert evidence_runs(EVIDENCE) == [
        ("same service", ""),
        ("payment-db", "name"),
        (", both say", ""),
        ("connection pool", "said"),
        (",", ""),
        ("waits", "said"),
    ]


def test_who_wants_none_is_shown_none(page: HomePage, library: Library) -> None:
    assert page.view.suggested.isVisible()
    page.session.announce(set_setting(library, "suggest_repeats", "off"))
    assert not page.view.suggested.isVisible()

"""The inspector beside the form: what is typed is judged, saved first, then decided about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.fields import Field
from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.publish_dialog import PublishDialog
from models.vocabulary import PostmortemStatus
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.pages.editor.page import EditorPage
    from models.incident import Incident
    from models.library import Library


@pytest.fixture
def outage(library: Library) -> Incident:
    """A stored draft that could be published."""
    return saved(library, payment_outage())


@pytest.fixture
def editor(outage: Incident, edit: Callable[[str], EditorPage], qtbot: QtBot) -> EditorPage:
    """It, open, with the inspector judged."""
    page = edit(outage.key)
    page.session.set_handle("@platform-lead")
    qtbot.waitUntil(lambda: page.inspector.contents is not None)
    return page


def _title(page: EditorPage) -> QLineEdit:
    found = next(part.fields["title"].control for part in page.form.parts if "title" in part.fields)
    assert isinstance(found, QLineEdit)
    return found


def _answer(page: EditorPage, text: str) -> None:
    dialog = next(one for one in page.findChildren(FramedDialog) if one.isVisible())
    dialog.findChildren(Field)[-1].control.setPlainText(text)  # type: ignore[attr-defined]
    dialog.confirmed.emit()


def test_what_was_just_typed_is_what_is_approved(
    editor: EditorPage, outage: Incident, library: Library, qtbot: QtBot
) -> None:
    line = _title(editor)
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " today")
    qtbot.waitUntil(lambda: editor.inspector.contents is not None)
    editor.live.read_now()
    editor.inspector.view.approve.click()
    qtbot.waitUntil(
        lambda: any(one.digest for one in library.publishing.state(outage.id).approvals)
    )
    assert library.incidents.get(outage.id).title.endswith("today")
    (first, _second) = editor.inspector.view.reviewers.lines
    assert first.detail.startswith("approved")
    assert "changed" not in first.detail


def test_publishing_and_reopening_from_the_page(
    editor: EditorPage, outage: Incident, library: Library, qtbot: QtBot
) -> None:
    editor.inspector.publish()
    dialog = editor.findChild(PublishDialog)
    assert dialog is not None
    dialog.confirmed.emit()
    qtbot.waitUntil(lambda: editor.form.is_read_only)
    assert library.incidents.get(outage.id).status is PostmortemStatus.FINAL
    qtbot.waitUntil(lambda: editor.inspector.view.head.publish.text() == "Reopen…")
    editor.inspector.publish()
    _answer(editor, "a figure was wrong")
    qtbot.waitUntil(lambda: not editor.form.is_read_only)
    assert library.incidents.get(outage.id).status is PostmortemStatus.DRAFT
    qtbot.waitUntil(lambda: editor.inspector.view.head.publish.text() == "Publish…")


def test_asking_a_reviewer_does_not_lose_what_is_typed(
    editor: EditorPage, outage: Incident, library: Library, qtbot: QtBot
) -> None:
    line = _title(editor)
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " soon")
    from models.operations.publishing import ask_reviewer

    editor.session.perform(editor, lambda store: ask_reviewer(store, outage.id, "@late"))
    editor.keeper.flush()
    stored = library.incidents.get(outage.id)
    assert stored.title.endswith("soon")
    assert stored.postmortem is not None
    assert "@late" in stored.postmortem.reviewers


@pytest.mark.parametrize(
    "place",
    [
        "timeline",
        "started_at",
        "resolved_at",
        "root cause",
        "contributing factors",
        "action items",
        "severity",
        "reviewers",
        "lucky",
        "slo_violated",
        "data_loss",
        "security",
        "manual_rollback",
    ],
)
def test_each_place_that_the_inspector_names_can_be_shown(editor: EditorPage, place: str) -> None:
    assert editor.form.go_to(place)

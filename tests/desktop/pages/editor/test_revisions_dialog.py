"""Revisions: told in a few words, compared word by word, restored, and the restoring undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.conflict_dialog import ConflictDialog
from desktop.pages.editor.draft import draft_of
from desktop.pages.editor.draft_merging import Sides, merge_drafts
from desktop.pages.editor.revision_words import made_words, revision_words
from desktop.pages.editor.revisions_dialog import RevisionsDialog
from models.history import RevisionInfo, RevisionLine
from models.operations.incidents import save_incident
from models.operations.revisions import keep_revision
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

KEY = "INC-2025-034"
NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def line(**values: object) -> RevisionLine:
    info = RevisionInfo(
        id=uuid4(),
        incident_id=uuid4(),
        number=14,
        incident_version=20,
        note=str(values.pop("note", "")),
        made_by=values.pop("made_by", None),  # type: ignore[arg-type]
        made_at=values.pop("made_at", NOW),  # type: ignore[arg-type]
    )
    return RevisionLine(info=info, **values)  # type: ignore[arg-type]


def test_a_revision_in_the_inspectors_words() -> None:
    assert revision_words(line(changed=("root cause", "impact"))) == "14, root cause, impact"
    assert revision_words(line(changed=tuple("abcde"))) == "14, a, b, c, 2 more"
    assert revision_words(line(note="Published")) == "14, published"
    assert revision_words(line(is_first=True)) == "14, the first one"
    assert made_words(line(), now=NOW, zone="UTC") == "you, 09:40"
    earlier = line(made_by="@payment-lead", made_at=NOW - timedelta(days=1))
    assert made_words(earlier, now=NOW, zone="UTC") == "@payment-lead, Tue"
    assert made_words(earlier, now=NOW, zone="UTC", me="@payment-lead") == "you, Tue"
    old = line(made_at=NOW - timedelta(days=40))
    assert made_words(old, now=NOW, zone="UTC") == "you, 7 Feb 2025"


@pytest.fixture
def dialog(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> RevisionsDialog:
    """Three revisions of the story's incident."""
    session.open()
    incident = story.incidents.by_key(KEY)
    keep_revision(story, incident.id)
    save_incident(story, replace(incident, title="Second title"), revise=True)
    third = replace(story.incidents.by_key(KEY), tags=("canary",), title="Third title")
    save_incident(story, third, revise=True)
    made = RevisionsDialog(session, themes, incident.id, host)
    made.open()
    return made


def said(dialog: RevisionsDialog) -> list[str]:
    return [dialog.list.item(row).text().partition("\n")[0] for row in range(dialog.list.count())]


def test_the_list_says_what_changed(dialog: RevisionsDialog) -> None:
    assert said(dialog) == ["3, title, tags", "2, title", "1, the first one"]
    assert not nameless(dialog)


def test_any_revision_is_compared_with_now_or_any_other(dialog: RevisionsDialog) -> None:
    assert dialog.view.parts == []  # the newest is what is stored
    dialog.list.setCurrentRow(2)
    assert dialog.view.parts == ["title", "tags"]
    second = dialog.other.itemData(2)
    dialog.other.set_value(str(second))
    dialog.other.edited.emit()
    assert dialog.view.parts == ["title"]


def test_a_revision_is_restored_as_a_new_one_and_back(
    dialog: RevisionsDialog, story: Library, session: LibrarySession
) -> None:
    dialog.list.setCurrentRow(2)
    dialog.confirm_button.click()
    (question,) = dialog.findChildren(FramedDialog)
    question.confirm_button.click()
    assert story.incidents.by_key(KEY).title == "Payment Service Outage"
    assert said(dialog)[0].startswith("5, title, tags")
    undo = next(
        one for one in story.revisions.of(story.incidents.by_key(KEY).id) if one.number == 3
    )
    assert story.revisions.get(undo.id).title == "Third title"


def test_without_revisions_it_says_when_they_are_kept(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    session.open()
    made = RevisionsDialog(session, themes, story.incidents.by_key("INC-2025-007").id, host)
    made.open()
    if not made.list.count():
        assert not made.confirm_button.isEnabled()
    made.close()


@pytest.fixture
def conflict(themes: ThemeSource, host: QWidget, story: Library) -> ConflictDialog:
    """Title and summary written by two people, tags by the other one."""
    base = draft_of(story.incidents.by_key(KEY), zone="UTC")

    def with_text(text: str, title: str) -> object:
        sections = tuple(
            replace(one, values={**one.values, "markdown": text})
            if one.values["kind"] == "summary"
            else one
            for one in base.sections
        )
        return replace(base, sections=sections, title=title)

    mine, theirs = with_text("Mine", "My title"), with_text("Theirs", "Their title")
    merge = merge_drafts(
        Sides(shown=base, mine=mine, base=base, theirs=replace(theirs, tags=("canary",)))  # type: ignore[arg-type,type-var]
    )
    made = ConflictDialog(merge, themes, host)
    made.open()
    return made


def test_nothing_is_settled_before_every_decision_is_made(conflict: ConflictDialog) -> None:
    assert [view.dispute.label for view in conflict.views] == ["Title", "Summary"]
    assert not conflict.confirm_button.isEnabled()
    told: list[dict[str, str]] = []
    conflict.settled.connect(told.append)
    conflict.views[0].choose("theirs")
    assert not conflict.confirm_button.isEnabled()
    conflict.views[1].choose("both")
    assert conflict.confirm_button.isEnabled()
    assert not nameless(conflict)
    conflict.confirm_button.click()
    assert list(told[0].values()) == ["theirs", "both"]


def test_deciding_later_changes_nothing(conflict: ConflictDialog) -> None:
    told: list[object] = []
    conflict.settled.connect(told.append)
    QTest.keyClick(conflict, Qt.Key.Key_Escape)
    assert not told


def test_both_sides_stand_side_by_side_as_plain_text(
    themes: ThemeSource, host: QWidget, conflict: ConflictDialog
) -> None:
    sides = conflict.views[0].sides
    assert sides.left.toPlainText() == "Their title"
    assert sides.right.toPlainText() == "My title"

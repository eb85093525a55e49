"""The sections of the form: hints and their answers, keys, previews, attachments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.attaching import markdown_for
from desktop.pages.editor.draft import draft_of
from desktop.pages.editor.markdown_field import MarkdownField
from desktop.pages.editor.texts import SectionHint, TextsPart
from exporters.html import render_markdown
from models.incident import Postmortem, Section
from models.operations.incidents import save_incident
from models.vocabulary import SectionKind
from tests.models.examples import incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library

BLAME = "😀 First. The reviewer should have noticed it. Later we failed to look."


@pytest.fixture
def stored(library: Library) -> Incident:
    """An incident with a text that blames, and another one to speak of."""
    save_incident(library, incident("INC-2024-112", title="Checkout latency"))
    section = Section(kind=SectionKind.ROOT_CAUSE, title="Root cause", markdown=BLAME)
    made = incident("INC-2025-034", postmortem=Postmortem(sections=(section,)))
    save_incident(library, made)
    return library.incidents.get(made.id)


@pytest.fixture
def hints() -> list[tuple[SectionHint, ...]]:
    """What the part told, in order."""
    return []


@pytest.fixture
def part(
    session: LibrarySession,
    themes: ThemeSource,
    stored: Incident,
    hints: list[tuple[SectionHint, ...]],
    qtbot: QtBot,
) -> TextsPart:
    """The sections of the stored incident, with hints found."""
    session.open()
    made = TextsPart(themes, session)
    qtbot.addWidget(made)
    made.hints_changed.connect(hints.append)
    made.resize(752, 900)
    made.show()
    made.activateWindow()
    made.show_incident(stored)
    made.fill(draft_of(stored, zone="UTC"))
    qtbot.waitUntil(lambda: bool(hints and hints[-1]))  # read once it could have been painted
    return made


@pytest.fixture
def cause(part: TextsPart) -> MarkdownField:
    """The section that blames."""
    field = next(one for one in part.fields.values() if one.title == "Root cause")
    assert isinstance(field.control, MarkdownField)
    return field.control


@pytest.mark.usefixtures("part")
def test_hints_are_found_when_a_text_is_shown(hints: list[tuple[SectionHint, ...]]) -> None:
    assert [one.hint.text for one in hints[-1]] == ["should have noticed", "failed to look"]
    assert {one.section_title for one in hints[-1]} == {"Root cause"}


def test_marks_stand_under_their_words_whatever_stands_before(cause: MarkdownField) -> None:
    assert cause.watch is not None
    cursor = cause.edit.textCursor()
    words = []
    for start, end, _hint in cause.watch.marked():
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        words.append(cursor.selectedText())
    assert words == ["should have noticed", "failed to look"]


def test_hints_follow_what_is_typed(
    cause: MarkdownField, hints: list[tuple[SectionHint, ...]], qtbot: QtBot
) -> None:
    before = len(hints)
    cause.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(cause.edit, " It was human error.")
    qtbot.waitUntil(lambda: len(hints) > before)
    assert len(hints[-1]) == 3


def test_alt_enter_goes_from_hint_to_hint_and_round(part: TextsPart, cause: MarkdownField) -> None:
    seen = []
    for _time in range(3):
        part.answer_next_hint()
        assert cause.popover.hint is not None
        seen.append(cause.popover.hint.text)
    assert seen == ["should have noticed", "failed to look", "should have noticed"]
    assert "hindsight" in cause.popover.text


def test_escape_closes_the_hint_first(part: TextsPart, cause: MarkdownField) -> None:
    part.answer_next_hint()
    QTest.keyClick(cause.edit, Qt.Key.Key_Escape)
    assert not cause.popover.is_open()


def test_an_open_hint_stays_when_the_text_is_read_again(
    part: TextsPart, cause: MarkdownField
) -> None:
    cause.edit.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(cause.edit, "New. ")
    part.answer_next_hint()
    assert cause.watch is not None
    cause.watch.look()
    assert cause.popover.is_open()
    cause.popover.rewrite.click()
    assert cause.edit.textCursor().selectedText() == "should have noticed"


def test_typing_is_never_held_up_by_a_hint(part: TextsPart, cause: MarkdownField) -> None:
    part.answer_next_hint()
    QTest.keyClicks(cause.edit, "x")
    assert not cause.popover.is_open()
    assert "noticedx" in cause.text()


def test_rewrite_selects_the_words_and_advises(part: TextsPart, cause: MarkdownField) -> None:
    part.answer_next_hint()
    cause.popover.rewrite.click()
    assert cause.edit.textCursor().selectedText() == "should have noticed"
    assert "Type over it" in cause.popover.text
    QTest.keyClicks(cause.edit, "saw no")
    assert "The reviewer saw no it." in cause.text()


def test_keeping_asks_for_a_reason_and_is_remembered(
    part: TextsPart,
    cause: MarkdownField,
    hints: list[tuple[SectionHint, ...]],
    library: Library,
    stored: Incident,
) -> None:
    part.answer_next_hint()
    cause.popover.keep.click()
    assert not cause.popover.confirm.isEnabled()
    cause.popover.reason.setText("A quotation of the meeting")
    cause.popover.confirm.click()
    kept = library.hints.kept(stored.id)
    assert [one.reason for one in kept] == ["A quotation of the meeting"]
    assert [one.hint.text for one in hints[-1]] == ["failed to look"]
    assert cause.watch is not None
    assert len(cause.watch.marked()) == 1


def test_a_draft_comes_back_as_it_was(part: TextsPart, stored: Incident) -> None:
    draft = draft_of(stored, zone="UTC")
    first = replace(
        draft.sections[0], values={**draft.sections[0].values, "markdown": "one\r\ntwo"}
    )
    draft = replace(draft, sections=(first, *draft.sections[1:]))
    part.fill(draft)
    assert part.apply(draft) == draft


def test_the_preview_follows_at_one_key(
    part: TextsPart, cause: MarkdownField, qtbot: QtBot
) -> None:
    assert cause.preview is not None
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(cause.edit, Qt.Key.Key_P, both)
    assert "The reviewer" in cause.preview.view.toPlainText()
    cause.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(cause.edit, " *new*")
    preview = cause.preview
    qtbot.waitUntil(lambda: preview.view.toPlainText().endswith("new"))


def test_links_of_the_preview_can_be_followed(
    part: TextsPart, cause: MarkdownField, library: Library, qtbot: QtBot
) -> None:
    opened: list[object] = []
    part.open_incident.connect(opened.append)
    preview = cause.preview
    assert preview is not None
    cause.edit.setPlainText("See INC-2024-112 and <https://example.org/x>")
    preview.set_shown(True)
    assert "incident:INC-2024-112" in preview.view.toHtml()
    preview.view.anchorClicked.emit(QUrl("incident:INC-2024-112"))
    assert opened == [library.incidents.by_key("INC-2024-112").id]
    preview.view.anchorClicked.emit(QUrl("https://example.org/x"))
    (dialog,) = part.window().findChildren(FramedDialog)
    assert dialog.windowTitle() == "Open example.org?"
    dialog.reject()


def test_a_key_is_completed_from_the_library(
    part: TextsPart, cause: MarkdownField, qtbot: QtBot
) -> None:
    completion = cause.completion
    assert completion is not None
    cause.edit.setFocus()
    qtbot.waitUntil(cause.edit.hasFocus)
    cause.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(cause.edit, " See inc-2024")
    assert completion.is_open()
    QTest.keyClick(cause.edit, Qt.Key.Key_Return)
    assert cause.text().endswith(" See INC-2024-112")
    assert not completion.is_open()


def test_a_key_opens_its_incident(part: TextsPart, cause: MarkdownField, library: Library) -> None:
    opened: list[object] = []
    part.open_incident.connect(opened.append)
    cause.edit.key_pressed.emit("INC-2024-112")
    cause.edit.key_pressed.emit("INC-1999-001")
    assert opened == [library.incidents.find_id("INC-2024-112")]


def test_a_screenshot_is_kept_and_shown(
    part: TextsPart, cause: MarkdownField, library: Library, stored: Incident
) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    cause.edit.moveCursor(QTextCursor.MoveOperation.End)
    cause.edit.picture_pasted.emit(picture)
    (info,) = library.attachments.of(stored.id)
    assert info.media_type == "image/png"
    assert cause.text().endswith(markdown_for(info.name))
    assert [one.name for one in part.attachments.files] == [info.name]
    assert cause.preview is not None
    cause.preview.set_shown(True)
    assert list(cause.preview.pictures) == [info.name]


def test_files_are_kept_under_names_of_their_own(
    cause: MarkdownField, library: Library, stored: Incident, tmp_path: Path
) -> None:
    file = tmp_path / "app log.txt"
    for text in ("one", "two"):
        file.write_text(text)
        cause.edit.files_dropped.emit([file])
    names = [one.name for one in library.attachments.of(stored.id)]
    assert names == ["app log.txt", "app log-2.txt"]
    assert "[app log-2.txt](attachment:app%20log-2.txt)" in cause.text()


def test_what_cannot_be_kept_is_said_plainly(
    cause: MarkdownField, notices: list[Notice], tmp_path: Path
) -> None:
    cause.edit.files_dropped.emit([tmp_path])
    cause.edit.files_dropped.emit([tmp_path / "gone.png"])
    cause.edit.picture_pasted.emit(QImage())
    assert [one.kind for one in notices] == ["error"] * 3
    assert "is a folder" in notices[0].text
    assert "cannot be read" in notices[1].text
    assert cause.text() == BLAME


def test_a_file_that_was_removed_comes_back(
    part: TextsPart,
    cause: MarkdownField,
    library: Library,
    stored: Incident,
    notices: list[Notice],
    tmp_path: Path,
) -> None:
    file = tmp_path / "log.txt"
    file.write_text("kept")
    cause.edit.files_dropped.emit([file])
    part.attachments.remove_requested.emit(part.attachments.files[0])
    assert library.attachments.of(stored.id) == ()
    assert part.attachments.files == ()
    undo: Callable[[], None] | None = notices[-1].action
    assert undo is not None
    undo()
    (info,) = library.attachments.of(stored.id)
    assert library.attachments.read(info.sha256) == b"kept"


@pytest.mark.parametrize("name", ["a b (1).png", "grün.png", "50%.png", "x]y.png", "<b>.png"])
def test_any_name_is_shown_as_a_picture(name: str) -> None:
    html = render_markdown(markdown_for(name))
    assert html.count('<img src="attachment:') == 1
    assert "<b>" not in html

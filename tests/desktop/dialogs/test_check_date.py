"""The day on which it is asked whether an action item helped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.check_date import ask_check_date

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


def test_the_day_is_moved_and_taken_away(
    session: LibrarySession, themes: ThemeSource, story: Library, host: QWidget
) -> None:
    session.open()
    row = story.actions.rows(as_of=session.clock())[0]

    def check_on() -> date | None:
        return next(one.check_on for one in story.facts().actions if one.id == row.id)

    def answer(text: str) -> bool:
        dialog = ask_check_date(session, themes, host, row.id, row.title)
        edit = dialog.findChild(QLineEdit)
        assert edit is not None
        edit.setText(text)
        dialog.confirm_button.click()
        return not dialog.isVisible()

    assert answer("2026-06-30")
    assert check_on() == date(2026, 6, 30)
    assert not answer("someday")
    assert check_on() == date(2026, 6, 30)
    assert answer("")
    assert check_on() is None

"""The weekly review: one item after the other, and that it took place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.dialogs.framed import FramedDialog
from desktop.pages.actions.due_dialog import DueDateDialog
from desktop.pages.actions.ritual import Outcome, Ritual, recurrence_words
from models.incident import ActionItem, Incident
from models.operations.actions import set_owner
from models.operations.incidents import save_incident
from models.vocabulary import ActionStatus
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.desktop.pages.actions.driving import answer, stored

if TYPE_CHECKING:
    from desktop.notices import Notice
    from desktop.pages.actions.page import ActionsPage
    from desktop.session import LibrarySession
    from models.library import Library


def press(page: ActionsPage, name: str) -> None:
    page.review.view.buttons[name].click()


def test_every_item_gets_an_answer_and_the_review_is_recorded(
    page: ActionsPage, register: Library, session: LibrarySession, notices: list[Notice]
) -> None:
    session.set_handle("@ana")
    page.view.command_requested.emit("review-actions")
    view = page.review.view
    assert view.isVisible()
    assert (view.progress.text(), view.title.text()) == ("1 of 4", "Late")
    press(page, "close")
    answer(page, "https://example.com/pr/1")
    assert (view.progress.text(), view.title.text()) == ("2 of 4", "Today")
    press(page, "redate")
    dialog = page.findChildren(DueDateDialog)[-1]
    dialog.date.setText("+1w")
    dialog.reason.setPlainText("freeze")
    dialog.confirmed.emit()
    assert view.title.text() == "Nobody's"
    press(page, "reassign")
    answer(page, "@cy")
    press(page, "drop")
    reason = page.findChildren(FramedDialog)[-1]
    text = reason.findChild(QPlainTextEdit)
    assert text is not None
    text.setPlainText("Replaced")
    reason.confirmed.emit()
    assert view.end.title_text == "4 of 4 open action items gone through"
    view.end.action_chosen.emit()
    (review,) = register.actions.reviews()
    assert (review.closed, review.redated, review.reassigned, review.dropped) == (1, 1, 1, 1)
    assert (review.made_by, review.note) == ("@ana", "4 of 4 open action items")
    assert notices[-1].text.startswith("Review recorded: 1 closed, 1 re-dated")
    assert page.view.isVisible()
    assert stored(register, "Undated").status is ActionStatus.WONT_DO
    assert stored(register, "Today").slips == 1


def test_an_answer_that_is_not_given_keeps_the_item(page: ActionsPage) -> None:
    page.start_review()
    press(page, "reassign")
    page.findChildren(FramedDialog)[-1].reject()
    assert page.review.view.title.text() == "Late"
    press(page, "keep")
    assert page.review.view.title.text() == "Today"


def test_letters_answer_and_backspace_goes_back(page: ActionsPage) -> None:
    page.activateWindow()
    page.start_review()
    view = page.review.view
    QTest.keyClick(view.buttons["keep"], Qt.Key.Key_K)
    QTest.keyClick(view.buttons["keep"], Qt.Key.Key_K)
    assert view.progress.text() == "3 of 4"
    QTest.keyClick(view.buttons["keep"], Qt.Key.Key_Backspace)
    assert (view.progress.text(), view.title.text()) == ("2 of 4", "Today")
    assert nameless(view) == []
    assert all(button in reached_by_tab(page) for button in view.buttons.values())


def test_a_review_may_end_early_and_says_so(page: ActionsPage, register: Library) -> None:
    page.start_review()
    press(page, "keep")
    page.review.view.finish_wanted.emit()
    page.review.view.record_wanted.emit()
    (review,) = register.actions.reviews()
    assert (review.kept, review.note) == (1, "1 of 4 open action items")


def test_escape_leaves_without_recording(page: ActionsPage, register: Library) -> None:
    page.start_review()
    press(page, "keep")
    assert page.handle_escape()
    assert page.view.isVisible()
    assert register.actions.reviews() == []


def test_what_is_shown_is_gone_through(page: ActionsPage, notices: list[Notice]) -> None:
    page.show_query("open:yes owner:@bo")
    page.start_review()
    assert page.review.view.progress.text() == "1 of 1"
    page.review.leave()
    page.show_query("open:no")
    page.start_review()
    assert not page.review.is_open
    assert notices[-1].text == "No open action item is shown"


def test_a_change_elsewhere_is_seen_before_the_answer(
    page: ActionsPage, register: Library, session: LibrarySession
) -> None:
    page.start_review()
    set_owner(register, stored(register, "Late").id, "@other")
    session.look_for_changes()
    press(page, "close")
    answer(page, "PR 1")
    assert stored(register, "Late").status is ActionStatus.DONE


def test_it_says_why_an_item_matters(
    page: ActionsPage, register: Library, session: LibrarySession
) -> None:
    for key, day in (("INC-2", 1), ("INC-3", 5)):
        save_incident(
            register,
            Incident(
                key=key,
                title="A & B",
                category="Database / Missing index",
                services=("payments",),
                started_at=datetime(2025, 3, day, tzinfo=UTC),
                resolved_at=datetime(2025, 3, day, 1, tzinfo=UTC),
                action_items=(ActionItem(number=1, title=f"Fix {key}", due_on=date(2025, 5, 1)),),
            ),
        )
    session.look_for_changes()
    page.show_query("incident:INC-2")
    page.start_review()
    view = page.review.view
    assert view.incident.text() == "INC-2  A && B"
    assert view.recurred.text() == "The same failure came back 1 time since: INC-3"
    wanted: list[object] = []
    page.open_incident.connect(wanted.append)
    view.incident.click()
    assert wanted == [register.incidents.by_key("INC-2").id]


def test_recurrences_in_words() -> None:
    assert recurrence_words(()) == ""
    words = recurrence_words(("A", "B", "C", "D", "E"))
    assert words == "The same failure came back 5 times since: C, D, E and 2 before"


def test_an_answer_given_twice_counts_once(register: Library) -> None:
    rows = register.actions.rows(as_of=datetime(2025, 3, 19, tzinfo=UTC))[:2]
    ritual = Ritual(rows)
    ritual.decide(Outcome.KEPT)
    ritual.back()
    ritual.decide(Outcome.DROPPED)
    assert (ritual.summary, ritual.seen, ritual.progress) == ("1 dropped", 1, "2 of 2")

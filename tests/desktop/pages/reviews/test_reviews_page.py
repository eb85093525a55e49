"""An architecture review on a real library, from its title to its decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.pages.editor.draft import Record
from desktop.pages.reviews.page import ReviewsPage
from models.operations.reviews import save_review
from models.review import Disposition, ReviewStatus
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.desktop.pages.reviews.driving import close_review, stored, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from models.library import Library

    Show = Callable[[type[ReviewsPage]], ReviewsPage]


def test_without_reviews_one_can_be_begun(page: ReviewsPage) -> None:
    assert page.overview._stack.currentIndex() == 1
    page.overview._empty.action_chosen.emit()
    assert page._stack.currentWidget() is page.workspace
    assert page.workspace._title.hasFocus()


def test_nothing_is_stored_before_it_has_a_title(page: ReviewsPage, indexed: Library) -> None:
    page.start_review()
    page.workspace.design.design.setPlainText("Something")
    page.save()
    assert indexed.reviews.rows() == []


def test_incidents_are_found_with_the_reason(begun: ReviewsPage, indexed: Library) -> None:
    review = stored(indexed)
    assert (review.title, review.services) == ("Checkout v2", ("payments",))
    assert {"INC-2025-034", "INC-2024-112", "INC-2025-019"} <= {one.key for one in review.incidents}
    first = review.incidents[0]
    assert any(word in first.evidence for word in ("payment-service", "payment-db"))
    assert begun.workspace._found.text() == f"{len(review.incidents)} of 5"


def test_a_disposition_is_chosen_with_one_key_and_a_note_written(
    begun: ReviewsPage, indexed: Library
) -> None:
    rows = begun.workspace.list
    rows.setCurrentIndex(rows.reviewed.index(0))
    QTest.keyClick(rows, Qt.Key.Key_R)
    rows.reviewed.setData(rows.reviewed.index(0), "  Pool is sized per client ")
    begun.save()
    one = stored(indexed).incidents[0]
    assert one.disposition is Disposition.ACCEPTED_RISK
    assert one.note == "Pool is sized per client"
    assert begun.workspace.head.share_label.text().startswith("1 of ")


def test_a_click_on_a_choice_chooses_it(begun: ReviewsPage) -> None:
    rows = begun.workspace.list
    rect = rows.visualRect(rows.reviewed.index(0))
    box = rows._delegate._choice_boxes(rect)[Disposition.NOT_APPLICABLE]
    point = QPointF(box.center()).toPoint()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert rows.reviewed.rows[0].disposition is Disposition.NOT_APPLICABLE


def test_finding_again_keeps_what_was_said(begun: ReviewsPage, indexed: Library) -> None:
    key = begun.workspace.list.reviewed.rows[0].key
    begun.workspace.list.reviewed.dispose(0, Disposition.ADDRESSED)
    begun.workspace.design.services.set_words(())
    begun.workspace.design.design.setPlainText("Nothing alike at all: zebra.")
    begun.find_matches()
    kept = {one.key: one.disposition for one in stored(indexed).incidents}
    assert kept[key] is Disposition.ADDRESSED


def test_meeting_questions_and_decision_are_stored(begun: ReviewsPage, indexed: Library) -> None:
    begun.workspace.design.meeting.setText("mon")
    begun.workspace.side.questions.model.add(Record({"text": "What if it is full?", "answer": ""}))
    begun.workspace.side._decision.setPlainText("Go, with a limit per client.")
    close_review(begun)
    review = stored(indexed)
    assert review.meeting_on == date(2025, 3, 24)
    assert [one.text for one in review.questions][-1] == "What if it is full?"
    assert review.decision == "Go, with a limit per client."
    assert (review.status, review.decided_on) == (ReviewStatus.DECIDED, date(2025, 3, 19))
    close_review(begun)
    assert stored(indexed).status is ReviewStatus.REOPENED


def test_a_meeting_that_is_no_date_is_said_and_the_rest_is_stored(
    begun: ReviewsPage, indexed: Library
) -> None:
    begun.workspace.design.meeting.setText("soonish")
    begun.workspace.design.design.setPlainText("Changed")
    begun.save()
    assert begun.workspace.design.meeting_field.message
    assert stored(indexed).design == "Changed"


def test_leaving_saves_and_the_list_shows_how_far_it_is(
    begun: ReviewsPage, indexed: Library
) -> None:
    begun.workspace.list.reviewed.dispose(0, Disposition.ADDRESSED)
    assert begun.handle_escape()
    assert begun._stack.currentWidget() is begun.overview
    row = begun.overview.list.rows[0]
    assert (row.title, row.decided) == ("Checkout v2", 1)
    assert not begun.handle_escape()
    begun.overview.list.opened.emit(row)
    assert begun.workspace._title.text() == "Checkout v2"


def test_what_somebody_else_saved_meanwhile_is_kept_beside_mine(
    begun: ReviewsPage, indexed: Library
) -> None:
    theirs = stored(indexed)
    answered = replace(theirs.incidents[0], disposition=Disposition.ADDRESSED, note="Theirs")
    save_review(
        indexed, replace(theirs, decision="Theirs", incidents=(answered, *theirs.incidents[1:]))
    )
    begun.workspace.design.design.setPlainText("Mine")
    begun.save()
    review = stored(indexed)
    assert (review.design, review.decision) == ("Mine", "Theirs")
    assert review.incidents[0].note == "Theirs"
    assert begun.workspace.list.reviewed.rows[0].disposition is Disposition.ADDRESSED
    assert begun.workspace.banner.isHidden()


def test_where_both_changed_the_same_it_is_told_and_both_are_kept(
    begun: ReviewsPage, indexed: Library
) -> None:
    save_review(indexed, replace(stored(indexed), decision="Theirs"))
    begun.workspace.side._decision.setPlainText("Mine")
    begun.save()
    assert stored(indexed).decision == "Theirs"
    assert "Both changed: decision." in begun.workspace.banner.text
    begun.save()
    assert stored(indexed).decision == "Theirs"
    begun.workspace.banner.action_chosen.emit()
    assert stored(indexed).decision == "Mine\n\nTheirs"
    assert begun.workspace.banner.isHidden()


def test_an_incident_is_opened_with_enter(begun: ReviewsPage, indexed: Library) -> None:
    opened: list[UUID] = []
    begun.open_incident.connect(opened.append)
    rows = begun.workspace.list
    rows.setCurrentIndex(rows.reviewed.index(0))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [rows.reviewed.rows[0].incident_id]


def test_without_an_index_services_alone_find(story: Library, show: Show) -> None:
    page = show(ReviewsPage)
    write(page, "Search", "zebra", "search")
    page.find_matches()
    assert [one.key for one in stored(story).incidents] == ["INC-2025-032"]


def test_the_rows_keep_qt_s_contract(begun: ReviewsPage) -> None:
    model = begun.workspace.list.reviewed
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = model.rows
    model.set_rows(())
    model.set_rows(rows)
    model.dispose(0, Disposition.OPEN)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"1: {rows[0].key}, ")
    assert tester is not None


def test_every_control_has_a_name_and_is_reached_by_tab(begun: ReviewsPage) -> None:
    assert nameless(begun) == []
    reached = reached_by_tab(begun)
    for control in (begun.workspace._title, begun.workspace.design.design, begun.workspace.list):
        assert control in reached


def test_in_a_narrow_window_the_right_side_moves_below_the_design(begun: ReviewsPage) -> None:
    begun.resize(932, 624)
    begun.grab()
    assert not begun.workspace._right.isVisible()
    assert begun.workspace.side.isVisibleTo(begun)
    begun.resize(1272, 824)
    begun.grab()
    assert begun.workspace._right.isVisible()
    assert begun.workspace.side.isVisibleTo(begun)

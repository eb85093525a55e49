"""An architecture review on a real library, from its title to its decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.pages.editor.draft import Record
from desktop.pages.reviews.page import ReviewsPage
from desktop.widgets.buttons import Button
from models.operations.incidents import save_incident
from models.operations.reviews import save_review
from models.review import Disposition, Review, ReviewStatus
from search.folder import index_folder
from search.index import Index
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.models.examples import incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from desktop.notices import Notice
    from models.library import Library

    Show = Callable[[type[ReviewsPage]], ReviewsPage]


@pytest.fixture
def indexed(story: Library, tmp_path: Path) -> Library:
    """The library with an index where the session looks for it."""
    folder = index_folder(tmp_path / "indexes", story.id, story.location)
    with Index.open(folder, library_id=story.id) as index:
        index.rebuild(story)
    return story


@pytest.fixture
def page(indexed: Library, show: Show) -> ReviewsPage:
    return show(ReviewsPage)


def write(page: ReviewsPage, title: str, design: str, *services: str) -> None:
    page.overview.new_wanted.emit()
    workspace = page.workspace
    QTest.keyClicks(workspace._title, title)
    workspace.design.design.setPlainText(design)
    for service in services:
        # Typed keys would open the suggestions, of which the offscreen platform complains.
        workspace.design.services.line.setText(service)
        QTest.keyClick(workspace.design.services.line, Qt.Key.Key_Return)


def stored(library: Library) -> Review:
    return library.reviews.get(library.reviews.rows()[0].id)


@pytest.fixture
def begun(page: ReviewsPage) -> ReviewsPage:
    write(page, "Checkout v2", "A connection pool for checkout.", "payments")
    page.find_matches()
    return page


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
    assert begun.workspace._decided.text().startswith("1 of ")


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
    begun.workspace.decided.emit()
    review = stored(indexed)
    assert review.meeting_on == date(2025, 3, 24)
    assert [one.text for one in review.questions][-1] == "What if it is full?"
    assert review.decision == "Go, with a limit per client."
    assert (review.status, review.decided_on) == (ReviewStatus.DECIDED, date(2025, 3, 19))
    begun.workspace.decided.emit()
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


def test_somebody_elses_save_is_not_written_over_unasked(
    begun: ReviewsPage, indexed: Library
) -> None:
    save_review(indexed, replace(stored(indexed), decision="Theirs"))
    begun.workspace.design.design.setPlainText("Mine")
    begun.save()
    assert stored(indexed).decision == "Theirs"
    assert "Yours is still here" in begun.workspace.banner.text
    begun.save()
    assert stored(indexed).decision == "Theirs"
    begun.workspace.banner.action_chosen.emit()
    assert stored(indexed).design == "Mine"


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


def test_services_that_the_text_names_are_taken_where_none_was_chosen(
    page: ReviewsPage, indexed: Library
) -> None:
    write(page, "Checkout", "It asks payment-db and PaymentService.")
    page.find_matches()
    assert stored(indexed).services == ("payments/payment-db", "payments/payment-service")


def test_services_that_the_text_names_are_offered(begun: ReviewsPage, indexed: Library) -> None:
    begun.workspace.design.design.setPlainText("The search service is asked too.")
    begun.find_matches()
    offered = begun.workspace.design._offered.findChildren(Button)
    shown = [one for one in offered if one.isVisible()]
    assert [one.toolTip() for one in shown] == ["search"]
    shown[0].click()
    begun.save()
    assert stored(indexed).services == ("payments", "search")


def test_questions_are_raised_by_what_was_found_and_removed_ones_stay_away(
    begun: ReviewsPage, indexed: Library
) -> None:
    first = stored(indexed).questions
    assert any("connection pool" in one.text and "INC-2024-112" in one.source for one in first)
    table = begun.workspace.side.questions
    table.set_records(table.records()[:1])
    table.edited.emit()
    begun.find_matches()
    assert [one.id for one in stored(indexed).questions] == [first[0].id]


def test_a_disposition_says_who_gave_it_and_is_taken_back(
    begun: ReviewsPage, indexed: Library
) -> None:
    rows = begun.workspace.list
    rows.setFocus()
    rows.setCurrentIndex(rows.reviewed.index(0))
    QTest.keyClick(rows, Qt.Key.Key_A)
    begun.save()
    one = stored(indexed).incidents[0]
    assert (one.disposition, one.disposed_by) == (Disposition.ADDRESSED, begun.session.handle)
    assert one.disposed_at == begun.session.clock()
    rows.reviewed.undo()
    begun.save()
    assert stored(indexed).incidents[0] == replace(
        one, disposition=Disposition.OPEN, disposed_by="", disposed_at=None
    )
    assert not rows.reviewed.can_undo


def test_a_cell_of_the_matrix_shows_its_incidents_alone(begun: ReviewsPage) -> None:
    matrix = begun.workspace.side.matrix
    model = matrix.matrix_model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    filled = next(
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.index(row, column).data() != "·"
    )
    assert "incident" in filled.data(Qt.ItemDataRole.AccessibleTextRole)
    matrix.setCurrentIndex(filled)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    rows = begun.workspace.list
    hidden = [rows.isRowHidden(place) for place in range(rows.reviewed.rowCount())]
    assert hidden.count(False) == int(filled.data())
    assert begun.handle_escape()
    assert begun._stack.currentWidget() is begun.workspace
    assert not any(rows.isRowHidden(place) for place in range(rows.reviewed.rowCount()))
    assert tester is not None


def test_a_dropped_document_becomes_the_design(
    page: ReviewsPage, indexed: Library, tmp_path: Path
) -> None:
    file = tmp_path / "checkout-v2.md"
    file.write_text("A connection pool\r\nfor payment-db.", encoding="utf-8")
    page.start_review()
    page.workspace.design.design.file_dropped.emit(file)
    review = stored(indexed)
    assert (review.title, review.design) == (
        "Checkout v2",
        "A connection pool\nfor payment-db.",
    )
    assert review.incidents


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("design.pdf", b"%PDF", "neither Markdown nor plain text"),
        ("big.md", b"x" * 1_000_001, "larger than a megabyte"),
        ("binary.txt", b"a\0b", "is no text"),
        ("gone.md", None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_design_is_refused_and_nothing_changes(
    begun: ReviewsPage,
    notices: list[Notice],
    tmp_path: Path,
    name: str,
    data: bytes | None,
    why: str,
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = begun.workspace.design.design.toPlainText()
    begun.files.take(tmp_path / name)
    assert why in notices[-1].text
    assert begun.workspace.design.design.toPlainText() == before


def test_the_window_limits_how_far_back_incidents_count(
    begun: ReviewsPage, indexed: Library
) -> None:
    before = {one.key for one in stored(indexed).incidents}
    begun.workspace.design.window_choice.set_value("12")
    begun.find_matches()
    review = stored(indexed)
    assert review.window_months == 12
    assert {one.key for one in review.incidents} < before or not before - {
        one.key for one in review.incidents
    }
    assert all(one.started_at and one.started_at.year >= 2024 for one in review.incidents)


def test_an_action_item_made_of_a_review_is_in_the_register(
    begun: ReviewsPage, indexed: Library
) -> None:
    from desktop.pages.reviews.new_action import NewActionDialog

    begun.save()
    begun.add_action()
    dialog = begun.findChild(NewActionDialog)
    assert dialog is not None
    dialog.confirmed.emit()
    assert dialog._title_field.message
    dialog.title_edit.setText("Enforce limits per client")
    dialog.owner.setText("platform")
    dialog.due.setText("fri")
    dialog.confirmed.emit()
    review = stored(indexed)
    assert len(review.action_item_ids) == 1
    row = next(
        one
        for one in indexed.actions.rows(as_of=begun.session.clock())
        if one.id == review.action_item_ids[0]
    )
    assert (row.title, row.owner) == ("Enforce limits per client", "@platform")
    assert row.due_on == date(2025, 3, 21)
    assert row.incident_id == review.incidents[0].incident_id
    shown = [one.title for one in begun.workspace.side.actions_list.rows]
    assert "Enforce limits per client" in shown


def test_a_new_incident_on_its_services_marks_a_decided_review_and_reopens_it(
    begun: ReviewsPage, indexed: Library
) -> None:
    begun.workspace.list.reviewed.dispose(0, Disposition.ACCEPTED_RISK)
    begun.workspace.decided.emit()
    accepted = stored(indexed).incidents[0]
    category = indexed.incidents.get(accepted.incident_id).category
    save_incident(
        indexed,
        incident(
            "NEW-1",
            started_at=datetime(2025, 3, 19, 12, tzinfo=UTC),
            services=("payments/payment-db",),
            category=category,
        ),
    )
    begun.show_overview()
    row = begun.overview.list.rows[0]
    assert (row.new_incidents, row.accepted_again) == (1, 1)
    begun.open_review(row.id)
    news = begun.workspace.news
    assert news.isVisible()
    assert f"This design accepted that risk: NEW-1 is like {accepted.key}." in news.text
    news.action_chosen.emit()
    review = stored(indexed)
    assert review.status is ReviewStatus.REOPENED
    assert review.incidents[0].key == "NEW-1"
    assert not news.isVisible()


def test_the_pack_is_written_and_said(
    begun: ReviewsPage, notices: list[Notice], tmp_path: Path
) -> None:
    begun.save()
    assert begun.keeper.review is not None
    begun.export.write(begun.keeper.review.id, tmp_path / "pack.html")
    assert "Relevant" not in (tmp_path / "pack.html").read_text("utf-8")
    assert notices[-1].text == "pack.html written."
    assert begun.workspace._pack.text() == "Export PDF pack"
    begun.export.write(begun.keeper.review.id, tmp_path / "pack.xls")
    assert notices[-1].kind == "error"
    assert not begun.export.is_writing


def test_participants_are_handles(begun: ReviewsPage, indexed: Library) -> None:
    begun.workspace.design.participants.line.setText("checkout-arch, @cto")
    begun.save()
    assert stored(indexed).participants == ("@checkout-arch", "@cto")

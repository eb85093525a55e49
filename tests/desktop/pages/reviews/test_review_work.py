"""What a review does with its design, its incidents, its matrix, and what happens later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.pages.reviews.exporting import PackExport
from desktop.pages.reviews.overview import news_words, spoken
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.widgets.buttons import Button
from models.operations.incidents import save_incident
from models.operations.reviews import save_review
from models.review import Disposition, Review, ReviewedIncident, ReviewStatus
from tests.desktop.pages.reviews.driving import close_review, stored, write
from tests.models.examples import incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.pages.reviews.page import ReviewsPage
    from desktop.tasks import TaskRunner
    from models.clock import Clock
    from models.library import Library

    Show = Callable[[type[ReviewsPage]], ReviewsPage]


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
    assert one.disposed_at is not None
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
        ("blank.md", b" \n\n", "is empty"),
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
    close_review(begun)
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
    told = "1 new incident on its services, an accepted risk among them"
    assert news_words(row) == told
    assert spoken(row).endswith(told)
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
    assert begun.workspace.head.pack.text() == "Export PDF pack"
    begun.export.write(begun.keeper.review.id, tmp_path / "pack.xls")
    assert notices[-1].kind == "error"
    assert not begun.export.is_writing


def test_participants_are_handles(begun: ReviewsPage, indexed: Library) -> None:
    begun.workspace.design.participants.line.setText("checkout-arch, @cto")
    begun.save()
    assert stored(indexed).participants == ("@checkout-arch", "@cto")


def test_a_pack_is_stopped_and_leaves_no_file(
    threaded_runner: TaskRunner,
    indexed: Library,
    clock: Clock,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    session = LibrarySession(
        lambda: indexed,
        runner=threaded_runner,
        clock=clock,
        search_lane=SearchLane(tmp_path / "lane"),
    )
    session.open()
    qtbot.waitUntil(lambda: session.is_open)
    incident_id = indexed.incidents.ids()[0]
    review = Review(title="Stop", incidents=(ReviewedIncident(incident_id=incident_id),))
    save_review(indexed, review)
    told: list[str] = []
    session.notice.connect(lambda notice: told.append(notice.text))
    host = QWidget()
    qtbot.addWidget(host)
    export = PackExport(session, host)
    export.write(review.id, tmp_path / "stopped.md")
    export.cancel()
    qtbot.waitUntil(lambda: not export.is_writing)
    assert told == ["Stopped; no pack was written"]
    assert not (tmp_path / "stopped.md").exists()
    session.close()
    qtbot.waitUntil(lambda: threaded_runner.is_idle)


def test_closing_with_open_incidents_is_asked_about(begun: ReviewsPage, indexed: Library) -> None:
    begun.workspace.decided.emit()
    asked = [one for one in begun.findChildren(FramedDialog) if one.isVisible()]
    assert len(asked) == 1
    asked[0].reject()
    assert stored(indexed).status is ReviewStatus.OPEN
    for place in range(len(begun.workspace.list.reviewed.rows)):
        begun.workspace.list.reviewed.dispose(place, Disposition.ADDRESSED)
    begun.workspace.decided.emit()
    assert stored(indexed).status is ReviewStatus.DECIDED


def test_a_note_is_kept_while_it_is_typed(begun: ReviewsPage, indexed: Library) -> None:
    rows = begun.workspace.list
    rows.edit(rows.reviewed.index(0))
    line = rows.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "A limit per  client ")
    assert line.text() == "A limit per  client "
    begun.keeper.save_wanted.emit()
    assert stored(indexed).incidents[0].note == "A limit per client"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert rows.reviewed.rows[0].note == ""
    rows.edit(rows.reviewed.index(0))
    line = next(one for one in rows.findChildren(QLineEdit) if one.isVisible())
    QTest.keyClicks(line, "Cap")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert rows.reviewed.rows[0].note == "Cap"
    rows.reviewed.undo()
    assert rows.reviewed.rows[0].note == ""
    assert not rows.reviewed.can_undo

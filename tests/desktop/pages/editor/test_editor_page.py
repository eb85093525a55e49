"""The editor as a page: what is typed is kept, told, undone, shown, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.pages.editor.draft import Record
from desktop.pages.editor.reading import read_draft
from models.operations.incidents import set_status
from models.vocabulary import PostmortemStatus
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.desktop.pages.editor.driving import ALT, CTRL, control, press, texts, type_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.pages.editor.page import EditorPage
    from models.library import Library

    Edit = Callable[[str], EditorPage]

KEY = "INC-2025-034"


@pytest.fixture
def editor(story: Library, edit: Edit) -> EditorPage:
    return edit(KEY)


def test_opening_and_saving_a_stored_incident_keeps_it(editor: EditorPage, story: Library) -> None:
    before = story.incidents.by_key(KEY)
    editor.checkpoint()
    after = story.incidents.by_key(KEY)
    assert after == replace(before, version=after.version, updated_at=after.updated_at)


def test_what_is_typed_is_in_the_library_after_leaving(editor: EditorPage, story: Library) -> None:
    type_over(editor.form.head.headline, "Checkout down")
    editor.leave()
    assert story.incidents.by_key(KEY).title == "Checkout down"


def test_another_incident_comes_only_after_the_last_one_is_handed_over(
    editor: EditorPage, story: Library
) -> None:
    type_over(editor.form.head.headline, "Checkout down")
    editor.show_incident(story.incidents.by_key("INC-2025-007").id)
    assert story.incidents.by_key(KEY).title == "Checkout down"
    assert editor.form.head.headline.text() == "Login storm"
    assert story.incidents.by_key("INC-2025-007").title == "Login storm"


def test_closing_hands_over_what_was_typed_a_moment_ago(editor: EditorPage, story: Library) -> None:
    type_over(editor.form.head.headline, "Checkout down")
    editor.close_down()
    assert story.incidents.by_key(KEY).title == "Checkout down"


def test_amounts_tell_unknown_zero_and_about(editor: EditorPage, story: Library) -> None:
    type_over(control(editor, "users_affected"), "~12,000")
    type_over(control(editor, "failed_transactions"), "0")
    type_over(control(editor, "revenue"), "8,500 EUR")
    assert control(editor, "users_affected").text() == "12,000"
    editor.leave()
    impact = story.incidents.by_key(KEY).impact
    assert (impact.users_affected, impact.failed_transactions) == (12_000, 0)
    assert (impact.revenue, impact.currency) == (Decimal(8500), "EUR")
    assert impact.estimated == {"users_affected"}
    assert impact.error_budget_consumed_percent is None


def test_a_currency_beside_an_amount_goes_to_its_own_place(editor: EditorPage) -> None:
    line = control(editor, "revenue")
    type_over(line, "8500 EUR")
    control(editor, "failed_transactions").setFocus()
    assert line.text() == "8,500"
    assert control(editor, "currency").text() == "EUR"


def test_an_answer_that_comes_late_changes_nothing_that_was_typed_since(
    editor: EditorPage, story: Library
) -> None:
    line = control(editor, "failed_transactions")
    type_over(line, "7")
    read = editor.form.draft()
    reading = read_draft(read, editor.keeper.base, now=editor.session.clock())
    type_over(line, "1234")
    editor.form.head.headline.setFocus()
    line.setText("1234")
    editor.form.show_reading(reading, read)
    assert line.text() == "1234"


def test_what_is_typed_in_a_cell_stays_while_the_row_is_worked_out(editor: EditorPage) -> None:
    editor.go_to("timeline")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "14:2")
    model = editor.form.timeline.table.model
    model.dataChanged.emit(model.index(0, 0), model.index(1, 3))
    assert cell.text() == "14:2"


def test_a_tilde_makes_an_estimate_exact_again(editor: EditorPage, story: Library) -> None:
    line = control(editor, "users_affected")
    type_over(line, "~50~")
    editor.leave()
    assert story.incidents.by_key(KEY).impact.estimated == frozenset()
    assert story.incidents.by_key(KEY).impact.users_affected == 50


def test_the_user_impact_follows_the_times_until_it_is_stated(
    editor: EditorPage, story: Library, qtbot: QtBot
) -> None:
    line = control(editor, "user_impact_minutes")
    assert (line.text(), line.placeholderText()) == ("", "47 min")
    type_over(control(editor, "resolved_at"), "15:23")
    qtbot.waitUntil(lambda: line.placeholderText() == "1 h")
    type_over(line, "30")
    editor.leave()
    incident = story.incidents.by_key(KEY)
    assert incident.impact.user_impact_minutes == 30
    assert incident.duration_minutes == 60
    assert incident.resolved_at == datetime(2025, 3, 15, 15, 23, tzinfo=UTC)


def test_a_field_that_cannot_be_read_says_so_and_the_text_stays(
    editor: EditorPage, story: Library, qtbot: QtBot
) -> None:
    type_over(control(editor, "users_affected"), "many")
    field = editor.form.impact.fields["users_affected"]
    qtbot.waitUntil(lambda: "not a number" in field.message)
    entry = next(one for one in editor.outline.entries if one.name == "impact")
    assert (entry.state, entry.count) == ("needs work", "1 to fix")
    assert editor.keeper.state.kind in ("unsaved", "not readable yet")
    type_over(control(editor, "users_affected"), "7")
    qtbot.waitUntil(lambda: not field.message)


def test_the_outline_follows_the_keyboard_and_leads_it(editor: EditorPage) -> None:
    names = [one.name for one in editor.outline.entries]
    assert names[:3] == ["details", "summary", "impact"]
    editor.form.head.headline.setFocus()
    assert editor.outline.current == "details"
    press(Qt.Key.Key_Down, ALT)
    assert editor.outline.current == "summary"
    assert texts(editor)["summary"].hasFocus()
    press(Qt.Key.Key_Down, ALT)
    assert control(editor, "started_at").hasFocus()
    press(Qt.Key.Key_Up, ALT)
    assert texts(editor)["summary"].hasFocus()
    editor.outline.chosen.emit("action items")
    assert editor.outline.current == "action items"


def test_an_entry_is_marked_though_it_is_known_only_later(editor: EditorPage) -> None:
    entries = editor.outline.entries
    editor.outline.show_entries(())
    editor.outline.mark("summary")
    assert editor.outline.current == ""
    editor.outline.show_entries(entries)
    assert editor.outline.current == "summary"


def test_every_entry_of_the_outline_takes_the_keyboard_to_itself(editor: EditorPage) -> None:
    for entry in editor.outline.entries:
        editor.go_to(entry.name)
        assert editor.outline.current == entry.name


def test_preview_is_one_key_away_and_back(editor: EditorPage, qtbot: QtBot) -> None:
    title = editor.form.head.headline
    type_over(title, "Checkout down")
    press(Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: "Checkout down" in editor.preview.text.toPlainText())
    assert editor.preview.text.hasFocus()
    press(Qt.Key.Key_P, CTRL)
    assert title.hasFocus()
    press(Qt.Key.Key_P, CTRL)
    assert editor.handle_escape()
    assert not editor.handle_escape()


def test_a_final_postmortem_is_read_only_and_says_how_it_is_changed(
    story: Library, edit: Edit
) -> None:
    page = edit("INC-2024-112")
    assert page.form.is_read_only
    line = page.form.head.headline
    before = line.text()
    type_over(line, "Not this")
    press(Qt.Key.Key_Z, CTRL)
    assert line.text() == before
    page.leave()
    assert story.incidents.by_key("INC-2024-112").title == before


def test_reopened_elsewhere_it_can_be_changed_here(
    story: Library, edit: Edit, qtbot: QtBot
) -> None:
    page = edit("INC-2024-112")
    id = story.incidents.by_key("INC-2024-112").id
    draft = PostmortemStatus.DRAFT
    page.session.perform(
        page, lambda library: set_status(library, id, draft, version=None, reason="New facts")
    )
    qtbot.waitUntil(lambda: not page.form.is_read_only)


def test_optional_sections_are_added_on_request(editor: EditorPage, story: Library) -> None:
    lessons = texts(editor)["lessons learned"]
    assert not lessons.isVisible()
    place = [one.values["kind"] for one in editor.form.draft().sections].index("lessons learned")
    editor.form._offers.chosen.emit(place)
    assert lessons.hasFocus()
    QTest.keyClicks(lessons, "Test with real volumes.")
    editor.leave()
    assert [one.title for one in story.incidents.by_key(KEY).sections] == [
        "Summary",
        "Lessons Learned",
    ]


def test_details_are_folded_and_hold_severity_services_people(
    editor: EditorPage, story: Library
) -> None:
    details = editor.form.details
    assert not details.severity.isVisible()
    editor.go_to("details")
    assert details.severity.hasFocus()
    QTest.keyClicks(details.severity, "SEV-3")
    line = details.fields["services"].control.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "zz/new,")
    editor.leave()
    incident = story.incidents.by_key(KEY)
    assert incident.severity == "SEV-3"
    assert incident.services == ("payments/payment-service", "zz/new")


def test_the_library_s_words_are_offered(editor: EditorPage) -> None:
    line = editor.form.details.fields["services"].control.focusProxy()
    assert isinstance(line, QLineEdit)
    completer = line.completer()
    assert completer is not None
    completer.setCompletionPrefix("db")
    assert completer.currentCompletion() == "payments/payment-db"


def test_every_control_has_a_name_and_tab_goes_down_the_page(editor: EditorPage) -> None:
    editor.form.details.fold.set_open(True)
    assert nameless(editor) == []
    reached = reached_by_tab(editor)
    sections = texts(editor)
    in_order = (
        editor.form.head.headline,
        editor.form.details.severity,
        sections["summary"],
        control(editor, "started_at"),
        control(editor, "users_affected"),
        editor.form.timeline.table.table,
        sections["root cause"],
        editor.form.factors.table.table,
        editor.form.action_items.table.table,
        sections["blameless notes"],
    )
    places = [reached.index(one) for one in in_order]
    assert places == sorted(places)


def test_a_narrow_page_gives_the_inspector_up_first(editor: EditorPage) -> None:
    assert editor.inspector.isVisible()
    editor.resize(932, 624)
    assert not editor.inspector.isVisible()
    assert editor.outline.isVisible()
    editor.sides.bar.inspector.click()
    assert editor.inspector.isVisible()
    assert not editor.outline.isVisible()


def test_hostile_text_is_kept_as_it_is(editor: EditorPage, story: Library) -> None:
    hostile = "<script>alert(1)</script> & \u202egnirts \U0001f600"
    line = editor.form.head.headline
    line.setText(hostile)
    line.textEdited.emit(hostile)
    editor.leave()
    assert story.incidents.by_key(KEY).title == hostile


def test_other_text_for_the_same_sections_is_what_the_form_then_holds(editor: EditorPage) -> None:
    form = editor.form
    draft = form.draft()
    other = tuple(
        Record({**one.values, "markdown": f"Text {place}"}, one.id)
        for place, one in enumerate(draft.sections)
    )
    form.set_draft(replace(draft, sections=other))
    assert form.draft().sections == other


def test_an_incident_that_is_gone_is_said(page: EditorPage, story: Library) -> None:
    page.show_incident(story.id)
    assert page.incident_id is None
    said = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "This incident cannot be edited" in said


def test_the_outline_keeps_qt_s_contract(editor: EditorPage) -> None:
    model = editor.outline._model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    editor.outline.show_entries(editor.outline.entries[:3])
    assert model.rowCount() == 3
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "Summary, complete"

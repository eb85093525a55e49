"""Writing an incident: with the keyboard, with mistakes, and while somebody else writes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.controller import edit_incident, new_incident
from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_model import RecordColumn, RecordModel
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.vocabulary import EventKind, PostmortemStatus, Severity
from tests.desktop.keyboard import nameless, reached_by_tab

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.notices import Notice
    from desktop.pages.editor.controller import IncidentFormController
    from desktop.pages.editor.dialog import IncidentDialog
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library


@pytest.fixture
def new(session: LibrarySession, themes: ThemeSource, host: QWidget) -> IncidentFormController:
    session.open()
    return new_incident(session, themes, host)


def edit(
    session: LibrarySession, themes: ThemeSource, host: QWidget, key: str
) -> IncidentFormController:
    session.open()
    identifier = session_id(session, key)
    return edit_incident(session, themes, host, identifier)


def session_id(session: LibrarySession, key: str) -> UUID:
    found: list[UUID | None] = []
    session.read(session, lambda library: library.incidents.find_id(key), found.append)
    assert found[0] is not None
    return found[0]


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def save(dialog: IncidentDialog) -> None:
    dialog._on_save()


def question(dialog: QWidget) -> FramedDialog:
    found = dialog.findChild(FramedDialog)
    assert found is not None
    return found


def test_a_severity_and_a_title_make_a_draft(new: IncidentFormController, library: Library) -> None:
    saved: list[UUID] = []
    new.saved.connect(saved.append)
    form = new.dialog.form
    form.facts.severity.setFocus()
    QTest.keyClicks(form.facts.severity, "SEV-2")
    type_into(form.facts.headline, "Login storm")
    QTest.keyClick(form.facts.headline, Qt.Key.Key_Return)
    incident = library.incidents.get(saved[0])
    assert (incident.title, incident.severity) == ("Login storm", Severity.SEV_2)
    assert incident.key == "INC-2025-001"
    assert incident.status is PostmortemStatus.DRAFT


def test_the_practices_example_is_typed_with_the_keyboard(
    new: IncidentFormController, library: Library
) -> None:
    form = new.dialog.form
    form.facts.severity.set_value("SEV-1")
    type_into(form.facts.headline, "Payment Service Outage")
    form.facts.key.clear()
    type_into(form.facts.key, "INC-2025-034")
    type_into(form.facts.services.line, "payments/payment-service,payments/payment-db")
    times = form.times.fields
    type_into(times["started_at"].control, "15 Mar 14:23")
    type_into(times["detected_at"].control, "14:25")
    type_into(times["resolved_at"].control, "15:10")
    impact = form.impact.fields
    type_into(impact["users_affected"].control, "~12,000")
    type_into(impact["revenue"].control, "~8,500 EUR")
    type_into(impact["failed_transactions"].control, "0")
    form.timeline.table.model.add(Record({"at": "14:27", "kind": "page", "text": "Paged"}))
    form.action_items.table.model.add(
        Record({"title": "Add index", "owner": "db-engineer", "due_on": "fri", "status": "open"})
    )
    save(new.dialog)
    found = library.incidents.by_key("INC-2025-034")
    assert found.duration_minutes == 47
    assert found.detected_at == datetime(2025, 3, 15, 14, 25, tzinfo=UTC)
    assert found.services == ("payments/payment-service", "payments/payment-db")
    assert found.impact.users_affected == 12_000
    assert found.impact.estimated == {"users_affected", "revenue"}
    assert (found.impact.revenue, found.impact.currency) == (Decimal(8500), "EUR")
    assert found.impact.failed_transactions == 0
    assert found.impact.slo_violated is None
    assert (found.timeline[0].at.hour, found.timeline[0].kind) == (14, EventKind.PAGE)
    item = found.action_items[0]
    assert (item.owner, item.due_on, item.register_number) == ("@db-engineer", date(2025, 3, 21), 1)


def test_rows_are_typed_from_cell_to_cell(new: IncidentFormController) -> None:
    form = new.dialog.form
    form.times.fields["started_at"].control.setText("2025-03-15 14:23")  # type: ignore[attr-defined]
    table = form.timeline.table
    table.start_row()
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "14:31")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert table.records()[0].text("at") == "2025-03-15 14:31"
    assert table.model.rowCount() == 2


def test_saving_without_a_title_goes_to_the_title_and_says_so(
    new: IncidentFormController, library: Library
) -> None:
    type_into(new.dialog.form.impact.fields["users_affected"].control, "many")
    save(new.dialog)
    assert library.incidents.count() == 0
    assert "2 fields" in new.dialog.banner.text
    fields = new.dialog.form.facts.fields
    assert fields["title"].message
    assert new.dialog.form.impact.fields["users_affected"].message
    assert fields["title"].control.hasFocus()


def test_problems_go_away_as_they_are_put_right(new: IncidentFormController) -> None:
    save(new.dialog)
    headline = new.dialog.form.facts.headline
    type_into(headline, "Broken")
    new.dialog.draft_changed.emit()
    assert not new.dialog.form.facts.fields["title"].message
    assert new.dialog.banner.isHidden()


def test_a_key_that_is_taken_keeps_the_dialog_and_the_text(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    session.open()
    controller = new_incident(session, themes, host)
    form = controller.dialog.form
    form.facts.key.setText("INC-2025-034")
    type_into(form.facts.headline, "Typed with care")
    save(controller.dialog)
    assert controller.dialog.isVisible()
    assert form.facts.headline.text() == "Typed with care"
    assert "still here" in controller.dialog.banner.text


def test_escape_asks_before_text_is_lost(new: IncidentFormController) -> None:
    dialog = new.dialog
    type_into(dialog.form.facts.headline, "Typed with care")
    dialog.reject()
    assert dialog.isVisible()
    asked = question(dialog)
    asked.reject()
    assert dialog.isVisible()
    dialog.close()
    assert dialog.isVisible()
    dialog.findChildren(FramedDialog)[-1].confirmed.emit()
    assert not dialog.isVisible()


def test_escape_closes_at_once_when_nothing_was_typed(new: IncidentFormController) -> None:
    new.dialog.reject()
    assert not new.dialog.isVisible()


def test_opening_and_saving_a_stored_incident_keeps_it(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    before = story.incidents.by_key("INC-2025-034")
    controller = edit(session, themes, host, "INC-2025-034")
    assert not controller.dialog.is_edited()
    save(controller.dialog)
    after = story.incidents.by_key("INC-2025-034")
    assert after == replace(
        before, version=after.version, updated_at=after.updated_at, created_at=after.created_at
    )


def stored(library: Library, **changes: object) -> Incident:
    incident = replace(library.incidents.by_key("INC-2025-034"), **changes)  # type: ignore[arg-type]
    save_incident(library, incident)
    return library.incidents.by_key("INC-2025-034")


def test_two_writers_are_put_together(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-034")
    type_into(controller.dialog.form.facts.headline, " again")
    stored(story, severity=Severity.SEV_3, tags=("theirs",))
    save(controller.dialog)
    assert "Nothing of yours is lost" in controller.dialog.banner.text
    controller.dialog.merge_requested.emit()
    save(controller.dialog)
    after = story.incidents.by_key("INC-2025-034")
    assert after.title == "Payment Service Outage again"
    assert (after.severity, after.tags) == (Severity.SEV_3, ("theirs",))


def test_text_typed_before_two_writers_are_put_together_is_kept(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    before = story.incidents.by_key("INC-2025-034").sections[0].markdown
    controller = edit(session, themes, host, "INC-2025-034")
    type_into(controller.dialog.form.texts._edits[0][2], "Mine. ")
    stored(story, severity=Severity.SEV_3)
    save(controller.dialog)
    controller.dialog.merge_requested.emit()
    save(controller.dialog)
    after = story.incidents.by_key("INC-2025-034")
    assert after.sections[0].markdown == "Mine. " + before
    assert after.severity is Severity.SEV_3


def test_other_text_for_the_same_sections_is_what_the_form_then_holds(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    form = edit(session, themes, host, "INC-2025-034").dialog.form
    draft = form.draft()
    other = tuple(
        Record({**one.values, "markdown": f"Text {place}"}, one.id)
        for place, one in enumerate(draft.sections)
    )
    form.set_draft(replace(draft, sections=other))
    assert form.draft().sections == other


def test_what_both_changed_is_named(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-034")
    type_into(controller.dialog.form.facts.headline, " mine")
    stored(story, title="Theirs")
    save(controller.dialog)
    controller.dialog.merge_requested.emit()
    assert "title" in controller.dialog.banner.text
    assert controller.dialog.form.facts.headline.text().endswith(" mine")


def test_theirs_can_be_looked_at_with_mine_on_the_clipboard(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-034")
    type_into(controller.dialog.form.facts.headline, " mine")
    stored(story, title="Theirs")
    save(controller.dialog)
    controller.dialog.theirs_requested.emit()
    assert controller.dialog.form.facts.headline.text() == "Theirs"
    assert "Payment Service Outage mine" in QApplication.clipboard().text()


def test_an_incident_that_is_gone_can_be_kept_as_a_new_one(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-007")
    identifier = session_id(session, "INC-2025-007")
    type_into(controller.dialog.form.facts.headline, " kept")
    trash_incident(story, identifier)
    purge_incident(story, identifier)
    save(controller.dialog)
    assert "keep yours as a new incident" in controller.dialog.banner.text
    save(controller.dialog)
    assert story.incidents.by_key("INC-2025-007").title == "Login storm kept"


def test_saving_tells_with_a_toast(new: IncidentFormController) -> None:
    told: list[Notice] = []
    new._session.notice.connect(told.append)
    type_into(new.dialog.form.facts.headline, "Broken")
    save(new.dialog)
    assert [one.text for one in told] == ["INC-2025-001 recorded"]


def test_the_duration_is_computed_as_one_types(new: IncidentFormController) -> None:
    times = new.dialog.form.times
    type_into(new.dialog.form.facts.headline, "Broken")
    type_into(times.fields["started_at"].control, "15 Mar 14:23")
    type_into(times.fields["resolved_at"].control, "15:10")
    new.dialog.draft_changed.emit()
    assert times.duration.text() == "47 min"


def test_the_library_s_words_are_offered(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-034")
    completer = controller.dialog.form.facts.services.line.completer()
    assert completer is not None
    completer.setCompletionPrefix("db")
    assert completer.currentCompletion() == "payments/payment-db"


def test_every_control_has_a_name_and_is_reached_by_tab(
    session: LibrarySession, themes: ThemeSource, host: QWidget, story: Library
) -> None:
    controller = edit(session, themes, host, "INC-2025-034")
    assert nameless(controller.dialog) == []
    reached = reached_by_tab(controller.dialog)
    form = controller.dialog.form
    for field in (form.facts.headline, form.facts.services.line, form.timeline.table.table):
        assert field in reached
    assert reached.index(form.facts.severity) < reached.index(form.facts.headline)


def test_hostile_text_is_kept_as_it_is(new: IncidentFormController, library: Library) -> None:
    hostile = "<script>alert(1)</script> & \u202egnirts \U0001f600"
    new.dialog.form.facts.headline.setText(hostile)
    save(new.dialog)
    assert library.incidents.listing(as_of=datetime(2025, 4, 1, tzinfo=UTC))[0].title == hostile


@pytest.fixture
def rows(themes: ThemeSource) -> RecordModel:
    columns = (
        RecordColumn("text", "Text", hint="What"),
        RecordColumn("kind", "Kind", choices=(("a", "A"), ("b", "B"))),
    )
    return RecordModel(columns, themes, defaults={"kind": "a"})


def test_the_rows_of_a_table_keep_qt_s_contract(rows: RecordModel) -> None:
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    blank = rows.index(0, 0)
    assert rows.setData(blank, "first")
    assert rows.records[0].values == {"text": "first", "kind": "a"}
    rows.setData(rows.index(1, 0), "second")
    assert rows.move(0, 1) == 1
    assert [one.text("text") for one in rows.records] == ["second", "first"]
    taken = rows.remove(0)
    assert taken is not None
    rows.insert(1, taken)
    rows.sort_by(lambda record: record.text("text"))
    assert rows.remove(5) is None
    rows.set_problems({(0, "text"): "wrong"})
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "wrong"
    rows.set_records(())
    assert rows.rowCount() == 1


def test_leaving_a_cell_as_it_was_changes_nothing(rows: RecordModel) -> None:
    text = "two\u00a0words  apart"
    rows.set_records((Record({"text": text, "kind": "a"}),))
    told: list[bool] = []
    rows.edited.connect(lambda: told.append(True))
    rows.setData(rows.index(0, 0), text)
    assert told == []
    assert rows.records[0].values["text"] == text

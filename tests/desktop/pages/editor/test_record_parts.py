"""Contributing factors, defences and action items as ordered records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.pages.editor.cell_text import split_marks
from desktop.pages.editor.defences_part import DefencesPart, woven
from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.part import FormWords
from desktop.pages.editor.reading import Problem, read_draft
from desktop.pages.editor.record_model import NOTE_ROLE, SUGGESTED_ROLE
from desktop.pages.editor.record_parts import ActionsPart, actions_part, factors_part
from models.incident import ActionItem, ContributingFactor, Defence, Incident
from models.vocabulary import ActionStatus, DefenceOutcome, Severity

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
WORKED, FAILED, LUCKY = DefenceOutcome.WORKED, DefenceOutcome.FAILED, DefenceOutcome.LUCKY
BASE = Incident(
    key="INC-1",
    title="A",
    version=1,
    contributing_factors=(
        ContributingFactor(title="No index", text="why", tags=("db",), services=("pay/db",)),
    ),
    defences=(
        Defence(outcome=LUCKY, text="noon"),
        Defence(outcome=WORKED, text="alarm", tags=("alert",), services=("pay/api",)),
        Defence(outcome=LUCKY, text="weekday"),
        Defence(outcome=FAILED, text="canary"),
    ),
    action_items=(ActionItem(number=1, title="Add an index to users"),),
)


def read(draft: IncidentDraft) -> Incident:
    reading = read_draft(draft, BASE, now=NOW)
    assert reading.incident is not None
    return reading.incident


@pytest.fixture
def draft() -> IncidentDraft:
    return draft_of(BASE, zone="UTC")


@pytest.fixture
def defences(themes: ThemeSource, host: QWidget, draft: IncidentDraft) -> DefencesPart:
    part = DefencesPart(themes, host)
    part.fill(draft)
    part.show()
    return part


@pytest.fixture
def actions(themes: ThemeSource, host: QWidget, draft: IncidentDraft) -> ActionsPart:
    part = actions_part(themes, tidy_due=lambda _row, text: "2025-03-21" if text == "fri" else text)
    part.setParent(host)
    part.resize(752, 300)
    part.fill(draft)
    part.show()
    return part


def texts(defences: DefencesPart, outcome: DefenceOutcome) -> list[str]:
    return [one.text("text") for one in defences.tables[outcome].records()]


def test_tags_and_services_of_factors_are_kept_and_changed(
    themes: ThemeSource, host: QWidget, draft: IncidentDraft
) -> None:
    part = factors_part(themes)
    part.setParent(host)
    part.fill(draft)
    assert read(part.apply(draft)) == BASE
    model = part.table.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.setData(model.index(0, 2), "db,  review ,db")
    model.setData(model.index(0, 3), "")
    model.setData(model.index(1, 0), "No load test")
    model.setData(model.index(1, 3), "pay/db, new/service")
    first, second = read(part.apply(draft)).contributing_factors
    assert (first.tags, first.services) == (("db", "review"), ())
    assert (second.title, second.services) == ("No load test", ("pay/db", "new/service"))


def test_services_are_completed_one_after_the_other(
    themes: ThemeSource, host: QWidget, draft: IncidentDraft
) -> None:
    part = factors_part(themes)
    part.setParent(host)
    part.fill(draft)
    part.offer(FormWords(services=("pay/api", "pay/db", "web/shop")))
    part.show()
    part.table.focus_cell(0, "services")
    part.table.table.edit(part.table.table.currentIndex())
    edit = part.table.table.viewport().findChild(QLineEdit)
    assert edit is not None
    edit.setText("pay/db, sh")
    completer = edit.completer()
    assert completer is not None
    completer.setCompletionPrefix(completer.splitPath(edit.text())[0])
    assert completer.currentCompletion() == "pay/db, web/shop"


def test_defences_stand_under_what_they_were_and_their_order_is_kept(
    defences: DefencesPart, draft: IncidentDraft
) -> None:
    assert texts(defences, LUCKY) == ["noon", "weekday"]
    assert texts(defences, WORKED) == ["alarm"]
    assert read(defences.apply(draft)) == BASE


def test_a_new_defence_gets_the_outcome_of_its_table(
    defences: DefencesPart, draft: IncidentDraft
) -> None:
    model = defences.tables[FAILED].model
    model.setData(model.index(1, 0), "the alarm was muted")
    found = read(defences.apply(draft)).defences
    assert (found[-1].outcome, found[-1].text) == (FAILED, "the alarm was muted")
    assert [one.text for one in found[:-1]] == ["noon", "alarm", "weekday", "canary"]


def test_a_defence_moves_to_another_outcome_and_within_its_own(
    defences: DefencesPart, draft: IncidentDraft
) -> None:
    defences.tables[LUCKY].focus_cell(0, "text")
    QTest.keySequence(defences.tables[LUCKY].table, "Alt+Shift+Down")
    assert texts(defences, LUCKY) == ["weekday", "noon"]
    words = {one[0]: one[2] for one in defences.tables[LUCKY].more_actions}
    words["Move to “What worked well”"]()
    found = {one.text: one.outcome for one in read(defences.apply(draft)).defences}
    assert found["noon"] is WORKED
    assert found["weekday"] is LUCKY
    assert len(found) == 4


def test_a_problem_is_said_in_the_table_where_the_row_stands(defences: DefencesPart) -> None:
    problem = Problem(field="text", message="Say which.", table="defences", row=2)
    defences.show_problems([problem])
    model = defences.tables[LUCKY].model
    tip = model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "Say which."
    assert defences.focus_problem(problem)
    assert defences.tables[LUCKY].current_row() == 1


def test_records_weave_as_they_did() -> None:
    a, b, c = (Record({"text": name}) for name in "abc")
    assert woven({"x": [a, b], "y": [c]}, ["y", "x", "x"]) == (c, a, b)
    assert woven({"x": [a], "y": [c, b]}, ["x", "x", "y"]) == (a, c, b)


def test_strength_and_kind_are_suggested_until_a_person_says(
    actions: ActionsPart, draft: IncidentDraft
) -> None:
    model = actions.table.model
    names = [one.name for one in model.columns]
    strength = model.index(0, names.index("strength"))
    assert strength.data() == "Strong"
    assert strength.data(SUGGESTED_ROLE)
    assert "suggested" in str(strength.data(Qt.ItemDataRole.AccessibleTextRole))
    assert read(actions.apply(draft)).action_items[0].strength is None
    actions.table.focus_cell(0, "strength")
    QTest.keyClicks(actions.table.table, "w")
    assert not strength.data(SUGGESTED_ROLE)
    assert read(actions.apply(draft)).action_items[0].strength == "weak"


def test_a_due_date_is_written_out(actions: ActionsPart, draft: IncidentDraft) -> None:
    model = actions.table.model
    place = [one.name for one in model.columns].index("due_on")
    model.setData(model.index(0, place), "fri")
    assert model.index(0, place).data() == "2025-03-21"
    assert read(actions.apply(draft)).action_items[0].due_on == date(2025, 3, 21)


def test_the_reason_is_asked_for_only_where_one_is_needed(actions: ActionsPart) -> None:
    view, model = actions.table.table, actions.table.model
    names = [one.name for one in model.columns]
    reason = names.index("status_reason")
    assert view.isColumnHidden(reason)
    model.setData(model.index(0, names.index("status")), "won't do")
    assert not view.isColumnHidden(reason)
    actions.fill(replace(IncidentDraft()))
    QApplication.processEvents()
    assert view.isColumnHidden(reason)


def test_code_and_stress_are_set_apart_and_other_marks_stay() -> None:
    words, marks = split_marks("Alarm `a-b`, **2 min** after")
    shown = [(words[one.start : one.end].strip("\u2005"), one.is_code) for one in marks]
    assert shown == [("a-b", True), ("2 min", False)]
    assert split_marks("a ` b ** c") == ("a ` b ** c", ())
    assert split_marks("``x ` y``")[0].strip("\u2005") == "x ` y"
    assert split_marks("2 ** 3 ** 4")[1] == ()


def test_what_is_done_for_a_severe_incident_asks_for_its_evidence(
    themes: ThemeSource, host: QWidget
) -> None:
    part = actions_part(themes)
    part.setParent(host)
    done = ActionItem(number=1, title="Add an index", status=ActionStatus.DONE)
    base = replace(BASE, severity=Severity.SEV_1, action_items=(done,))
    part.fill(draft_of(base, zone="UTC"))
    model = part.table.model
    column = [one.name for one in model.columns].index("status_reason")
    assert not part.table.table.isColumnHidden(column)
    note = model.index(0, 0).data(NOTE_ROLE)
    assert note.text == "What shows that it is done?"
    part.set_severity("SEV-3")
    assert model.index(0, 0).data(NOTE_ROLE) is None
    assert part.table.table.isColumnHidden(column)
    part.set_severity("SEV-2")
    model.setData(model.index(0, column), "PR 7")
    assert model.index(0, 0).data(NOTE_ROLE) is None
    assert not part.table.table.isColumnHidden(column)


def test_a_long_handle_is_cut_in_one_line_and_whole_in_the_tooltip(
    themes: ThemeSource, host: QWidget
) -> None:
    part = actions_part(themes)
    part.setParent(host)
    item = ActionItem(number=1, title="x", owner="@payments-platform-oncall")
    part.fill(draft_of(replace(BASE, action_items=(item,)), zone="UTC"))
    model = part.table.model
    owner = [one.name for one in model.columns].index("owner")
    assert model.index(0, owner).data(Qt.ItemDataRole.ToolTipRole) == item.owner
    assert part.table.table.rowHeight(0) == themes.current.size("row.timeline")

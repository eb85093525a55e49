"""The inspector on a real library: what it says, and what can be done from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.inspector import InspectorPane
from desktop.pages.editor.publish_dialog import PublishDialog
from desktop.pages.editor.save_state import SaveState
from models.incident import Incident, Postmortem
from models.operations.incidents import set_status
from models.publishing import material_digest
from models.vocabulary import PostmortemStatus, Severity
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
    from pytestqt.qtbot import QtBot

    from desktop.pages.editor.inspector_line import InspectorLine
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from tests.conftest import TickingClock

FINAL = PostmortemStatus.FINAL


@pytest.fixture
def outage(library: Library, clock: TickingClock) -> Incident:
    """A stored draft that could be published."""
    clock.now = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
    return saved(library, payment_outage())


@pytest.fixture
def pane(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> InspectorPane:
    """The inspector; whoever works here is @platform-lead, and everything typed is saved."""
    session.open()
    session.set_handle("platform-lead")
    made = InspectorPane(session, themes)
    qtbot.addWidget(made)
    made.flush_first.connect(lambda then: then())
    made.resize(316, 824)
    made.show()
    return made


def _texts(lines: list[InspectorLine]) -> list[str]:
    return [f"{one.text} | {one.detail}" if one.detail else one.text for one in lines]


def _answer(pane: InspectorPane, text: str) -> None:
    dialog = next(
        one
        for one in pane.findChildren(FramedDialog)
        if one.isVisible() and not isinstance(one, PublishDialog)
    )
    from desktop.dialogs.fields import Field

    control = dialog.findChildren(Field)[-1].control
    if hasattr(control, "setPlainText"):
        paragraph: QPlainTextEdit = control  # type: ignore[assignment]
        paragraph.setPlainText(text)
    else:
        line: QLineEdit = control  # type: ignore[assignment]
        line.setText(text)
    dialog.confirmed.emit()


def test_the_verdict_says_each_rule_that_fired(pane: InspectorPane, outage: Incident) -> None:
    pane.show_incident(outage)
    said = _texts(pane.view.verdict.lines)
    assert said[0] == "Postmortem required"
    assert "Severity is SEV-1" in said
    assert "User impact 47 min | limit 15 min" in said


def test_what_is_unknown_leads_to_its_field(
    pane: InspectorPane, outage: Incident, qtbot: QtBot
) -> None:
    impact = replace(outage.impact, slo_violated=None, manual_rollback=None, data_loss=None)
    pane.show_incident(replace(outage, severity=Severity.SEV_4, impact=impact))
    assert _texts(pane.view.verdict.lines)[0] == "Not known whether required"
    line = next(one for one in pane.view.verdict.widgets if one.line.text == "Data loss")
    with qtbot.waitSignal(pane.go_to) as told:
        QTest.keyClick(line, Qt.Key.Key_Space)
    assert told.args == ["data_loss"]


def test_clocks_run_from_recovery(pane: InspectorPane, outage: Incident) -> None:
    pane.show_incident(outage)
    said = _texts(pane.view.clocks.lines)
    assert any(one.startswith("Document due Fri, 2 business days left") for one in said)
    pane.show_incident(replace(outage, resolved_at=None))
    assert _texts(pane.view.clocks.lines) == ["They run from recovery | not recorded"]


def test_an_approval_is_given_and_goes_stale(
    pane: InspectorPane, outage: Incident, library: Library
) -> None:
    pane.show_incident(outage)
    pane.view.approve.click()
    (first, _second) = pane.view.reviewers.lines
    assert (first.text, first.detail) == ("@platform-lead (you)", "approved 19 Mar")
    assert pane.view.approve.text() == "Withdraw approval"
    pane.show_incident(replace(outage, title="Another"))
    assert pane.view.reviewers.lines[0].detail == "approved 19 Mar, text changed since"
    pane.show_incident(outage)
    pane.view.approve.click()
    assert library.publishing.state(outage.id).approvals[0].approved_at is None


def test_who_works_here_is_asked_once(
    pane: InspectorPane, outage: Incident, session: LibrarySession, library: Library
) -> None:
    session.set_handle("")
    pane.show_incident(outage)
    pane.view.approve.click()
    _answer(pane, "cto")
    assert session.handle == "@cto"
    handles = {one.handle for one in library.publishing.state(outage.id).approvals if one.digest}
    assert handles == {"@cto"}


def test_a_blocked_publish_says_what_is_left(
    pane: InspectorPane, outage: Incident, library: Library, qtbot: QtBot
) -> None:
    bare = saved(library, replace(outage, contributing_factors=()))
    pane.show_incident(bare)
    publish = pane.view.head.publish
    assert publish.isEnabled()
    assert publish.property("blocked") == "true"
    assert "contributing factor" in publish.accessibleDescription()
    publish.click()
    dialog = pane.findChild(PublishDialog)
    assert dialog is not None
    assert not dialog.confirm_button.isEnabled()
    check = pane.contents.left[0] if pane.contents else None
    dialog.set_aside.emit(check)
    _answer(dialog, "the supplier's own fault")  # type: ignore[arg-type]
    assert dialog.confirm_button.isEnabled()
    assert publish.property("blocked") == "false"
    line = next(one for one in pane.view.checks.lines if one.key == "contributing factors")
    assert line.detail == "set aside"
    assert "the supplier's own fault" in line.tip
    dialog.confirmed.emit()
    stored = library.incidents.get(bare.id)
    assert stored.status is FINAL
    assert library.publishing.state(bare.id).steps[-1].made_by == "@platform-lead"


def test_a_check_is_asked_for_again(
    pane: InspectorPane, outage: Incident, library: Library
) -> None:
    bare = saved(library, replace(outage, contributing_factors=()))
    pane.show_incident(bare)
    line = next(one for one in pane.view.checks.lines if one.key == "contributing factors")
    menu = pane.check_menu(line)
    assert menu is not None
    menu.actions()[-1].trigger()
    _answer(pane, "why not")
    menu = pane.check_menu(next(one for one in pane.view.checks.lines if one.key == line.key))
    assert menu is not None
    assert menu.actions()[-1].text() == "Ask for it again"
    menu.actions()[-1].trigger()
    assert pane.contents is not None
    assert [one.name for one in pane.contents.left] == ["contributing factors"]


def test_advice_keeps_nobody_from_publishing(pane: InspectorPane, outage: Incident) -> None:
    pane.show_incident(outage)
    assert any(one.icon == "circle-dashed" for one in pane.view.advice.lines)
    assert pane.contents is not None
    assert pane.contents.left == ()
    line = next(one for one in pane.view.advice.lines if one.icon == "circle-dashed")
    assert "does not wait" in line.tip


def test_reopening_asks_why(pane: InspectorPane, outage: Incident, library: Library) -> None:
    set_status(library, outage.id, FINAL, version=None)
    pane.show_incident(library.incidents.get(outage.id))
    assert pane.view.head.publish.text() == "Reopen…"
    assert not pane.view.waive.isVisible()
    pane.view.head.publish.click()
    _answer(pane, "a figure was wrong")
    step = library.publishing.state(outage.id).steps[-1]
    assert (step.to_status, step.reason) == (PostmortemStatus.DRAFT, "a figure was wrong")
    pane.show_incident(library.incidents.get(outage.id))
    assert "Reopened 19 Mar 2025 by @platform-lead: a figure was wrong" in _texts(
        pane.view.revisions.lines
    )


def test_a_waiver_needs_its_reason_and_shows_it(
    pane: InspectorPane, library: Library, outage: Incident
) -> None:
    pane.show_incident(outage)
    pane.view.waive.click()
    _answer(pane, "  ")
    assert library.incidents.get(outage.id).status is PostmortemStatus.DRAFT
    _answer(pane, "covered elsewhere")
    stored = library.incidents.get(outage.id)
    assert stored.status is PostmortemStatus.WAIVED
    pane.show_incident(stored)
    assert "Waived: covered elsewhere" in _texts(pane.view.verdict.lines)
    assert not pane.view.checks.isVisible()


def test_the_meeting_is_recorded(pane: InspectorPane, outage: Incident, library: Library) -> None:
    document = replace(outage.postmortem or Postmortem(), meeting_held_at=None)
    one = saved(library, replace(outage, postmortem=document))
    pane.show_incident(one)
    line = next(each for each in pane.view.clocks.widgets if each.line.key == "meeting")
    assert "late by" in line.line.text.lower()
    line.click()
    _answer(pane, "2025-03-17 10:00")
    held = library.incidents.get(one.id).postmortem
    assert held is not None
    assert held.meeting_held_at == datetime(2025, 3, 17, 10, tzinfo=UTC)
    pane.show_incident(library.incidents.get(one.id))
    assert "Meeting held Mon 17 Mar | 42 h 50 of 48 h" in _texts(pane.view.clocks.lines)


def test_a_reviewer_is_asked(pane: InspectorPane, outage: Incident, library: Library) -> None:
    pane.show_incident(outage)
    pane.view.ask.click()
    _answer(pane, "sre-team")
    stored = library.incidents.get(outage.id)
    assert stored.postmortem is not None
    assert "@sre-team" in stored.postmortem.reviewers


def test_a_text_that_changed_elsewhere_is_not_approved(
    pane: InspectorPane, outage: Incident, library: Library
) -> None:
    pane.show_incident(outage)
    digest = material_digest(replace(outage, title="read by nobody"))
    pane.flow.approve(digest)
    assert pane.view.banner.isVisible()
    assert all(not one.digest for one in library.publishing.state(outage.id).approvals)


def test_a_recorded_incident_without_a_postmortem_is_judged_too(
    pane: InspectorPane, library: Library
) -> None:
    pane.show_incident(saved(library, incident()))
    assert pane.contents is not None
    assert pane.contents.stage == "none"
    assert pane.view.reviewers.lines == []
    assert pane.view.head.publish.property("blocked") == "true"


def test_how_well_it_is_kept_is_said(pane: InspectorPane) -> None:
    pane.show_save_state(
        SaveState("conflict", None, "Not saved: a conflict", "Somebody changed it.")
    )
    assert pane.view.head.accessibleName() == "Not saved: a conflict. Somebody changed it."


def test_other_library_changes_are_followed(
    pane: InspectorPane, outage: Incident, session: LibrarySession, library: Library
) -> None:
    pane.show_incident(outage)
    asked: list[Callable[[], object]] = []
    pane.flush_first.connect(asked.append)
    from models.operations.publishing import ask_reviewer

    session.perform(pane, lambda store: ask_reviewer(store, outage.id, "@late"))
    pane.show_incident(library.incidents.get(outage.id))
    assert "@late" in [one.key for one in pane.view.reviewers.lines]

"""From nothing to a draft, or to a record of a small incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.start_incident import StartDialog
from models.guidance import is_written
from models.operations.templates import keep_template
from models.vocabulary import Severity
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

OURS = (
    "---\ntitle: Ours\nseverities: [SEV-2]\ncategories: [Network]\n---\n\n## Summary\n\n## Money\n"
)


@pytest.fixture
def dialog(session: LibrarySession, themes: ThemeSource, host: QWidget) -> StartDialog:
    session.open()
    made = StartDialog(session, themes, host)
    made.open()
    return made


@pytest.fixture
def begun(dialog: StartDialog) -> list[UUID]:
    told: list[UUID] = []
    dialog.started.connect(told.append)
    return told


def chosen(dialog: StartDialog) -> str:
    template = dialog.gallery.chosen()
    assert template is not None
    return template.name


def test_a_title_and_enter_make_a_draft(
    dialog: StartDialog, begun: list[UUID], library: Library
) -> None:
    QTest.keyClicks(dialog.headline, "sev1 Payment Service Outage")
    QTest.keyClick(dialog.headline, Qt.Key.Key_Return)
    incident = library.incidents.get(begun[0])
    assert (incident.title, incident.severity) == ("Payment Service Outage", Severity.SEV_1)
    assert incident.postmortem is not None
    assert incident.postmortem.template == "practice"
    assert incident.key
    assert incident.started_at is None
    assert not any(is_written(one.markdown) for one in incident.sections)


@pytest.mark.parametrize(
    ("severity", "name"),
    [("SEV-1", "practice"), ("SEV-2", "practice"), ("SEV-3", "sre"), ("SEV-5", "minimal")],
)
def test_the_severity_chooses_the_template(dialog: StartDialog, severity: str, name: str) -> None:
    dialog.severity.set_value(severity)
    dialog.severity.chosen.emit(severity)
    assert chosen(dialog) == name


def test_security_and_lost_data_choose_theirs_and_are_kept(
    dialog: StartDialog, begun: list[UUID], library: Library
) -> None:
    dialog.data_loss.setChecked(True)
    assert chosen(dialog) == "data-loss"
    dialog.security.setChecked(True)
    assert chosen(dialog) == "security"
    dialog.headline.setText("Tokens leaked")
    dialog.confirmed.emit()
    impact = library.incidents.get(begun[0]).impact
    assert (impact.security, impact.data_loss, impact.slo_violated) == (True, True, None)


def test_a_template_that_a_person_chose_stays(dialog: StartDialog) -> None:
    QTest.keyClick(dialog.headline, Qt.Key.Key_Down)
    before = chosen(dialog)
    assert before != "practice"
    dialog.severity.set_value("SEV-5")
    dialog.severity.chosen.emit("SEV-5")
    assert chosen(dialog) == before
    QTest.keyClick(dialog.headline, Qt.Key.Key_Up)
    assert chosen(dialog) == "practice"


def test_the_teams_own_template_goes_before_those_that_ship(
    session: LibrarySession, themes: ThemeSource, host: QWidget, library: Library
) -> None:
    session.open()
    keep_template(library, OURS, "ours")
    dialog = StartDialog(session, themes, host)
    dialog.severity.set_value("SEV-2")
    dialog.severity.chosen.emit("SEV-2")
    assert chosen(dialog) == "ours"
    dialog.category.set_value("network / DNS")
    dialog.severity.set_value("SEV-5")
    dialog.category.edited.emit()
    assert chosen(dialog) == "ours"


def test_a_small_incident_is_logged_without_a_document(
    dialog: StartDialog, library: Library
) -> None:
    told: list[UUID] = []
    dialog.logged.connect(told.append)
    dialog._on_toggle()
    dialog.headline.setText("Dashboard slow")
    dialog.begun.setText("2025-03-15 23:50")
    dialog.resolved.setText("00:10")
    dialog.services.set_words(["web/dashboard"])
    dialog.summary.setText("A restart helped")
    dialog.confirmed.emit()
    incident = library.incidents.get(told[0])
    assert incident.postmortem is None
    assert incident.duration_minutes == 20
    assert incident.services == ("web/dashboard",)
    assert [one.text for one in incident.timeline] == ["A restart helped"]


def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    dialog: StartDialog, begun: list[UUID], library: Library
) -> None:
    dialog.confirmed.emit()
    assert dialog.fields["title"].message
    dialog.headline.setText("Something")
    dialog.begun.setText("25:99")
    dialog.confirmed.emit()
    assert dialog.fields["started_at"].message
    assert dialog.isVisible()
    assert begun == []


def test_every_control_has_a_name(dialog: StartDialog) -> None:
    assert nameless(dialog) == []

"""The practice's example typed from nothing, with the keyboard alone; its export is the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.dialogs.start_incident import StartDialog
from exporters.markdown import write_markdown
from models.reading.reader import read_markdown
from tests.desktop.pages.editor.practice import Keyboard, practice_example, type_example

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.pages.editor.page import EditorPage
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library

pytestmark = [
    pytest.mark.slow,
    # The offscreen platform says this of lists that drop down; it means nothing there.
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def read(document: str) -> Incident:
    return read_markdown(document.encode(), name="example.md").incidents[0].incident


_COLUMNS = 5  # of the practice's table of action items; kind, strength and creation follow them


def body(document: str) -> list[str]:
    """The lines of a document as the practice's template has them, but for the status."""
    lines = document[document.index("# Postmortem:") :].splitlines()
    return [_cut(line) for line in lines if not line.startswith("**Status:**")]


def _cut(line: str) -> str:
    cells = line.split("|")
    return "|".join([*cells[: _COLUMNS + 1], ""]) if len(cells) > _COLUMNS + 2 else line


def facts(incident: Incident) -> dict[str, object]:
    """Every field that the practice's document says."""
    assert incident.postmortem is not None
    return {
        "names": (incident.key, incident.title, incident.severity),
        "times": (incident.started_at, incident.detected_at, incident.resolved_at),
        "people": (incident.postmortem.authors, incident.postmortem.reviewers),
        "impact": incident.impact,
        "timeline": [(one.at, one.kind, one.text) for one in incident.timeline],
        "factors": [(one.title, one.text) for one in incident.contributing_factors],
        "defences": [(one.outcome, one.text) for one in incident.defences],
        "actions": [
            (one.number, one.title, one.owner, one.due_on, one.tracker_key)
            for one in incident.action_items
        ],
        "sections": [(one.kind, one.title, one.markdown) for one in incident.sections],
    }


def test_the_example_is_typed_with_the_keyboard_alone(
    session: LibrarySession,
    themes: ThemeSource,
    page: EditorPage,
    library: Library,
    qtbot: QtBot,
) -> None:
    dialog = StartDialog(session, themes, page)
    dialog.started.connect(page.show_incident)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.headline.hasFocus)
    keyboard = Keyboard()
    keyboard.type("sev1 Payment Service Outage\n")
    page.activateWindow()  # as a window manager does when a dialog closes
    qtbot.waitUntil(page.form.head.headline.hasFocus)
    type_example(keyboard)
    qtbot.waitUntil(lambda: page.keeper.state.kind == "saved")
    exported = write_markdown(library.incidents.by_key("INC-2025-034"))
    assert facts(read(exported)) == facts(read(practice_example()))
    assert body(exported) == body(practice_example())
